// N8: why a figure is another than it was, by cause, adding up exactly.
import t from 'tap';
import { parseMoney } from '../../src/money/money.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { figureKeys } from '../../src/restatements/figures.ts';
import { startApp } from '../support/app.ts';
import { disturb } from '../support/disturbance.ts';
import { row } from '../support/settling.ts';
import { importText, paperFile } from '../support/small-trust.ts';

type Written = Record<string, string | null>;
interface Told {
  before: Written;
  after: Written;
  change: Written;
  causes: { cause: string; change: Written }[];
}

const pence = (text: string | null | undefined) => Number(parseMoney(text ?? '0.00'));

t.test('N8: causes add exactly to the change between any two points of knowledge', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Restated');
  await importText(
    database,
    trustId,
    'first.csv',
    paperFile([row('A'), row('B', { school: 'ALL' })]),
  );
  await disturb(database, trustId, { name: 'Restated', first: 'first.csv' });
  const last = (await get('/savings')).json().journal as number;
  t.ok(last >= 8, 'every kind of journal');

  const isExact = async (query: string, since: number, until: number, months: object) => {
    const told = (await get(`/changes?${query}`)).json();
    t.match(told, { since, until });
    const window = { from: undefined, to: undefined, ...months };
    const [before, after] = await Promise.all(
      [since, until].map((asKnownAt) =>
        reportSavings(database, trustId, { by: ['school'], window, asKnownAt }),
      ),
    );
    const measures = (written: Written) => figureKeys.map((key) => written[key]);
    t.strictSame(measures(told.total.before), measures(before?.total ?? {}), `${query} before`);
    t.strictSame(measures(told.total.after), measures(after?.total ?? {}), `${query} after`);
    const schools = told.schools as (Told & { urn: string })[];
    for (const { urn, ...school } of schools) {
      const then = before?.rows.find((each) => each.urn === urn);
      if (then) t.strictSame(measures(school.before), measures(then), `${query} ${urn} before`);
      const now = after?.rows.find((each) => each.urn === urn);
      if (now) t.strictSame(measures(school.after), measures(now), `${query} ${urn} after`);
    }
    const sum = (moves: readonly Written[], key: string) =>
      moves.reduce((total, move) => total + pence(move[key]), 0);
    for (const key of figureKeys) {
      for (const each of [told.total, ...schools] as Told[]) {
        const causes = each.causes.map(({ change }) => change);
        t.equal(sum(causes, key), pence(each.change[key]), `${query} ${key} by cause`);
        t.equal(pence(each.before[key]) + pence(each.change[key]), pence(each.after[key]));
      }
      const change = pence(told.total.change[key]);
      t.equal(
        sum(
          schools.map((school) => school.change),
          key,
        ),
        change,
        `${key} by school`,
      );
      const journals = (told.journals as { change: Written }[]).map((move) => move.change);
      t.equal(sum(journals, key), change, `${query} ${key} by journal`);
    }
    return told;
  };

  const all = await isExact('since=1', 1, last, {});
  t.strictSame(
    all.total.causes.map(({ cause }: { cause: string }) => cause),
    ['invoices', 'credits', 'undone_imports', 'register', 'baselines', 'decisions'],
    'every cause is told',
  );
  t.match(all.journals[0], {
    cause: 'invoices',
    number: 2,
    kind: 'import',
    recorded_by: 'C. Manager',
    recorded_at: '2026-01-06T10:00:00.000Z',
  });
  const credits = all.total.causes.find((each: { cause: string }) => each.cause === 'credits');
  // K1 takes 5.00 of cost, K2 brings 7.00 of rebate, K4 takes the 90.00 of L2 back.
  t.match(credits.change, { cost: '-95.00', rebate: '7.00' });
  t.match(all.schools[0], { urn: '100001', name: 'Ash Tree' }, 'names as known at the later point');
  await isExact('since=0', 0, last, {});
  await isExact('since=0&until=1', 0, 1, {});
  await isExact('since=3&until=6', 3, 6, {});
  await isExact('since=1&from=2025-06&to=2025-06', 1, last, { from: '2025-06', to: '2025-06' });
  await isExact('since=1&from=2026-01', 1, last, { from: '2026-01' });
  await isExact(`since=${last}`, last, last, {});
  await isExact('since=2025-12-31&until=2026-05-08', 0, 3, {});

  t.match((await get('/changes?since=4&until=2')).json(), {
    status: 400,
    errors: [{ parameter: 'until' }],
  });
  t.match((await get('/changes?since=99')).json(), { errors: [{ code: 'journal.unknown' }] });
  t.match((await get('/changes?since=soon')).json(), { errors: [{ parameter: 'since' }] });
  t.equal((await get('/changes')).statusCode, 400, 'since when has to be said');
  const { headers } = await get('/changes?since=1');
  const again = await get('/changes?since=1', { 'if-none-match': String(headers.etag) });
  t.equal(again.statusCode, 304);
});
