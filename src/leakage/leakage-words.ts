import {
  factor,
  fieldsOf,
  type InWords,
  inWords,
  pounds,
  telling,
} from '../explanations/spelling.ts';
import type { Decimal } from '../money/decimal.ts';
import { displayMoney, formatMoney, type Money, negate } from '../money/money.ts';
import type { Leakage, Placed } from './leakage.ts';

/** What could have been saved, as the sum of what was, what leaked and what was saved elsewhere (F13). */
export function leakageInWords(sums: Leakage): Record<string, string | null> {
  const terms = telling([
    pounds('+', 'realised', sums.realised),
    pounds('+', 'leaked', sums.leakage),
    pounds('+', 'saved by the purchases outside', sums.own),
  ]);
  const says = `${displayMoney(sums.potential)} could have been saved`;
  return fieldsOf({ potential: inWords(says, terms, { value: formatMoney(sums.potential) }) });
}

/** Realised, leaked, saved elsewhere or estimated for one line, each by its own numbers (F13). */
export function lineInWords(line: Placed): Record<string, string | null> {
  const { realised, measuredCost, baselineCost, bought, spend } = line.madeOf;
  const saved = [pounds('+', 'before', baselineCost), pounds('-', 'now', measuredCost)];
  return fieldsOf({
    realised: inWords(`${displayMoney(realised)} was saved on contract`, saved, {
      value: formatMoney(realised),
    }),
    ...(bought && boughtInWords(line, bought)),
    estimated_leakage: spend && {
      ...inWords(
        `By spend ${displayMoney(line.estimated)} leaked, as its other lines save`,
        [
          pounds('+', 'saved', spend.saved),
          pounds('×', 'off contract', line.offContract),
          pounds('÷', 'before', spend.baselineCost),
        ],
        { value: formatMoney(line.estimated), rounding: 'nearest' },
      ),
    },
  });
}

function boughtInWords(
  { onContract, offContract, leakage, own }: Placed,
  { on, off, more }: { on: Decimal; off: Decimal; more: Money },
): { leakage: InWords; own: InWords } {
  const atContract = [
    pounds('+', 'on contract', onContract),
    factor('×', 'bought elsewhere', off),
    factor('÷', 'bought on contract', on),
    pounds('-', 'paid elsewhere', offContract),
  ];
  const less = displayMoney(negate(leakage));
  return {
    leakage: inWords(
      `${displayMoney(leakage)} leaked: the same at the contract price less what was paid elsewhere is ${less}`,
      atContract,
      { value: formatMoney(negate(leakage)), rounding: 'nearest' },
    ),
    own: inWords(
      `The purchases outside saved ${displayMoney(own)} by themselves`,
      [pounds('+', 'saved at the contract price', more), pounds('-', 'leaked', leakage)],
      { value: formatMoney(own) },
    ),
  };
}
