// A database is brought to a later version while others are at work on it.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import { connectAsOwner } from '../../src/database/connect.ts';
import { migrateDatabase } from '../../src/database/migrate.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

/** The migrations of a version to come: those of today, and one more. */
async function nextVersion(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'savings-ledger-migrations-'));
  t.teardown(() => rm(folder, { recursive: true }));
  await cp('drizzle', folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(path, 'utf8'));
  const last = journal.entries.at(-1);
  const next = { ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_next' };
  await writeFile(path, JSON.stringify({ ...journal, entries: [...journal.entries, next] }));
  const added = ['ledger_entry', 'school'].map(
    (table) => `alter table ${table} add column next_note text not null default '';`,
  );
  await writeFile(join(folder, '9999_next.sql'), added.join('\n--> statement-breakpoint\n'));
  return folder;
}

const fileOf = (index: number) => {
  const days = ['2025-06-01', '2025-06-30'];
  return paperFile([
    [`D${index}`, '2025-06-30', 'I', '', '', ...days, '100001', 'REAM', 10, '25.00', '5.00'],
  ]);
};

t.test('a migration beside a reader and a writer leaves both right', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('At work'));
  const app = buildApp({ database, config: { uploadBytesMax: 1_000 } });
  t.teardown(() => app.close());
  t.equal((await app.inject('/ready')).statusCode, 200);
  const window = { from: undefined, to: undefined };
  const read = () => reportSavings(database, trustId, { by: ['school'], window });
  // Somebody holds a table for longer than a migration waits for it.
  const holder = connectAsOwner(urlOf(database));
  t.teardown(() => holder.close());
  await holder.client`begin`;
  await holder.client`lock table ledger_entry in access share mode`;
  const folder = await nextVersion(t);
  let isMigrated = false;
  const migrating = migrateDatabase(urlOf(database), folder).then(() => {
    isMigrated = true;
  });
  const write = async () => {
    let files = 0;
    for (; !isMigrated || files < 4; files++) {
      await importText(database, trustId, `${files}.csv`, fileOf(files));
      if (files === 2) await holder.client`commit`;
    }
    return files;
  };
  const readOn = async () => {
    while (!isMigrated) await read();
  };
  const [files] = await Promise.all([write(), readOn(), migrating]);
  const { total } = await read();
  t.equal(String(total.cost), `${files * 25}.00`, `${files} files, each counted once`);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);

  const ready = await app.inject('/ready');
  t.equal(ready.statusCode, 503, 'a service of the version before says so');
  t.match(ready.json(), { type: '/problems/database.version', detail: /newer version/ });
  await t.rejects(migrateDatabase(urlOf(database)), { code: 'database.version' }, 'nor starts');
  t.equal((await app.inject('/health')).statusCode, 200);
});

t.test('a database that lacks a migration is not ready', async (t) => {
  const database = await freshDatabase(t);
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  await owner.client`
    delete from drizzle.__drizzle_migrations
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
  const app = buildApp({ database, config: { uploadBytesMax: 1_000 } });
  t.teardown(() => app.close());
  const ready = await app.inject('/ready');
  t.equal(ready.statusCode, 503);
  t.match(ready.json(), { type: '/problems/database.version', detail: /Run "migrate"/ });
});
