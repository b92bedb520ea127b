// N6: what leaked is said with its numbers, and its sum gives the figure again.
import fc from 'fast-check';
import t from 'tap';
import {
  addLeakage,
  boughtOnContractPercent,
  compliancePercent,
  leakageOf,
  measures,
  type Placed,
  realisationPercent,
} from '../../../src/leakage/leakage.ts';
import { leakageInWords, lineInWords } from '../../../src/leakage/leakage-words.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { formatMoney, type Money, negate } from '../../../src/money/money.ts';
import { isRight, resultOf } from '../../support/recompute.ts';
import { cellOf, pounds } from '../lines/given.ts';

const place = { urn: '900001', contract: 'PAY-2025', item: 'PAYSLIP' };
const isMixed = ({ madeOf }: Placed) => madeOf.cash.before !== 0 && madeOf.avoidance.before !== 0;
const onContract = (item = 'PAYSLIP') =>
  cellOf({
    ...{ ...place, item, quantity: '10', baselineCost: pounds('100.00') },
    ...{ cost: pounds('80.00'), measuredCost: pounds('80.00') },
    ...{ cashCost: pounds('80.00'), cashBaselineCost: pounds('100.00') },
  });

t.test('F13: realised, leaked and saved elsewhere, each in a sentence with its sum', async (t) => {
  const off = { ...place, cost: pounds('27.00'), quantity: decimal('3') };
  const lines = leakageOf([onContract()], [off]);
  const [line] = lines;
  if (!line) throw new Error('no line');
  t.strictSame(lineInWords(line), {
    cash_realised_sentence: '£20.00 was saved on contract: £100.00 before − £80.00 now.',
    cash_realised_sum: '£100.00 − £80.00 = £20.00',
    cash_leakage_sentence:
      '£3.00 leaked: the same at the contract price less what was paid elsewhere is −£3.00: £80.00 on contract × 3 bought elsewhere ÷ 10 bought on contract − £27.00 paid elsewhere.',
    cash_leakage_sum: '£80.00 × 3 ÷ 10 − £27.00 = −£3.00 rounded',
    cash_own_sentence:
      'The purchases outside saved £3.00 by themselves: £6.00 saved at the contract price − £3.00 leaked.',
    cash_own_sum: '£6.00 − £3.00 = £3.00',
  });
  t.strictSame(leakageInWords(addLeakage(lines)), {
    cash_potential_sentence:
      '£26.00 could have been saved: £20.00 realised + £3.00 leaked + £3.00 saved by the purchases outside.',
    cash_potential_sum: '£20.00 + £3.00 + £3.00 = £26.00',
    compliance_percent_sentence:
      '74.8% of the spend is on contract: £80.00 on contract ÷ £107.00 spent in all.',
    compliance_percent_sum: '£80.00 ÷ £107.00 = 74.8% rounded',
    bought_on_contract_percent_sentence:
      '76.9% of what was bought is on contract, at the prices of the contract: £80.00 on contract ÷ £104.00 at these prices in all.',
    bought_on_contract_percent_sum: '£80.00 ÷ £104.00 = 76.9% rounded',
    cash_realisation_percent_sentence:
      '76.9% of what could have been saved was saved: £20.00 realised ÷ £26.00 potential.',
    cash_realisation_percent_sum: '£20.00 ÷ £26.00 = 76.9% rounded',
  });
});

t.test('an estimate is said with the prices that it goes by', async (t) => {
  const off = { ...place, item: 'OTHER', cost: pounds('9.00'), quantity: decimal('1') };
  const line = leakageOf([onContract()], [off]).find(({ item }) => item === 'OTHER');
  if (!line) throw new Error('no line');
  t.match(lineInWords(line), {
    cash_estimated_leakage_sum: '£20.00 × £9.00 ÷ £100.00 = £1.80 rounded',
    cash_leakage_sum: undefined,
  });
});

t.test(
  'P7: what leaked is told by both measures where baselines of both kinds count',
  async (t) => {
    const quoted = cellOf({
      ...{ ...place, quantity: '10', cost: pounds('80.00'), measuredCost: pounds('80.00') },
      baselineCost: pounds('90.00'),
    });
    const off = { ...place, cost: pounds('27.00'), quantity: decimal('3') };
    const [line] = leakageOf([onContract(), quoted], [off]);
    if (!line) throw new Error('no line');
    t.match(lineInWords(line), {
      cash_leakage_sum: '£3.00 × £100.00 ÷ £190.00 = £1.58 rounded',
      avoidance_leakage_sum: '£3.00 − £1.58 = £1.42',
      avoidance_realised_sentence: '£10.00 was avoided on contract: £90.00 before − £80.00 now.',
    });
  },
);

t.test('every sum gives its figure again, whatever was bought', async () => {
  const amount = fc.integer({ min: -999, max: 99_999 }).map((n) => n as Money);
  const quantity = fc.integer({ min: 0, max: 500 }).map((n) => `${n}.5`);
  const bought = fc.record({ cost: amount, before: amount, on: quantity, isCash: fc.boolean() });
  fc.assert(
    fc.property(fc.array(bought, { maxLength: 3 }), amount, quantity, (all, paid, elsewhere) => {
      const cells = all.map(({ cost, before, on, isCash }) =>
        cellOf({
          ...{ ...place, quantity: on, cost, measuredCost: cost, baselineCost: before },
          ...(isCash && { cashCost: cost, cashBaselineCost: before }),
        }),
      );
      const lines = leakageOf(cells, [{ ...place, cost: paid, quantity: decimal(elsewhere) }]);
      const told = lines.flatMap((line) => {
        const words = lineInWords(line);
        return measures.flatMap((name) => {
          const leaked = line[name].leakage;
          return [
            [words[`${name}_realised_sum`], line[name].realised],
            [words[`${name}_leakage_sum`], isMixed(line) ? leaked : negate(leaked)],
            [words[`${name}_own_sum`], line[name].own],
            [words[`${name}_estimated_leakage_sum`], line[name].estimated],
          ] as const;
        });
      });
      const total = addLeakage(lines);
      const whole = leakageInWords(total);
      const potentials = measures.map(
        (name) => [whole[`${name}_potential_sum`], total[name].potential] as const,
      );
      const percents = [
        [whole.compliance_percent_sum, compliancePercent(total)],
        [whole.bought_on_contract_percent_sum, boughtOnContractPercent(total)],
        [whole.cash_realisation_percent_sum, realisationPercent(total.cash)],
      ] as const;
      if (!percents.every(([sum, figure]) => !sum || (isRight(sum) && resultOf(sum) === figure)))
        return false;
      return [...told, ...potentials].every(
        ([sum, figure]) => !sum || (isRight(sum) && resultOf(sum) === formatMoney(figure)),
      );
    }),
  );
});
