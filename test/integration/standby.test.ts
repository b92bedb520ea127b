// Reports from a standby that streams from the primary: never older than what was seen, never worse than without.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { connect, connectAsOwner, type Database } from '../../src/database/connect.ts';
import { openStandby, type Standby } from '../../src/database/standby.ts';
import { answeredBy, inTrust, withKeptPlans } from '../../src/database/tenant.ts';
import { newestJournal } from '../../src/ledger/commands.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { startReplicated } from '../support/replicated.ts';
import { callerOf, serve } from '../support/served.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(900_000);

const invoice = (number: string) =>
  paperFile([
    [number, '2025-12-31', 'I', '', '', '2025-05-03', '2025-05-20', '100001', 'REAM', 2, 5, 0],
  ]);

const whole = { by: ['school'], window: { from: undefined, to: undefined } } as const;

interface Reader {
  readonly database: Database;
  readonly standby: Standby;
}

/** A trust on a primary, and as many readers beside it as there would be processes. */
async function replicated(t: Test) {
  const { primary, standby } = await startReplicated(t);
  const database = connect({ url: primary.url, connections: 4 });
  t.teardown(() => database.close());
  const trustId = await loadFiles(database, smallTrust('Read'));
  const reader = (url = standby.url): Reader => {
    const from = connect({ url: primary.url, connections: 4 });
    const opened = openStandby(from, url);
    t.teardown(() => Promise.all([from.close(), opened.close()]));
    return { database: answeredBy(from, opened), standby: opened };
  };
  let posted = 0;
  const post = async () => {
    posted += 1;
    await importText(database, trustId, `${posted}.csv`, invoice(`N${posted}`));
    return posted;
  };
  return { primary, standby, database, trustId, reader, post };
}

/** Until the standby answers again: one that was behind or away is left alone for a second. */
async function untilItAnswers(trustId: string, { database, standby }: Reader): Promise<void> {
  for (const { standby: before } = { ...standby.readings }; standby.readings.standby === before; ) {
    await reportSavings(database, trustId, whole);
    await delay(50);
  }
}

const isOnStandby = ({ database }: Reader, trustId: string) =>
  inTrust(withKeptPlans(database), trustId, async ({ sql }) => {
    const [row] = await sql`select pg_is_in_recovery() as "isStandby"`;
    return row?.isStandby as boolean;
  });

t.test('a report is never older than what was posted before, whoever answers it', async (t) => {
  const { standby, database, trustId, reader, post } = await replicated(t);
  const readers = [reader(), reader()];
  for (const each of readers) await untilItAnswers(trustId, each);
  t.equal(await isOnStandby(readers[0] as Reader, trustId), true);
  t.strictSame(
    await reportSavings((readers[0] as Reader).database, trustId, whole),
    await reportSavings(database, trustId, whole),
    'the same report',
  );
  for (let times = 0; times < 10; times += 1) {
    const journal = await post();
    const all = readers.map((it) => reportSavings(it.database, trustId, whole));
    for (const report of await Promise.all(all)) t.equal(report.journal, journal);
  }

  await standby.ask('select pg_wal_replay_pause()');
  const journal = await post();
  const before = readers.map((it) => it.standby.readings.standby);
  for (let times = 0; times < 5; times += 1) {
    for (const each of readers) {
      t.equal((await reportSavings(each.database, trustId, whole)).journal, journal);
      t.equal((await newestJournal(each.database)(trustId)).number, journal);
    }
    await delay(300);
  }
  t.strictSame(
    readers.map((it) => it.standby.readings.standby),
    before,
    'none of them from the standby, which does not know it',
  );
  await standby.ask('select pg_wal_replay_resume()');
  for (const each of readers) await untilItAnswers(trustId, each);
  t.equal(await isOnStandby(readers[1] as Reader, trustId), true, 'and then it answers again');
});

