// Reminders by mail, over a real mail server: once a week, one for all contracts, and only with news.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import t, { type Test } from 'tap';
import type { Role } from '../../src/access/role.ts';
import { startReminders } from '../../src/cli/reminder-clock.ts';
import { renewals } from '../../src/cli/renewals.ts';
import { readConfig } from '../../src/config.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { letIn } from '../../src/people/commands.ts';
import { readersOf } from '../../src/reminders/store.ts';
import { openSession } from '../../src/sessions/commands.ts';
import { startApp } from '../support/app.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
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

t.test(
  'while the service runs it looks again and again, and tells of mail that failed',
  async (t) => {
    const { smtpUrl, mails, close } = await mailServer(t);
    const database = await freshDatabase(t);
    const trustId = await loadFiles(database, smallTrust('Ash Federation'));
    await letIn(
      database,
      { trustId, at: '2026-01-05T10:00:00.000Z', by: 'C. Manager' },
      { email: 'lead@trust.example', name: 'Lead', role: 'finance_lead', urns: [] },
    );
    const { mail } = readConfig({ SMTP_URL: smtpUrl, MAIL_FROM: 'savings@trust.example' });
    let today = '2027-09-10';
    const reports: unknown[] = [];
    const settings = { mail, publicUrl: 'https://savings.trust.example', port: 3000 };
    close(true);
    const clock = startReminders(database, settings, {
      now: () => `${today}T08:00:00.000Z`,
      report: (error) => reports.push(error),
      everyMilliseconds: 20,
    });
    t.teardown(() => clock?.stop());
    await until(() => reports.length > 1);
    t.match(reports[0], /1 reminders could not be sent/);
    t.notMatch(String(reports[0]), /lead@/, 'whose mail it was is not for the log');
    close(false);
    await until(() => mails.length === 1);
    await delay(200);
    t.equal(mails.length, 1, 'it looked again, and there was nothing new');
    today = '2027-10-15';
    await until(() => mails.length === 2);
    await clock?.stop();
    today = '2027-11-15';
    await delay(200);
    t.equal(mails.length, 2, 'nothing is sent once it is stopped');
    t.equal(startReminders(database, { ...settings, mail: undefined }, given), undefined);
  },
);

const given = { now: () => '', report: () => {} };

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(20);
}

t.test('a service that is started sends what is overdue', async (t) => {
  const { smtpUrl, mails } = await mailServer(t);
  const database = await freshDatabase(t);
  const files = smallTrust('Ash Federation');
  const contracts = files['contracts.csv']?.replace('2027-12-31', '2025-06-30') ?? '';
  const trustId = await loadFiles(database, { ...files, 'contracts.csv': contracts });
  await letIn(
    database,
    { trustId, at: '2026-01-05T10:00:00.000Z', by: 'C. Manager' },
    { email: 'lead@trust.example', name: 'Lead', role: 'finance_lead', urns: [] },
  );
  const child = spawn(process.execPath, ['dist/src/cli.js', 'serve', '--json'], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: urlOf(database), PORT: '0' },
      ...{ SMTP_URL: smtpUrl, MAIL_FROM: 'savings@trust.example' },
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  await until(() => mails.length > 0);
  t.match(mails[0], /To: lead@trust\.example/);
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  t.strictSame(await closed, [0, null], 'and stops when it is asked to');
});

t.test('whoever is signed in says whether to be reminded; a key is nobody', async (t) => {
  const { app, caller, database, now } = await startApp(t);
  const key = await caller('Ash Federation');
  const { trustId } = key;
  const asPerson = async (role: Role, urns: readonly string[] = []) => {
    const email = `${role}@trust.example`;
    const { person } = await letIn(
      database,
      { trustId, at: now(), by: 'C. Manager' },
      { email, name: role, role, urns },
    );
    const secret = await openSession(database, { personId: person.id, way: 'password', at: now() });
    const headers = { cookie: `__Host-session=${secret}`, 'sec-fetch-site': 'same-origin' };
    return (payload: object) =>
      app.inject({ method: 'PUT', url: `/v1/trusts/${trustId}/renewals/mail`, headers, payload });
  };
  const chosen = async () =>
    (await inTrust(database, trustId, readersOf)).map(({ email, choice }) => [email, choice]);
  const lead = await asPerson('finance_lead');
  const trustee = await asPerson('trustee');
  t.match((await lead({ every: 'never' })).json(), { every: 'never' });
  t.match((await trustee({ every: 'week' })).json(), { every: 'week' });
  t.strictSame((await chosen()).sort(), [
    ['finance_lead@trust.example', 'never'],
    ['trustee@trust.example', 'week'],
  ]);
  t.match((await lead({ every: 'week' })).json(), { every: 'week' });
  t.equal((await lead({ every: 'hour' })).statusCode, 400);
  const refused = await key.send('PUT', '/renewals/mail', { every: 'week' });
  t.match(refused.json(), { errors: [{ code: 'person.unknown', message: /A key is nobody/ }] });
  t.strictSame((await chosen()).length, 2);
});
