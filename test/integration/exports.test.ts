// All entries of a large journal, as a program takes them, and one that leaves before it has them all.
import t from 'tap';
import { useOf } from '../../src/database/pool-use.ts';
import { startApp } from '../support/app.ts';
import { importText, paperFile } from '../support/small-trust.ts';

t.setTimeout(120_000);

const { app, database, caller } = await startApp(t);
const { trustId, key, get } = await caller('Ash Federation', 'Exports');
const lines = 4_500;
const row = (index: number) => {
  const urn = index % 2 ? '100001' : '100002';
  return [`D${index}`, '2025-06-30', 'I', '', '', '2025-06-01', '2025-06-30', urn, 'REAM', 1, 5, 1];
};
await importText(
  database,
  trustId,
  'june.csv',
  paperFile(Array.from({ length: lines }, (_, index) => row(index))),
);
const url = `/v1/trusts/${trustId}/journals/1/entries`;
const headers = { authorization: `Bearer ${key}`, accept: 'application/x-ndjson' };

t.test('each entry comes once, in the order of the pages', async (t) => {
  const answer = await app.inject({ url, headers });
  t.ok(answer.body.endsWith('}\n'));
  const taken = answer.body.trimEnd().split('\n');
  t.equal(taken.length, lines);
  const paged: object[] = [];
  for (let after = ''; ; ) {
    const { items, next } = (await get(`/journals/1/entries?limit=1000${after}`)).json();
    paged.push(...items);
    if (next === null) break;
    after = `&after=${next}`;
  }
  t.strictSame(
    taken.map((line) => JSON.parse(line)),
    paged,
  );
});

t.test('a journal without entries is an empty text', async (t) => {
  await importText(
    database,
    trustId,
    'none.csv',
    paperFile([row(0)].map(([, ...rest]) => ['', ...rest])),
  );
  const answer = await app.inject({ url: url.replace('/1/', '/2/'), headers });
  t.equal(answer.statusCode, 200);
  t.equal(answer.body, '');
});

t.test('a caller who leaves takes nothing along', async (t) => {
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  for (let times = 0; times < 12; times++) {
    const leaving = new AbortController();
    const { body } = await fetch(`${base}${url}`, { headers, signal: leaving.signal });
    await body?.getReader().read();
    leaving.abort();
  }
  for (let tries = 0; useOf(database.client).open > 0 && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  t.strictSame(useOf(database.client), { open: 0, waiting: 0 }, 'no connection is held for it');
  const whole = await fetch(`${base}${url}`, { headers });
  t.equal((await whole.text()).trimEnd().split('\n').length, lines, 'and others are answered');
});
