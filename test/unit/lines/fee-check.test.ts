import t from 'tap';
import { feeCounter, feeExcess, writeFeeCheck } from '../../../src/lines/fee-check.ts';
import type { Assessment } from '../../../src/lines/posted-line.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { displayMoney } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import { contractOf, creditOf, lineOf, orNull, priceOf } from './given.ts';

const day = (text: string) => text as never;
const prices = [priceOf('TEACHER', { feeCap: decimal('45') }), priceOf('TA', { feeCap: null })];
const contract = contractOf([], { prices });
const on = (service: string) =>
  ({ service: { from: day(service), to: day(service) } }) as unknown as Assessment;
const assessment = on('2025-10-01');
const matched = (facts: Parameters<typeof lineOf>[0]) => ({
  line: lineOf(facts),
  contract,
  supplierId: 'northfield',
  schoolId: 'ash',
});

t.test('what a fee has above its cap, day by day', async (t) => {
  const examples = readTable(`
    item     fee    quantity  excess    why
    TEACHER  48     5         £15.00    three pounds a day
    TEACHER  36     3         within    below the cap is not set off
    TEACHER  58     2         £26.00    thirteen pounds a day
    TEACHER  45     5         within    the cap itself
    TEACHER  45.01  0.5       £0.01     rounded once, half away from zero
    TEACHER  -      5         untested  the file does not say
    TEACHER  48     -         untested  nor for how many days
    TA       90     5         within    without a cap
    OTHER    90     5         within    an item without a price
  `);
  for (const { item = '', fee, quantity, excess, why } of examples) {
    const number = (cell: string | undefined) => {
      const found = orNull(cell);
      return found ? decimal(found) : null;
    };
    const found = feeExcess(
      matched({ item, fee: number(fee), quantity: number(quantity) }),
      assessment,
    );
    const told = typeof found === 'object' ? displayMoney(found.excess) : (found ?? 'within');
    t.equal(told, excess, why ?? '');
  }
});

t.test('a file of fees: the example of the rule, £41.00 to recover', async (t) => {
  const fees = feeCounter();
  for (const [fee, quantity] of [
    ['48', '5'],
    ['36', '3'],
    ['58', '2'],
  ] as const) {
    fees.count(
      matched({ item: 'TEACHER', fee: decimal(fee), quantity: decimal(quantity) }),
      assessment,
    );
  }
  fees.count(matched({ item: 'TEACHER', fee: null }), assessment);
  fees.count(
    { ...matched({}), line: creditOf({ item: 'TEACHER', fee: decimal('99') }) },
    assessment,
  );
  const found = fees.end();
  t.match(found, { rows: 2, excess: 4100, untested: 1 });
  t.match(writeFeeCheck(found), {
    rows: 2,
    excess: '41.00',
    untested: 1,
    differences: [
      { item: 'TEACHER', quantity: '5', fee: '48', cap: '45', excess: '15.00' },
      { excess: '26.00' },
    ],
  });
});
