// One file in every dress that suppliers give it: the same line comes out, and the person is told how
// it was read.
import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import t from 'tap';
import { checkImport } from '../../src/confirmations/commands.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import { Problem } from '../../src/problem.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

const person = { by: 'C. Manager', at: '2026-01-06T10:00:00.000Z' };
const plain = paperFile([
  [
    'A',
    '2025-06-30',
    'I',
    '',
    '',
    '2025-06-01',
    '2025-06-30',
    '100001',
    'REAM',
    10,
    '25.00',
    '5.00',
  ],
]);
const header = plain.split('\n')[0] ?? '';

t.test('whatever the dress, the same line', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Dressed'));
  const dresses: [why: string, bytes: Buffer | string][] = [
    ['as the profile says', plain],
    ['Windows line ends', plain.replaceAll('\n', '\r\n')],
    ['line ends of an old Mac', plain.replaceAll('\n', '\r')],
    ['semicolons', plain.replaceAll(',', ';')],
    ['tabs', plain.replaceAll(',', '\t')],
    ['bars', plain.replaceAll(',', '|')],
    ['a line for the spreadsheet', `sep=;\r\n${plain.replaceAll(',', ';')}`],
    ['a preamble', `Paper Mill\n"12, Mill Lane"\n\n${plain}`],
    ['blank rows below', `${plain}\n,,,\n\n`],
    ['texts of a spreadsheet', plain.replace(',100001,', ',="100001",')],
    ['quoted cells', plain.replace(',REAM,', ',"REAM",')],
    ['UTF-8 with its mark', `\uFEFF${plain}`],
    ['UTF-16, with its mark', iconv.encode(plain, 'utf-16le', { addBOM: true })],
    ['UTF-16 of the other order', iconv.encode(plain, 'utf-16be')],
    ['Windows-1252', iconv.encode(plain.replace(',25.00,', ',£25.00,'), 'windows-1252')],
  ];
  for (const [why, content] of dresses) {
    const bytes = Buffer.from(content);
    const file = { name: 'paper.csv', open: () => Readable.from([bytes]) };
    const { importId } = await receiveFile(database, trustId, file, person);
    const { record, problems, effect } = await checkImport(database, trustId, importId, person);
    t.strictSame([record.rows.read, record.rows.posted, problems.first], [1, 1, []], why);
    t.match(effect, [{ urn: '100001', netSaving: 600 }], why);
  }
});

t.test('a file that cannot be read says why', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Undressed'));
  const refused: [content: string | Buffer, message: RegExp, why: string][] = [
    ['', /^paper\.csv: The file is empty: it has no bytes at all\./, 'no bytes'],
    [`${header}\n`, /^paper\.csv: The file has a header and no rows below it\./, 'a header alone'],
    [plain.replace('net', 'Net'), /There is no column "net"/, 'a column with another name'],
    [plain.replace('vat', 'net'), /More than one column is called "net"|no column "vat"/, 'twice'],
    ['%PDF-1.4 \0\0\0', /^paper\.csv: This is no table/, 'a PDF'],
    [Buffer.alloc(3_000_000), /^paper\.csv: This is no table/, 'zeros'],
    [
      'x'.repeat(3_000_000),
      /^paper\.csv: The header cannot be read\. The row is longer/,
      'one cell',
    ],
  ];
  for (const [content, message, why] of refused) {
    const bytes = Buffer.from(content);
    const file = { name: 'paper.csv', open: () => Readable.from([bytes]) };
    const told = await receiveFile(database, trustId, file, person).then(
      () => 'taken',
      (error) => (error instanceof Problem ? error.message : String(error)),
    );
    t.match(told, message, why);
  }
});

/** The text of a column before and after it is changed. */
const withColumn = (name: string, cell: string) =>
  plain
    .split('\n')
    .map((line, index) => (line ? `${line},${index === 0 ? name : cell}` : line))
    .join('\n');

t.test(
  'a column that no file had before is asked about, and kept once it is accepted',
  async (t) => {
    const database = await freshDatabase(t);
    const trustId = await loadFiles(database, smallTrust('Grown'));
    const receive = (content: string, newColumns?: string[]) => {
      const open = () => Readable.from([Buffer.from(content)]);
      return receiveFile(database, trustId, { name: 'paper.csv', open, newColumns }, person);
    };
    await receive(plain);
    const grown = withColumn('Worker', 'A. Person');
    await t.rejects(receive(grown), {
      code: 'column.unknown',
      message:
        /^paper\.csv: The file has columns that earlier files of Paper Mill did not have: "Worker"\. If they hold personal data/,
    });
    const { importId } = await receive(grown, ['Worker']);
    t.ok(importId, 'accepted');
    await receive(withColumn('worker', 'B. Person'));
    const files = smallTrust('Grown');
    const profile = JSON.parse(files['profiles/paper-mill.json'] ?? '');
    const words = { ...profile.words, item: { Ream: 'REAM' } };
    files['profiles/paper-mill.json'] = JSON.stringify({ ...profile, words });
    await loadFiles(database, files);
    const other = receive(withColumn('Home address', '1 Elm Row'));
    await t.rejects(
      other,
      { code: 'column.unknown' },
      'a new version of the profile forgets nothing',
    );
  },
);

t.test('a file that goes on growing while it is read is refused', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Growing'));
  let opened = 0;
  const open = () => {
    opened += 1;
    return Readable.from([Buffer.from(plain + '\n'.repeat(opened))]);
  };
  await t.rejects(receiveFile(database, trustId, { name: 'paper.csv', open }, person), {
    message: /^paper\.csv: The file changed while it was read, so nothing of it was kept\./,
  });
});

t.test('days and numbers in the form of the file, where the profile leaves it open', async (t) => {
  const database = await freshDatabase(t);
  const files = smallTrust('Formless');
  const {
    dates: _,
    decimal: __,
    thousands: ___,
    ...profile
  } = JSON.parse(files['profiles/paper-mill.json'] ?? '');
  files['profiles/paper-mill.json'] = JSON.stringify(profile);
  const trustId = await loadFiles(database, files);
  const check = async (content: string) => {
    const open = () => Readable.from([Buffer.from(content)]);
    const { importId } = await receiveFile(database, trustId, { name: 'paper.csv', open }, person);
    return checkImport(database, trustId, importId, person);
  };
  const semicolons = plain.replaceAll(',', ';');
  const european = semicolons
    .replace('2025-06-01', '2025-06-13')
    .replaceAll(/2025-06-(\d\d)/g, '$1.06.2025')
    .replace('25.00', '1.025,00')
    .replace('5.00', '205,00');
  const { record, problems, effect } = await check(european);
  t.strictSame([record.rows.posted, record.net.posted, problems.first], [1, 102500, []]);
  t.match(effect, [{ urn: '100001', cost: 102500 }]);
  const american = plain.replaceAll(/2025-06-(\d\d)/g, '06/$1/2025');
  // The first of June is the sixth of January to others: each column has to tell its own order.
  await t.rejects(check(american), {
    code: 'date.order',
    message:
      /paper\.csv, row 2, service_from: '06\/01\/2025' can be read with the day or the month first/,
  });
});
