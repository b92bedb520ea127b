import {
  addedUp,
  factor,
  fieldsOf,
  type InWords,
  inWords,
  pounds,
  telling,
} from '../explanations/spelling.ts';
import { displayMoney, formatMoney, type Money } from '../money/money.ts';
import type { CostBridge, LineBridge } from './cost-bridge.ts';
import type { SavingBridge } from './saving-bridge.ts';

/** How the cost of the base period became that of the other, part by part (F3). */
export function changeInWords(sums: CostBridge): Record<string, string | null> {
  const terms = telling([
    pounds('+', 'in the base period', sums.baseCost),
    pounds('+', 'by price', sums.price),
    pounds('+', 'by volume', sums.volume),
    pounds('+', 'by mix', sums.mix),
    pounds('+', 'of new lines', sums.newLines),
    pounds('+', 'of ceased lines', sums.ceasedLines),
    pounds('+', 'not comparable', sums.outside),
  ]);
  const says = `The recurring cost is ${displayMoney(sums.cost)}`;
  return fieldsOf({ cost: inWords(says, terms, { value: formatMoney(sums.cost) }) });
}

/** Price, volume and mix of one line that both periods have, each by its own numbers (F3). */
export function lineInWords(line: LineBridge): Record<string, string | null> {
  if (line.standing !== 'compared') return {};
  return fieldsOf({
    price_saving: priceInWords(line),
    volume: volumeInWords(line),
    mix: line.together ? mixInWords(line) : undefined,
  });
}

/** Price, volume and mix of several lines, as what their parts come to (F3, P13). */
export function partsInWords(
  sums: CostBridge,
  parts: readonly { readonly label: string; readonly sums: CostBridge }[],
): Record<string, string | null> {
  const tell = (says: string, amountOf: (of: CostBridge) => Money) => {
    const terms = addedUp(parts.map(({ label, sums: of }) => [label, amountOf(of)]));
    const amount = amountOf(sums);
    return inWords(`${says} ${displayMoney(amount)}`, terms, { value: formatMoney(amount) });
  };
  return fieldsOf({
    price_saving: tell('The price saving is', ({ priceSaving }) => priceSaving),
    volume: tell('Volume changed the cost by', ({ volume }) => volume),
    mix: tell('Mix changed the cost by', ({ mix }) => mix),
  });
}

/** What the quantity of now would have cost at the old price, less what it cost: + is a saving. */
function priceInWords({ baseCost, cost, baseQuantity, quantity, price }: LineBridge): InWords {
  const value = formatMoney(-price as typeof price);
  const terms = [
    pounds('+', 'in the base period', baseCost),
    factor('×', 'bought now', quantity),
    factor('÷', 'bought then', baseQuantity),
    pounds('-', 'now', cost),
  ];
  const says = `The price saving of what was bought now is ${displayMoney(-price as typeof price)}`;
  return inWords(says, terms, { value, rounding: 'nearest' });
}

function volumeInWords(line: LineBridge): InWords {
  const { baseCost, cost, price, volume, together } = line;
  const says = `Volume changed the cost by ${displayMoney(volume)}`;
  if (!together) {
    const terms = [
      pounds('+', 'now', cost),
      pounds('-', 'in the base period', baseCost),
      pounds('-', 'by price', price),
    ];
    return inWords(`${says}, the rest of a line alone in its unit`, terms, {
      value: formatMoney(volume),
    });
  }
  const terms = [
    pounds('+', 'in the base period', baseCost),
    factor('×', 'bought now in this unit', together.now),
    factor('÷', 'bought then', together.base),
    pounds('-', 'in the base period', baseCost),
  ];
  return inWords(`${says}, as if all of the unit had grown alike`, terms, {
    value: formatMoney(volume),
    rounding: 'nearest',
  });
}

function mixInWords({ baseCost, cost, price, volume, mix }: LineBridge): InWords {
  const terms = [
    pounds('+', 'now', cost),
    pounds('-', 'in the base period', baseCost),
    pounds('-', 'by price', price),
    pounds('-', 'by volume', volume),
  ];
  const says = `Mix, which is the rest, changed the cost by ${displayMoney(mix)}`;
  return inWords(says, terms, { value: formatMoney(mix) });
}

/** From what the same would have cost to what was paid, in one sum (N3). */
export function stepsInWords(steps: SavingBridge): Record<string, string | null> {
  const measured = telling([
    pounds('+', 'at the prices before', steps.start),
    pounds('-', 'of price rises not paid', steps.index),
    pounds('-', 'saved in cash', steps.cashSaving),
    pounds('-', 'otherwise avoided', steps.otherAvoidance),
  ]);
  const paid = telling([
    pounds('+', 'measured', steps.measuredCost),
    pounds('+', 'not measured', steps.notMeasured),
    pounds('+', 'off contract', steps.offContract),
    pounds('+', 'one-off', steps.oneOff),
    pounds('-', 'rebates', steps.rebate),
  ]);
  const cost = displayMoney(steps.measuredCost);
  return fieldsOf({
    measured_cost: inWords(`What is measured cost ${cost}`, measured, {
      value: formatMoney(steps.measuredCost),
    }),
    paid: inWords(`${displayMoney(steps.paid)} was paid`, paid, { value: formatMoney(steps.paid) }),
  });
}
