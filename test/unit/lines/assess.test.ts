import fc from 'fast-check';
import t from 'tap';
import type { Share } from '../../../src/allocation/allocation.ts';
import { countAllDays } from '../../../src/calendar/period.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import type { InvoiceLine } from '../../../src/invoices/invoice.ts';
import type { CreditKind } from '../../../src/invoices/supplier-profile.ts';
import { assess, type Judgement } from '../../../src/lines/assess.ts';
import type { JointOriginal, Original } from '../../../src/lines/credit.ts';
import { decimal, round } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { describe } from '../../../src/problem.ts';
import type { School } from '../../../src/schools/school.ts';
import { readTable } from '../../support/table.ts';
import {
  anyAmount,
  contractOf,
  creditOf,
  day,
  daysOf,
  lineOf,
  orNull,
  pounds,
  priceOf,
  rangeOf,
  recovers,
  registerOf,
  schoolOf,
  sized,
  spell,
  sumOf,
} from './given.ts';

const schools = [
  schoolOf('900001', { name: 'Ash', drivers: [sized('pupils', '210')] }),
  schoolOf('900002', { name: 'Beech', drivers: [sized('pupils', '90')] }),
  schoolOf('900003', { name: 'Cedar', drivers: [sized('pupils', '100')] }),
];

const contract = contractOf(
  [
    ['900001', '2025-09-01..2028-08-31'],
    ['900002', '2025-09-01..2028-08-31'],
    ['900003', '2026-01-01..2028-08-31'],
  ],
  {
    prices: [
      priceOf('PAYSLIP', { id: 'old price', valid: rangeOf('2025-09-01..2026-03-31') }),
      priceOf('PAYSLIP', { id: 'new price', valid: rangeOf('2026-04-01..') }),
      priceOf('PLATFORM', { quantityBasis: 'whole_service' }),
      priceOf('SETUP', { lineClass: 'one_off' }),
      priceOf('DEPOSIT', { lineClass: 'excluded' }),
    ],
  },
);

interface Given {
  readonly line: InvoiceLine;
  readonly contract?: Contract;
  readonly schools?: readonly School[];
  readonly supplierId?: string;
  /** The school that a direct line was matched to; null for a joint line. */
  readonly schoolId?: string | null;
  readonly original?: Original;
}

function judge(given: Given): Judgement {
  const joined = given.contract ?? contract;
  return assess(
    {
      line: given.line,
      contract: joined,
      supplierId: given.supplierId ?? 'Brightwater',
      schoolId: given.schoolId === undefined ? 'id of 900001' : given.schoolId,
    },
    registerOf(given.schools ?? schools, joined),
    given.original,
  );
}

function assessed(given: Given) {
  const judgement = judge(given);
  if ('problem' in judgement) throw new Error(describe(judgement.problem));
  return judgement.assessment;
}

const original = (facts: Partial<Original> = {}): Original => ({
  invoiceId: 'BPB10206',
  services: [rangeOf('2025-09-01..2025-09-30')],
  joint: undefined,
  ...facts,
});

const jointOriginal = (...parts: [urn: string, weight: string, days: string][]): JointOriginal => ({
  periodDays: 30,
  weights: parts.map(([urn, weight, days]) => {
    return { schoolId: `id of ${urn}`, weight: decimal(weight), days: daysOf(days) };
  }),
});

const joint = (facts: Partial<InvoiceLine> = {}) =>
  lineOf({ isJoint: true, schoolText: 'All schools', ...facts });
const jointCredit = (facts: Partial<InvoiceLine> = {}) =>
  creditOf({ isJoint: true, schoolText: 'All schools', ...facts });

