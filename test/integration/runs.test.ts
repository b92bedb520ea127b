// Work in the background over the API: asked for, watched, cancelled, and never done twice.
import { setTimeout as delay } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { startRunWorker } from '../../src/cli/run-worker.ts';
import { connectAsOwner, type Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { headOf } from '../../src/ledger/store.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { asCsv, type Caller, startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { paperFile } from '../support/small-trust.ts';

t.setTimeout(900_000);

const upload = async (caller: Caller, name: string, text: string) => {
  const sent = await caller.send('POST', `/imports?file=${name}`, text, asCsv);
  if (sent.statusCode !== 201) throw new Error(sent.body);
  return sent.json().id as string;
};

const start = (caller: Caller, importId: string, wish: object) =>
  caller.send('POST', `/imports/${importId}/runs`, wish);

/** Does the runs of a database in this process until the test ends. */
function work(t: Test, database: Database, trustsAtOnce = 2) {
  const defects: unknown[] = [];
  const worker = startRunWorker({
    database,
    url: urlOf(database),
    trustsAtOnce,
    now: () => new Date().toISOString(),
    report: (error) => defects.push(error),
  });
  t.teardown(() => worker.stop(0));
  return { worker, defects };
}

/** Asks for a run again and again until it is as wanted. */
async function until(
  caller: Caller,
  id: string,
  isWanted: (run: { state: string; [field: string]: unknown }) => boolean,
) {
  for (let asked = 0; asked < 6_000; asked++) {
    const run = (await caller.get(`/runs/${id}`)).json();
    if (isWanted(run)) return run;
    await delay(20);
  }
  throw new Error(`run ${id} did not come to it`);
}

const isOver = ({ state }: { state: string }) => state !== 'queued' && state !== 'running';

/** Keeps everybody from writing a table; gives the way to let them. */
async function hold(t: Test, database: Database, table: string): Promise<() => Promise<void>> {
  const holder = connectAsOwner(urlOf(database));
  t.teardown(() => holder.close());
  await holder.client`begin`;
  await holder.client`lock table ${holder.client(table)} in exclusive mode`;
  return async () => {
    await holder.client`commit`;
  };
}

/** Comes back when somebody waits for a table that is held; the service's role cannot see it. */
async function someoneWaits(database: Database): Promise<void> {
  const owner = connectAsOwner(urlOf(database));
  try {
    for (;;) {
      const [waiting] = await owner.client`
        select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      if (waiting) return;
      await delay(10);
    }
  } finally {
    await owner.close();
  }
}

const line = (number: string, school = '100001', net = '25.00') => [
  number,
  '2025-05-31',
  'I',
  '',
  '',
  '2025-05-01',
  '2025-05-31',
  school,
  'REAM',
  10,
  net,
  '5.00',
];

const many = (count: number, prefix = 'N') =>
  paperFile(Array.from({ length: count }, (_, index) => line(`${prefix}${index}`)));

const may = paperFile([line('M1'), line('M2', '999999'), line('M3', '100001', '')]);

t.test('a check and a confirmation answer as they do without a run', async (t) => {
  const { caller, database } = await startApp(t);
  const [ash, other] = [await caller('Ash Federation'), await caller('Beech Federation')];
  const { defects } = work(t, database);
  const [mine, theirs] = [await upload(ash, 'may.csv', may), await upload(other, 'may.csv', may)];

  const asked = await start(ash, mine, { work: 'check' });
  t.equal(asked.statusCode, 202, asked.body);
  t.match(asked.json(), {
    import: mine,
    work: 'check',
    state: 'queued',
    asked_by: 'C. Manager',
    control_total: null,
    started_at: null,
    rows: { in_all: null, read: 0, settled: 0 },
    result: null,
    problem: null,
  });
  t.equal(asked.headers.location, `/v1/trusts/${ash.trustId}/runs/${asked.json().id}`);
  const checked = await until(ash, asked.json().id, isOver);
  t.match(checked, { state: 'done', attempt: 1, phase: 'sealing', seconds_left: null });
  t.strictSame(checked.rows, { in_all: 3, read: 3, settled: 3 });
  t.equal(checked.net_read, '50.00');
  const sync = (await ash.send('POST', `/imports/${mine}/check`)).json();
  t.strictSame(checked.result, sync);
  t.match((await ash.get('/savings')).json(), { rows: [], journal: 0 });

  for (const wish of [{ all_or_nothing: true }, { control_total: '75.01' }]) {
    const { id } = (await start(ash, mine, { work: 'confirm', ...wish })).json();
    const failed = await until(ash, id, isOver);
    t.match(failed, { state: 'failed', result: null });
    const refused = (await ash.send('POST', `/imports/${mine}/confirm`, wish)).json();
    const elsewhere = { instance: `/v1/trusts/${ash.trustId}/runs/${id}` };
    t.strictSame(failed.problem, { ...refused, ...elsewhere });
  }

  const { id } = (await start(ash, mine, { work: 'confirm', control_total: '50.00' })).json();
  const posted = await until(ash, id, isOver);
  const { json: answered } = await other.send('POST', `/imports/${theirs}/confirm`);
  const differs = ['id', 'received_at', 'profile_version_id'] as const;
  const alike = (result: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(result).filter(([key]) => !differs.includes(key as 'id')));
  t.strictSame(alike(posted.result), alike(answered()), 'the same as without a run');
  const again = (await start(ash, mine, { work: 'confirm' })).json();
  t.match((await until(ash, again.id, isOver)).result, { newly_posted: { rows: 0 }, journal: 1 });
  t.equal((await ash.get('/journals')).json().items.length, 1);
  t.strictSame((await verifyTrust(database, ash.trustId)).differences, []);

  const first = (await ash.get('/runs?limit=2')).json();
  t.match(first.items, [{ work: 'check', state: 'done' }, { state: 'failed' }]);
  const rest = (await ash.get(`/runs?limit=10&after=${first.next}`)).json();
  t.match(rest, { items: [{ state: 'failed' }, { state: 'done' }, { state: 'done' }], next: null });
  t.equal((await ash.get('/runs?state=failed')).json().items.length, 2);
  t.strictSame((await other.get('/runs')).json().items, [], 'each trust has its own');
  t.equal((await other.get(`/runs/${id}`)).statusCode, 404);
  t.strictSame(defects, []);
});

t.test('the same work is one run while it is under way', async (t) => {
  const { caller } = await startApp(t);
  const ash = await caller('Ash Federation');
  const mine = await upload(ash, 'may.csv', may);
  const key = { 'idempotency-key': 'run-1' };
  const path = `/imports/${mine}/runs`;
  const first = await ash.send('POST', path, { work: 'confirm' }, key);
  const replayed = await ash.send('POST', path, { work: 'confirm' }, key);
  t.equal(replayed.headers['idempotency-replayed'], 'true');
  t.equal(replayed.headers.location, first.headers.location);
  const asked = await Promise.all(
    Array.from({ length: 10 }, () => start(ash, mine, { work: 'confirm' })),
  );
  for (const each of asked) t.equal(each.json().id, first.json().id, each.body);
  const other = await start(ash, mine, { work: 'confirm', all_or_nothing: true });
  t.match(other.json(), { status: 409, type: '/problems/run.underway' });
  const check = (await start(ash, mine, { work: 'check' })).json();
  t.not(check.id, first.json().id);
  t.equal((await ash.get('/runs')).json().items.length, 2);

  t.match((await ash.send('DELETE', `/runs/${check.id}`)).json(), {
    state: 'cancelled',
    is_cancelled: true,
  });
  t.equal((await ash.send('DELETE', `/runs/${check.id}`)).statusCode, 200, 'it stays cancelled');
  t.not((await start(ash, mine, { work: 'check' })).json().id, check.id, 'and can be asked anew');
  t.equal((await start(ash, check.id, { work: 'check' })).statusCode, 404, 'no such import');
  t.equal((await ash.get(`/runs/${mine}`)).statusCode, 404, 'no such run');
  t.equal((await ash.send('DELETE', `/runs/${mine}`)).statusCode, 404);
  t.equal((await start(ash, mine, { work: 'undo' })).statusCode, 400);
  t.equal((await ash.send('DELETE', `/imports/${mine}`)).statusCode, 204);
  t.strictSame((await ash.get('/runs')).json().items, [], 'a forgotten file takes its runs along');
});

t.test('a file can be sent and worked on without waiting', async (t) => {
  const { caller, database } = await startApp(t);
  const ash = await caller('Ash Federation');
  work(t, database);
  const path = '/runs?work=confirm&file=may.csv';
  const key = { ...asCsv, 'idempotency-key': 'may' };
  const sent = await ash.send('POST', path, may, key);
  t.equal(sent.statusCode, 202, sent.body);
  t.equal((await ash.send('POST', path, may, key)).json().id, sent.json().id);
  const done = await until(ash, sent.json().id, isOver);
  t.match(done.result, { id: done.import, state: 'posted', rows: { read: 3, posted: 1 } });
  t.equal((await ash.send('POST', '/runs?work=check&file=may.txt', may, asCsv)).statusCode, 422);
  t.equal((await ash.send('DELETE', `/runs/${done.id}`)).json().type, '/problems/run.finished');
});

t.test('fifty at once, with and without a run, post a file once', async (t) => {
  const { caller, database } = await startApp(t);
  const ash = await caller('Ash Federation');
  work(t, database);
  const mine = await upload(ash, 'n.csv', many(300));
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      index % 2
        ? ash.send('POST', `/imports/${mine}/confirm`)
        : start(ash, mine, { work: 'confirm' }),
    ),
  );
  for (const { statusCode, body } of answers)
    t.ok([200, 202].includes(statusCode), body.slice(0, 80));
  const ids = answers.filter(({ statusCode }) => statusCode === 202).map((each) => each.json().id);
  for (const id of new Set(ids)) t.match(await until(ash, id, isOver), { state: 'done' });
  t.equal((await ash.get('/journals')).json().items.length, 1);
  t.match((await ash.get('/savings')).json().total, { cost: '7500.00', cash_saving: '1800.00' });
  t.strictSame((await verifyTrust(database, ash.trustId)).differences, []);
});

t.test('trusts side by side, the runs of one in their order', async (t) => {
  const { caller, database } = await startApp(t);
  const [ash, other] = [await caller('Ash Federation'), await caller('Beech Federation')];
  const names = ['a', 'b', 'c', 'd'];
  const asked: string[] = [];
  for (const name of names) {
    const id = await upload(ash, `${name}.csv`, many(20, name));
    asked.push((await start(ash, id, { work: 'confirm' })).json().id);
  }
  const theirs = await upload(other, 'z.csv', many(20, 'z'));
  const { id } = (await start(other, theirs, { work: 'confirm' })).json();
  const release = await hold(t, database, 'journal');
  work(t, database);
  const [mine = ''] = asked;
  await until(ash, mine, ({ state }) => state === 'running');
  await until(other, id, ({ state }) => state === 'running');
  const states = (await ash.get('/runs')).json().items.map((run: { state: string }) => run.state);
  t.strictSame(states, ['running', 'queued', 'queued', 'queued']);
  await release();
  for (const each of asked) await until(ash, each, isOver);
  t.match(await until(other, id, isOver), { state: 'done' });
  const journals = (await ash.get('/journals')).json().items;
  t.strictSame(
    journals.map(({ reason }: { reason: string }) => reason),
    names.map((name) => `Import of ${name}.csv`),
  );
});

t.test('how far it is only rises, to the rows in all', async (t) => {
  const { caller, database } = await startApp(t);
  const ash = await caller('Ash Federation');
  // The last row is a credit of all schools, so that posting, too, writes into a table of its own.
  const joint = await upload(ash, 'j.csv', paperFile([line('J', 'ALL')]));
  await ash.send('POST', `/imports/${joint}/confirm`);
  const credit = [...line('C', 'ALL', '-5.00')].with(2, 'C').with(3, 'p').with(4, 'J').with(9, '');
  const text = `${many(2_499)}${paperFile([credit.with(11, '-1.00')])
    .split('\n')
    .slice(1)
    .join('\n')}`;
  const mine = await upload(ash, 'n.csv', text);
  const { id } = (await start(ash, mine, { work: 'confirm' })).json();
  const seen: { in_all: number; read: number; settled: number }[] = [];
  const phases = new Set<string>();
  const note = (run: Record<string, unknown>) => {
    if (run.state === 'queued') return false;
    seen.push(run.rows as (typeof seen)[number]);
    phases.add(String(run.phase));
    return isOver(run as { state: string });
  };
  const places = ['import_row', 'allocation', 'savings_month'];
  const releases = await Promise.all(places.map((table) => hold(t, database, table)));
  work(t, database);
  const standstills = ['reading', 'posting', 'sealing'];
  for (const [index, release] of releases.entries()) {
    // What is told comes to the place where the work stands still.
    await until(ash, id, (run) => note(run) || run.phase === standstills[index]);
    await release();
  }
  const done = await until(ash, id, note);
  t.equal(done.state, 'done');
  for (const phase of standstills) t.ok(phases.has(phase), phase);
  t.strictSame(done.rows, { in_all: 2500, read: 2500, settled: 2500 });
  for (const [index, rows] of seen.entries()) {
    const before = seen[index - 1] ?? { in_all: 2500, read: 0, settled: 0 };
    t.equal(rows.in_all, 2500);
    t.ok(rows.read >= before.read && rows.settled >= before.settled, JSON.stringify(rows));
    t.ok(rows.settled <= rows.read && rows.read <= 2500);
  }
});

/** The tables that a posting writes, in their order: it is stopped just before it writes each. */
const moments = ['import_row', 'invoice', 'allocation', 'ledger_entry', 'savings_month', 'journal'];

t.test('a run that is cancelled at work leaves nothing', async (t) => {
  const { caller, database } = await startApp(t);
  const ash = await caller('Ash Federation');
  const { defects } = work(t, database);
  const rows = (file: string, from: number) => file.split('\n').slice(from).join('\n');
  const joint = rows(paperFile([line('J', 'ALL')]), 1);
  const mine = await upload(ash, 'n.csv', `${many(2_999)}${joint}${rows(may, 2)}`);
  for (const moment of moments) {
    const release = await hold(t, database, moment);
    const { id } = (await start(ash, mine, { work: 'confirm' })).json();
    await someoneWaits(database);
    const asked = await ash.send('DELETE', `/runs/${id}`);
    t.equal(asked.statusCode, 202, asked.body);
    t.match(asked.json(), { state: 'running', is_cancelled: true });
    const again = await start(ash, mine, { work: 'confirm' });
    t.match(again.json(), { status: 409, type: '/problems/run.underway' });
    const ended = await until(ash, id, isOver);
    t.match(ended, { state: 'cancelled', result: null, problem: null }, moment);
    await release();
    t.equal((await inTrust(database, ash.trustId, headOf)).number, 0);
    t.match((await ash.get(`/imports/${mine}`)).json(), { state: 'received', rows: { read: 0 } });
  }
  t.strictSame(defects, []);
  t.match((await ash.send('POST', `/imports/${mine}/confirm`)).json(), {
    state: 'posted',
    rows: { read: 3002, posted: 3000, held: 1, refused: 1 },
  });
  t.strictSame((await verifyTrust(database, ash.trustId)).differences, []);
});

t.test('a worker that stops puts its run back, and another does it', async (t) => {
  const { caller, database } = await startApp(t);
  const ash = await caller('Ash Federation');
  const mine = await upload(ash, 'n.csv', many(300));
  const { id } = (await start(ash, mine, { work: 'confirm' })).json();
  const release = await hold(t, database, 'ledger_entry');
  const { worker } = work(t, database);
  await someoneWaits(database);
  await worker.stop(0);
  await release();
  t.match((await ash.get(`/runs/${id}`)).json(), { state: 'queued', attempt: 0 });
  work(t, database);
  t.match(await until(ash, id, isOver), { state: 'done', attempt: 1 });
});

t.test('a run that breaks off again and again is given up', async (t) => {
  const { caller, database } = await startApp(t);
  const ash = await caller('Ash Federation');
  const mine = await upload(ash, 'n.csv', many(300));
  const { id } = (await start(ash, mine, { work: 'confirm' })).json();
  await hold(t, database, 'ledger_entry');
  work(t, database);
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  for (const attempt of [1, 2, 3]) {
    await until(ash, id, (run) => run.attempt === attempt);
    await someoneWaits(database);
    await owner.client`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
  }
  const ended = await until(ash, id, isOver);
  t.match(ended, { state: 'failed', attempt: 3, problem: { type: '/problems/run.broken-off' } });
  t.equal((await inTrust(database, ash.trustId, headOf)).number, 0);
});
