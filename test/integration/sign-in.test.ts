// Passwords, links by mail, and what is tried against them; each try fails without its defence.

import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import t, { type Test } from 'tap';
import { allRoles } from '../../src/access/role.ts';
import { buildApp } from '../../src/app.ts';
import { eventsOf } from '../../src/audit/store.ts';
import { letPeopleIn } from '../../src/cli/demo-people.ts';
import { person as personCommand } from '../../src/cli/person.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { whoseLink } from '../../src/passwords/commands.ts';
import { endGrant, letIn } from '../../src/people/commands.ts';
import { grantsOfTrust } from '../../src/people/store.ts';
import { openSession } from '../../src/sessions/commands.ts';
import { loadTrust } from '../../src/trusts/commands.ts';
import { logTo } from '../../src/web/request-log.ts';
import { startApp } from '../support/app.ts';
import { type Browser, errorSummary, openBrowser, titleOf } from '../support/browser.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

t.setTimeout(120_000);

/** A real mail server; `next` gives each mail that comes, as it came over the line. */
async function startMailServer(t: Test) {
  const mails: string[] = [];
  const waiting: ((mail: string) => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        const mail = Buffer.concat(parts).toString();
        const receiver = waiting.shift();
        if (receiver) receiver(mail);
        else mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.teardown(() => new Promise<void>((closed) => server.close(closed)));
  const { port } = server.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    unread: mails,
    next: () =>
      new Promise<string>((resolve) => {
        const mail = mails.shift();
        if (mail !== undefined) resolve(mail);
        else waiting.push(resolve);
      }),
  };
}

/** The path of the link in a mail, whose lines may be broken for the way. */
const linkIn = (mail: string) =>
  /https:\/\/ledger\.example(\/password\/[\w-]{43})/.exec(mail.replace(/=\r\n/g, ''))?.[1] ??
  'none';

const password = 'three blue mice';

/** One service for all tests, with a clock that goes only when it is told to. */
async function startShared() {
  const mail = await startMailServer(t);
  const clock = { at: Date.UTC(2026, 2, 2, 8) };
  const now = () => new Date(clock.at).toISOString();
  const log: string[] = [];
  const logger = logTo({ write: (line) => void log.push(line) }, 'info');
  const from = 'Savings ledger <ledger@ash.example>';
  const config = { publicUrl: 'https://ledger.example', mail: { smtpUrl: mail.smtpUrl, from } };
  const { app, database } = await startApp(t, { now, logger, config });
  const trustId = await loadFiles(database, smallTrust('Ash Federation'));
  const by = { trustId, at: now(), by: 'set-up' };
  const keeper = { email: 'keeper@ash.example', name: 'K. Keeper', role: 'administrator' };
  const { person } = await letIn(database, by, keeper);
  return { app, database, trustId, mail, clock, now, log, logger, keeperId: person.id };
}

const shared = await startShared();
let heads = 0;

/** The service an hour later, with a head who was let in anew. */
async function startService() {
  const { app, database, trustId, clock, now, log } = shared;
  clock.at += 60 * 60_000;
  log.length = 0;
  heads++;
  const email = `head${heads}@ash.example`;
  const head = { email, name: `H. Teacher ${heads}`, role: 'trustee' };
  const grant = await letIn(database, { trustId, at: now(), by: 'set-up' }, head);
  const pass = (minutes: number) => {
    clock.at += minutes * 60_000;
  };
  const signIn = (browser: Browser, more: Record<string, string> = {}) =>
    browser.send('/sign-in', { email, password, ...more });
  const open = (ip?: string) => openBrowser(app, ip);
  return { ...shared, email, grant, pass, signIn, open };
}

type Started = Awaited<ReturnType<typeof startService>>;

/** Sets a password as a person does: by the link of a mail. */
async function setPassword({ open, mail, email }: Started, chosen = password): Promise<Browser> {
  const browser = open('192.0.2.99');
  await browser.send('/password/forgotten', { email });
  const answer = await browser.send(linkIn(await mail.next()), { password: chosen });
  if (answer.statusCode !== 303) throw new Error(answer.body);
  return browser;
}

