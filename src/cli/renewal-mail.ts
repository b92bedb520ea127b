import { userInfo } from 'node:os';
import type { LocalDate } from '../calendar/local-date.ts';
import { openPostOffice } from '../mail/commands.ts';
import { Problem } from '../problem.ts';
import { chooseReminders, sendReminders } from '../reminders/commands.ts';
import { reminderChoices } from '../reminders/reminder.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Terminal, WrongUsage, withEngine } from './terminal.ts';

/** Sends what has to be decided by mail to who is due: for a scheduler, once a day. */
export async function sendMail(terminal: Terminal, args: Arguments): Promise<void> {
  if (args.words.length > 1) throw new WrongUsage('Say: renewals send.');
  const { mail, publicUrl, port } = terminal.config;
  if (!mail) {
    throw new Problem({
      code: 'request.unreadable',
      column: 'SMTP_URL',
      message: 'No mail can be sent: SMTP_URL is not set.',
      remedy: 'Set SMTP_URL and MAIL_FROM, as the README shows.',
    });
  }
  const post = openPostOffice(mail, () => {});
  try {
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const found = await sendReminders(database, {
        trust,
        today: terminal.now().slice(0, 10) as LocalDate,
        publicUrl: publicUrl ?? `http://localhost:${port}`,
        post,
      });
      if (found.failed.length > 0) process.exitCode = 1;
      if (args.isSet('json')) {
        return terminal.print(JSON.stringify({ trust: trust.name, ...found }));
      }
      for (const email of found.sent) terminal.print(`Sent to ${email}.`);
      for (const { email, reason } of found.failed) {
        terminal.print(`Not sent to ${email}, and due again: ${reason}`);
      }
      if (found.sent.length + found.failed.length === 0) {
        terminal.print(`${trust.name}: nobody is due a message, or nothing is new or overdue.`);
      }
    });
  } finally {
    post.close();
  }
}

/** Says whether a person is reminded. */
export async function chooseMail(terminal: Terminal, args: Arguments): Promise<void> {
  const [, email, word, ...more] = args.words;
  const every = reminderChoices.find((choice) => choice === word);
  if (!email || !every || more.length > 0) {
    throw new WrongUsage(`Say: renewals mail ADDRESS ${reminderChoices.join('|')}.`);
  }
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const by = args.text('by') ?? userInfo().username;
    const choice = { email: email.toLowerCase(), every, by, at: terminal.now() };
    await chooseReminders(database, trust.id, choice);
    if (args.isSet('json')) return terminal.print(JSON.stringify({ email, every }));
    const told = every === 'week' ? 'is reminded once a week at the most' : 'is not reminded';
    terminal.print(`${email} ${told} of the contracts of ${trust.name}.`);
  });
}