t.test('a reading that the standby breaks off is answered by the primary', async (t) => {
  const { primary, standby, trustId, reader } = await replicated(t);
  const owner = connectAsOwner(primary.url);
  t.teardown(() => owner.close());
  /** Replays a lock that no question may stand in the way of. */
  const conflict = () =>
    owner.client.begin((sql) => sql`lock table contract in access exclusive mode`);
  for (const isAsking of [true, false]) {
    const one = reader();
    await untilItAnswers(trustId, one);
    const places: boolean[] = [];
    const told = await inTrust(withKeptPlans(one.database), trustId, async ({ sql }) => {
      const [row] = await sql`
        select pg_is_in_recovery() as "isStandby", count(*)::int as count from contract group by 1`;
      places.push(row?.isStandby);
      if (row?.isStandby && isAsking) await Promise.all([sql`select pg_sleep(20)`, conflict()]);
      if (row?.isStandby && !isAsking) {
        await conflict();
        await delay(2_000);
        await sql`select count(*) from contract`;
      }
      return row?.count as number;
    });
    t.strictSame([told, places], [1, [true, false]], isAsking ? 'while it asks' : 'in between');
    await untilItAnswers(trustId, one);
  }

  const refusing = reader();
  await untilItAnswers(trustId, refusing);
  const months = { from: undefined, to: undefined };
  const unknown = reportSavings(refusing.database, trustId, {
    ...{ ...whole, window: months },
    asKnownAt: 999,
  });
  await t.rejects(unknown, { code: 'journal.unknown' }, 'a refusal is an answer');

  const sleeper = reader();
  await untilItAnswers(trustId, sleeper);
  const reading = inTrust(withKeptPlans(sleeper.database), trustId, async ({ sql }) => {
    const [row] = await sql`select pg_is_in_recovery() as "isStandby"`;
    if (row?.isStandby) await Promise.all([sql`select pg_sleep(20)`, standby.kill()]);
    return row?.isStandby;
  });
  t.equal(await reading, false, 'one whose standby is killed under it');
  for (const each of [sleeper, reader()]) {
    const { primary: before } = each.standby.readings;
    const report = await reportSavings(each.database, trustId, whole);
    t.equal(report.rows.length, 0);
    t.equal(each.standby.readings.primary, before + 1);
  }
});

t.test('what is no standby of the primary answers nothing', async (t) => {
  const { primary, standby, database, trustId, reader, post } = await replicated(t);
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  t.teardown(() => silent.close());
  const { port } = silent.address() as { port: number };
  await post();
  const other = (name: string) =>
    Object.assign(new URL(standby.url), { pathname: `/${name}` }).href;
  for (const [what, url] of [
    ['the primary itself', primary.url],
    ['another database of the standby', other('postgres')],
    ['a database that is not there', other('none')],
    ['a wrong password', standby.url.replace(':of-', ':not-')],
    ['a server that says nothing', `postgres://127.0.0.1:${port}/ledger`],
    ['no server at all', 'postgres://127.0.0.1:1/ledger'],
  ] as const) {
    const one = reader(url);
    t.strictSame(
      await reportSavings(one.database, trustId, whole),
      await reportSavings(database, trustId, whole),
      what,
    );
    t.strictSame(one.standby.readings, { standby: 0, primary: 1 });
  }
  await standby.ask('select pg_promote()');
  const promoted = reader();
  await post();
  t.equal((await reportSavings(promoted.database, trustId, whole)).journal, 2);
  t.strictSame(promoted.standby.readings, { standby: 0, primary: 1 }, 'nor one that was promoted');
});

t.test('services share a standby, and tell who answered', async (t) => {
  const { primary, standby, database, trustId } = await replicated(t);
  const { key } = await addKey(database, {
    trustId,
    name: 'C. Manager',
    at: '2026-01-06T10:00:00Z',
  });
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  const settings = { REPORTS_DATABASE_URL: standby.url };
  const [poster, reader] = await Promise.all([
    serve(t, primary.url, settings),
    serve(t, primary.url, { ...settings, METRICS_ADDRESS: `127.0.0.1:${port}` }),
  ]);
  const ask = callerOf<{ id: string; journal: number }>(trustId, key);
  for (let journal = 1; journal <= 10; journal += 1) {
    const { told } = await ask(poster, `/imports?file=${journal}.csv`, {
      body: invoice(`N${journal}`),
    });
    await ask(poster, `/imports/${told.id}/confirm`, { body: {} });
    t.equal((await ask(reader, '/savings')).told.journal, journal);
  }
  const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const answered = (by: string) =>
    Number(new RegExp(`readings_total\\{answered_by="${by}"\\} (\\d+)`).exec(figures)?.[1]);
  t.ok(answered('standby') > 0, figures);
  t.equal(answered('standby') + answered('primary'), 10);
});
