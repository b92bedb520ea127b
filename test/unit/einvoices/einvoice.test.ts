import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { columns, eInvoiceDialect } from '../../../src/einvoices/columns.ts';
import { eInvoiceBytesMax, readEInvoice } from '../../../src/einvoices/einvoice.ts';
import { invoiceReader } from '../../../src/invoices/invoice-reader.ts';
import { problemsOfProfile } from '../../../src/invoices/profile-check.ts';
import type { SupplierProfile } from '../../../src/invoices/supplier-profile.ts';
import { formatDecimal } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { cellsAre, problemsOf, type SampleCharge, sampleInvoice } from '../../support/einvoices.ts';
import { readTable } from '../../support/table.ts';

const fixture = (name: string) => readFileSync(`fixtures/einvoices/${name}.xml`);

const toldOf = (bytes: Uint8Array) =>
  problemsOf(() => readEInvoice(bytes)).map(
    ({ code, row, message }) => `${code} ${row ?? '-'} ${message}`,
  );

const table = (bytes: Uint8Array) =>
  [...readEInvoice(bytes)].map((row) => ('cells' in row ? row.cells : [row.fault]));
const named = (bytes: Uint8Array) =>
  table(bytes)
    .slice(1)
    .map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])));

t.test('an invoice becomes a table, from its header to its last charge', async (t) => {
  const bytes = fixture('invoice');
  t.strictSame(table(bytes)[0], columns);
  const wanted = readTable(`
    Line         Item                Accounting reference  Object identifier  Period start  Period end  Quantity  Unit  Unit price  Net     VAT     VAT category  VAT rate
    1            CLEAN-HOUR          CLEANING              SITE-0042          2025-09-01    2025-09-30  42.5      HUR   12.9        548.25  109.65  S             20
    2            Floor cleaner       SUPPLIES              STORE-7            2025-09-08    -           25        LTR   1.25        30.79   6.16    S             20
    3            Power for machines  CLEANING              SITE-0042          2025-09-01    2025-09-30  17        KWH   -           4.95    0.25    S             5
    4            Safety booklet      CLEANING              SITE-0042          2025-09-01    2025-09-30  12        C62   2.5         30.00   0.00    Z             0
    allowance 1  Framework discount  CLEANING              SITE-0042          2025-09-01    2025-09-30  -         -     -           -20.00  -4.00   S             20
    charge 2     FC                  CLEANING              SITE-0042          2025-09-01    2025-09-30  1         -     7.50        7.50    1.50    S             20
  `).map((row) => Object.entries(row).map(([name, cell]) => [name, cell === '-' ? '' : cell]));
  t.equal(named(bytes).length, wanted.length);
  for (const [index, row] of wanted.entries()) {
    cellsAre(t, named(bytes)[index], Object.fromEntries(row));
  }
  cellsAre(t, named(bytes)[0], {
    'Invoice number': 'CLW-2025-0931',
    'Issue date': '2025-10-03',
    'Document type': 'invoice',
    'Preceding invoice': '',
    'Credit reason': '',
    Buyer: 'Larkspur Bank Community Primary School',
    'Buyer trading name': 'Larkspur Bank',
    'Buyer identifier': '900002',
    'Buyer reference': '900002',
    'Delivery location': 'LB-MAIN',
    'Delivery name': 'Larkspur Bank, main site',
    'Order reference': 'PO-4417',
    'Contract reference': 'CLEAN-2025',
    Seller: 'Clearwater Cleaning Ltd',
    'Item name': 'Cleaning, per hour',
    Description: 'Evenings',
    Currency: 'GBP',
  });
});

t.test(
  'a credit note is one, whatever its prefixes, and its VAT in euros is left alone',
  async (t) => {
    const [line, ...more] = named(fixture('credit-note'));
    cellsAre(t, line, {
      'Document type': 'credit note',
      'Preceding invoice': 'CLW-2025-0931',
      'Credit reason': 'Hours not worked',
      'Period start': '2025-09-12',
      'Period end': '2025-09-12',
      Buyer: 'Larkspur Bank',
      Quantity: '2.5',
      Net: '32.25',
      VAT: '6.45',
    });
    t.strictSame(more, []);
  },
);

t.test('no person, telephone, address or account is in any cell', async (t) => {
  const cells = table(fixture('invoice')).flat().join('\n');
  for (const text of ['Specimen', 'Cleo', 'Fay', '01632', '@', '12345678', 'VGhpcy', 'Row']) {
    t.notMatch(cells, text);
  }
});

