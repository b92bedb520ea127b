import t from 'tap';
import { invoiceReader, type ReadRow } from '../../../src/invoices/invoice-reader.ts';
import type { LineField, SupplierProfile } from '../../../src/invoices/supplier-profile.ts';
import { formatDecimal } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { describe } from '../../../src/problem.ts';
import { readTable } from '../../support/table.ts';
import { orNull } from '../lines/given.ts';
import { columns, profileOf } from './given.ts';

const headers = Object.values(columns);

/** A row that can be read; each test changes what it is about. */
const filled: Partial<Record<LineField, string>> = {
  document_number: 'nst-004101',
  document_date: '08/09/2025',
  document_kind: 'INV',
  service_from: '01/09/2025',
  service_to: '05/09/2025',
  school: 'Larkspur Bank',
  item: 'Teacher',
  description: 'class 4, afternoons',
  quantity: '4.50',
  unit_price: '£212.00',
  net: '£954.00',
  vat: '£190.80',
  gross: '£1,144.80',
};
const credit: Partial<Record<LineField, string>> = {
  ...filled,
  document_number: 'cn 77',
  document_kind: 'CRN',
  credit_kind: 'Returned',
  original_document: 'nst-004101 ',
};

function read(
  cells: Partial<Record<LineField, string>>,
  facts: Partial<SupplierProfile> = {},
): ReadRow {
  const profile = profileOf(facts);
  const names = headers.map((header) => {
    const field = Object.entries(columns).find(([, name]) => name === header)?.[0];
    return cells[field as LineField] ?? '';
  });
  return invoiceReader(profile, headers, undefined)({ row: 14, cells: names });
}

function lineOf(row: ReadRow) {
  if (row.kind !== 'line') throw new Error(`it is ${row.kind}`);
  return row.line;
}

t.test('a row becomes a line', async (t) => {
  const { quantity, unitPrice, ...line } = lineOf(read(filled));
  t.strictSame(line, {
    row: 14,
    documentNumber: 'NST-004101',
    documentKind: 'invoice',
    documentDate: '2025-09-08',
    creditKind: null,
    creditWord: '',
    originalNumber: '',
    contract: 'SUPPLY-2025',
    serviceFrom: '2025-09-01',
    serviceTo: '2025-09-05',
    schoolText: 'Larkspur Bank',
    isJoint: false,
    item: 'TEACHER',
    description: 'class 4, afternoons',
    fee: null,
    net: 95400,
    vat: 19080,
  });
  t.equal(quantity && formatDecimal(quantity), '4.5');
  t.equal(unitPrice && formatDecimal(unitPrice), '212');
});

t.test('a file of many suppliers, of one school, with prices instead of sums', async (t) => {
  const profile = profileOf({
    supplier: 'Paper Mill',
    school: 'Whole trust',
    amounts: 'unit_price',
    columns: {
      document_number: 'Nr',
      document_date: 'Date',
      supplier: 'Supplier',
      quantity: 'Qty',
      unit_price: 'Price',
      vat: 'VAT',
    },
    words: { whole_trust: ['Whole trust'], supplier: ['PAPER01'] },
  });
  const read = (...cells: string[]) =>
    invoiceReader(
      profile,
      ['Nr', 'Date', 'Supplier', 'Qty', 'Price', 'VAT'],
      undefined,
    )({ row: 2, cells });
  for (const supplier of ['Paper Mill', 'PAPER01']) {
    const line = lineOf(read('A', '01/09/2025', supplier, '3', '1.005', '0.60'));
    t.match(line, { net: 302, vat: 60, schoolText: 'Whole trust', isJoint: true }, supplier);
  }
  t.match(read('A', '01/09/2025', 'Other', '3', '1.005', '0.60'), {
    kind: 'refused',
    net: 302,
    problem: {
      code: 'supplier.other',
      column: 'Supplier',
      message: "'Other' is not Paper Mill, whose file this is taken for.",
    },
  });
  t.match(read('A', '01/09/2025', 'Paper Mill', '3', '', ''), {
    net: 0,
    problem: {
      code: 'amount.unreadable',
      column: 'Price',
      message: 'The cell is empty, and without it the net of the row cannot be told.',
    },
  });
  t.match(read('A', '01/09/2025', 'Paper Mill', '999999999', '999999999', ''), {
    problem: {
      message: "'999999999' makes more than £1,000,000,000 with the quantity of the row.",
    },
  });
});

t.test('a line may say very little', async (t) => {
  const only = { document_number: 'Nr', document_date: 'Datum', school: 'Schule', gross: 'Betrag' };
  const profile = profileOf({
    dates: 'yyyy-mm-dd',
    decimal: ',',
    thousands: '.',
    columns: only,
    words: { whole_trust: [''] },
  });
  const cells = ['1.144,80', '17', '', '2025-09-08'];
  const line = lineOf(
    invoiceReader(profile, ['Betrag', 'Nr', 'Schule', 'Datum'], undefined)({ row: 2, cells }),
  );
  t.strictSame(line, {
    row: 2,
    documentNumber: '17',
    documentKind: 'invoice',
    documentDate: '2025-09-08',
    creditKind: null,
    creditWord: '',
    originalNumber: '',
    contract: 'SUPPLY-2025',
    serviceFrom: null,
    serviceTo: null,
    schoolText: '',
    isJoint: true,
    item: '',
    description: '',
    quantity: null,
    unitPrice: null,
    fee: null,
    net: 114480,
    vat: 0,
  });
});