t.test('a line that cannot count says why, and what to do', async (t) => {
  const sizes = (...values: (string | undefined)[]) =>
    schools.map((school, index) => {
      const value = values[index];
      return { ...school, drivers: value === undefined ? [] : [sized('floor_area', value)] };
    });
  const byArea = { ...contract, driver: 'floor_area' as const };
  const examples: [given: Given, code: string, told: string][] = [
    [
      { line: lineOf({ net: pounds('-0.01') }) },
      'invoice.below-zero',
      'row 7: An invoice line below zero does not say which kind of credit it is. Ask the supplier for a credit note that names its reason and its invoice.',
    ],
    [
      { line: lineOf({ quantity: null, net: pounds('1234.50') }) },
      'invoice.quantity',
      'row 7: £1,234.50 of PAYSLIP without a quantity cannot be compared with a baseline. Ask the supplier how many units it is for.',
    ],
    [
      { line: joint({ quantity: decimal('0.0'), net: pounds('0.01') }), schoolId: null },
      'invoice.quantity',
      'row 7: £0.01 of PAYSLIP without a quantity cannot be compared with a baseline. Ask the supplier how many units it is for.',
    ],
    [
      { line: lineOf(), schoolId: 'id of 900003' },
      'school.not-participating',
      'row 7: School 900003 (Cedar) takes no part in PAY-2025 from 2025-09-01 to 2025-09-30. Enter its participation if it does, or ask the supplier why it was charged.',
    ],
    [
      { line: lineOf({ serviceFrom: null, serviceTo: null }), schoolId: 'id of 900003' },
      'school.not-participating',
      'row 7: School 900003 (Cedar) takes no part in PAY-2025 on 2025-10-02. Enter its participation if it does, or ask the supplier why it was charged.',
    ],
    [
      { line: joint(), schoolId: null, contract: byArea, schools: sizes('800', undefined, '50') },
      'driver.missing',
      'row 7: PAY-2025 is shared by floor area, and no value is known for 900002 (Beech). Enter the floor area of each, from its first day in the contract or earlier.',
    ],
    [
      { line: joint(), schoolId: null, contract: byArea },
      'driver.missing',
      'row 7: PAY-2025 is shared by floor area, and no value is known for 900001 (Ash), 900002 (Beech). Enter the floor area of each, from its first day in the contract or earlier.',
    ],
    [
      { line: joint(), schoolId: null, contract: byArea, schools: sizes('0', '0', '50') },
      'driver.missing',
      'row 7: PAY-2025 is shared by floor area, and that is zero for every school that takes part from 2025-09-01 to 2025-09-30. Enter the floor area of at least one of them.',
    ],
    [
      {
        line: joint({
          item: 'Minibus hire',
          serviceFrom: day('2025-08-31'),
          serviceTo: day('2025-08-31'),
        }),
        schoolId: null,
      },
      'school.not-participating',
      'row 7: No school takes part in PAY-2025 on 2025-08-31. Enter who takes part on these days, or ask the supplier why they were charged.',
    ],
    [
      { line: creditOf({ creditKind: null, creditWord: 'Goodwill' }), original: original() },
      'credit.kind-unknown',
      "row 7: 'Goodwill' does not say which kind of credit this is. Teach the profile the word, as quantity, price, rebate or reversal; or settle the row with its kind.",
    ],
    [
      { line: creditOf(), original: original({ invoiceId: undefined, services: [] }) },
      'credit.waiting',
      'row 7: Waits for BPB10206, which has not come yet. Nothing is to do: it counts as soon as that document is posted.',
    ],
    [
      {
        line: creditOf({ serviceFrom: null, serviceTo: null }),
        original: original({ services: [] }),
      },
      'credit.days-unclear',
      'row 7: The days that this credit is for cannot be told: it names none, and the lines that it credits have none or several. Ask the supplier which days it is for.',
    ],
    [
      { line: jointCredit(), schoolId: null, original: original() },
      'credit.weights-unclear',
      'row 7: How the credited line was shared cannot be told: the original has no joint line of this item, or several that were shared differently. Ask the supplier for a credit note per school.',
    ],
  ];
  for (const [given, code, told] of examples) {
    const judgement = judge(given);
    t.strictSame('problem' in judgement && describe(judgement.problem), told);
    t.equal('problem' in judgement && judgement.problem.code, code, told);
  }
});

