// P4: later edits of master data change no entry; a repost shows what they would change, then does it.
import t from 'tap';
import { undoImport } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { checkRepost, repostImport } from '../../src/reposts/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

const at = '2026-01-09T10:00:00.000Z';
const person = { by: 'C. Manager', at };

const joint = (number: string, net: string, kind = 'I', credit = '', original = '') => [
  number,
  '2025-06-30',
  kind,
  credit,
  original,
  '2025-06-01',
  '2025-06-30',
  'ALL',
  'REAM',
  kind === 'C' && credit === 'p' ? '' : 100,
  net,
  '0.00',
];

const pupils = (beech: number) =>
  [
    'urn,driver,value,effective_from,source',
    '100001,pupils,210,2025-01-01,census',
    `100002,pupils,${beech},2025-01-01,census`,
    '100003,pupils,1043,2025-01-01,census',
    '',
  ].join('\n');

async function costs(database: Database, trustId: string) {
  const window = { from: undefined, to: undefined };
  const { rows } = await reportSavings(database, trustId, { by: ['school'], window });
  return Object.fromEntries(rows.map(({ urn, cost }) => [urn, cost]));
}

async function idOf(database: Database, trustId: string, file: string) {
  const imports = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  return imports.find((record) => record.file === file)?.id ?? '';
}

t.test('shares follow the register only when the import is made again', async (t) => {
  const database = await freshDatabase(t);
  const files = smallTrust('Again');
  const trustId = await loadFiles(database, files);
  await importText(database, trustId, 'june.csv', paperFile([joint('A', '1350.00')]));
  await importText(
    database,
    trustId,
    'credit.csv',
    paperFile([joint('C', '-135.00', 'C', 'p', 'A')]),
  );
  const before = await costs(database, trustId);
  t.strictSame(before, { 100001: '189.00', 100002: '87.30', 100003: '938.70' });

  await loadFiles(database, { ...files, 'drivers.csv': pupils(247) });
  t.strictSame(await costs(database, trustId), before, 'an edit changes no entry');
  t.not((await verifyTrust(database, trustId)).notes.length, 0, 'and verify tells of it');

  const id = await idOf(database, trustId, 'june.csv');
  const shown = await checkRepost(database, trustId, id, person);
  t.strictSame(await costs(database, trustId), before, 'a check changes nothing');

  const done = await repostImport(database, trustId, id, person);
  t.strictSame(done.effect, shown.effect, 'what was shown is what was done');
  const after = await costs(database, trustId);
  t.strictSame(after, { 100001: '170.10', 100002: '200.07', 100003: '844.83' });
  t.equal(done.record.rows.posted, 1);
  const { differences, notes } = await verifyTrust(database, trustId);
  t.strictSame([differences, notes], [[], []], 'the credit was shared again with its original');

  const again = await repostImport(database, trustId, id, person);
  t.ok(
    again.effect.every(({ cost, netSaving }) => cost === 0 && netSaving === 0),
    'a second time changes nothing',
  );
  await undoImport(database, trustId, id, person);
  t.strictSame(Object.values(await costs(database, trustId)), ['0.00', '0.00', '0.00']);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});

t.test('a line that today would be held is held, and its pounds are still counted', async (t) => {
  const database = await freshDatabase(t);
  const files = smallTrust('Held');
  const trustId = await loadFiles(database, files);
  const own = [...joint('A', '250.00')];
  own[7] = '100002';
  await importText(database, trustId, 'june.csv', paperFile([own, joint('B', '10.00')]));
  await loadFiles(database, {
    ...files,
    'participants.csv':
      'contract,urn,starts_on,ends_on\nP1,100001,2025-01-01,\nP1,100002,2025-01-01,2025-05-31\nP1,100003,2025-04-10,\n',
  });
  const id = await idOf(database, trustId, 'june.csv');
  const { record, problems } = await repostImport(database, trustId, id, person);
  t.match(record.rows, { read: 2, posted: 1, held: 1 });
  t.match(problems.first, [{ row: 2, code: 'school.not-participating' }]);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});

t.test('the API shows the effect first, and refuses what is not posted', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId, send } = await caller('Posted');
  await importText(database, trustId, 'june.csv', paperFile([joint('A', '1350.00')]));
  await loadFiles(database, { ...smallTrust('Posted'), 'drivers.csv': pupils(247) });
  const id = await idOf(database, trustId, 'june.csv');
  const check = await send('POST', `/imports/${id}/repost/check`);
  t.equal(check.statusCode, 200);
  const done = await send('POST', `/imports/${id}/repost`, { reason: 'New census' });
  t.equal(done.statusCode, 200);
  t.strictSame(done.json().effect, check.json().effect);
  await send('POST', `/imports/${id}/undo`);
  const refused = await send('POST', `/imports/${id}/repost`);
  t.match(refused.json(), { status: 409, type: '/problems/import.unknown' });
});
