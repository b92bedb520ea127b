// What the service bears from whoever calls it; each test fails without the defence it names.
import { once } from 'node:events';
import { connect as openSocket, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { InjectOptions } from 'fastify';
import t from 'tap';
import { usualPatience } from '../../src/web/slow-clients.ts';
import { asCsv, startApp } from '../support/app.ts';
import { startChromium } from '../support/chromium.ts';
import { paperFile } from '../support/small-trust.ts';

t.setTimeout(120_000);

const line = ['A', '2025-06-30', 'I', '', '', '2025-06-01', '2025-06-30', '100001', 'REAM', 10];
const paper = paperFile([[...line, '25.00', '5.00']]);

const { app, caller } = await startApp(t, { uploadBytesMax: 1_000 });

t.test('every answer tells browsers to keep to what the service means to do', async (t) => {
  const { get } = await caller('Ash Federation', 'Headers');
  for (const answer of [
    await get('/savings'),
    await get('/schools/999999'),
    await app.inject('/v1/anything'),
    await app.inject('/health'),
    await app.inject('/nowhere'),
  ]) {
    const policy = String(answer.headers['content-security-policy']);
    // Nothing within a page runs: neither a nonce nor a hash lets any in.
    t.match(policy, /^default-src 'none';script-src 'self';style-src 'self';/);
    t.match(policy, /;form-action 'self';frame-ancestors 'none';base-uri 'none'/);
    t.notMatch(policy, /unsafe|\*|https?:/);
    t.match(answer.headers, {
      'strict-transport-security': /^max-age=\d{8}/,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    t.notOk(answer.headers['x-powered-by']);
  }
  t.equal((await get('/savings')).headers['cache-control'], 'private, no-cache');
  t.equal((await get('/schools')).headers['cache-control'], 'no-store');
  t.equal((await app.inject('/v1/anything')).headers['cache-control'], 'no-store');
});

t.test('an address that cannot be read is refused like any other', async (t) => {
  for (const url of ['/%ff', '/v1/trusts/%ff/savings', `/trusts/${'x'.repeat(1_001)}`]) {
    const answer = await app.inject(url);
    t.ok([400, 414].includes(answer.statusCode), `${answer.statusCode}`);
    t.match(answer.headers, {
      'content-type': /problem\+json/,
      'content-security-policy': /^default-src 'none';.*frame-ancestors 'none'/,
      'strict-transport-security': /^max-age=\d{8}/,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': /^[\w-]{36}$/,
    });
    t.match(answer.json(), { type: '/problems/request.unreadable' });
  }
});

t.test('the documentation runs files of ours, and asks this service only', async (t) => {
  const page = await app.inject('/documentation/');
  t.equal(page.statusCode, 200);
  const policy = String(page.headers['content-security-policy']);
  t.match(
    policy,
    /default-src 'none'; script-src 'self'; style-src 'self' 'sha256-[\w+/]{43}=';.* connect-src 'self'/,
  );
  t.notMatch(policy, /unsafe|https?:/);
  t.notMatch(page.body, /<script>|<style>|style="|onload=/, 'and has none within the page');
  for (const [, path = ''] of page.body.matchAll(/(?:src|href)="\.?\/?([^"]+)"/g)) {
    const file = await app.inject(new URL(path, 'http://x/documentation/').pathname);
    t.equal(file.statusCode, 200, path);
    t.equal(file.headers['x-content-type-options'], 'nosniff');
  }
});

t.test('a browser shows the documentation without breaking its policy', async (t) => {
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const page = await (await startChromium(t)).newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${base}/documentation/`);
  await page.getByText('What each school really saved by buying together.').first().waitFor();
  t.strictSame(faults, []);
});

t.test('whoever guesses keys is not looked up any more, whatever is shown then', async (t) => {
  const limits = { callsAMinute: 100, failuresAQuarterHour: 3 };
  const { app, caller } = await startApp(t, { defences: { limits } });
  const { trustId, key } = await caller('Ash Federation');
  const show = (headers: Record<string, string>, remoteAddress = '192.0.2.1') =>
    app.inject({ url: `/v1/trusts/${trustId}`, headers, remoteAddress });
  const guess = (letter: string) => ({ authorization: `Bearer slk_${letter.repeat(43)}` });
  const right = { authorization: `Bearer ${key}` };
  for (const letter of ['A', 'B', 'C']) t.equal((await show(guess(letter))).statusCode, 401);
  const answer = await show(right);
  t.equal(answer.statusCode, 429, 'a right guess opens nothing either');
  t.match(answer.headers['content-type'], /problem\+json/);
  t.match(answer.json(), { type: '/problems/request.too-many', status: 429, detail: /address/ });
  const wait = Number(answer.headers['retry-after']);
  t.ok(wait > 0 && wait <= 15 * 60, `${wait} seconds`);
  t.equal((await show(right, '192.0.2.2')).statusCode, 200, 'another address is let in');
  t.equal((await show({})).statusCode, 401, 'and so is a person at the same address');
  for (const [index, ip] of ['2001:db8::1', '2001:db8::2', '2001:db8::3:3'].entries()) {
    t.equal((await show(guess('D'), ip)).statusCode, 401, `${index} of one network`);
  }
  t.equal((await show(right, '2001:db8::4')).statusCode, 429, 'a network counts as one address');
});

t.test('a caller who asks too often is refused, and nobody else', async (t) => {
  const limits = { callsAMinute: 3, failuresAQuarterHour: 100 };
  const { caller } = await startApp(t, { defences: { limits } });
  const hasty = await caller('Ash Federation', 'Hasty');
  const calm = await caller('Ash Federation', 'Calm');
  for (let call = 0; call < 3; call++) t.equal((await hasty.get('/schools')).statusCode, 200);
  const refused = await hasty.send('PATCH', '', { name: 'Not done' });
  t.equal(refused.statusCode, 429);
  t.match(refused.json(), { type: '/problems/request.too-many', detail: /one minute.*Ask again/ });
  t.ok(Number(refused.headers['retry-after']) <= 60);
  t.equal((await calm.get('')).json().name, 'Ash Federation');
});

t.test(
  'who is not signed in does not ask for pages without end, and stops nobody who is',
  async (t) => {
    const limits = { callsAMinute: 3, failuresAQuarterHour: 100 };
    const { app, caller } = await startApp(t, { defences: { limits } });
    const { trustId, key } = await caller('Ash Federation');
    const visit = (url: string, more: InjectOptions = {}) =>
      app.inject({ url, remoteAddress: '192.0.2.1', ...more });
    for (const url of ['/sign-in', '/sign-in/nobody', '/password/forgotten']) {
      t.not((await visit(url)).statusCode, 429, url);
    }
    const form = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } } as const;
    const payload = { email: 'a@ash.example', password: 'guessed' };
    const refused = await visit('/sign-in', { ...form, payload });
    t.equal(refused.statusCode, 429, 'a guess is not even compared');
    t.match(refused.headers['content-type'], /html/);
    t.ok(Number(refused.headers['retry-after']) <= 60);
    t.equal((await visit('/password/x')).statusCode, 429);
    t.equal((await visit('/sign-in', { remoteAddress: '192.0.2.2' })).statusCode, 200);

    const page = `/trusts/${trustId}/savings`;
    for (let asked = 0; asked < 3; asked++) t.equal((await visit(page)).statusCode, 303);
    t.equal((await visit(page)).statusCode, 429, 'nor is it led to the sign-in without end');
    t.equal((await visit(page, { remoteAddress: '192.0.2.2' })).statusCode, 303);
    const headers = { authorization: `Bearer ${key}` };
    t.equal((await visit(`/v1/trusts/${trustId}`, { headers })).statusCode, 200);
  },
);

t.test('a document that is too large is refused before it is read', async (t) => {
  const { send, ask } = await caller('Ash Federation', 'Large');
  const large = await send('PATCH', '', { name: 'x'.repeat(1_100_000) });
  t.equal(large.statusCode, 413, large.body);
  t.match(large.headers['content-type'], /problem\+json/);
  const headers = { ...asCsv };
  const file = { method: 'POST', url: '/imports?file=a.csv', headers } as const;
  const upload = await ask({ ...file, payload: 'x'.repeat(1_001) });
  t.equal(upload.statusCode, 413);
  t.match(upload.json(), { type: '/problems/file.too-large' });
  const unsaid = await ask({ ...file, payload: Readable.from(['x'.repeat(600), 'x'.repeat(600)]) });
  t.equal(unsaid.statusCode, 413, 'also when its length was not told');
});

t.test('a file is what its bytes say, and its name leads nowhere', async (t) => {
  const { ask, get } = await caller('Ash Federation', 'Files');
  const send = (file: string, payload: string | Buffer) =>
    ask({
      method: 'POST',
      url: `/imports?file=${encodeURIComponent(file)}&supplier=Paper%20Mill`,
      headers: asCsv,
      payload,
    });
  const names = ['../../../etc/passwd', 'a.xlsx', 'a"; filename="b\\.exe'];
  for (const [index, name] of names.entries()) {
    const sent = await send(name, paper.replace('A,', `A${index},`));
    t.equal(sent.statusCode, 201, sent.body);
    t.equal(sent.json().rows.posted, 1, `${name} is read as the table that it is: ${sent.body}`);
    const copy = await get(`/imports/${sent.json().id}/copy`, { accept: 'text/csv' });
    t.equal(copy.statusCode, 200, copy.body);
    t.notOk(copy.headers['set-cookie'], 'a name makes no header');
    t.notMatch(copy.headers['content-disposition'], /[\r\n]|filename="[^"]*["\\][^"]*"[^;]/);
  }
  const split = await send('a\r\nSet-Cookie: b=c.csv', paper);
  t.equal(split.statusCode, 400, 'a name is one line');
  const program = await send('invoices.csv', Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1'));
  t.equal(program.statusCode, 422, 'a program is no table, whatever it is called');
});

/** Opens a connection and waits until the service has ended it, or cut it; answers what came. */
async function talk(port: number, first: string, then?: (socket: Socket) => void) {
  const socket = openSocket(port, '127.0.0.1');
  let said = '';
  socket.on('data', (bytes) => {
    said += bytes;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(first);
  then?.(socket);
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  return said;
}

/** Sends one sign after the other until the service answers or ends the connection. */
function dribble(socket: Socket) {
  const dribbling = setInterval(() => socket.writable && socket.write('x'), 20);
  for (const event of ['data', 'close']) socket.once(event, () => clearInterval(dribbling));
}

t.test('slow clients are let go', async (t) => {
  const short = { headers: 300, document: 300, silence: 200, answer: 300, idle: 300, request: 900 };
  const { app, caller } = await startApp(t, { defences: { patience: short } });
  const { trustId, key } = await caller('Ash Federation');
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const port = Number(new URL(address).port);
  const asked = (method: string, path: string, more: string) =>
    `${method} /v1/trusts/${trustId}${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n${more}\r\n`;
  const json = 'Content-Type: application/json\r\nContent-Length: 1000\r\n';
  const file = 'Content-Type: text/csv\r\nContent-Length: 1000000\r\n';
  const upload = asked('POST', '/imports?file=a.csv', file);

  t.match(await talk(port, 'GET /health HTTP/1.1\r\nX-Slow: ', dribble), /408/, 'in its headers');
  await talk(port, asked('PATCH', '', json), dribble);
  t.pass('in a document');
  await talk(port, `${asked('PATCH', '', json)}{`);
  t.pass('who falls silent in a document');
  await talk(port, upload);
  t.pass('who falls silent in a file');
  await talk(port, upload, dribble);
  t.pass('in a file');
  const kept = await talk(port, 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
  t.match(kept, /200 OK/, 'who asks nothing more');
  t.equal((await app.inject('/health')).statusCode, 200, 'and the service goes on serving');
});

t.test('who does not take an answer is let go', async (t) => {
  const { app } = await startApp(t, { defences: { patience: { ...usualPatience, answer: 300 } } });
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const [[served]] = await Promise.all([
    once(app.server, 'connection'),
    once(
      openSocket(Number(port), '127.0.0.1', function (this: Socket) {
        t.teardown(() => this.destroy());
        const large = 'GET /documentation/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n';
        this.pause().write(large.repeat(20));
      }),
      'connect',
    ),
  ]);
  await once(served, 'close');
  t.ok(served.bytesWritten > 0, 'in the middle of it');
});

t.test('a stop does not wait for whoever has asked nothing', async (t) => {
  const { app } = await startApp(t);
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const silent = openSocket(Number(port), '127.0.0.1');
  t.teardown(() => silent.destroy());
  await Promise.all([once(app.server, 'connection'), once(silent, 'connect')]);
  await Promise.all([app.close(), once(silent.resume(), 'close')]);
  t.pass('both are over');
});