t.test('a line counts by its price row, its supplier and its credit', async (t) => {
  const examples = readTable(`
    supplier     item      first day   document  kind      counts as     basis          price              why
    Brightwater  PAYSLIP   2025-09-30  invoice   -         recurring     consumed       old price          the service itself
    Brightwater  PAYSLIP   2026-03-31  invoice   -         recurring     consumed       old price          the last day of a price
    Brightwater  PAYSLIP   2026-04-01  invoice   -         recurring     consumed       new price          the day of the next
    Brightwater  PLATFORM  2025-09-30  invoice   -         recurring     whole_service  price of PLATFORM  bought in full by each
    Brightwater  SETUP     2025-09-30  invoice   -         one_off       consumed       price of SETUP     paid once
    Brightwater  DEPOSIT   2025-09-30  invoice   -         excluded      consumed       price of DEPOSIT   no cost at all
    Brightwater  Minibus   2025-09-30  invoice   -         off_contract  consumed       -                  no price row of that name
    Brightwater  payslip   2025-09-30  invoice   -         off_contract  consumed       -                  nor of that writing
    Northfield   PAYSLIP   2025-09-30  invoice   -         off_contract  consumed       -                  another supplier
    Northfield   SETUP     2025-09-30  invoice   -         off_contract  consumed       -                  whatever it sells
    Brightwater  PAYSLIP   2026-04-01  credit    quantity  recurring     consumed       new price          a credit on the service
    Brightwater  PAYSLIP   2025-09-30  credit    price     recurring     consumed       old price          a credit on its price, without a quantity
    Brightwater  SETUP     2025-09-30  credit    price     one_off       consumed       price of SETUP     a credit on what is paid once
    Brightwater  Minibus   2025-09-30  credit    price     off_contract  consumed       -                  a credit on leakage
    Brightwater  PAYSLIP   2025-09-30  credit    rebate    rebate        consumed       -                  cash, whatever for
    Northfield   -         2025-09-30  credit    rebate    rebate        consumed       -                  from whom and for what it may be
  `);
  for (const row of examples) {
    const facts = {
      item: orNull(row.item) ?? '',
      serviceFrom: day(row['first day']),
      serviceTo: day('2026-04-30'),
    };
    const creditKind = orNull(row.kind) as CreditKind | null;
    const price = creditKind === 'price' ? { quantity: null } : {};
    const line =
      row.document === 'invoice' ? lineOf(facts) : creditOf({ ...facts, creditKind, ...price });
    const found = assessed({
      line,
      supplierId: row.supplier ?? '',
      ...(creditKind !== null && creditKind !== 'rebate' && { original: original() }),
    });
    t.equal(found.lineClass, row['counts as'], `${row.why}`);
    t.equal(found.quantityBasis, row.basis, `${row.why}`);
    t.equal(found.priceId ?? '-', row.price, `${row.why}`);
    t.equal(found.contractId, contract.id);
  }
});

t.test('only what is measured needs a quantity', async (t) => {
  const examples = readTable(`
    item     net     quantity  held  why
    PAYSLIP  100.00  -         yes   a recurring line
    PAYSLIP  100.00  0         yes   zero is no quantity
    PAYSLIP  0.00    -         no    nothing was charged
    PAYSLIP  100.00  0.000001  no    however little
    SETUP    100.00  -         no    paid once
    DEPOSIT  100.00  -         no    no cost
    Minibus  100.00  -         no    off contract
  `);
  for (const { item = '', net, quantity, held, why } of examples) {
    const number = orNull(quantity);
    const line = lineOf({
      item,
      net: pounds(net),
      quantity: number === null ? null : decimal(number),
    });
    const judgement = judge({ line });
    t.equal(
      'problem' in judgement ? judgement.problem.code : 'counts',
      held === 'yes' ? 'invoice.quantity' : 'counts',
      `${why}`,
    );
  }
});

t.test('a direct line needs a day of participation, leakage and rebates none', async (t) => {
  const examples = readTable(`
    days                    item     kind      taken  why
    2025-12-31..2026-01-01  PAYSLIP  -         yes    one day of two is enough
    2025-12-01..2025-12-31  PAYSLIP  -         no     ended the day before
    2025-12-01..2025-12-31  SETUP    -         no     also what is paid once
    2025-12-01..2025-12-31  DEPOSIT  -         no     and a deposit
    2025-12-01..2025-12-31  Minibus  -         yes    off contract
    2025-12-01..2025-12-31  -        rebate    yes    a rebate
    2025-12-01..2025-12-31  PAYSLIP  quantity  no     a credit on the service
  `);
  for (const { days, item, kind, taken, why } of examples) {
    const { from, to } = rangeOf(days);
    const creditKind = orNull(kind) as CreditKind | null;
    const facts = { item: orNull(item) ?? '', serviceFrom: from, serviceTo: to };
    const judgement = judge({
      line: creditKind ? creditOf({ ...facts, creditKind }) : lineOf(facts),
      schoolId: 'id of 900003',
      ...(creditKind === 'quantity' && { original: original() }),
    });
    const code = 'problem' in judgement ? judgement.problem.code : 'yes';
    t.equal(code, taken === 'yes' ? 'yes' : 'school.not-participating', `${why}`);
    if ('problem' in judgement) continue;
    const { shares } = judgement.assessment;
    t.equal(spell(shares[0]?.days ?? []), days, 'a direct line has all days of its period');
  }
});

