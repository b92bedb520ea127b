// N6: what leaked is said with its numbers, and its sum gives the figure again.
import fc from 'fast-check';
import t from 'tap';
import { addLeakage, leakageOf } from '../../../src/leakage/leakage.ts';
import { leakageInWords, lineInWords } from '../../../src/leakage/leakage-words.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { formatMoney, type Money, negate } from '../../../src/money/money.ts';
import { isRight, resultOf } from '../../support/recompute.ts';
import { cellOf, pounds } from '../posting/given.ts';

const place = { urn: '900001', contract: 'PAY-2025', item: 'PAYSLIP' };
const onContract = (item = 'PAYSLIP') =>
  cellOf({
    ...{ ...place, item, quantity: '10', baselineCost: pounds('100.00') },
    ...{ cost: pounds('80.00'), measuredCost: pounds('80.00') },
  });

t.test('F13: realised, leaked and saved elsewhere, each in a sentence with its sum', async (t) => {
  const off = { ...place, cost: pounds('27.00'), quantity: decimal('3') };
  const lines = leakageOf([onContract()], [off]);
  const [line] = lines;
  if (!line) throw new Error('no line');
  t.strictSame(lineInWords(line), {
    realised_sentence: '£20.00 was saved on contract: £100.00 before − £80.00 now.',
    realised_sum: '£100.00 − £80.00 = £20.00',
    leakage_sentence:
      '£3.00 leaked: the same at the contract price less what was paid elsewhere is −£3.00: £80.00 on contract × 3 bought elsewhere ÷ 10 bought on contract − £27.00 paid elsewhere.',
    leakage_sum: '£80.00 × 3 ÷ 10 − £27.00 = −£3.00 rounded',
    own_sentence:
      'The purchases outside saved £3.00 by themselves: £6.00 saved at the contract price − £3.00 leaked.',
    own_sum: '£6.00 − £3.00 = £3.00',
  });
  t.strictSame(leakageInWords(addLeakage(lines)), {
    potential_sentence:
      '£26.00 could have been saved: £20.00 realised + £3.00 leaked + £3.00 saved by the purchases outside.',
    potential_sum: '£20.00 + £3.00 + £3.00 = £26.00',
  });
});

t.test('an estimate is said with the prices that it goes by', async (t) => {
  const off = { ...place, item: 'OTHER', cost: pounds('9.00'), quantity: decimal('1') };
  const line = leakageOf([onContract()], [off]).find(({ item }) => item === 'OTHER');
  if (!line) throw new Error('no line');
  t.match(lineInWords(line), {
    estimated_leakage_sum: '£20.00 × £9.00 ÷ £100.00 = £1.80 rounded',
    leakage_sum: undefined,
  });
});

t.test('every sum gives its figure again, whatever was bought', async () => {
  const amount = fc.integer({ min: -999, max: 99_999 }).map((n) => n as Money);
  const quantity = fc.integer({ min: 0, max: 500 }).map((n) => `${n}.5`);
  fc.assert(
    fc.property(amount, amount, quantity, amount, quantity, (cost, before, on, paid, elsewhere) => {
      const sums = { cost, measuredCost: cost, baselineCost: before };
      const cells = [cellOf({ ...place, quantity: on, ...sums })];
      const lines = leakageOf(cells, [{ ...place, cost: paid, quantity: decimal(elsewhere) }]);
      const all = lines.flatMap((line) => {
        const words = lineInWords(line);
        return [
          [words.realised_sum, line.realised],
          [words.leakage_sum, negate(line.leakage)],
          [words.own_sum, line.own],
          [words.estimated_leakage_sum, line.estimated],
        ] as const;
      });
      const total = addLeakage(lines);
      const told = [...all, [leakageInWords(total).potential_sum, total.potential] as const];
      return told.every(
        ([sum, figure]) => !sum || (isRight(sum) && resultOf(sum) === formatMoney(figure)),
      );
    }),
  );
});