t.test('an e-invoice is read on as any supplier’s file is', async (t) => {
  const { columns: fields, words, ...dialect } = eInvoiceDialect;
  const profile: SupplierProfile = {
    supplier: 'Clearwater Cleaning',
    contract: 'CLEAN-2025',
    files: ['*.xml'],
    encoding: 'utf-8',
    delimiter: ',',
    skip_rows: 0,
    total_rows: null,
    personal: [],
    ...dialect,
    columns: fields,
    words: { ...words, credit_kind: { 'Hours not worked': 'quantity' }, whole_trust: [] },
  };
  t.strictSame(problemsOfProfile(profile, 'clearwater.json'), []);
  const lines = (name: string) => {
    const read = invoiceReader(profile, columns, undefined);
    const [, ...rows] = readEInvoice(fixture(name));
    return rows.map((row) => {
      const found = read(row);
      if (found.kind !== 'line') return `${found.row} ${found.kind}`;
      const { line } = found;
      const quantity = line.quantity ? formatDecimal(line.quantity) : '-';
      return `${line.row} ${line.documentKind} ${quantity} ${formatMoney(line.net)} ${formatMoney(line.vat)}`;
    });
  };
  t.strictSame(lines('invoice'), [
    '2 invoice 42.5 548.25 109.65',
    '3 refused',
    '4 invoice 17 4.95 0.25',
    '5 invoice 12 30.00 0.00',
    '6 invoice - -20.00 -4.00',
    '7 invoice 1 7.50 1.50',
  ]);
  t.strictSame(lines('credit-note'), ['2 credit_note -2.5 -32.25 -6.45']);
});

t.test('each rule refuses the document that is named after it', async (t) => {
  const noDoctype = 'The file declares a document type or entities, which no e-invoice needs.';
  const examples = readTable(`
    fixture              code                 row  message
    br-co-10             einvoice.total       -    Sum of the lines (BT-106) is £135.00, and the lines come to £135.01 (BR-CO-10).
    br-co-11             einvoice.total       -    Sum of allowances (BT-107) is £5.00, and the allowances come to £5.01 (BR-CO-11).
    br-co-12             einvoice.total       -    Sum of charges (BT-108) is £8.00, and the charges come to £7.99 (BR-CO-12).
    br-co-13             einvoice.total       -    Total without VAT (BT-109) is £138.01, and lines less allowances plus charges come to £138.00 (BR-CO-13).
    br-co-14             einvoice.total       -    Total VAT (BT-110) is £25.60, and the VAT of all categories comes to £25.59 (BR-CO-14).
    br-co-15             einvoice.total       -    Total with VAT (BT-112) is £163.59, and net and VAT come to £163.60 (BR-CO-15).
    br-co-16             einvoice.total       -    Amount due (BT-115) is £163.60, and the total less what is paid plus rounding comes to £160.00 (BR-CO-16).
    br-co-17             einvoice.total       -    VAT (BT-117) of S at 20% is £26.60, and its taxable amount at that rate comes to £25.60 (BR-CO-17).
    br-s-08              einvoice.total       -    Taxable amount (BT-116) of S at 20% is £127.00, and what is charged under it comes to £128.00 (BR-S-08).
    br-z-08              einvoice.total       -    Taxable amount (BT-116) of Z at 0% is £10.01, and what is charged under it comes to £10.00 (BR-Z-08).
    br-z-01              einvoice.total       -    Taxable amount (BT-116) of E at 0% is £10.00, and what is charged under it comes to £0.00 (BR-E-08).
    br-z-01              einvoice.total       3    The VAT of category Z at 0% is nowhere in the e-invoice (BR-Z-01).
    br-cl-17             einvoice.unreadable  -    “X” is no VAT category; there are S, Z, E, AE, K, G, O (BR-CL-17).
    br-cl-17             einvoice.total       3    The VAT of category Z at 0% is nowhere in the e-invoice (BR-Z-01).
    br-dec-23            einvoice.amount      2    Net (BT-131) is 125.004, and has to be in pounds and whole pence, below £1,000,000,000 (P1).
    br-02                einvoice.unreadable  -    It has no number (BT-1, BR-02).
    br-16                einvoice.unreadable  -    The e-invoice has no lines (BR-16).
    peppol-en16931-r043  einvoice.unreadable  5    It does not say whether it is an allowance or a charge (PEPPOL-EN16931-R043).
    peppol-en16931-r051  einvoice.currency    5    Net (BT-92, BT-99) is in EUR, and only pounds (GBP) are read (PEPPOL-EN16931-R051).
    peppol-en16931-r120  einvoice.total       2    Line 1: net is £125.00, and quantity × price with its charges and allowances comes to £127.50 (PEPPOL-EN16931-R120).
    peppol-en16931-r121  einvoice.amount      3    Base quantity (BT-149) has to be above zero, for a price is divided by it (PEPPOL-EN16931-R121).
    several-rules        einvoice.total       -    Sum of the lines (BT-106) is £134.00, and the lines come to £135.00 (BR-CO-10).
    several-rules        einvoice.total       -    Total without VAT (BT-109) is £138.00, and lines less allowances plus charges come to £137.00 (BR-CO-13).
    several-rules        einvoice.total       -    Amount due (BT-115) is £150.00, and the total less what is paid plus rounding comes to £160.00 (BR-CO-16).
    several-rules        einvoice.total       2    Line 1: net is £125.00, and quantity × price with its charges and allowances comes to £150.00 (PEPPOL-EN16931-R120).
    euros                einvoice.currency    -    The e-invoice is in EUR (BT-5), and only pounds (GBP) are read.
    prepayment           einvoice.kind        -    It is a prepayment invoice (BT-3 is 386), and a prepayment is not a cost yet.
    corrected            einvoice.kind        -    It is a corrected invoice (BT-3 is 384), and does not say whether it replaces the first or adds to it.
    credit-note-code     einvoice.kind        -    It is called an invoice and has the code of a credit note (BT-3), so that its sign is unclear.
    truncated            einvoice.unreadable  -    The file is not well-formed XML at line 46, column 35: unclosed tag: cac:LegalMonetaryTotal.
    entity-bomb          einvoice.unreadable  -    ${noDoctype}
    external-entity      einvoice.unreadable  -    ${noDoctype}
  `);
  for (const name of new Set(examples.map((example) => example.fixture ?? ''))) {
    const wanted = examples
      .filter((example) => example.fixture === name)
      .map(({ code, row, message }) => `${code} ${row} ${message}`);
    t.strictSame(toldOf(fixture(name)), wanted, name);
  }
  t.strictSame(toldOf(fixture('small-invoice')), [], 'and without the fault it is taken');
});

