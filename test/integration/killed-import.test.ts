// A process that is killed, or a database that goes away, in the middle of an import: nothing or
// everything is there, and importing again gives the right figures.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import t, { type Test } from 'tap';
import { connect, connectAsOwner, type Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { headOf } from '../../src/ledger/store.ts';
import { Problem } from '../../src/problem.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { importPath, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(900_000);

/** The tables that an import writes, in their order: it is killed just before it writes each. */
const moments = [
  'source_chunk',
  'import',
  'staging_row',
  'invoice',
  'allocation',
  'ledger_entry',
  'savings_month',
  'journal',
];

/** Each document has lines far apart, which are not posted together. */
const rows = Array.from({ length: 3_000 }, (_, index) => {
  const school = ['100001', '100002', '100003', 'ALL'][index % 4] ?? '';
  const from = `2025-0${1 + (index % 6)}-03`;
  return [
    `D${index % 1_500}`,
    '2025-12-31',
    'I',
    '',
    '',
    from,
    '2025-07-20',
    school,
    'REAM',
    3,
    '7.77',
    '1.55',
  ];
});

async function figures(database: Database, trustId: string) {
  const window = { from: undefined, to: undefined };
  const { rows: cells, total } = await reportSavings(database, trustId, {
    by: ['school', 'contract', 'item', 'month'],
    window,
  });
  return { cells, total };
}

const supportFile = pathToFileURL(join(import.meta.dirname, '../support/small-trust.js')).href;
const connectFile = pathToFileURL(join(import.meta.dirname, '../../src/database/connect.js')).href;

/** Imports a file in a process of its own. */
function importElsewhere(url: string, trustId: string, path: string) {
  const program = `
    import { connect } from ${JSON.stringify(connectFile)};
    import { importPath } from ${JSON.stringify(supportFile)};
    const database = connect({ url: ${JSON.stringify(url)} });
    await importPath(database, ${JSON.stringify(trustId)}, 'killed.csv', ${JSON.stringify(path)});
    await database.close();`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** What the tables' owner sees and may do beside an import, on connections of its own. */
interface Watch {
  readonly owner: Database;
  /** Does some work while nobody may write a table. */
  whileHeldAt(table: string, work: () => Promise<void>): Promise<void>;
  someoneWaits(): Promise<void>;
}

function watch(t: Test, url: string): Watch {
  const [owner, holder] = [connectAsOwner(url), connectAsOwner(url)];
  t.teardown(() => Promise.all([owner.close(), holder.close()]));
  return {
    owner,
    whileHeldAt: async (table, work) => {
      await holder.client.begin(async (sql) => {
        await sql`lock table ${sql(table)} in exclusive mode`;
        await work();
      });
    },
    someoneWaits: async () => {
      for (;;) {
        const [waiting] = await owner.client`
          select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        if (waiting) return;
        await delay(10);
      }
    },
  };
}

async function othersAreGone(database: Database): Promise<void> {
  for (;;) {
    const [busy] = await database.client`
      select 1 from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`;
    if (!busy) return;
    await delay(20);
  }
}

t.test('an import that is killed leaves nothing or everything', async (t) => {
  const database = await freshDatabase(t);
  const folder = await mkdtemp(join(tmpdir(), 'killed-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'killed.csv');
  await writeFile(path, paperFile(rows));
  const calmId = await loadFiles(database, smallTrust('Calm'));
  const { record } = await importPath(database, calmId, 'killed.csv', path);
  t.equal(record.rows.posted, rows.length);
  const calm = await figures(database, calmId);
  const watching = watch(t, urlOf(database));
  for (const [index, moment] of moments.entries()) {
    const trustId = await loadFiles(database, smallTrust(`Killed ${index}`));
    await watching.whileHeldAt(moment, async () => {
      const child = importElsewhere(urlOf(database), trustId, path);
      const closed = once(child, 'close');
      await Promise.race([watching.someoneWaits(), closed]);
      t.equal(child.exitCode, null, `killed before it writes ${moment}`);
      child.kill('SIGKILL');
      await closed;
    });
    await othersAreGone(watching.owner);
    const { number } = await inTrust(database, trustId, headOf);
    const { cells } = await figures(database, trustId);
    t.ok(number === 0 ? cells.length === 0 : cells.length === calm.cells.length, 'nothing or all');
    t.strictSame((await verifyTrust(database, trustId)).differences, [], 'verify is clean');
    await importPath(database, trustId, 'killed.csv', path);
    t.strictSame(await figures(database, trustId), calm, 'imported again, the figures are right');
  }
});

t.test('a database that goes away in the middle is named, and nothing is half done', async (t) => {
  const database = await freshDatabase(t);
  const folder = await mkdtemp(join(tmpdir(), 'gone-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'gone.csv');
  await writeFile(path, paperFile(rows));
  const trustId = await loadFiles(database, smallTrust('Gone'));
  const other = connect({ url: urlOf(database), connections: 1 });
  t.teardown(() => other.close());
  const watching = watch(t, urlOf(database));
  let importing: Promise<unknown> = Promise.resolve();
  await watching.whileHeldAt('ledger_entry', async () => {
    importing = importPath(other, trustId, 'gone.csv', path).catch((error: unknown) => error);
    await watching.someoneWaits();
    await watching.owner.client`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
  });
  const error = await importing;
  t.ok(error instanceof Problem, 'a problem that a person can read');
  t.match(String(error), /The database does not answer/);
  t.equal((await inTrust(database, trustId, headOf)).number, 0);
  await importPath(other, trustId, 'gone.csv', path);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});
