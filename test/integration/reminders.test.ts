// Reminders by mail, over a real mail server: once a week, one for all contracts, and only with news.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import t, { type Test } from 'tap';
import { renewals } from '../../src/cli/renewals.ts';
import { letIn } from '../../src/people/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

async function mailServer(t: Test) {
  const mails: string[] = [];
  let isOpen = true;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(isOpen ? null : new Error('mailbox full')),
    onData(stream, _, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString().replace(/=\r\n/g, ''));
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.teardown(() => new Promise<void>((closed) => server.close(closed)));
  const { port } = server.server.address() as AddressInfo;
  const close = (isClosed: boolean) => {
    isOpen = !isClosed;
  };
  return { smtpUrl: `smtp://127.0.0.1:${port}`, mails, close };
}

t.test('one mail a week to who keeps the register, until a matter is decided', async (t) => {
  const { smtpUrl, mails, close } = await mailServer(t);
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Ash Federation'));
  const at = '2026-01-05T10:00:00.000Z';
  for (const [email, role] of [
    ['lead@trust.example', 'finance_lead'],
    ['trustee@trust.example', 'trustee'],
  ] as const) {
    const letting = { email, name: email, role, urns: [] };
    await letIn(database, { trustId, at, by: 'C. Manager' }, letting);
  }
  const environment = {
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'savings@trust.example',
    PUBLIC_URL: 'https://savings.trust.example',
  };
  const run = (day: string, ...words: string[]) =>
    runCommand(database, renewals, words, { now: `${day}T08:00:00.000Z`, environment });

  t.match(await run('2026-06-01', 'send'), [/nobody is due a message, or nothing is new/]);
  const before = process.exitCode;
  close(true);
  t.match(await run('2027-09-10', 'send'), [/Not sent to lead@trust\.example, and due again/]);
  t.equal(process.exitCode, 1);
  process.exitCode = before;
  close(false);
  t.strictSame(await run('2027-09-10', 'send'), ['Sent to lead@trust.example.']);
  t.equal(mails.length, 1);
  t.match(mails[0], /Subject: Ash Federation: 1 contract needs a decision/);
  t.match(mails[0], /P1, Paper \(new\)/);
  t.match(mails[0], /https:\/\/savings\.trust\.example\//);
  t.match(await run('2027-09-10', 'send'), [/nobody is due/], 'not twice a day');
  t.match(await run('2027-09-16', 'send'), [/nobody is due/], 'not twice a week');
  t.strictSame(await run('2027-10-15', 'send'), ['Sent to lead@trust.example.'], 'overdue');
  await run('2027-10-15', 'mail', 'lead@trust.example', 'never');
  t.match(await run('2027-11-15', 'send'), [/nobody is due/], 'opted out');
  await run('2027-11-15', 'mail', 'trustee@trust.example', 'week');
  t.strictSame(await run('2027-11-15', 'send'), ['Sent to trustee@trust.example.']);
  await t.rejects(run('2027-11-15', 'mail', 'x@y.example', 'never'), /Nobody is let in by/);
  await run('2027-11-16', 'decide', 'P1', 'let_end', '--reason', 'enough', '--confirm');
  t.match(await run('2027-12-15', 'send'), [/nobody is due/], 'decided');
  t.equal(mails.length, 3);
});
