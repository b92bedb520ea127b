// A backup is taken and restored with PostgreSQL's own programs, as OPERATIONS.md says.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { buildApp } from '../../src/app.ts';
import { connect, connectAsOwner } from '../../src/database/connect.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { workersOf } from '../support/servers.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(300_000);

const found = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const ours = Number(/(\d+)\./.exec(found)?.[1] ?? 0);

t.test('a restored database has the same bytes in its report, and verifies', async (t) => {
  const database = await freshDatabase(t);
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  if ((await workersOf(owner.client)).length > 0) {
    t.pass('skipped: servers of a cluster are kept together, at one moment', { skip: true });
    return;
  }
  const [server] = await owner.client`
    select current_setting('server_version_num')::int / 10000 as major, current_user as name`;
  if (ours < server?.major) {
    const why = ours === 0 ? 'there is no pg_dump here' : `pg_dump ${ours} is older`;
    t.pass(`skipped: ${why}, and the server is version ${server?.major}`, { skip: true });
    return;
  }
  const trustId = await loadFiles(database, smallTrust('Kept'));
  const days = ['2025-06-01', '2025-06-30'];
  const row = ['A', '2025-06-30', 'I', '', '', ...days, '100001', 'REAM', 10, '25.00', '5.00'];
  await importText(database, trustId, 'a.csv', paperFile([row]));
  const at = '2026-02-01T00:00:00Z';
  const { key } = await addKey(database, { trustId, name: 'Robot', at });

  const name = new URL(urlOf(database)).pathname.slice(1);
  const [backupRole, ownerRole, restored] = [`backup_${name}`, `owner_${name}`, `restored_${name}`];
  await owner.client.unsafe(`create role ${backupRole} login bypassrls in role pg_read_all_data`);
  t.teardown(async () => {
    await owner.client.unsafe(`drop database if exists ${restored} with (force)`);
    await owner.client.unsafe(`drop role ${backupRole}, ${ownerRole}`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'savings-ledger-backup-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const file = join(folder, 'ledger.dump');
  const dumped = (url: string) =>
    spawnSync(
      'pg_dump',
      ['--format=custom', `--file=${file}`, `--dbname=${url}`, `--role=${backupRole}`],
      {
        encoding: 'utf8',
      },
    );
  await owner.client.unsafe(`alter role ${backupRole} nobypassrls`);
  t.match(
    dumped(urlOf(database)).stderr,
    /row-level security policy/,
    'never a part without a word',
  );
  await owner.client.unsafe(`alter role ${backupRole} bypassrls`);
  t.equal(dumped(urlOf(database)).status, 0);

  await owner.client.unsafe(`create role ${ownerRole}`);
  await owner.client.unsafe(`grant savings_ledger_service to ${ownerRole}`);
  await owner.client.unsafe(`create database ${restored} owner ${ownerRole}`);
  const url = Object.assign(new URL(urlOf(database)), { pathname: `/${restored}` }).href;
  execFileSync('pg_restore', [
    '--exit-on-error',
    '--no-owner',
    `--role=${ownerRole}`,
    `--dbname=${url}`,
    file,
  ]);
  const again = connect({ url, connections: 4 });
  t.teardown(() => again.close());
  t.strictSame((await verifyTrust(again, trustId)).differences, []);
  const answers = [];
  for (const each of [database, again]) {
    const app = buildApp({ database: each, config: { uploadBytesMax: 1 } });
    t.teardown(() => app.close());
    t.equal((await app.inject('/ready')).statusCode, 200);
    const headers = { authorization: `Bearer ${key}` };
    const asked = `/v1/trusts/${trustId}/savings?by=school,contract,item,month`;
    answers.push(await app.inject({ url: asked, headers }));
  }
  t.equal(answers[0]?.statusCode, 200, answers[0]?.body ?? 'no answer');
  t.equal(answers[1]?.body, answers[0]?.body, 'the same bytes');
  const [left] = await again.client`select count(*)::int as rows from ledger_entry`;
  t.equal(left?.rows, 0, 'and a trust is as closed as before');
});