/** Shares as the rows of a table. */
const write = (shares: readonly Share[]) =>
  shares.map(({ schoolId, weight, days, net, vat, recoveryRate, quantity }) => ({
    school: schoolId.replace('id of ', ''),
    weight: weight?.toFixed() ?? '-',
    days: spell(days),
    net: formatMoney(net),
    vat: formatMoney(vat),
    recovers: recoveryRate.toFixed(),
    quantity: round(quantity, 6),
  }));

t.test('a direct line is one share, with its quantity as it is', async (t) => {
  const [ash, ...others] = schools;
  const academy = { ...schoolOf('900001'), ...ash, terms: [recovers('0.9', '2025-09-01')] };
  const found = assessed({ line: lineOf({ item: 'PLATFORM' }), schools: [academy, ...others] });
  t.strictSame(
    write(found.shares),
    readTable(`
      school  weight  days                    net     vat    recovers  quantity
      900001  -       2025-09-01..2025-09-30  201.50  40.30  0.9       62.000000
    `),
  );
  t.equal(found.periodDays, 30);
  t.strictSame(found.service, rangeOf('2025-09-01..2025-09-30'));
});

t.test('a joint line is shared by driver value and days', async (t) => {
  const line = joint({
    serviceFrom: day('2025-12-01'),
    serviceTo: day('2026-01-31'),
    net: pounds('1000.00'),
    vat: pounds('200.01'),
    quantity: decimal(62),
  });
  // 210 × 62, 90 × 62 and, from January, 100 × 31, of 21,700.
  t.strictSame(
    write(assessed({ line, schoolId: null }).shares),
    readTable(`
      school  weight  days                    net     vat     recovers  quantity
      900001  13020   2025-12-01..2026-01-31  600.00  120.01  1         37.200000
      900002  5580    2025-12-01..2026-01-31  257.14  51.43   1         15.942857
      900003  3100    2026-01-01..2026-01-31  142.86  28.57   1         8.857143
    `),
  );
  const platform = assessed({ line: { ...line, item: 'PLATFORM' }, schoolId: null });
  t.strictSame(
    write(platform.shares).map(({ quantity }) => quantity),
    ['62.000000', '62.000000', '31.000000'],
    'a whole service by days only',
  );
  t.equal(platform.periodDays, 62);
});

t.test('a line without a service period is for the day of its document', async (t) => {
  const line = joint({
    serviceFrom: null,
    serviceTo: null,
    documentDate: day('2026-01-01'),
    quantity: decimal(4),
    net: pounds('400.00'),
    vat: pounds('0'),
  });
  const found = assessed({ line, schoolId: null });
  t.strictSame(found.service, rangeOf('2026-01-01..2026-01-01'));
  t.equal(found.periodDays, 1);
  t.strictSame(
    write(found.shares),
    readTable(`
      school  weight  days                    net     vat   recovers  quantity
      900001  210     2026-01-01..2026-01-01  210.00  0.00  1         2.100000
      900002  90      2026-01-01..2026-01-01  90.00   0.00  1         0.900000
      900003  100     2026-01-01..2026-01-01  100.00  0.00  1         1.000000
    `),
  );
});

t.test('a joint rebate is shared over its own service period', async (t) => {
  const line = jointCredit({
    creditKind: 'rebate',
    originalNumber: '',
    item: '',
    quantity: null,
    documentDate: day('2026-07-10'),
    net: pounds('-300.00'),
    vat: pounds('0'),
  });
  t.strictSame(
    write(assessed({ line, schoolId: null }).shares).map(({ school, net, days }) => [
      school,
      net,
      days,
    ]),
    [
      ['900001', '-210.00', '2025-09-01..2025-09-30'],
      ['900002', '-90.00', '2025-09-01..2025-09-30'],
    ],
    'those of September, not those of its date in July',
  );
});

