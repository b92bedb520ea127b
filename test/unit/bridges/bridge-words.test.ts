// N6: each part of a bridge is said with its numbers, and its sum gives the figure again.
import fc from 'fast-check';
import t from 'tap';
import { changeInWords, lineInWords, stepsInWords } from '../../../src/bridges/bridge-words.ts';
import { addUp, bridgeLines } from '../../../src/bridges/cost-bridge.ts';
import { savingBridge } from '../../../src/bridges/saving-bridge.ts';
import { formatMoney, type Money, negate } from '../../../src/money/money.ts';
import { measuresOf } from '../../../src/savings/measures.ts';
import { isRight, resultOf } from '../../support/recompute.ts';
import { cellOf, cellsFrom, pounds } from '../lines/given.ts';
import { anyEntry } from '../workings/given.ts';

const bought = (item: string, quantity: string, cost: string) =>
  cellOf({ urn: '900001', item, quantity, cost: pounds(cost) });
const unitOf = (_: string, item: string) => (item === 'NONE' ? 'no_unit' : 'day');

t.test('F3: price, volume and mix of a line, each in a sentence with its sum', async (t) => {
  const [line] = bridgeLines(
    [bought('A', '10', '100.00'), bought('B', '10', '50.00')],
    [bought('A', '12', '110.00'), bought('B', '14', '70.00')],
    unitOf,
  );
  if (!line) throw new Error('no line');
  t.strictSame(lineInWords(line), {
    price_saving_sentence:
      'The price saving of what was bought now is £10.00: £100.00 in the base period × 12 bought now ÷ 10 bought then − £110.00 now.',
    price_saving_sum: '£100.00 × 12 ÷ 10 − £110.00 = £10.00 rounded',
    volume_sentence:
      'Volume changed the cost by £30.00, as if all of the unit had grown alike: £100.00 in the base period × 26 bought now in this unit ÷ 20 bought then − £100.00 in the base period.',
    volume_sum: '£100.00 × 26 ÷ 20 − £100.00 = £30.00 rounded',
    mix_sentence:
      'Mix, which is the rest, changed the cost by −£10.00: £110.00 now − £100.00 in the base period + £10.00 by price − £30.00 by volume.',
    mix_sum: '£110.00 − £100.00 + £10.00 − £30.00 = −£10.00',
  });
});

t.test('a line that is alone in its unit has no mix, and one of one period no parts', async (t) => {
  const lines = bridgeLines(
    [bought('A', '3', '10.00')],
    [bought('A', '4', '9.00'), bought('B', '1', '2.00')],
    unitOf,
  );
  const [alone, fresh] = lines.map(lineInWords);
  t.match(alone?.volume_sum, '£9.00 − £10.00 + £4.33 = £3.33');
  t.notOk('mix_sum' in (alone ?? {}));
  t.strictSame(fresh, {});
  t.equal(
    changeInWords(addUp(lines)).cost_sentence,
    'The recurring cost is £11.00: £10.00 in the base period − £4.33 by price + £3.33 by volume + £2.00 of new lines.',
  );
});

t.test('every sum gives its figure again, whatever was bought', async () => {
  const anyCell = fc
    .record({
      item: fc.constantFrom('A', 'B', 'NONE'),
      quantity: fc.integer({ min: -5, max: 900 }),
      cost: fc.integer({ min: -9999, max: 99_999 }),
    })
    .map(({ item, quantity, cost }) =>
      cellOf({ urn: '900001', item, quantity: `${quantity}.25`, cost: cost as Money }),
    );
  const sides = fc.array(anyCell, { maxLength: 4 });
  fc.assert(
    fc.property(sides, sides, (base, now) => {
      const lines = bridgeLines(base, now, unitOf);
      const all = lines.flatMap((line) => {
        const words = lineInWords(line);
        return [
          [words.price_saving_sum, negate(line.price)],
          [words.volume_sum, line.volume],
          [words.mix_sum, line.mix],
        ] as const;
      });
      const sums = addUp(lines);
      const told = [...all, [changeInWords(sums).cost_sum, sums.cost] as const];
      return told.every(
        ([sum, figure]) => !sum || (isRight(sum) && resultOf(sum) === formatMoney(figure)),
      );
    }),
  );
  fc.assert(
    fc.property(fc.array(anyEntry), (entries) => {
      const steps = savingBridge(measuresOf(cellsFrom(entries)));
      const { measured_cost_sum: measured, paid_sum: paid } = stepsInWords(steps);
      return (
        isRight(measured ?? '') &&
        isRight(paid ?? '') &&
        resultOf(paid ?? '') === formatMoney(steps.paid)
      );
    }),
  );
});
