// Row N24: what was charged against the contract's price of the day.
import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { formatMoney, subtract } from '../../../src/money/money.ts';
import type { Assessment } from '../../../src/posting/posted-line.ts';
import {
  priceCounter,
  priceDifference,
  writePriceCheck,
} from '../../../src/posting/price-check.ts';
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
    const line = matched({ item, quantity: units, net: pounds(net) });
    const found = priceDifference(line, counted(on, row.class as EntryClass));
    t.equal(found ? formatMoney(subtract(found.net, found.agreedNet)) : 'none', claim, why);
  }
  const credit = matched({ documentKind: 'credit_note', item: 'PAYSLIP', net: pounds('-1.00') });
  t.equal(priceDifference(credit, counted('2026-01-01')), undefined, 'a credit has no price');
});

t.test('claims are added up apart from what was charged too little', async (t) => {
  const check = priceCounter();
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
    net: '335.00',
    claim: '10.00',
  });
  t.equal(told.differences.length, 3);
});
