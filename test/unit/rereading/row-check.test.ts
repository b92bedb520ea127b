import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import type { ImportRecord } from '../../../src/imports/import.ts';
import { contentHash, type InvoiceLine } from '../../../src/invoices/invoice.ts';
import type { ReadRow } from '../../../src/invoices/invoice-reader.ts';
import type { Journal } from '../../../src/ledger/chain.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { pence } from '../../../src/money/money.ts';
import {
  factsOf,
  fileDifference,
  type LineOfRow,
  lastDecided,
  netOf,
  recordsByRow,
  rowCounter,
  rowDifferences,
  tallyDifferences,
} from '../../../src/rereading/row-check.ts';

const day = (text: string) => text as LocalDate;

const line: InvoiceLine = {
  row: 7,
  documentNumber: 'A1',
  documentKind: 'invoice',
  documentDate: day('2025-09-30'),
  creditKind: null,
  creditWord: '',
  originalNumber: '',
  contract: 'P1',
  serviceFrom: day('2025-09-01'),
  serviceTo: day('2025-09-30'),
  schoolText: 'Ash Primary',
  isJoint: false,
  item: 'REAM',
  description: '',
  quantity: decimal('1.5'),
  unitPrice: null,
  fee: null,
  net: pence(375),
  vat: pence(75),
};
const read = (): ReadRow => ({ kind: 'line', line });
const refused = (): ReadRow => ({
  kind: 'refused',
  row: 8,
  net: pence(1200),
  problem: { code: 'date.unreadable', message: 'No such day.' },
});
const total = (): ReadRow => ({ kind: 'total', row: 9, net: pence(1575) });
const posted: LineOfRow = {
  row: 7,
  isStanding: true,
  journal: 3,
  hash: contentHash(line),
  net: 375,
  facts: factsOf(line),
};
const held = { row: 7, state: 'held', net: 375 };

const told = (records: Partial<Parameters<typeof rowDifferences>[1]>) =>
  rowDifferences('a.csv', { row: 7, read, lines: [posted], queued: undefined, ...records }).map(
    ({ place, expected, found }) => `${place}: ${expected} / ${found}`,
  );

t.test('a line that says what its row says is right, and so is a row that waits', async (t) => {
  t.strictSame(told({}), []);
  t.strictSame(told({ lines: [], queued: held }), []);
  t.strictSame(told({ lines: [] }), [], 'it came before');
  t.strictSame(told({ lines: [{ ...posted, isStanding: false }, posted] }), [], 'posted again');
});

t.test('each fact in which a line departs from its row is named', async (t) => {
  const facts = { ...posted.facts, net: '376', quantity: '2.000000', description: 'blue' };
  t.strictSame(told({ lines: [{ ...posted, facts }] }), [
    'a.csv, row 7, description: nothing / blue',
    'a.csv, row 7, quantity: 1.500000 / 2.000000',
    'a.csv, row 7, net: £3.75 / £3.76',
  ]);
  const hash = Buffer.alloc(32);
  t.match(told({ lines: [{ ...posted, hash }] }), [/content hash/]);
});

t.test('a credit without service days of its own may have those of its original', async (t) => {
  const credit: InvoiceLine = {
    ...line,
    documentKind: 'credit_note',
    creditKind: 'quantity',
    serviceFrom: null,
    serviceTo: null,
  };
  t.notOk('service from' in factsOf(credit));
  t.equal(factsOf({ ...credit, creditKind: null })['service from'], '2025-09-30');
});

t.test('a line is held against its row as it was decided when the line was posted', async (t) => {
  const decidedLater = (knownAt = 9) => (knownAt < 5 ? read() : refused());
  const taken = { ...posted, isStanding: false };
  const queued = { row: 7, state: 'refused', net: 1200 };
  t.strictSame(told({ read: decidedLater, lines: [taken], queued }), []);
  t.match(told({ read: decidedLater, lines: [{ ...taken, journal: 5 }], queued }), [/posted line/]);
});

