// N12 and N13: what would be otherwise, by the code that posts, and nothing of it is written.
import t from 'tap';
import { eventsOf } from '../../src/audit/store.ts';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { headOf } from '../../src/ledger/store.ts';
import { decimal } from '../../src/money/decimal.ts';
import { add, formatMoney, type Money, noMoney } from '../../src/money/money.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import type { Change } from '../../src/scenarios/change.ts';
import { compareKeys, whatIf } from '../../src/scenarios/commands.ts';
import { type Figures, isSame } from '../../src/scenarios/effect.ts';
import { effectSentence } from '../../src/scenarios/words.ts';
import { startApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { person, row, trustOf } from '../support/settling.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';

const window = { from: undefined, to: undefined };
const day = (text: string) => text as LocalDate;
const leave = (urn: string, on: string): Change => {
  return { kind: 'leave', contract: 'P1', urn, on: day(on) };
};

/** How many rows each table has, and the newest journal: all that a scenario could have changed. */
async function everything(database: Database, trustId: string) {
  return inTrust(database, trustId, async (tenant) => {
    const { sql } = tenant;
    const tables = await sql`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`;
    const counts: Record<string, unknown> = { head: await headOf(tenant) };
    for (const { name } of tables) {
      const [digest] = await sql.unsafe(
        `select count(*)::int as rows, coalesce(sum(hashtextextended(x::text, 0)), 0)::text as sum from ${name} x`,
      );
      counts[name] = { ...digest };
    }
    return counts;
  });
}

const named = (change: Figures) => ({
  cost: formatMoney(change.cost),
  net: formatMoney(change.netSaving),
});

/** Lines of June 2025: paper for all, the help desk for all, and paper of one school's own. */
async function june(t: Parameters<typeof trustOf>[0], database: Database, name: string) {
  const files = smallTrust(name);
  const trust = await trustOf(t, database, name, files);
  await trust.bring('june.csv', [
    row('A', { school: 'ALL', quantity: 1350, net: '1350.00' }),
    row('B', { school: 'ALL', quantity: 1, net: '900.00', item: 'DESK' }),
    row('C', { school: '100002', quantity: 10, net: '25.00' }),
    row('D', { kind: 'C', credit: 'x', of: 'E', school: 'ALL', quantity: '', net: '-10.00' }),
    row('E', { school: 'ALL', quantity: 4, net: '10.00' }),
  ]);
  return { ...trust, files };
}

t.test('N12: a school leaves: fixed fees are shared again, units go with it', async (t) => {
  const database = await freshDatabase(t);
  const { trustId } = await june(t, database, 'Leaving');
  const before = await everything(database, trustId);
  const live = await reportSavings(database, trustId, { by: ['school'], window });

  const unchanged = await whatIf(database, trustId, { changes: [], window, person });
  t.ok(unchanged.schools.every(isSame), 'the unchanged scenario is the live report');
  t.strictSame(
    unchanged.schools.map(({ place, after }) => [place, formatMoney(after.cost)]),
    live.rows.map(({ urn, cost }) => [urn, cost]),
  );

  const scenario = await whatIf(database, trustId, {
    changes: [leave('100002', '2025-06-01')],
    window,
    person,
  });
  t.ok(isSame(scenario.register), 'the register alone changes nothing');
  // Of 1,350 pupils 97 go: their £97.00 of paper are not bought; their £64.67 of the help desk are.
  t.strictSame(
    scenario.schools.map(({ place, change }) => [place, named(change)]),
    [
      ['100001', { cost: '10.84', net: '0.00' }],
      ['100002', { cost: '-186.67', net: '0.00' }],
      ['100003', { cost: '53.83', net: '-53.83' }],
    ],
  );
  t.match(scenario.stopped, [{ code: 'school.not-participating', rows: 1, net: 2500 }]);
  t.ok(scenario.notes.some((note) => /shared again: DESK/.test(note)));
  t.ok(
    scenario.notes.some((note) => /by 2025-02-28/.test(note)),
    'the day of notice is told',
  );
  const cedar = scenario.schools.find(({ place }) => place === '100003');
  t.equal(
    cedar && effectSentence('Cedar', cedar),
    'Cedar pays £53.83 more, is £53.83 worse off by its net saving.',
  );
  const sum = (read: (figures: Figures) => Money | null) =>
    add(...scenario.schools.map(({ change }) => read(change) ?? noMoney));
  for (const key of ['cost', 'baselineCost', 'cashSaving', 'avoidance', 'netSaving'] as const) {
    t.equal(
      sum((figures) => figures[key]),
      scenario.total.change[key] ?? 0,
      `${key} adds up`,
    );
    t.equal(scenario.contracts[0]?.change[key], scenario.total.change[key], `${key} by contract`);
  }
  t.strictSame(await everything(database, trustId), before, 'nothing is written');

  const broken = [leave('100002', '2025-06-01'), leave('100002', '2025-06-01')];
  await t.rejects(whatIf(database, trustId, { changes: broken, window, person }), {
    code: 'scenario.unfit',
  });
  t.strictSame(await everything(database, trustId), before, 'nor when it breaks off in the middle');
});

t.test('N12: joining, another size, another price, and a register that moved on', async (t) => {
  const database = await freshDatabase(t);
  const { trustId, files } = await june(t, database, 'Joining');
  const effect = async (...changes: Change[]) => {
    const { schools } = await whatIf(database, trustId, { changes, window, person });
    return Object.fromEntries(schools.map(({ place, change }) => [place, named(change).cost]));
  };
  t.strictSame(
    await effect(leave('100003', '2025-06-16'), {
      kind: 'join',
      contract: 'P1',
      urn: '100003',
      on: day('2025-06-16'),
    }),
    { '100001': '0.00', '100002': '0.00', '100003': '0.00' },
    'leaving and coming back on one day changes nothing',
  );
  const doubled = {
    kind: 'driver_value',
    urn: '100001',
    driver: 'pupils',
    factor: decimal(2),
    from: day('2025-01-01'),
  } as const;
  const sized = await effect(doubled);
  t.strictSame(sized, { '100001': '312.31', '100002': '-8.71', '100003': '-93.60' });
  const dearer = { kind: 'price', contract: 'P1', item: 'REAM', from: day('2025-06-01') } as const;
  t.strictSame(
    await effect({ ...dearer, unitPrice: decimal('1.1') }),
    { '100001': '21.00', '100002': '-4.30', '100003': '104.30' },
    'a tenth dearer for all, and the own line of Beech down to £11.00',
  );

  await loadFiles(database, {
    ...files,
    'drivers.csv': files['drivers.csv']?.replace('100002,pupils,97', '100002,pupils,247') ?? '',
  });
  const scenario = await whatIf(database, trustId, {
    changes: [leave('100001', '2030-01-01')],
    window,
    person,
  }).catch((error) => error);
  t.match(scenario, { code: 'scenario.unfit' }, 'after the term there is nothing to leave');
  const key = { kind: 'key', contract: 'P1', driver: 'pupils' } as const;
  const moved = await whatIf(database, trustId, { changes: [key], window, person });
  t.ok(moved.schools.every(isSame), 'what is written in the register is no effect of a scenario');
  t.notOk(isSame(moved.register), 'and it is told beside');
});

t.test('N13: one key and another share the same invoices', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId, send } = await caller('Keys');
  const trust = await trustOf(t, database, 'Keys');
  t.equal(trust.trustId, trustId);
  await trust.bring('june.csv', [
    row('A', { school: 'ALL', quantity: 1350, net: '1000.00' }),
    row('B', { school: '100001', quantity: 10, net: '25.00' }),
  ]);
  const before = await everything(database, trustId);
  const { keys } = await compareKeys(database, trustId, { contract: 'P1', person });
  t.strictSame(
    keys.map(({ driver, shares }) => [driver, shares?.map(({ net }) => formatMoney(net)) ?? null]),
    [
      ['pupils', ['180.56', '71.85', '772.59']],
      ['payslips', null],
      ['floor_area', null],
      ['headcount', null],
      ['fixed_share', null],
      ['equal', ['358.34', '333.33', '333.33']],
    ],
  );
  for (const { shares } of keys) {
    if (shares) t.equal(add(...shares.map(({ net }) => net)), 102_500, 'the same invoices');
  }
  t.match(keys[1]?.stopped, [{ code: 'driver.missing', rows: 1, message: /Ash/ }]);

  const body = { contract: 'P1', keys: ['equal'] };
  const answer = await send('POST', '/scenarios/keys', body);
  t.equal(answer.statusCode, 200, answer.body);
  t.match(answer.json().keys, [{ key: 'equal', is_current: false, schools: [{ net: '358.34' }] }]);
  const change = { kind: 'key', contract: 'P1', driver: 'equal' };
  const scenario = await send('POST', '/scenarios', { changes: [change], from: '2025-06' });
  t.equal(scenario.statusCode, 200, scenario.body);
  t.equal(scenario.json().total.effect.cost, scenario.json().contracts[0].effect.cost);
  const size = { kind: 'driver_value', urn: '100001', driver: 'pupils', from: '2025-06-01' };
  const dear = { kind: 'price', contract: 'P1', item: 'REAM', unit_price: '3', from: '2025-06-01' };
  const join = { kind: 'leave', contract: 'P1', urn: '100001', on: '2025-06-01' };
  const all = { changes: [{ ...size, factor: '2' }, dear, join] };
  t.equal((await send('POST', '/scenarios', all)).statusCode, 200);
  const refused = await send('POST', '/scenarios', { changes: [size] });
  t.match(refused.json(), {
    status: 422,
    errors: [{ code: 'scenario.unfit', pointer: '#/changes/0/value' }],
  });
  t.equal((await send('POST', '/scenarios/keys', { contract: 'X' })).statusCode, 422);
  const events = await inTrust(database, trustId, (tenant) => eventsOf(tenant, { limit: 100 }));
  const tries = events.filter(({ outcome }) => outcome !== 'read');
  t.ok(tries.length >= 4 && tries.every(({ outcome }) => outcome === 'tried'), 'they were tried');
  // N29: the record shows the tries, and nothing else shows anything.
  const { api_key, audit_event } = before;
  t.strictSame(
    { ...(await everything(database, trustId)), api_key, audit_event },
    before,
    'nothing is written',
  );
});
