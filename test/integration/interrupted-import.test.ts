// An import at the terminal that a person stops with Ctrl-C, or whose process is killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { connectAsOwner } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { importPath, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(900_000);

const rows = Array.from({ length: 1_500 }, (_, index) => {
  const days = ['2025-05-03', '2025-05-20'];
  return [`D${index}`, '2025-12-31', 'I', '', '', ...days, '100001', 'REAM', 3, '7.77', '1.55'];
});

const endings = [
  { signal: 'SIGINT', code: 130, said: /n\.csv: stopped\. Nothing of it was saved\./ },
  { signal: 'SIGTERM', code: 143, said: /n\.csv: stopped\. Nothing of it was saved\./ },
  { signal: 'SIGKILL', code: null, said: /^$/ },
] as const;

t.test('an import that is stopped leaves nothing at all', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Ash Federation'));
  const folder = await mkdtemp(join(tmpdir(), 'stopped-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'n.csv');
  await writeFile(path, paperFile(rows));
  const [owner, holder] = [
    connectAsOwner(urlOf(database)),
    connectAsOwner(urlOf(database)),
  ] as const;
  t.teardown(() => Promise.all([owner.close(), holder.close()]));
  const until = async (isWanted: (waiting: number, atWork: number) => boolean) => {
    for (;;) {
      const [row] = await owner.client`
        select count(*) filter (where wait_event_type = 'Lock')::int as waiting,
          count(*)::int as others
        from pg_stat_activity
        where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`;
      if (isWanted(row?.waiting, row?.others)) return;
      await delay(10);
    }
  };
  const received = () => inTrust(database, trustId, (tenant) => importsOf(tenant));
  for (const { signal, code, said } of endings) {
    for (const table of ['source_chunk', 'ledger_entry']) {
      await holder.client`begin`;
      await holder.client`lock table ${holder.client(table)} in exclusive mode`;
      const child = spawn(process.execPath, ['dist/src/cli.js', 'import', path, '--confirm'], {
        env: { ...process.env, DATABASE_URL: urlOf(database) },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let errors = '';
      child.stderr.on('data', (text) => {
        errors += text;
      });
      const closed = once(child, 'close');
      await until((waiting) => waiting > 0);
      child.kill(signal);
      await closed;
      await holder.client`commit`;
      await until((_, others) => others === 0);
      t.equal(child.exitCode, code, `${signal} at ${table}`);
      t.match(errors, said);
      t.strictSame(await received(), [], 'not even a received file');
      const [kept] = await owner.client`select count(*)::int as files from source_file`;
      t.equal(kept?.files, 0);
    }
  }
  const { newlyPosted } = await importPath(database, trustId, 'n.csv', path);
  t.equal(newlyPosted.rows, 1_500, 'and the file can be imported');
});