t.test('a credit is for its own days, or for those of what it credits', async (t) => {
  const dateless = { serviceFrom: null, serviceTo: null };
  const september = '2025-09-01..2025-09-30';
  const examples = readTable(`
    own days                days of the original                           days for                why
    2025-09-03..2025-09-04  2025-09-01..2025-09-30                         2025-09-03..2025-09-04  its own come first
    2025-09-03..2025-09-04  -                                              2025-09-03..2025-09-04  whatever the original has
    -                       2025-09-01..2025-09-30                         2025-09-01..2025-09-30  those of the original
    -                       2025-09-01..2025-09-30 2025-10-01..2025-10-31  held                    two periods
    -                       -                                              held                    no line of that school and item
  `);
  for (const row of examples) {
    const own = orNull(row['own days']);
    const services = orNull(row['days of the original']);
    const given = original({ services: services === null ? [] : daysOf(services) });
    const judgement = judge({
      line: creditOf(
        own ? { serviceFrom: rangeOf(own).from, serviceTo: rangeOf(own).to } : dateless,
      ),
      original: given,
    });
    const found = 'problem' in judgement ? 'held' : spell([judgement.assessment.service]);
    t.equal(found, row['days for'], `${row.why}`);
    if ('problem' in judgement) t.equal(judgement.problem.code, 'credit.days-unclear');
    else t.equal(spell(judgement.assessment.shares[0]?.days ?? []), row['days for']);
  }
  const rebate = assessed({ line: creditOf({ creditKind: 'rebate', ...dateless }) });
  t.equal(
    spell([rebate.service]),
    '2025-10-02..2025-10-02',
    'a rebate has the day of its document',
  );
  t.not(spell([rebate.service]), september);
});

t.test('a joint credit is shared as its original was', async (t) => {
  // Since then a school has left, another has come, and the numbers of pupils have changed.
  const then = jointOriginal(
    ['900001', '3000', '2025-09-01..2025-09-30'],
    ['900002', '1000', '2025-09-21..2025-09-30'],
  );
  const line = jointCredit({
    serviceFrom: day('2026-02-03'),
    serviceTo: day('2026-02-03'),
    quantity: decimal(-4),
    net: pounds('-10.01'),
    vat: pounds('-2.00'),
  });
  const expected = `
    school  weight  days                    net    vat    recovers  quantity
    900001  3000    2025-09-01..2025-09-30  -7.51  -1.50  1         -3.000000
    900002  1000    2025-09-21..2025-09-30  -2.50  -0.50  1         -1.000000
  `;
  const found = assessed({ line, schoolId: null, original: original({ joint: then }) });
  t.strictSame(write(found.shares), readTable(expected));
  t.strictSame(found.service, rangeOf('2026-02-03..2026-02-03'), 'its own days are kept with it');
  t.equal(found.periodDays, 30, "and the original's period, of which the days are parts");
  const platform = assessed({
    line: { ...line, item: 'PLATFORM' },
    schoolId: null,
    original: original({ joint: then }),
  });
  t.strictSame(
    write(platform.shares).map(({ quantity }) => quantity),
    ['-4.000000', '-1.333333'],
    'a whole service by the days of the original',
  );
});

t.test('a school of the original that is not in the register is a defect', async (t) => {
  const then = jointOriginal(
    ['900001', '1', '2025-09-01..2025-09-30'],
    ['900009', '1', '2025-09-01..2025-09-30'],
  );
  t.throws(
    () => judge({ line: jointCredit(), schoolId: null, original: original({ joint: then }) }),
    { message: 'school id of 900009 is not in the register' },
  );
  t.throws(() => judge({ line: lineOf(), schoolId: 'id of 900009' }), {
    message: 'school id of 900009 is not in the register',
  });
});

t.test(
  'whatever a joint line charges, its shares add up, and days lie in the period',
  async (t) => {
    const rule = fc.property(
      anyAmount.map((amount) => Math.abs(amount) as typeof amount),
      anyAmount,
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 200 }),
      (net, vat, start, length) => {
        const first = new Date(Date.UTC(2025, 8, 1 + start)).toISOString().slice(0, 10);
        const last = new Date(Date.UTC(2025, 8, 1 + start + length)).toISOString().slice(0, 10);
        const line = joint({ net, vat, serviceFrom: day(first), serviceTo: day(last) });
        const { shares, periodDays } = assessed({ line, schoolId: null });
        return (
          sumOf(shares.map((share) => share.net)) === net &&
          sumOf(shares.map((share) => share.vat)) === vat &&
          periodDays === length + 1 &&
          shares.every(
            ({ days }) =>
              countAllDays(days) <= periodDays &&
              days.every(({ from, to }) => first <= from && to <= last),
          )
        );
      },
    );
    t.doesNotThrow(() => fc.assert(rule, { numRuns: 300 }));
  },
);