t.test('a password is set by a link of a mail, which works once and for an hour', async (t) => {
  const started = await startService();
  const { email, open, mail, pass, signIn } = started;
  const browser = open();
  t.equal((await browser.get('/')).headers.location, '/sign-in');
  const asked = await browser.send('/password/forgotten', { email: ` ${email.toUpperCase()} ` });
  t.equal(asked.statusCode, 200);
  const letter = await mail.next();
  t.match(letter, `To: ${email}\r\n`);
  t.match(letter, /^From: Savings ledger <ledger@ash\.example>\r$/m);
  const link = linkIn(letter);
  t.match((await browser.get(link)).body, email, 'looking does not use it up');
  const short = await browser.send(link, { password: 'too short' });
  t.equal(short.statusCode, 422);
  t.equal(titleOf(short.body), 'Error: Set your password – Savings ledger');
  t.match(errorSummary(short.body), [{ href: '#password', text: /fewer than 12 characters/ }]);
  t.match(short.body, 'id="password-error"');
  const set = await browser.send(link, { password });
  t.strictSame([set.statusCode, set.headers.location], [303, '/']);
  const first = (await browser.get('/')).headers.location ?? '';
  t.match((await browser.get(first)).body, 'Ash Federation', 'of one trust, its first page');
  for (const answer of [await open().get(link), await open().send(link, { password })]) {
    t.equal(answer.statusCode, 410);
    t.match(answer.body, 'it was used, or it is too old');
  }
  const other = open();
  t.strictSame((await signIn(other)).statusCode, 303);
  await open().send('/password/forgotten', { email });
  const late = linkIn(await mail.next());
  pass(60);
  t.equal((await open().get(late)).statusCode, 410);
});

t.test('a new password ends all sessions and all other links', async (t) => {
  const started = await startService();
  const { email, open, mail, signIn } = started;
  await setPassword(started);
  const stolen = open();
  await signIn(stolen);
  t.match((await stolen.get('/')).headers.location, '/trusts/');
  await open().send('/password/forgotten', { email });
  const older = linkIn(await mail.next());
  await setPassword(started, 'three green mice');
  t.equal((await stolen.get('/')).headers.location, '/sign-in');
  t.equal((await open().get(older)).statusCode, 410);
  t.equal((await signIn(open())).statusCode, 422, 'the former password opens nothing');
  t.equal((await signIn(open(), { password: 'three green mice' })).statusCode, 303);
});

t.test('an address that is unknown is answered like one that is known', async (t) => {
  const started = await startService();
  const { email, open, mail, signIn, database, trustId, grant, now } = started;
  await setPassword(started);
  const masked = (text: string) => text.replaceAll(/\w+@[\w.]+/g, 'X');
  const wrong = await signIn(open('192.0.2.2'), { password: 'three pink mice' });
  const unknown = await signIn(open('192.0.2.3'), { email: 'nobody@ash.example' });
  t.equal(wrong.statusCode, 422);
  t.equal(unknown.statusCode, 422);
  t.equal(masked(wrong.body), masked(unknown.body));
  t.match(errorSummary(wrong.body), [
    { href: '#email', text: /The e-mail address or the password is wrong/ },
  ]);
  const ask = (address: string) => open().send('/password/forgotten', { email: address });
  const known = await ask(email);
  t.equal(masked(known.body), masked((await ask('nobody@ash.example')).body));
  await mail.next();
  await endGrant(database, { trustId, id: grant.id, at: now(), by: 'K. Keeper' });
  t.equal((await signIn(open())).statusCode, 422, 'nor is somebody who is let in no longer');
  t.equal(masked((await ask(email)).body), masked(known.body));
  await ask('keeper@ash.example');
  t.match(await mail.next(), 'To: keeper@ash.example', 'and only who is let in gets a mail');
});

t.test('guessing is slowed down, by address and by place, many at once too', async (t) => {
  const started = await startService();
  const { open, pass, signIn } = started;
  await setPassword(started);
  const guess = (ip: string, more = {}) => signIn(open(ip), { password: 'a wrong one', ...more });
  const places = Array.from({ length: 30 }, (_, index) => `198.51.100.${index}`);
  const answers = await Promise.all(places.map((ip) => guess(ip)));
  const compared = answers.filter(({ statusCode }) => statusCode === 422).length;
  t.ok(compared <= 5, `${compared} of 30 guesses at once were compared`);
  t.equal(answers.length - compared, answers.filter((it) => it.statusCode === 429).length);
  for (const ip of places.slice(0, 5)) await guess(ip);
  const right = await signIn(open());
  t.equal(right.statusCode, 429, 'not even the right one gets through');
  t.match(errorSummary(right.body), [
    { text: 'There were too many tries. Wait 15 minutes, then try again.' },
  ]);
  pass(15);
  t.equal((await signIn(open())).statusCode, 303, 'the wait ends by itself');
  for (let index = 0; index < 20; index++)
    await guess('203.0.113.1', { email: `p${index}@x.example` });
  t.equal((await signIn(open('203.0.113.1'))).statusCode, 429);
  t.equal((await signIn(open('203.0.113.2'))).statusCode, 303);
  for (let index = 0; index < 25; index++) {
    t.equal((await signIn(open('203.0.113.3'))).statusCode, 303, 'a busy school is not slowed');
  }
});

