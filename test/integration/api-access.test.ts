// Who may ask, and how a refusal looks.
import t from 'tap';
import { addKey, revokeKey, whoseKey } from '../../src/access/commands.ts';
import { allKeys } from '../../src/access/store.ts';
import { startApp } from '../support/app.ts';

const someone = '01890000-0000-7000-8000-000000000000';
/** Pages for who is not signed in yet; the first one leads to the sign-in. */
const pagesOfSignIn = [
  '/',
  '/assets/icon.svg',
  '/assets/styles.css',
  '/assets/inter-latin.woff2',
  '/assets/inter-latin-ext.woff2',
  '/assets/design-system.js',
  '/assets/comfort.js',
  '/sign-in',
  '/sign-in/:provider',
  '/sign-in/:provider/callback',
  '/sign-out',
  '/password/forgotten',
  '/password/:secret',
];

t.test('no route is open without a key, but those that tell nothing of a trust', async (t) => {
  const routes: { url: string; method: string }[] = [];
  const { app, caller } = await startApp(t, {
    onRoute: (url, method) => routes.push({ url, method }),
  });
  const { trustId } = await caller('Ash Federation');
  const fill = (url: string) => url.replace(':trust', trustId).replace(/:\w+/g, someone);
  const open = new Set<string>();
  for (const { url, method } of routes) {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await app.inject({ url: fill(url), method: method as 'GET', headers });
    // A page of a trust leads whoever is not signed in to the sign-in, and shows nothing on the way.
    const toSignIn = answer.statusCode === 303 && answer.body === '';
    if (url.startsWith('/trusts/') && toSignIn)
      t.match(answer.headers.location, /^\/sign-in\?/, `${method} ${url}`);
    else if (answer.statusCode !== 401) open.add(url);
    else t.match(answer.headers['www-authenticate'], /^Bearer/, `${method} ${url}`);
  }
  t.ok(routes.length > 40, `${routes.length} routes were tried`);
  const known = ['/health', '/ready', '/problems/:code', '/calendars/:secret', ...pagesOfSignIn];
  const others = [...open].filter((url) => !known.includes(url));
  t.strictSame(
    others.filter((url) => !url.startsWith('/documentation')),
    [],
  );
  t.equal((await app.inject('/v1/anything')).statusCode, 401, 'not even what is not there');
  t.equal((await app.inject('/documentation/json')).json().openapi, '3.1.0');
});

t.test('an unknown or revoked key opens nothing', async (t) => {
  const { app, database, caller } = await startApp(t);
  const { trustId, key, get } = await caller('Ash Federation', 'Robot');
  t.equal((await get('')).statusCode, 200);
  const unknown = await app.inject({
    url: `/v1/trusts/${trustId}`,
    headers: { authorization: `Bearer slk_${'A'.repeat(43)}` },
  });
  t.equal(unknown.statusCode, 401);
  t.match(unknown.headers['www-authenticate'], /invalid_token/);
  await t.rejects(addKey(database, { trustId, name: ' Robot ', at: '2026-02-02T00:00:00Z' }), {
    code: 'register.conflict',
  });
  await revokeKey(database, { trustId, name: 'Robot', at: '2026-02-02T00:00:00Z' });
  t.equal((await get('')).statusCode, 401);
  await t.rejects(revokeKey(database, { trustId, name: 'Robot', at: '2026-02-02T00:00:00Z' }), {
    code: 'access.denied',
  });
  t.equal(await whoseKey(database, { presented: key, at: '2026-02-02T00:00:00Z' }), undefined);
});

t.test('the last use of a key is written once a minute', async (t) => {
  const { database, caller } = await startApp(t);
  const { key: presented } = await caller('Ash Federation');
  const lastUse = async () => (await allKeys(database))[0]?.lastUsedAt;
  for (const [at, written] of [
    ['2026-03-01T10:00:00.000Z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:00:59.000Z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:01:00.000Z', '2026-03-01T10:01:00.000Z'],
  ] as const) {
    await whoseKey(database, { presented, at });
    t.equal(await lastUse(), written, at);
  }
});

