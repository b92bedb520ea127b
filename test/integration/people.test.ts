// People of several trusts, roles that end, keys with scopes that end: as the API gives and takes them.
import t, { type Test } from 'tap';
import { startRunWorker } from '../../src/cli/run-worker.ts';
import { openSession } from '../../src/sessions/commands.ts';
import { asCsv, startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { paperFile } from '../support/small-trust.ts';

const later = '2026-12-31T00:00:00Z';

async function started(t: Test) {
  const { app, caller, database, now } = await startApp(t);
  const first = await caller('First group', 'IT lead');
  const second = await caller('Second group', 'IT lead');
  /** Somebody at a browser: signed in, asking about any trust. */
  const browser = async (email: string) => {
    const [person] = await database.client`select id from person where email = ${email}`;
    const secret = await openSession(database, {
      personId: person?.id,
      way: 'password',
      at: now(),
    });
    const headers = { cookie: `__Host-session=${secret}`, 'sec-fetch-site': 'same-origin' };
    return (method: 'GET' | 'POST' | 'PATCH', trustId: string, url: string, payload?: object) =>
      app.inject({
        method,
        url: `/v1/trusts/${trustId}${url}`,
        headers,
        ...(payload && { payload }),
      });
  };
  return { app, first, second, database, now, browser };
}

t.test('one person serves two trusts, in each with its own role', async (t) => {
  const { first, second, browser } = await started(t);
  const email = 'Pat@Groups.example';
  const lead = { email, name: 'Pat Lee', role: 'finance_lead' };
  t.match((await first.send('POST', '/people', lead)).json(), { email: 'pat@groups.example' });
  const head = { email, name: 'P. Lee', role: 'school_approver', schools: ['100001'] };
  const there = await second.send('POST', '/people', head);
  t.match(there.json(), { name: 'Pat Lee', schools: ['100001'], granted_by: 'IT lead' });
  const pat = await browser('pat@groups.example');
  const year = { year_starts_month: 4 };
  t.equal((await pat('PATCH', first.trustId, '', year)).statusCode, 200);
  t.equal((await pat('PATCH', second.trustId, '', year)).statusCode, 403);
  t.equal((await pat('GET', second.trustId, '/savings')).statusCode, 200);
  const stranger = await pat('GET', '00000000-0000-4000-8000-000000000000', '/savings');
  t.match(stranger.json(), { status: 404, errors: [{ code: 'trust.unknown' }] });

  const ended = await second.send('DELETE', `/people/${there.json().id}`);
  t.equal(ended.statusCode, 200);
  t.equal(
    (await pat('GET', second.trustId, '/savings')).statusCode,
    404,
    'from the next request on',
  );
  t.equal((await pat('GET', first.trustId, '/savings')).statusCode, 200);
  t.match((await second.get('/people')).json(), []);
});

t.test('who cannot be let in, or out, is told why', async (t) => {
  const { first } = await started(t);
  const ann = { email: 'ann@group.example', name: 'Ann', role: 'administrator' };
  const { id } = (await first.send('POST', '/people', ann)).json();
  const wrong: [person: object, status: number, code: string, words: RegExp][] = [
    [{ ...ann, email: 'ann' }, 400, 'request.unreadable', /'ann' is not an e-mail address/],
    [
      { ...ann, role: 'trustee' },
      409,
      'register.conflict',
      /Ann is let in as administrator already/,
    ],
    [{ ...ann, email: 'b@group.example' }, 409, 'register.conflict', /has the name "Ann" in this/],
    [
      { ...ann, name: 'it  LEAD', email: 'b@group.example' },
      409,
      'register.conflict',
      /or a key, has/,
    ],
    [
      { ...ann, email: 'c@group.example', name: 'C', schools: ['100001'] },
      400,
      'request.unreadable',
      /for the whole trust/,
    ],
    [
      { email: 'd@group.example', name: 'D', role: 'school_approver', schools: ['999999'] },
      422,
      'school.unknown',
      /URN 999999/,
    ],
  ];
  for (const [person, status, code, words] of wrong) {
    const answer = await first.send('POST', '/people', person);
    t.match(answer.json(), { errors: [{ code, message: words }] }, words.source);
    t.equal(answer.statusCode, status, words.source);
  }
  const last = await first.send('DELETE', `/people/${id}`);
  t.match(last.json(), { status: 409, detail: /last one who can let people in/ });
  const nobody = await first.send('DELETE', '/people/00000000-0000-4000-8000-000000000000');
  t.match(nobody.json(), { status: 404, errors: [{ code: 'person.unknown' }] });
});

t.test('a key opens what its scopes say, until it ends', async (t) => {
  const { app, first } = await started(t);
  const wish = { name: 'Power BI', scopes: ['read-figures'], expires_at: later };
  const given = await first.send('POST', '/keys', wish);
  t.match(given, { statusCode: 201, headers: { 'cache-control': 'no-store' } });
  const { key, id } = given.json();
  const ask = (url: string) =>
    app.inject({
      url: `/v1/trusts/${first.trustId}${url}`,
      headers: { authorization: `Bearer ${key}` },
    });
  t.equal((await ask('/savings')).statusCode, 200);
  t.match((await ask('/contracts')).json(), { detail: /those who may see the schools, contracts/ });
  t.match((await first.get('/keys')).json(), [
    { name: 'IT lead', scopes: null, expires_at: null },
    { id, name: 'Power BI', scopes: ['read-figures'], expires_at: '2026-12-31T00:00:00.000Z' },
  ]);
  t.notOk((await first.get('/keys')).body.includes(key));
  const again = await first.send('POST', '/keys', wish);
  t.match(again.json(), { status: 409, detail: /a key named "Power BI" already/ });
  const past = await first.send('POST', '/keys', {
    ...wish,
    name: 'Old',
    expires_at: '2020-01-01T00:00:00Z',
  });
  t.match(past.json(), { status: 400, detail: /ended before it is given out/ });
  const mighty = await first.send('POST', '/keys', {
    ...wish,
    name: 'Boss',
    scopes: ['approve-baselines'],
  });
  t.equal(mighty.statusCode, 400, 'no key approves');

  const soon = await first.send('POST', '/keys', {
    ...wish,
    name: 'Brief',
    // The clock of the test goes on by a second each time that it is asked.
    expires_at: '2026-02-01T00:00:40Z',
  });
  const brief = () =>
    app.inject({
      url: `/v1/trusts/${first.trustId}/savings`,
      headers: { authorization: `Bearer ${soon.json().key}` },
    });
  t.equal((await brief()).statusCode, 200);
  for (let tries = 0; tries < 30; tries += 1) await first.get('');
  t.equal((await brief()).statusCode, 401, 'it has ended by itself');
  t.equal((await first.send('DELETE', `/keys/${id}`)).statusCode, 200);
  t.equal((await ask('/savings')).statusCode, 401);
});

t.test('what a manager of one school asked for in the background keeps to it', async (t) => {
  const { first, database, now, browser, app } = await started(t);
  const office = { email: 'o@group.example', name: 'Ash office', role: 'business_manager' };
  await first.send('POST', '/people', { ...office, schools: ['100001'] });
  const ash = await browser('o@group.example');
  const line = (document: string, school: string) => [
    ...[document, '2025-06-30', 'I', '', '', '2025-06-01', '2025-06-30', school],
    ...['REAM', 10, '25.00', '5.00'],
  ];
  const [person] = await database.client`select id from person where email = 'o@group.example'`;
  const secret = await openSession(database, { personId: person?.id, way: 'password', at: now() });
  const sent = await app.inject({
    method: 'POST',
    url: `/v1/trusts/${first.trustId}/imports?file=june.csv`,
    headers: {
      ...asCsv,
      cookie: `__Host-session=${secret}`,
      'sec-fetch-site': 'same-origin',
    },
    payload: paperFile([line('A', '100001'), line('B', '100002')]),
  });
  const { id } = sent.json();
  const asked = await ash('POST', first.trustId, `/imports/${id}/runs`, { work: 'confirm' });
  t.equal(asked.statusCode, 202);
  const worker = startRunWorker({
    ...{ database, url: urlOf(database), now, trustsAtOnce: 1 },
    report: (error) => t.fail(String(error)),
  });
  t.teardown(() => worker.stop(5_000));
  const run = async () => (await ash('GET', first.trustId, `/runs/${asked.json().id}`)).json();
  while (!['done', 'failed'].includes((await run()).state))
    await new Promise((r) => setTimeout(r, 50));
  t.match(await run(), { state: 'done' });
  t.match((await first.get(`/imports/${id}`)).json(), { rows: { posted: 1, held: 1 } });
  t.match((await first.get('/journals')).json().items.at(-1), { recorded_by: 'Ash office' });
});