t.test('mails with links are counted as well', async (t) => {
  const { email, open, mail } = await startService();
  const ask = () => open().send('/password/forgotten', { email });
  for (let index = 0; index < 5; index++) {
    t.equal((await ask()).statusCode, 200);
    await mail.next();
  }
  t.equal((await ask()).statusCode, 429);
  t.equal(mail.unread.length, 0);
});

t.test('a session that was planted before the sign-in opens nothing after it', async (t) => {
  const started = await startService();
  const { open, signIn } = started;
  const attacker = await setPassword(started);
  const planted = attacker.cookies.get('__Host-session') ?? '';
  const victim = open();
  victim.cookies.set('__Host-session', planted);
  const answer = await signIn(victim);
  const [fresh] = answer.cookies.filter(({ name }) => name === '__Host-session');
  t.not(fresh?.value, planted);
  t.match(fresh, { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  t.equal(fresh?.domain, undefined);
  t.equal((await attacker.get('/')).headers.location, '/sign-in');
  const invented = 'A'.repeat(43);
  const fixated = open();
  fixated.cookies.set('__Host-session', invented);
  await signIn(fixated);
  t.not(fixated.cookies.get('__Host-session'), invented);
});

t.test('sign-ins, refused ones and sign-outs are in the record of the trust', async (t) => {
  const started = await startService();
  const { database, trustId, grant, open, signIn } = started;
  await setPassword(started);
  const browser = open('192.0.2.7');
  t.equal((await signIn(browser)).statusCode, 303);
  await browser.send('/sign-out', {});
  t.equal((await signIn(open('192.0.2.8'), { password: 'a wrong pass phrase' })).statusCode, 422);
  const events = async () => {
    const all = await inTrust(database, trustId, (tenant) => eventsOf(tenant, { limit: 1000 }));
    return all
      .filter(({ whoId }) => whoId === grant.person.id)
      .map(({ action, outcome, subject, address }) => [action, outcome, subject, address]);
  };
  // A refusal is written down after its answer.
  while ((await events()).length < 4) await delay(20);
  t.strictSame(await events(), [
    ['signIn', 'done', 'password', '192.0.2.99'],
    ['signIn', 'done', 'password', '192.0.2.7'],
    ['signOut', 'done', 'password', '192.0.2.7'],
    ['signIn', 'refused', 'password', '192.0.2.8'],
  ]);
});

t.test('who signs out is out, whatever was copied', async (t) => {
  const started = await startService();
  const browser = await setPassword(started);
  const copy = started.open();
  copy.cookies.set('__Host-session', browser.cookies.get('__Host-session') ?? '');
  t.match((await copy.get('/')).headers.location, '/trusts/');
  const answer = await browser.send('/sign-out', {});
  t.strictSame([answer.statusCode, answer.headers.location], [303, '/sign-in']);
  t.notOk(browser.cookies.has('__Host-session'));
  t.equal((await copy.get('/')).headers.location, '/sign-in');
});

t.test('no form of another site is taken', async (t) => {
  const started = await startService();
  const { email, open, mail, signIn } = started;
  const browser = await setPassword(started);
  await open().send('/password/forgotten', { email });
  const link = linkIn(await mail.next());
  const forms: [url: string, fields: Record<string, string>][] = [
    ['/sign-in', { email, password }],
    ['/sign-out', {}],
    ['/password/forgotten', { email }],
    [link, { password: 'a password of the attacker' }],
  ];
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    {},
  ];
  for (const [url, fields] of forms) {
    for (const headers of foreign) {
      const answer = await browser.send(url, fields, headers);
      t.equal(answer.statusCode, 403, `${url.slice(0, 12)} ${JSON.stringify(headers)}`);
      t.match(answer.body, 'another site');
    }
  }
  t.match((await browser.get('/')).headers.location, '/trusts/', 'still signed in');
  t.equal((await open().get(link)).statusCode, 200, 'the link is still good');
  t.equal((await signIn(open())).statusCode, 303);
});

t.test('a sign-in leads to no other site', async (t) => {
  const started = await startService();
  const { open, signIn } = started;
  await setPassword(started);
  const cases: [returnTo: string, location: string][] = [
    ['/documentation', '/documentation'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https:evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/\t/evil.example', '/'],
    ['/\r\nset-cookie: a=b', '/'],
  ];
  for (const [returnTo, location] of cases) {
    const browser = open();
    const page = await browser.get(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    t.match(page.body, `name="returnTo" value="${location}"`);
    const answer = await signIn(browser, { returnTo });
    t.equal(answer.headers.location, location, encodeURI(returnTo));
    t.notOk(answer.cookies.some(({ name }) => name === 'a'));
    const again = await browser.get(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    t.equal(again.headers.location, location, 'nor does it for somebody who is signed in');
  }
});

t.test('no header, no line of the log and no page is made of what was typed', async (t) => {
  const started = await startService();
  const { email, open, signIn, log, mail } = started;
  const nasty =
    'x"><script>alert(1)</script>\r\n{"level":60,"msg":"forged"}\r\nBcc: thief@evil.example';
  const refused = await open().send('/password/forgotten', { email: `${nasty}@ash.example` });
  t.equal(refused.statusCode, 400);
  t.match(errorSummary(refused.body), [{ href: '#email' }]);
  for (const answer of [refused, await signIn(open(), { email: nasty })]) {
    t.notMatch(answer.body, '<script>');
    t.notMatch(answer.rawPayload.toString(), 'href="javascript');
  }
  await open().get(`/sign-in?returnTo=${encodeURIComponent(nasty)}`);
  await open().send('/password/forgotten', { email: `${email}\r\nBcc: thief@evil.example` });
  t.equal(mail.unread.length, 0);
  for (const line of log.join('').trimEnd().split('\n')) {
    t.doesNotThrow(() => JSON.parse(line), 'each line of the log is one that we wrote');
    t.not(JSON.parse(line).msg, 'forged');
  }
});

t.test('a link leads where the service is, not where a request says it is', async (t) => {
  const { email, app, mail, log } = await startService();
  await app.inject({
    method: 'POST',
    url: '/password/forgotten',
    headers: {
      host: 'evil.example',
      origin: 'http://evil.example',
      'x-forwarded-host': 'evil.example',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ email }).toString(),
  });
  const letter = await mail.next();
  t.notMatch(letter, 'evil.example');
  const link = linkIn(letter);
  await openBrowser(app).get(link);
  t.notMatch(log.join(''), link.slice(10), 'and the log of requests does not hold its secret');
});

t.test('an administrator lets people in, who get a mail with the way in', async (t) => {
  const started = await startService();
  const { app, database, trustId, mail, open, now, keeperId } = started;
  const secret = await openSession(database, { personId: keeperId, way: 'password', at: now() });
  const add = (body: object) =>
    app.inject({
      method: 'POST',
      url: `/v1/trusts/${trustId}/people`,
      headers: {
        cookie: `__Host-session=${secret}`,
        'sec-fetch-site': 'same-origin',
        'idempotency-key': 'one',
      },
      payload: body,
    });
  const head = { email: 'new@ash.example', name: 'N. Head', role: 'school_approver' };
  const asked = { ...head, schools: ['100001'] };
  t.equal((await add(asked)).statusCode, 201);
  const letter = await mail.next();
  t.match(letter, /^To: new@ash\.example\r$/m);
  t.match(letter, /^Subject: You are let into the savings ledger of Ash Federation\r$/m);
  t.match(letter.replace(/=\r\n/g, ''), 'K. Keeper let you into');
  t.match((await add(asked)).headers, { 'idempotency-replayed': 'true' });
  t.equal((await add({ ...asked, role: 'chief' })).statusCode >= 400, true);
  started.pass(7 * 24 * 60 - 1);
  const browser = open();
  t.equal((await browser.send(linkIn(letter), { password })).headers.location, '/');
  t.equal((await browser.get('/')).headers.location, `/trusts/${trustId}`);
  t.match((await browser.get(`/trusts/${trustId}`)).body, 'N. Head');
  t.equal(mail.unread.length, 0, 'an answer that is told again sends no second mail');
});

t.test('the terminal lets people in, with a mail or with the link', async (t) => {
  const { database, mail, open, signIn } = await startService();
  const run = (words: string, environment = {}) =>
    runCommand(database, personCommand, words.split('|'), {
      environment: { PUBLIC_URL: 'https://ledger.example/', ...environment },
    });
  const add = 'add|--email|B@Ash.example|--name|B. Manager|--role|business_manager|--by|Set-up';
  const [said, , link = ''] = (await run(`${add}|--school|100001`)).join('\n').split('\n');
  t.equal(said, 'B. Manager is let into Ash Federation as business manager.');
  const secret = link.replace('https://ledger.example/password/', '');
  const owner = await whoseLink(database, secret, '2026-01-27T09:59:59.999Z');
  t.equal(owner.email, 'b@ash.example');
  await t.rejects(whoseLink(database, secret, '2026-01-27T10:00:00.000Z'), { code: 'link.ended' });
  const sending = { SMTP_URL: mail.smtpUrl, MAIL_FROM: 'ledger@ash.example' };
  const c = 'add|--email|c@ash.example|--name|C. Trustee|--role|trustee';
  t.strictSame((await run(`${c}|--by|Set-up`, sending)).slice(1), [
    'A mail with the way in was sent to c@ash.example.',
  ]);
  t.match(await mail.next(), 'Set-up let you into');
  const unreachable = { ...sending, SMTP_URL: 'smtp://127.0.0.1:9' };
  const d = 'add|--email|d@ash.example|--name|D. Auditor|--role|auditor|--json';
  const [json = '{}'] = await run(d, unreachable);
  t.match(JSON.parse(json), {
    email: 'd@ash.example',
    role: 'auditor',
    schools: null,
    invitation: /^https:\/\/ledger\.example\/password\/[\w-]{43}$/,
  });
  const listed = await run('list');
  t.match(listed, [
    'B. Manager <b@ash.example>: Business manager, for 100001, since 2026-01-20 by Set-up',
    /^C\. Trustee/,
    /^D\. Auditor/,
  ]);
  t.match(
    listed.at(-2) ?? '',
    /^K\. Keeper <keeper@ash\.example>: Trust administrator, for the whole/,
  );
  t.strictSame(await run('end|--email|B@ash.example'), [
    'B. Manager is let in no longer, from the next request on.',
  ]);
  await t.rejects(run('end|--email|b@ash.example'), { code: 'person.unknown' });
  await t.rejects(run(add.replace('business_manager', 'boss')), /'boss' is no role/);
  await t.rejects(run('add|--email|x@ash.example'), /Say --name/);
  await t.rejects(run('remove'), /add, list or end/);
  t.equal((await signIn(open(), { email: 'b@ash.example' })).statusCode, 422);
});

t.test('without a mail server a mail is in the log, with its link', async (t) => {
  const { email, database, now, log, logger } = await startService();
  const config = { uploadBytesMax: 1, publicUrl: 'https://ledger.example' };
  const app = buildApp({ database, config, now, logger });
  t.teardown(() => app.close());
  const open = () => openBrowser(app);
  await open().send('/password/forgotten', { email });
  await t.resolves(untilLogged(log, '"mail"'));
  const entry = JSON.parse(log.find((line) => line.includes('"mail"')) ?? '{}');
  t.match(entry, { level: 40, msg: /SMTP_URL/, mail: { to: email } });
  t.equal((await open().get(linkIn(entry.mail.text))).statusCode, 200);
});

/** Gives way to what goes on until the log holds a text. */
async function untilLogged(log: readonly string[], text: string): Promise<void> {
  while (!log.some((line) => line.includes(text))) await new Promise(setImmediate);
}

t.test(
  'pages run our own script only, show nothing from elsewhere and are kept nowhere',
  async (t) => {
    const { email, open } = await startService();
    const { headers, body } = await open().get('/sign-in');
    t.match(headers['content-security-policy'], /default-src 'none';.*form-action 'self'/);
    t.equal(headers['cache-control'], 'no-store');
    t.equal(headers['referrer-policy'], 'same-origin');
    t.equal(headers['x-content-type-options'], 'nosniff');
    const ours = /<script type="module" src="\/assets\/comfort\.js\?v=\w+"><\/script>/;
    t.notMatch(body.replace(ours, ''), /<script|<style|style="|https?:\/\//);
    t.match(body, 'lang="en-GB"');
    const [, styles = ''] = /rel="stylesheet" href="([^"]+)"/.exec(body) ?? [];
    const css = await open().get(styles);
    t.match(css.headers, { 'content-type': /^text\/css/, 'cache-control': /immutable/ });
    t.notMatch(css.body, /GDS Transport|crest|@import|sourceMapping/);
    const fonts = [...css.body.matchAll(/url\(([^)]*)\)/g)].map(([, url = '']) => url);
    t.equal(fonts.length, 2);
    for (const url of fonts) {
      const font = await open().get(url);
      t.match(font.headers, { 'content-type': 'font/woff2', 'cache-control': /immutable/ });
      t.equal(font.rawPayload.subarray(0, 4).toString(), 'wOF2');
    }
    t.equal((await open().send('/sign-in', { email, password, extra: '1' })).statusCode, 400);
    t.equal(
      (await open().send('/sign-in', { email, password: 'x'.repeat(20_000) })).statusCode,
      413,
    );
    t.equal((await open().send('/sign-in/demonstration', { person: 'x' })).statusCode, 404);
  },
);

t.test(
  'only a demonstration signs in with one click, as its made-up people and nobody else',
  async (t) => {
    const { email, app, database, trustId, now } = await startService();
    const by = { trustId, at: now(), by: 'set-up' };
    const keeper = { name: 'A. Keeper', email: 'a@ash.example', role: 'administrator' };
    const made = await letIn(database, by, keeper);
    const both = await letIn(database, by, { ...keeper, name: 'B. Both', email: 'b@ash.example' });
    const other = await loadFiles(database, smallTrust('Beech Federation'));
    await letIn(database, { ...by, trustId: other }, { ...keeper, email: 'b@ash.example' });
    const emails = new Set(['a@ash.example', 'b@ash.example']);
    const demo = buildApp({
      database,
      config: { uploadBytesMax: 1 },
      now,
      demonstration: { trustId, emails },
    });
    t.teardown(() => demo.close());
    const browser = openBrowser(demo);
    const page = (await browser.get('/sign-in')).body;
    t.match(page, 'This is a demonstration.');
    t.match(page, 'A. Keeper');
    t.notMatch(
      page,
      /B\. Both|H\. Teacher/,
      'whoever is real, or also somewhere else, is not one of them',
    );
    const [head] = (await grantsOfTrust(database, trustId)).filter(
      (it) => it.person.email === email,
    );
    for (const person of [both.person.id, String(head?.person.id), 'nobody']) {
      t.equal((await browser.send('/sign-in/demonstration', { person })).statusCode, 422);
    }
    const chosen = { person: made.person.id, returnTo: '/documentation' };
    t.equal(
      (await browser.send('/sign-in/demonstration', chosen)).headers.location,
      '/documentation',
    );
    t.match((await browser.get(`/trusts/${trustId}`)).body, 'A. Keeper');
    const real = openBrowser(app);
    t.equal((await real.send('/sign-in/demonstration', chosen)).statusCode, 404);
    real.cookies.set('__Host-session', browser.cookies.get('__Host-session') ?? '');
    t.equal((await real.get('/')).headers.location, '/sign-in', 'nor is its session one elsewhere');
    t.equal((await real.get(`/v1/trusts/${trustId}`)).statusCode, 401);
    t.equal((await browser.get(`/v1/trusts/${trustId}`)).statusCode, 200);
  },
);

t.test('the people of the demonstration have every role, and are let in once', async (t) => {
  const database = await freshDatabase(t);
  const folder = 'fixtures/demo';
  const at = '2026-03-02T08:00:00.000Z';
  const { trustId } = await loadTrust(database, {
    folder,
    by: 'test',
    recordedAt: at,
    afterLoad: async () => {},
  });
  const first = await letPeopleIn(database, { trustId, folder, at });
  t.strictSame(await letPeopleIn(database, { trustId, folder, at }), first);
  const grants = await grantsOfTrust(database, trustId);
  t.strictSame([...new Set(grants.map(({ role }) => role))].sort(), [...allRoles].sort());
  t.equal(grants.length, first.emails.size);
});