t.test('amounts of a credit note are below zero, however they are printed', async (t) => {
  const examples = readTable(`
    kind  credit_sign  quantity  net      vat     gross     becomes               why
    INV   positive     4.5       954.00   190.80  1144.80   4.5 954.00 190.80     an invoice is as printed
    INV   positive     -4.5      -954.00  -       -         -4.5 -954.00 0.00     even below zero
    INV   negative     4.5       954.00   190.80  1144.80   4.5 954.00 190.80     under either sign rule
    CRN   positive     4.5       954.00   190.80  1144.80   -4.5 -954.00 -190.80  printed without a sign
    CRN   positive     4.5       954.00   -       1144.80   -4.5 -954.00 -190.80  worked out, then turned
    CRN   positive     -         954.00   190.80  -         - -954.00 -190.80     a price credit
    CRN   positive     0         0.00     0.00    0.00      0 0.00 0.00           nothing has no sign
    CRN   positive     -4.5      -954.00  -       -         4.5 954.00 0.00       a sign too many: above zero, and held later
    CRN   negative     -4.5      -954.00  -190.80  -1144.80  -4.5 -954.00 -190.80  printed with its sign
    CRN   negative     4.5       954.00   190.80  1144.80   4.5 954.00 190.80     without: above zero, and held later
  `);
  for (const { kind = '', credit_sign, quantity, net, vat, gross, becomes, why = '' } of examples) {
    const cells = { quantity, net, vat, gross };
    const amounts = Object.entries(cells).map(([field, cell]) => [field, orNull(cell) ?? '']);
    const given = { ...filled, document_kind: kind, ...Object.fromEntries(amounts) };
    const line = lineOf(read(given, { credit_sign: credit_sign as 'positive' | 'negative' }));
    const units = line.quantity ? formatDecimal(line.quantity) : '-';
    t.equal(`${units} ${formatMoney(line.net)} ${formatMoney(line.vat)}`, becomes, why);
    t.equal(line.unitPrice && formatDecimal(line.unitPrice), '212', 'a price has no sign');
  }
});

t.test('words of the supplier, explained by the profile', async (t) => {
  const words = profileOf().words;
  t.match(lineOf(read(credit)), {
    documentKind: 'credit_note',
    documentNumber: 'CN77',
    creditKind: 'quantity',
    creditWord: 'Returned',
    originalNumber: 'NST-004101',
  });
  t.match(
    lineOf(read({ ...credit, credit_kind: 'Goodwill', original_document: '' })),
    { creditKind: null, creditWord: 'Goodwill', originalNumber: '' },
    'a kind of credit that nobody explains is kept, to be held',
  );
  t.match(
    lineOf(read({ ...credit, credit_kind: 'returned' })),
    { creditKind: null },
    'case counts',
  );
  t.match(
    lineOf(read({ ...credit, document_kind: 'INV' })),
    { creditKind: null, creditWord: '', originalNumber: '' },
    'an invoice credits nothing, whatever stands in those columns',
  );
  const silent = { ...words, credit_kind: { '': 'quantity' } as const };
  t.match(lineOf(read({ ...credit, credit_kind: '' }, { words: silent })), {
    creditKind: 'quantity',
  });
  t.match(lineOf(read(filled, { words: silent })), { creditKind: null }, 'nor an invoice');
  t.match(lineOf(read({ ...filled, item: 'Tutor' })), { item: 'Tutor' }, 'a word is its own code');
  t.match(lineOf(read({ ...filled, item: 'teacher' })), { item: 'teacher' }, 'case counts');
  t.match(lineOf(read({ ...filled, item: 'constructor' })), { item: 'constructor' });
  t.match(lineOf(read({ ...filled, school: 'Whole trust' })), { isJoint: true });
  t.match(lineOf(read({ ...filled, school: 'whole trust' })), { isJoint: false }, 'case counts');
});

t.test('the contract of a line', async (t) => {
  const { contract: _, ...several } = profileOf();
  const contract = { TEACHER: 'SUPPLY-2025', Tutor: 'TUTORS-2025' };
  const byWord = { ...several, words: { ...several.words, contract } };
  const of = (cells: Partial<Record<LineField, string>>, profile: SupplierProfile) => {
    const names = Object.entries(profile.columns);
    const row = names.map(([field]) => cells[field as LineField] ?? '');
    return lineOf(
      invoiceReader(
        profile,
        names.map(([, name]) => name),
        undefined,
      )({ row: 14, cells: row }),
    ).contract;
  };
  t.equal(of(filled, profileOf()), 'SUPPLY-2025', 'one for all lines');
  t.equal(of(filled, byWord), 'SUPPLY-2025', 'by the code of the item');
  t.equal(of({ ...filled, item: 'Tutor' }, byWord), 'TUTORS-2025', "or by the supplier's word");
  t.equal(of({ ...filled, item: 'Nurse' }, byWord), '', 'no contract, to be held');
  t.equal(of({ ...filled, item: 'Nurse' }, { ...byWord, contract: 'REST' }), 'REST', 'or the rest');
  const column = { ...byWord, columns: { ...columns, contract: 'Contract' } as const };
  t.equal(of({ ...filled, contract: 'AGENCY-1' }, column), 'AGENCY-1', 'from its own column');
  t.equal(of(filled, column), '', 'an empty cell names none');
});

