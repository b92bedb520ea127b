// Runs in a service of its own: killed in the middle, started again, and beside another service.
import { setTimeout as delay } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { connectAsOwner, type Database } from '../../src/database/connect.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { callerOf, end, type Served, serve } from '../support/served.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(900_000);

/** What the test reads of an answer. */
interface Answer {
  readonly id: string;
  readonly import: string;
  readonly state: string;
  readonly attempt: number;
  readonly result: { readonly newly_posted: unknown };
  readonly items: readonly unknown[];
}

/** One trust's key to whichever service answers, and only what it tells. */
function caller(trustId: string, key: string) {
  const call = callerOf<Answer>(trustId, key);
  return async (service: Served, path: string, body?: string | object) =>
    (await call(service, path, body === undefined ? {} : { body })).told;
}

const rows = Array.from({ length: 1_500 }, (_, index) => {
  const school = ['100001', '100002', '100003', 'ALL'][index % 4] ?? '';
  const days = ['2025-05-03', '2025-07-20'];
  return [`D${index}`, '2025-12-31', 'I', '', '', ...days, school, 'REAM', 3, '7.77', '1.55'];
});

async function figures(database: Database, trustId: string) {
  const { rows: cells, total } = await reportSavings(database, trustId, {
    by: ['school', 'contract', 'item', 'month'],
    window: { from: undefined, to: undefined },
  });
  return { cells, total };
}

/** What the tables' owner can do beside the services: hold a table, and see who waits for it. */
function watch(t: Test, database: Database) {
  const [owner, holder] = [connectAsOwner(urlOf(database)), connectAsOwner(urlOf(database))];
  t.teardown(() => Promise.all([owner.close(), holder.close()]));
  return {
    hold: async (table: string) => {
      await holder.client`begin`;
      await holder.client`lock table ${holder.client(table)} in exclusive mode`;
    },
    release: async () => {
      await holder.client`commit`;
    },
    waiters: async () => {
      for (;;) {
        const waiting = await owner.client`
          select pid from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        if (waiting.length > 0) return waiting.length;
        await delay(10);
      }
    },
  };
}

t.test(
  'a service that is killed at work is followed by another, and nothing is doubled',
  async (t) => {
    const database = await freshDatabase(t);
    const calmId = await loadFiles(database, smallTrust('Calm'));
    await importText(database, calmId, 'n.csv', paperFile(rows));
    const calm = await figures(database, calmId);
    const trustId = await loadFiles(database, smallTrust('Killed'));
    const at = new Date().toISOString();
    const { key } = await addKey(database, { trustId, name: 'C. Manager', at });
    const ask = caller(trustId, key);
    const until = async (service: Served, path: string, isWanted: (run: Answer) => boolean) => {
      for (let asked = 0; asked < 6_000; asked++) {
        const run = await ask(service, path);
        if (isWanted(run)) return run;
        await delay(20);
      }
      throw new Error(`${path} did not come to it`);
    };
    const watching = watch(t, database);
    await watching.hold('ledger_entry');
    const first = await serve(t, urlOf(database));
    const { id } = await ask(first, '/runs?work=confirm&file=n.csv', paperFile(rows));
    const path = `/runs/${id}`;
    await watching.waiters();

    const second = await serve(t, urlOf(database));
    t.match(await ask(second, path), { state: 'running', attempt: 1 }, 'seen from both');
    await end(first, 'SIGKILL');
    await until(second, path, ({ attempt }) => attempt === 2);
    t.match(await ask(second, path), { state: 'running', attempt: 2 }, 'taken up by the other');
    const third = await serve(t, urlOf(database));
    await watching.release();
    const isOver = ({ state }: Answer) => state !== 'running' && state !== 'queued';
    const done = await until(third, path, isOver);
    t.match(done, { state: 'done', attempt: 2, result: { state: 'posted', journal: 1 } });
    t.strictSame(done.result.newly_posted, { rows: 1_500, net: '11655.00' });
    t.strictSame(await figures(database, trustId), calm, 'the figures of a clean import');
    t.equal((await ask(third, '/journals')).items.length, 1);
    t.strictSame((await verifyTrust(database, trustId)).differences, []);

    await end(second, 'SIGTERM');
    t.equal(second.process.exitCode, 0, 'a service that is asked to stop ends by itself');
    const again = await ask(third, `/imports/${done.import}/runs`, { work: 'confirm' });
    t.match(await until(third, `/runs/${again.id}`, isOver), {
      state: 'done',
      result: { newly_posted: { rows: 0 }, journal: 1 },
    });
  },
);

t.test('a request at work is answered before the service ends', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Stopped'));
  const at = new Date().toISOString();
  const { key } = await addKey(database, { trustId, name: 'C. Manager', at });
  const ask = caller(trustId, key);
  const service = await serve(t, urlOf(database));
  const { id } = await ask(service, '/imports?file=n.csv', paperFile(rows.slice(0, 8)));
  const watching = watch(t, database);
  await watching.hold('ledger_entry');
  const confirming = ask(service, `/imports/${id}/confirm`, {});
  await watching.waiters();
  const ended = end(service, 'SIGTERM');
  const isOpen = () =>
    fetch(`${service.url}/health`, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    );
  while (await isOpen()) await delay(20);
  await watching.release();
  t.match(await confirming, { state: 'posted', newly_posted: { rows: 8 } });
  await ended;
  t.equal(service.process.exitCode, 0);
});
