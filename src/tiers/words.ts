import { type Decimal, decimal, formatDecimal, fraction, round } from '../money/decimal.ts';
import { displayMoney, negate } from '../money/money.ts';
import type { ContractYear } from './contract-year.ts';
import type { ItemYear } from './outlook.ts';
import type { RebateYear } from './rebate.ts';
import type { LostTier, Tier } from './tier.ts';

/** A quantity as people read it: `5,200`, `12.5`. */
export function units(quantity: Decimal): string {
  const shown = formatDecimal(decimal(round(fraction(quantity), 2)));
  const [whole = '', decimals] = shown.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals ? `${grouped}.${decimals}` : grouped;
}

const price = ({ unitPrice }: Tier) => {
  const [whole = '', decimals = ''] = formatDecimal(unitPrice).split('.');
  return `£${whole}.${decimals.padEnd(2, '0')}`;
};
const step = (tier: Tier) => `the tier from ${units(tier.from)} (${price(tier)} each)`;

/** A contract year as people say it: `2025-09 to 2026-08`. */
export function yearInWords({ from, to }: ContractYear): string {
  return `${from} to ${to}`;
}

/** Where an item stands in a contract year, with what to fear, in whole sentences (F16). */
export function itemSentences({ item, year, volume, standing }: ItemYear): string[] {
  const { reached, worth, next, forecast, expected, warning, missed, loss, quantity } = standing;
  const soFar = volume.isOver ? '' : ' so far';
  const end = volume.isOver ? 'ended in' : 'are in';
  return [
    `${item}, ${yearInWords(year)}: ${units(quantity)}${soFar} ${end} ${step(reached)}${worth === 0 ? '' : `, which takes ${displayMoney(worth)} off against the first tier`}.`,
    next && !volume.isOver
      ? `Next: ${step(next.tier)}, ${units(next.missing)} to go; with it the year costs ${displayMoney(next.worth)} less.`
      : undefined,
    forecast
      ? `Forecast by run rate, no promise: ${units(volume.inWholeMonths)} in ${volume.wholeMonths} whole ${volume.wholeMonths === 1 ? 'month makes' : 'months make'} ${units(forecast.quantity)} in ${volume.months}, ${step(forecast.tier)}.`
      : undefined,
    warning === 'lost'
      ? `Warning: ${step(expected)} ${volume.isOver ? 'was lost' : 'will be lost'}: without it the year costs ${displayMoney(loss)} more.`
      : undefined,
    missed
      ? `Warning: ${step(missed.tier)} will just be missed, by ${units(missed.missing)}.`
      : undefined,
  ].filter((sentence) => sentence !== undefined);
}

/** What the clauses of a contract year earned, what came, and what is to be claimed (F16). */
export function rebateSentences(rebate: RebateYear): string[] {
  const { year, spend, earned, received, gap, expectedOn, isDue } = rebate;
  const state =
    gap === 0
      ? 'nothing is open'
      : gap < 0
        ? `${displayMoney(negate(gap))} more came than the clause says`
        : isDue
          ? `${displayMoney(gap)} is to be claimed: it was due on ${expectedOn}`
          : `${displayMoney(gap)} is expected by ${expectedOn}`;
  return [
    `Rebate, ${yearInWords(year)}: of ${displayMoney(spend)} net spend the clause earned ${displayMoney(earned)}, received ${displayMoney(received)}; ${state}.`,
    ...(gap > 0 ? ['What is expected is no saving before it is received.'] : []),
  ];
}

/** A tier that a smaller volume loses, and what that costs those who stay (F9). */
export function lostTierSentence(item: string, year: ContractYear, lost: LostTier): string {
  const { before, after, quantityBefore, quantityAfter, cost } = lost;
  return `Lost volume tier: ${item}, ${yearInWords(year)}, falls from ${units(quantityBefore)} to ${units(quantityAfter)} and so from ${step(before)} to ${step(after)}: ${displayMoney(cost)} more for those who stay.`;
}