t.test('a key of one trust sees nothing of another', async (t) => {
  const { app, caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const beech = await caller('Beech Federation');
  const headers = { authorization: `Bearer ${ash.key}` };
  const about = (trust: string, path: string) =>
    app.inject({ url: `/v1/trusts/${trust}${path}`, headers });
  for (const path of ['', '/schools', '/savings', '/journals/1', '/imports', '/nothing']) {
    const foreign = await about(beech.trustId, path);
    const missing = await about(someone, path);
    t.equal(foreign.statusCode, 404, path);
    const masked = (text: string) => text.replaceAll(beech.trustId, 'X').replaceAll(someone, 'X');
    t.equal(masked(foreign.body), masked(missing.body), `${path} tells no difference`);
  }
  const write = await app.inject({
    method: 'PATCH',
    url: `/v1/trusts/${beech.trustId}`,
    headers,
    payload: { name: 'Taken' },
  });
  t.equal(write.statusCode, 404);
  t.equal((await beech.get('')).json().name, 'Beech Federation');
});

t.test('every refusal is a problem document', async (t) => {
  const { app, caller } = await startApp(t);
  const { get, send, ask } = await caller('Ash Federation');
  const answers = {
    404: await get('/schools/999999'),
    400: await get('/schools?limit=many'),
    406: await get('/savings', { accept: 'application/xml' }),
    409: await send('POST', '/contracts/P1/participants', participant),
    415: await ask({ method: 'POST', url: '/baselines', payload: 'x', headers: form }),
    422: await send('POST', '/baselines', { ...baseline, contract: 'NONE' }),
  };
  for (const [status, answer] of Object.entries(answers)) {
    t.equal(answer.statusCode, Number(status), answer.body);
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
    const { type, title, detail, instance, errors, reference } = answer.json();
    t.match(instance, /^\/v1\/trusts\/[^?]+$/);
    t.ok(title && detail && errors.length > 0, title);
    t.equal(reference, null);
    t.equal((await app.inject(type)).json().meaning, title, 'its type leads to its meaning');
  }
  t.match((await get('/schools?limit=many')).json().errors, [
    { parameter: 'limit', found: 'many' },
  ]);
  t.match(answers[422].json().errors, [{ pointer: '#/contract', found: 'NONE' }]);
  const nowhere = await app.inject('/nowhere');
  t.equal(nowhere.statusCode, 404);
  t.match(nowhere.headers['content-type'], /problem\+json/);
});

t.test('a failure of the service tells nothing of its inside', async (t) => {
  const { database, caller } = await startApp(t);
  const { get } = await caller('Ash Federation');
  const failing = { reserve: () => database.query.execute('select secret from hidden_table') };
  const client = Object.assign(Object.create(database.client), failing);
  Object.defineProperty(database, 'client', { get: () => client });
  const answer = await get('/savings');
  t.equal(answer.statusCode, 500);
  t.match(answer.json(), { type: 'about:blank', status: 500, reference: /^[0-9a-f-]{36}$/ });
  t.notMatch(answer.body, /secret|hidden|select|\.ts|stack/i);
});

t.test('a database that went away is told as such', async (t) => {
  const { app, database, caller } = await startApp(t);
  const { get } = await caller('Ash Federation');
  t.equal((await app.inject('/ready')).statusCode, 200);
  await database.close();
  for (const answer of [await app.inject('/ready'), await get('/savings')]) {
    t.equal(answer.statusCode, 503, answer.body);
    t.match(answer.json(), { type: '/problems/database.unavailable' });
  }
  t.equal((await app.inject('/health')).statusCode, 200);
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** Cedar takes part from 10 April on already. */
const participant = { urn: '100003', starts_on: '2025-05-01', ends_on: null };
const baseline = {
  contract: 'P1',
  urn: '100001',
  item: 'REAM',
  kind: 'quote',
  unit_price: '3.5',
  valid_from: '2025-01-01',
  evidence: 'quote.pdf',
};