t.test('what is no e-invoice, or too large for one, is refused for that', async (t) => {
  const of = (text: string) => toldOf(Buffer.from(text)).join();
  t.match(of('<!DOCTYPE html><html><body>Sign in</body></html>'), 'This is a web page');
  t.match(of('\n<HTML><p>Sign in'), 'This is a web page');
  t.match(of('<i:CrossIndustryInvoice xmlns:i="urn:cii"/>'), 'in the form CII');
  t.match(of('<a:b xmlns:a="urn:a"/>'), 'no e-invoice: it is “b”');
  t.match(toldOf(Buffer.alloc(eInvoiceBytesMax + 1)).join(), 'more than 50,000,000 bytes');
  const latin = fixture('invoice').toString().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"');
  t.strictSame(of(latin), '', 'ASCII is the same in every encoding');
  t.match(of(latin.replace('Larkspur', 'Lärkspur')), 'written in ISO-8859-1');
});

const pence = (text: string) => Math.round(Number(text) * 100);
const charge = fc.record({
  kind: fc.constantFrom('line', 'line', 'allowance', 'charge') as fc.Arbitrary<
    SampleCharge['kind']
  >,
  pence: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -100_000, max: 500_000 })),
  ...{ code: fc.constant('S'), rate: fc.constantFrom(5, 20) },
});
const untaxed = charge.map((sample) => ({ ...sample, code: 'Z', rate: 0 }));
const charges = fc
  .array(fc.oneof(charge, untaxed), { minLength: 1, maxLength: 8 })
  .filter((list) => list.some(({ kind }) => kind === 'line'));

t.test('net and VAT of the rows are those of the document', async (t) => {
  const rule = fc.property(charges, (list) => {
    const text = sampleInvoice(list);
    const total = (name: string) =>
      new RegExp(`cbc:${name} currencyID="GBP">([^<]*)<`).exec(text)?.[1];
    const rows = named(Buffer.from(text));
    const sum = (column: 'Net' | 'VAT') =>
      rows.reduce((amount, row) => amount + pence(row[column] ?? ''), 0);
    if (rows.length !== list.length) throw new Error('a row for each charge');
    if (sum('Net') !== pence(total('TaxExclusiveAmount') ?? '')) throw new Error('net');
    if (sum('VAT') !== pence(total('TaxAmount') ?? '')) throw new Error('VAT');
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});

t.test('a penny more or less in any amount that is added up is refused', async (t) => {
  const rule = fc.property(charges, fc.nat(), fc.constantFrom(1, -1), (list, pick, penny) => {
    const text = sampleInvoice(list);
    // Prices and taxable amounts are the two that the rules let be rounded.
    const amounts = [...text.matchAll(/<cbc:(?!Taxable|Price)\w+ currencyID="GBP">([^<]*)</g)];
    const amount = amounts[pick % amounts.length];
    if (!amount) return;
    const [found, printed = ''] = amount;
    const changed = found.replace(
      `>${printed}<`,
      `>${((pence(printed) + penny) / 100).toFixed(2)}<`,
    );
    const bytes = Buffer.from(
      text.slice(0, amount.index) + changed + text.slice(amount.index + found.length),
    );
    const problems = toldOf(bytes);
    if (problems.length === 0) throw new Error(`${found} became ${changed}`);
    const others = problems.filter((problem) => !problem.startsWith('einvoice.total'));
    if (others.length > 0) throw new Error(others.join());
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});