t.test('a row that cannot be read says why, and its pounds are counted', async (t) => {
  const examples: [cells: Partial<Record<LineField, string>>, net: string, sentence: string][] = [
    [
      { ...filled, document_number: '' },
      '954.00',
      'document.unreadable | row 14, Invoice: The cell is empty. Fill in the document number.',
    ],
    [
      { ...filled, document_kind: 'Statement' },
      '954.00',
      "word.unknown | row 14, Kind: 'Statement' is neither an invoice nor a credit note. Use one of: INV, CRN; or teach the profile the word, and its files are read again.",
    ],
    [
      { ...filled, document_kind: '' },
      '954.00',
      'word.unknown | row 14, Kind: The cell is neither an invoice nor a credit note. Use one of: INV, CRN; or teach the profile the word, and its files are read again.',
    ],
    [
      { ...filled, document_date: '' },
      '954.00',
      'date.unreadable | row 14, Date: The cell is empty. Fill in the date of the document.',
    ],
    [
      { ...credit, document_date: '31/02/2026' },
      '-954.00',
      "date.unreadable | row 14, Date: '31/02/2026' is not a date from 1990 to 2099, written day/month/year. Write it like 30/11/2025.",
    ],
    [
      { ...filled, service_to: '' },
      '954.00',
      'service.unreadable | row 14, To: The cell is empty while the other service date is not. Fill in both service dates, or neither.',
    ],
    [
      { ...filled, quantity: 'four', net: '' },
      '954.00',
      "quantity.unreadable | row 14, Days: 'four' is not a number below 1,000,000,000 with at most six decimals. Use digits, for example 4.5.",
    ],
    [
      { ...filled, unit_price: '1,2.00' },
      '954.00',
      "quantity.unreadable | row 14, Rate: '1,2.00' is not a number below 1,000,000,000 with at most six decimals. Use digits, for example 4.5.",
    ],
    [
      { ...filled, vat: 'exempt' },
      '954.00',
      "amount.unreadable | row 14, VAT: 'exempt' is not an amount in pounds and pence below £1,000,000,000. Use digits and at most two decimals, for example 1200.00.",
    ],
    [
      { ...credit, gross: '1.00' },
      '-954.00',
      "amount.disagrees | row 14, Gross: '1.00' is not the sum of net £954.00 and VAT £190.80. Ask the supplier which of the three is right.",
    ],
    [
      { ...filled, net: '954.005' },
      '0.00',
      "amount.unreadable | row 14, Net: '954.005' is not an amount in pounds and pence below £1,000,000,000. Use digits and at most two decimals, for example 1200.00.",
    ],
    [
      { ...filled, net: '', gross: '' },
      '0.00',
      'amount.unreadable | row 14, Net: The cell is empty. Fill in the amount, for example 1200.00.',
    ],
  ];
  for (const [cells, net, sentence] of examples) {
    const row = read(cells);
    if (row.kind !== 'refused') throw new Error(`'${sentence}' is ${row.kind}`);
    t.equal(`${row.problem.code} | ${describe(row.problem)}`, sentence);
    t.equal(formatMoney(row.net), net, sentence);
    t.equal(row.row, 14);
  }
  const printed = read({ ...credit, document_date: '' }, { credit_sign: 'negative' });
  t.match(printed, { kind: 'refused', net: 95400 }, 'as printed, where credits are');
});

t.test('a damaged row is refused, and a total row is none', async (t) => {
  const fault = 'The row has 4 cells, and the header has 5.';
  t.strictSame(invoiceReader(profileOf(), headers, undefined)({ row: 14, fault }), {
    kind: 'refused',
    row: 14,
    net: 0,
    problem: {
      code: 'row.unreadable',
      row: 14,
      message: fault,
      remedy: 'Compare the row with the one above it.',
    },
  });
  const total_rows = { column: 'Item', starts_with: ['Total'] };
  const of = (item: string, net: string) => read({ item, net }, { total_rows });
  t.strictSame(of('TOTAL for June', '£2,098.80'), { kind: 'total', row: 14, net: 209880 });
  t.strictSame(of('Total', '(5.00)'), { kind: 'total', row: 14, net: -500 });
  t.strictSame(of('Total', 'see below'), { kind: 'total', row: 14, net: undefined });
  t.match(of('Sub-total', '1.00'), { kind: 'refused' });
  t.match(read({ item: 'Total', net: '1.00' }), { kind: 'refused' }, 'without total_rows');
});
