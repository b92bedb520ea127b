// The queue: what waits in all files by reason, with ways out; and undo, its effect shown first.
import t from 'tap';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { settleRow } from '../../src/settlements/commands.ts';
import { checkUndo, undoAndTell } from '../../src/undos/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { importText, paperFile } from '../support/small-trust.ts';

const person = { by: 'C. Manager', at: '2026-01-09T10:00:00.000Z' };
const row = (number: string, school: string, item = 'REAM', net = '25.00') => {
  const days = ['2025-06-01', '2025-06-30'];
  return [number, '2025-06-30', 'I', '', '', ...days, school, item, 10, net, '0.00'];
};
const credit = (number: string, kind: string, of: string) => {
  const days = ['2025-06-01', '2025-06-30'];
  return [number, '2025-06-30', 'C', kind, of, ...days, '100001', 'REAM', '', '-5.00', '0.00'];
};

t.test('what waits is listed by its reason over all files, in pages', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId, get } = await caller('Queue');
  const bring = (file: string, rows: (string | number)[][]) =>
    importText(database, trustId, file, paperFile(rows));
  t.strictSame((await get('/queue')).json(), { items: [], next: null });
  await bring('june.csv', [
    row('A', '100001'),
    row('B', 'Elm'),
    row('C', 'Oak'),
    credit('D', '', 'A'),
  ]);
  await bring('july.csv', [
    row('E', 'Elm'),
    row('A', '100001', 'REAM', '30.00'),
    row('F', '100001', 'Pie'),
  ]);
  const all = (await get('/queue')).json().items;
  const [june, july] = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  t.match(all, [
    { code: 'credit.kind-unknown', rows: 1, net: '-5.00', ways: ['type-credit', 'teach-word'] },
    { code: 'document.conflict', found: 'A', first: { file: 'july.csv', row: 3 } },
    {
      code: 'school.unknown',
      found: 'Elm',
      column: null,
      rows: 2,
      net: '50.00',
      files: [
        { import: june?.id, file: 'june.csv' },
        { import: july?.id, file: 'july.csv' },
      ],
      first: { import: june?.id, file: 'june.csv', row: 3 },
      ways: ['name-school', 'teach-word'],
    },
    { code: 'school.unknown', found: 'Oak', rows: 1 },
  ]);
  const paged: unknown[] = [];
  for (let url = '/queue?limit=1'; url; ) {
    const { items, next } = (await get(url)).json();
    paged.push(...items);
    url = next === null ? '' : `/queue?limit=1&after=${next}`;
  }
  t.strictSame(paged, all);

  const place = { importId: july?.id ?? '', row: 3 };
  await settleRow(database, trustId, place, { way: 'keep-old' }, person);
  t.equal((await get('/queue')).json().items.length, 3, 'what is settled for good does not wait');

  const unpriced = await get(`/imports/${july?.id}/unpriced-items`);
  t.strictSame(unpriced.json().items, [{ item: 'Pie', contract: 'P1', rows: 1, net: '25.00' }]);
  t.strictSame((await get(`/imports/${june?.id}/unpriced-items`)).json().items, []);
});

t.test(
  'an undo is shown first: rows, pounds, credits that wait again, and each school',
  async (t) => {
    const { caller, database } = await startApp(t);
    const { trustId, send } = await caller('Undone');
    await importText(database, trustId, 'june.csv', paperFile([row('A', '100001')]));
    await importText(database, trustId, 'credit.csv', paperFile([credit('C', 'p', 'A')]));
    const [june] = await inTrust(database, trustId, (tenant) => importsOf(tenant));
    const id = june?.id ?? '';
    const shown = await checkUndo(database, trustId, id, person);
    t.match(shown, {
      files: [
        { record: { file: 'june.csv' }, rows: { posted: -1 }, net: { posted: -2500 } },
        { record: { file: 'credit.csv' }, rows: { posted: -1, held: 1 } },
      ],
      waiting: [{ file: 'credit.csv', row: 2, code: 'credit.waiting' }],
      effect: [{ urn: '100001', cost: -2000, netSaving: -1100 }],
    });
    const check = await send('POST', `/imports/${id}/undo/check`);
    t.match(check.json(), { journal: null, files: [{ posted: { rows: -1, net: '-25.00' } }, {}] });
    const done = await undoAndTell(database, trustId, id, person);
    t.strictSame([done.effect, done.journal], [shown.effect, 3]);
    t.strictSame((await verifyTrust(database, trustId)).differences, []);
    const again = await send('POST', `/imports/${id}/undo/check`);
    t.match(again.json(), { status: 409, type: '/problems/import.unknown' });
  },
);

t.test('an undo tells which other files had the same rows, and count nowhere then', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId, send } = await caller('Overlap');
  const bring = (file: string, rows: (string | number)[][]) =>
    importText(database, trustId, file, paperFile(rows));
  await bring('june.csv', [row('A', '100001'), row('B', '100001')]);
  const overlap = [row('A', '100001'), row('C', '100001'), row('D', 'Elm')];
  await bring('overlap.csv', overlap);
  const [june] = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  const check = (await send('POST', `/imports/${june?.id}/undo/check`)).json();
  t.match(check.leftBehind, [{ import: { file: 'overlap.csv' }, rows: 1, net: '25.00' }]);
  t.equal(check.leftBehind.length, 1);
  const done = await undoAndTell(database, trustId, june?.id ?? '', person);
  t.match(done.leftBehind, [{ rows: 1, net: 2500 }]);
  t.match(await bring('overlap.csv', overlap), { newlyPosted: { rows: 1, net: 2500 } });
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});
