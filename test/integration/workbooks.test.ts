// A workbook through the same door as every other file: typed cells, the sheet that the profile names,
// and a profile without a word on how days and numbers are written.
import { Readable } from 'node:stream';
import t from 'tap';
import { checkImport, confirmImport } from '../../src/confirmations/commands.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, paperColumns, smallTrust } from '../support/small-trust.ts';
import { workbookOf, workbookParts } from '../support/workbook.ts';

const person = { by: 'C. Manager', at: '2026-01-06T10:00:00.000Z' };
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (value: string, style = 0) => `<c s="${style}"><v>${value}</v></c>`;
const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;

const rows = [
  row(text('Paper Mill, listing')),
  row(...paperColumns.map(text)),
  row(
    ...[text('A'), number('45838', 1), text('I'), text(''), text(''), number('45809', 1)],
    ...[
      number('45838.0416666667', 1),
      number('100001'),
      text('REAM'),
      number('1.234'),
      number('25'),
    ],
    number('5.0000000000000009'),
  ),
].join('');
const formats = ['dd/mm/yyyy'];

t.test('typed cells need nobody to say how they are written', async (t) => {
  const database = await freshDatabase(t);
  const files = smallTrust('Typed');
  const {
    dates: _,
    decimal: __,
    thousands: ___,
    ...profile
  } = JSON.parse(files['profiles/paper-mill.json'] ?? '');
  files['profiles/paper-mill.json'] = JSON.stringify({ ...profile, files: ['*.xlsx'] });
  const trustId = await loadFiles(database, files);
  const bytes = workbookOf(workbookParts({ rows, formats }));
  const file = { name: 'paper.xlsx', open: () => Readable.from([bytes]) };
  const { importId } = await receiveFile(database, trustId, file, person);
  const checked = await checkImport(database, trustId, importId, person);
  const posted = await confirmImport(database, trustId, importId, person);
  t.equal(posted.encoding, 'workbook');
  t.strictSame([posted.problems.first, posted.record.net.posted], [[], 2500]);
  t.strictSame(posted.effect, checked.effect);
  t.match(posted.effect, [{ urn: '100001', cost: 2500, cashSaving: 383 - 2500 }]);
});

t.test('the sheet that a profile names, and one that is not there', async (t) => {
  const database = await freshDatabase(t);
  const files = smallTrust('Sheets');
  const profile = JSON.parse(files['profiles/paper-mill.json'] ?? '');
  const named = (sheet: string) => JSON.stringify({ ...profile, files: ['*.xlsx'], sheet });
  files['profiles/paper-mill.json'] = named('Lines');
  const trustId = await loadFiles(database, files);
  const bytes = workbookOf(workbookParts({ rows, formats }));
  const file = { name: 'paper.xlsx', open: () => Readable.from([bytes]) };
  t.ok((await receiveFile(database, trustId, file, person)).importId);
  files['profiles/paper-mill.json'] = named('July');
  await loadFiles(database, files);
  await t.rejects(receiveFile(database, trustId, file, person), {
    code: 'sheet.missing',
    message: /^paper\.xlsx: .*July.*Lines/,
  });
});
