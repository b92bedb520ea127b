import t from 'tap';
import type { StagedLine } from '../../../src/documents/staged-line.ts';
import type { InvoiceLine } from '../../../src/invoices/invoice.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { cancelledKey, reviser } from '../../../src/scenarios/revision.ts';
import { readTable } from '../../support/table.ts';
import {
  contractOf,
  creditOf,
  day,
  lineOf,
  pounds,
  priceOf,
  registerOf,
  schoolOf,
  sized,
} from '../lines/given.ts';

const schools = [
  schoolOf('900001', { drivers: [sized('pupils', '100')] }),
  schoolOf('900002', { drivers: [sized('pupils', '300')] }),
];
const prices = [
  priceOf('PAYSLIP'),
  priceOf('PLATFORM', { quantityBasis: 'whole_service' }),
  priceOf('SETUP', { lineClass: 'one_off' }),
];
const both = contractOf(
  [
    ['900001', '2025-09-01..'],
    ['900002', '2025-09-01..'],
  ],
  { prices },
);
const one = contractOf([['900001', '2025-09-01..']], { prices, driver: 'equal' });
const line = { net: pounds('400.00'), vat: pounds('80.00'), quantity: decimal(123) };
const supplierId = both.supplierId;

const staged = (facts: Partial<InvoiceLine>, schoolId: string | null = null): StagedLine => ({
  line: lineOf({ ...line, ...facts }),
  contractId: both.id,
  schoolId,
  contentHash: Buffer.alloc(0),
});
const numbers = ({ line: { net, vat, quantity } }: StagedLine) =>
  `${formatMoney(net)} ${formatMoney(vat)} ${quantity}`;

const left = reviser({
  before: registerOf(schools, both),
  after: registerOf(schools, one),
  prices: [],
  cancelled: new Set([cancelledKey(supplierId, lineOf({ documentNumber: 'GONE' }))]),
});

t.test('joint lines by the unit follow the schools, nothing else does (P4)', async (t) => {
  const as = '400.00 80.00 123';
  const examples: [string, StagedLine, string, string?][] = [
    ['three in four pupils are gone', staged({}), '100.00 20.00 30.75'],
    ['a fixed fee stays', staged({ item: 'PLATFORM' }), as],
    ['a charge paid once stays', staged({ item: 'SETUP' }), as],
    ['what no price explains stays', staged({ item: 'OTHER' }), as],
    ["a school's own line stays", staged({}, 'id of 900001'), as],
    ['a cancelled document stays', staged({ documentNumber: 'GONE' }), as],
    ["another supplier's line stays", staged({}), as, 'Agency'],
  ];
  for (const [why, given, expected, by = supplierId] of examples) {
    t.equal(numbers(left(given, by)), expected, why);
  }
});

t.test('credits follow when they name their days', async (t) => {
  const credit = creditOf({
    ...line,
    net: pounds('-40.00'),
    vat: pounds('-8.00'),
    quantity: decimal(-12),
  });
  const of = (facts: Partial<InvoiceLine>) =>
    numbers(left({ ...staged({}), line: { ...credit, ...facts } }, supplierId));
  t.equal(of({}), '-10.00 -2.00 -3');
  t.equal(of({ serviceFrom: null, serviceTo: null }), '-40.00 -8.00 -12');
  t.equal(of({ creditKind: 'reversal' }), '-40.00 -8.00 -12');
  t.equal(of({ creditKind: 'rebate' }), '-40.00 -8.00 -12');
});

t.test('another price is the quantity at that price, VAT in proportion', async (t) => {
  const price = { kind: 'price', contract: both.reference, item: 'PAYSLIP' } as const;
  const register = registerOf(schools, both);
  const dearer = reviser({
    before: register,
    after: register,
    prices: [
      { ...price, unitPrice: decimal('4'), from: day('2025-09-01') },
      { ...price, unitPrice: decimal('5'), from: day('2025-10-01') },
    ],
    cancelled: new Set(),
  });
  const rows = readTable(`
    from        quantity  net     vat     becomes           why
    2025-08-01  62        201.50  40.30   201.50 40.30 62   before the price, and before the contract
    2025-09-01  62        201.50  40.30   248.00 49.60 62   the first day of the price
    2025-10-15  62        201.50  40.30   310.00 62.00 62   the later price stands
    2025-09-01  0         201.50  40.30   201.50 40.30 0    nothing to multiply
    2025-09-01  62        0.00    0.00    0.00 0.00 62      a free line stays free
  `);
  for (const { from, quantity = '', net, vat, becomes, why } of rows) {
    const facts = {
      serviceFrom: day(from),
      quantity: decimal(quantity),
      net: pounds(net),
      vat: pounds(vat),
    };
    t.equal(numbers(dearer(staged(facts, 'id of 900001'), supplierId)), becomes, `${why}`);
  }
  const priceCredit = staged({ creditKind: 'price', documentKind: 'credit_note' }, 'id of 900001');
  t.equal(numbers(dearer(priceCredit, supplierId)), '400.00 80.00 123', 'a price credit stays');
});

t.test('without weights on either side nothing is scaled', async (t) => {
  const unknown = [schoolOf('900001'), schoolOf('900002')];
  for (const [before, after] of [
    [registerOf(unknown, both), registerOf(schools, one)],
    [registerOf(schools, both), registerOf(schools, contractOf([], { prices }))],
  ] as const) {
    const same = reviser({ before, after, prices: [], cancelled: new Set() });
    t.equal(numbers(same(staged({}), supplierId)), '400.00 80.00 123');
  }
});