t.test('an import that was taken back is queued as it was decided until then', async (t) => {
  const journals = [
    { kind: 'import', importId: 'a', number: 1 },
    { kind: 'undo', importId: 'a', number: 3 },
    { kind: 'undo', importId: 'b', number: 4 },
  ] as Journal[];
  t.equal(lastDecided({ id: 'a', state: 'undone' } as ImportRecord, journals), 3);
  t.equal(lastDecided({ id: 'a', state: 'posted' } as ImportRecord, journals), Infinity);
});

t.test('a posted line needs a row that is a line', async (t) => {
  t.match(told({ read: undefined }), ['a.csv, row 7, posted line: nothing / a line']);
  t.match(told({ read: refused }), [
    'a.csv, row 7, posted line: nothing, the row is refused / a line',
  ]);
});

t.test('a row is posted once or waits once', async (t) => {
  t.match(told({ lines: [posted, posted] }), ['a.csv, row 7, posted or queued: once / 2 times']);
  t.match(told({ queued: held }), ['a.csv, row 7, posted or queued: once / 2 times']);
});

t.test('a row that waits is a row, with its pounds', async (t) => {
  t.match(told({ lines: [], read: undefined, queued: held }), [
    'a.csv, row 7, queued row: nothing / held',
  ]);
  t.match(told({ lines: [], read: total, queued: held }), [
    'a.csv, row 7, queued row: nothing / held',
  ]);
  t.match(told({ lines: [], queued: { ...held, net: 374 } }), [
    'a.csv, row 7, queued net: £3.75 / £3.74',
  ]);
  t.equal(netOf(refused()), 1200);
  t.equal(netOf(total()), 0);
});

t.test('read, posted and waiting rows are brought together by their number', async (t) => {
  const second = { ...posted, isStanding: false };
  const records = recordsByRow(new Map([[8, refused]]), [posted, second], [{ ...held, row: 9 }]);
  t.strictSame(
    records.map(({ row, read, lines, queued }) => [
      row,
      read?.().kind,
      lines.length,
      queued?.state,
    ]),
    [
      [7, undefined, 2, undefined],
      [8, 'refused', 0, undefined],
      [9, undefined, 0, 'held'],
    ],
  );
});

t.test('rows and pounds are counted again by what became of them', async (t) => {
  const counter = rowCounter();
  const record = { row: 7, read, lines: [posted], queued: undefined };
  counter.add(record);
  counter.add({ ...record, lines: [{ ...posted, isStanding: false }] });
  counter.add({ ...record, lines: [], queued: held });
  counter.add({
    row: 8,
    read: refused,
    lines: [],
    queued: { row: 8, state: 'refused', net: 1200 },
  });
  counter.add({ row: 9, read: total, lines: [], queued: undefined });
  const recount = counter.end();
  t.strictSame(recount.rows, { read: 4, posted: 1, already: 1, held: 1, refused: 1 });
  t.strictSame(recount.net, { read: 2325, posted: 375, already: 375, held: 375, refused: 1200 });

  const stored = {
    file: 'a.csv',
    state: 'posted',
    rows: { ...recount.rows, held: 2 },
    net: { ...recount.net, read: 2326 },
  } as ImportRecord;
  const places = (of: ImportRecord) => tallyDifferences(of, recount).map(({ place }) => place);
  t.strictSame(places(stored), ['a.csv, net read', 'a.csv, rows held']);
  t.strictSame(places({ ...stored, state: 'undone' }), [
    'a.csv, net read',
    'a.csv, standing lines',
  ]);
  t.strictSame(places({ ...stored, state: 'received' }), ['a.csv, standing lines']);
});

t.test('a fact of a whole file differs or is none', async (t) => {
  t.strictSame(fileDifference('a.csv', 'digest', 'x', 'x'), []);
  t.strictSame(fileDifference('a.csv', 'digest', 'x', 'y'), [
    { check: 'rows', place: 'a.csv, digest', expected: 'x', found: 'y' },
  ]);
});
