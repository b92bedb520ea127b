// Row N24: what was charged against the contract's price of the day.
import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import type { Month } from '../../../src/calendar/period.ts';
import type { Assessment } from '../../../src/lines/posted-line.ts';
import { priceCounter, writePriceCheck } from '../../../src/lines/price-check.ts';
import { decimal } from '../../../src/money/decimal.ts';
import type { EntryClass } from '../../../src/savings/recognition.ts';
import { readTable } from '../../support/table.ts';
import { contractOf, lineOf, pounds, priceOf, rangeOf } from './given.ts';

const contract = contractOf([], {
  prices: [
    priceOf('PAYSLIP', { unitPrice: decimal('3.25'), valid: rangeOf('2025-09-01..2026-03-31') }),
    priceOf('PAYSLIP', { unitPrice: decimal('3.35'), valid: rangeOf('2026-04-01..2027-03-31') }),
    priceOf('KWH', { unitPrice: decimal('0.123456') }),
  ],
});

const nothingMore = { tiers: [], reviews: [], levels: new Map(), bought: [] };

function matched(facts: Parameters<typeof lineOf>[0]) {
  return { line: lineOf(facts), contract, supplierId: contract.supplierId, schoolId: 'ash' };
}
const counted = (from: string, lineClass: EntryClass = 'recurring') =>
  ({ lineClass, service: rangeOf(`${from}..${from}`) }) as Assessment;

t.test('each line is held against the price of its first day', async (t) => {
  const examples = readTable(`
    item     on          quantity  net      class         claim   why
    PAYSLIP  2026-03-31  100       325.00   recurring     none    the agreed price
    PAYSLIP  2026-04-01  100       325.00   recurring     -10.00  the old price after a rise
    PAYSLIP  2026-03-31  100       335.00   recurring     10.00   the new price too early
    KWH      2026-01-01  1000      123.46   recurring     none    rounded once to the penny
    KWH      2026-01-01  1000      123.47   recurring     0.01    a penny more
    CHAIR    2026-01-01  1         50.00    off_contract  none    nothing is agreed
    PAYSLIP  2026-01-01  -         50.00    one_off       none    nothing is counted
  `);
  for (const { item = '', on = '', quantity = '', net, claim, why = '', ...row } of examples) {
    const units = quantity === '-' ? null : decimal(quantity);
    const check = priceCounter(nothingMore);
    const line = matched({ item, quantity: units, net: pounds(net) });
    check.count(line, counted(on, row.class as EntryClass));
    t.equal(writePriceCheck(check.end()).differences[0]?.claim ?? 'none', claim, why);
  }
  const check = priceCounter(nothingMore);
  const facts = { item: 'PAYSLIP', quantity: decimal(1), net: pounds('-1.00') };
  check.count(matched({ documentKind: 'credit_note', ...facts }), counted('2026-01-01'));
  t.strictSame(check.end().differences, [], 'a credit has no price');
});

t.test('claims are added up apart from what was charged too little', async (t) => {
  const check = priceCounter(nothingMore);
  for (const net of ['335.00', '324.00', '326.50', '325.00']) {
    const line = matched({ row: 7, item: 'PAYSLIP', quantity: decimal('100'), net: pounds(net) });
    check.count(line, counted('2026-01-01'));
  }
  const told = writePriceCheck(check.end());
  t.match(told, {
    overcharged: { rows: 2, net: '11.50' },
    undercharged: { rows: 1, net: '1.00' },
  });
  t.match(told.differences[0], {
    row: 7,
    item: 'PAYSLIP',
    quantity: '100',
    agreed_price: '3.25',
    agreed_net: '325.00',
    basis: 'price',
    why: null,
    net: '335.00',
    claim: '10.00',
  });
  t.equal(told.differences.length, 3);
});

t.test(
  'a price that follows an index is reviewed, and unknown until its level is there',
  async (t) => {
    const level = (text: string, value: string) => {
      const [month, publishedOn] = [text as Month, '2026-03-20' as LocalDate];
      return [month, { series: 'CPIH', month, publishedOn, level: decimal(value) }] as const;
    };
    const terms = {
      ...nothingMore,
      reviews: [
        {
          ...{ contractId: contract.id, item: 'KWH', series: 'CPIH', reviewMonth: 4, decimals: 4 },
          ...{ baseMonth: '2025-01' as Month, cap: decimal('0.03'), collar: null },
          valid: rangeOf('2025-09-01..'),
        },
      ],
      levels: new Map([['CPIH', new Map([level('2025-01', '129.9'), level('2026-01', '136')])]]),
    };
    const check = priceCounter(terms);
    for (const on of ['2026-03-31', '2026-04-01', '2027-04-01', '2027-05-01']) {
      const facts = { item: 'KWH', quantity: decimal(1000), net: pounds('130.00') };
      check.count(matched(facts), counted(on));
    }
    const told = writePriceCheck(check.end());
    t.match(told.differences, [
      { agreed_price: '0.123456', agreed_net: '123.46', basis: 'price', claim: '6.54' },
      {
        agreed_price: '0.1272',
        basis: 'review',
        claim: '2.80',
        why: 'Reviewed on 2026-04-01 by CPIH (136 for 2026-01 ÷ 129.9 for 2025-01: +4.7%, capped at +3.0%), £0.123456 became £0.1272.',
      },
    ]);
    t.strictSame(told.not_known, [
      {
        rows: 2,
        net: '260.00',
        why: `KWH of ${contract.reference}: the price from 2027-04-01 on is not known yet, since CPIH for 2027-01 is not loaded; until then it was £0.1272.`,
      },
    ]);
  },
);
