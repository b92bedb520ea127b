import fc from 'fast-check';
import t from 'tap';
import examples from '../../../fixtures/worked-examples.json' with { type: 'json' };
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import {
  lostTier,
  runRate,
  standingOf,
  stepsOf,
  type Tier,
  tierAt,
  type Volume,
  yearQuantity,
} from '../../../src/tiers/tier.ts';
import { readTable } from '../../support/table.ts';
import { pounds } from '../lines/given.ts';

const tier = (from: string, price: string): Tier => {
  return { from: decimal(from), unitPrice: decimal(price) };
};
const payslips = stepsOf([tier('8000', '3.10'), tier('5500', '3.25')], decimal('3.40'));
const volume = (facts: Partial<Volume> = {}): Volume => ({
  quantity: decimal('0'),
  wholeMonths: 0,
  inWholeMonths: decimal('0'),
  months: 12,
  isOver: false,
  ...facts,
});
const spell = ({ from, unitPrice }: Tier) => `${formatDecimal(from)}@${formatDecimal(unitPrice)}`;

t.test('steps from the lowest, below them the price of the contract', async (t) => {
  t.strictSame(payslips.map(spell), ['0@3.4', '5500@3.25', '8000@3.1']);
  const own = stepsOf([tier('0', '3.5'), tier('10', '3')], decimal('3.40'));
  t.strictSame(own.map(spell), ['0@3.5', '10@3'], 'a tier from zero stands in place of the price');
  for (const [quantity, expected] of [
    ['-5', '0@3.4'],
    ['5499.999999', '0@3.4'],
    ['5500', '5500@3.25'],
    ['9000', '8000@3.1'],
  ]) {
    t.equal(spell(tierAt(payslips, decimal(quantity ?? ''))), expected);
  }
  t.throws(() => tierAt([], decimal('1')), { message: /a price below every tier/ });
});

t.test('a forecast goes on as the whole months did, and is none without one', async (t) => {
  t.equal(runRate(volume({ quantity: decimal('40') })), null);
  const nine = volume({
    quantity: decimal('3950'),
    wholeMonths: 9,
    inWholeMonths: decimal('3900'),
  });
  t.equal(runRate(nine)?.toFixed(), '5200');
  t.equal(runRate({ ...nine, inWholeMonths: decimal('1'), wholeMonths: 7 })?.toFixed(), '1.714286');
  t.equal(yearQuantity(nine).toFixed(), '5200');
  t.equal(yearQuantity({ ...nine, isOver: true }).toFixed(), '3950');
  t.equal(yearQuantity(volume({ quantity: decimal('7') })).toFixed(), '7');
});

t.test('where a year stands, what its tier is worth, and what is to be feared (F16)', async (t) => {
  const rows = readTable(`
    quantity  months  over  expected  reached    worth   missing  next      forecast  warning  loss
    3900      9       no    5500      0@3.4      0.00    1600     825.00    5200      lost     780.00
    3900      9       no    0         0@3.4      0.00    1600     825.00    5200      near     0.00
    4500      9       no    5500      0@3.4      0.00    1000     825.00    6000      -        0.00
    3000      9       no    0         0@3.4      0.00    2500     825.00    4000      -        0.00
    6000      9       no    5500      5500@3.25  900.00  2000     1200.00   8000      -        0.00
    9000      12      yes   5500      8000@3.1   2700.00  -      -         -         -        0.00
    5200      12      yes   5500      0@3.4      0.00    300      825.00    -         lost     780.00
    100       0       no    5500      0@3.4      0.00    5400     825.00    -         -        0.00
  `);
  for (const row of rows) {
    const quantity = decimal(row.quantity ?? '');
    const standing = standingOf(
      payslips,
      volume({
        quantity,
        inWholeMonths: quantity,
        wholeMonths: Number(row.months),
        isOver: row.over === 'yes',
      }),
      tierAt(payslips, decimal(row.expected ?? '')),
    );
    t.strictSame(
      {
        reached: spell(standing.reached),
        worth: formatMoney(standing.worth),
        missing: standing.next?.missing.toFixed() ?? '-',
        next: standing.next ? formatMoney(standing.next.worth) : '-',
        forecast: standing.forecast?.quantity.toFixed() ?? '-',
        warning: standing.warning ?? '-',
        loss: formatMoney(standing.loss),
      },
      {
        reached: row.reached,
        worth: row.worth,
        missing: row.missing,
        next: row.next,
        forecast: row.forecast,
        warning: row.warning,
        loss: row.loss,
      },
      JSON.stringify(row),
    );
  }
});

t.test('19: a leaver pushes the rest to a dearer tier (F9)', async (t) => {
  const lost = lostTier(payslips, decimal('6000'), decimal('5200'));
  t.equal(lost && formatMoney(lost.cost), examples['19_tier_loss']);
  t.equal(lostTier(payslips, decimal('6000'), decimal('5500')), undefined, 'the tier stays');
  t.equal(
    lostTier(payslips, decimal('5200'), decimal('6000')),
    undefined,
    'a tier gained is no loss',
  );
});

t.test('a lost tier is never a gain while a larger volume is not dearer', async () => {
  const quantity = fc.integer({ min: 0, max: 12_000 }).map((count) => decimal(count));
  fc.assert(
    fc.property(quantity, quantity, (before, after) => {
      const lost = lostTier(payslips, before, after);
      return lost === undefined || (after.lt(before) && lost.cost >= pounds('0.00'));
    }),
  );
});
