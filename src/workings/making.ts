import type { Baseline } from '../baselines/baseline.ts';
import { monthInWords } from '../calendar/month-words.ts';
import type { Month } from '../calendar/period.ts';
import { countAllDays } from '../calendar/period.ts';
import type { StoredShare } from '../corrections/stored-share.ts';
import { type Decimal, formatDecimal, one } from '../money/decimal.ts';
import { add, type Money, noMoney } from '../money/money.ts';
import { irrecoverableVat, vatFactor } from '../money/rate.ts';
import { split } from '../money/split.ts';
import {
  type Explanation,
  explained,
  numberTerm,
  poundsTerm,
  priceTerm,
  type Term,
} from './explanation.ts';
import { partOf, productOf, quantityOf } from './product.ts';
import { plain } from './words.ts';

/** An entry that was made with this one: of the same share, in the same journal. */
export interface Sibling {
  readonly id: string;
  readonly month: Month;
  readonly days: number;
  readonly baselineId: string | null;
}

/** Everything that an entry was made from, as it is stored with its line (P4). */
export interface Making {
  readonly share: StoredShare;
  readonly entry: Sibling;
  /** All entries of the share in the order of posting, this one among them. */
  readonly siblings: readonly Sibling[];
  readonly baseline: Baseline | null;
}

/** What the stored inputs make of an entry, step by step. */
export interface Made {
  readonly cost: string | null;
  /** Null without a baseline. */
  readonly baselineCost: string | null;
  readonly steps: readonly Explanation[];
}

/** How an entry came from its school's part of the line: cost, months, versions, price (P2, P5, P6). */
export function madeOf(making: Making): Made {
  const { cost, steps: costSteps } = costOf(making.share);
  const inMonth = monthOf(cost, making, daysOfMonths(making.siblings));
  const costs = [...costSteps, ...inMonth.steps, ...versionOf(inMonth.cost, making)];
  const before = baselineCost(making);
  return {
    cost: costs.at(-1)?.value ?? null,
    baselineCost: before.at(-1)?.value ?? null,
    steps: [...costs, ...quantity(making), ...before],
  };
}

/** Net, and the VAT that the school cannot recover (P2). */
function costOf({ net, vat, recoveryRate }: StoredShare): { cost: Money; steps: Explanation[] } {
  const lost = irrecoverableVat(vat, recoveryRate);
  const cost = add(net, lost);
  const rate = one.minus(recoveryRate);
  const vatTerms = [poundsTerm('×', 'VAT', vat), numberTerm('×', 'not recovered', rate)];
  const says = `Of the VAT the school recovers ${formatDecimal(recoveryRate.times(100))}%, so it bears`;
  const terms = [poundsTerm('+', 'net', net), poundsTerm('+', 'VAT that is not recovered', lost)];
  return {
    cost,
    steps: [
      ...(vat === 0 ? [] : [productOf('VAT', vatTerms, says)]),
      explained('cost', plain(cost), terms, (sum) => `The cost of its part of the line is ${sum}.`),
    ],
  };
}

function daysOfMonths(siblings: readonly Sibling[]): [Month, number][] {
  const days = new Map<Month, number>();
  for (const { month, days: some } of siblings) days.set(month, (days.get(month) ?? 0) + some);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

const totalDays = (siblings: readonly Sibling[]) =>
  siblings.reduce((sum, { days }) => sum + days, 0);

function dayTerms(amount: Term, days: number, of: number): Term[] {
  return [amount, numberTerm('×', 'days', days), numberTerm('÷', 'days', of)];
}

function monthOf(cost: Money, { entry, siblings }: Making, months: readonly [Month, number][]) {
  const index = months.findIndex(([month]) => month === entry.month);
  const weights = months.map(([, days]) => BigInt(days));
  if (months.length === 1) return { cost, steps: [] };
  const days = months[index]?.[1] ?? 0;
  const all = totalDays(siblings);
  const names = months.map(([month]) => monthInWords(month));
  const says = `${monthInWords(entry.month)} has ${days} of the ${all} days`;
  const splitting = { amount: cost, weights, index, names, first: 'the earlier month' };
  const step = partOf('months', dayTerms(poundsTerm('×', '', cost), days, all), splitting, says);
  return { cost: split(cost, weights)[index] ?? noMoney, steps: [step] };
}

/** Where a month stands under several baseline versions, or in part under none (P6). */
function versionOf(cost: Money, { entry, siblings }: Making): Explanation[] {
  const present = siblings.filter(({ month }) => month === entry.month);
  if (present.length === 1) return [];
  const all = totalDays(present);
  const says = `Of its ${all} days ${entry.days} stand under ${entry.baselineId ? 'this baseline version' : 'no baseline'}`;
  const splitting = {
    amount: cost,
    weights: present.map(({ days }) => BigInt(days)),
    index: present.findIndex(({ id }) => id === entry.id),
    names: present.map(
      ({ days, baselineId }) => `the ${days} days under ${baselineId ? 'a version' : 'none'}`,
    ),
    first: 'the version that comes first',
  };
  return [
    partOf('versions', dayTerms(poundsTerm('×', '', cost), entry.days, all), splitting, says),
  ];
}

/** The quantity of the share, not divided yet: what the whole line bought, and the school's part. */
function shareQuantity({
  quantity,
  weight,
  totalWeight,
  quantityBasis,
  periodDays,
  days,
}: StoredShare): Term[] {
  const whole = numberTerm('×', 'units', quantity);
  if (weight === null || totalWeight === null) return [whole];
  if (quantityBasis === 'whole_service') {
    const own = countAllDays(days);
    if (own === periodDays) return [whole];
    return [whole, numberTerm('×', 'days', own), numberTerm('÷', 'days', periodDays)];
  }
  return [whole, numberTerm('×', 'weight', weight), numberTerm('÷', 'weight in all', totalWeight)];
}

function daysOf(days: number, of: number): Term[] {
  return days === of ? [] : [numberTerm('×', 'days', days), numberTerm('÷', 'days', of)];
}

function quantity({ share, entry, siblings }: Making): Explanation[] {
  if (share.source.lineClass !== 'recurring') return [];
  const terms = [...shareQuantity(share), ...daysOf(entry.days, totalDays(siblings))];
  return [quantityOf('quantity', terms, 'The quantity, shown with six decimals')];
}

/** What the version's days would have cost at its price, rounded once, then spread over its months. */
function baselineCost({ share, entry, siblings, baseline }: Making): Explanation[] {
  if (!baseline) return [];
  const group = siblings.filter(({ baselineId }) => baselineId === baseline.id);
  const [own, all] = [totalDays(group), totalDays(siblings)];
  const factor: Decimal = vatFactor(baseline.vatRate, share.recoveryRate);
  const terms = [
    ...shareQuantity(share),
    ...daysOf(own, all),
    priceTerm('×', 'before', baseline.unitPrice),
    ...(factor.eq(1) ? [] : [numberTerm('×', 'for VAT that is not recovered', factor)]),
  ];
  const before = productOf(
    'cost before',
    terms,
    `At ${baselineInWords(baseline)} the same would have cost`,
  );
  if (group.length === 1) return [before];
  const splitting = {
    amount: Number(before.value?.replace('.', '')) as Money,
    weights: group.map(({ days }) => BigInt(days)),
    index: group.findIndex(({ id }) => id === entry.id),
    names: group.map(({ month }) => monthInWords(month)),
    first: 'the earlier month',
  };
  const amount = poundsTerm('×', 'before', splitting.amount);
  const says = `Of that, ${monthInWords(entry.month)} has ${entry.days} of ${own} days`;
  return [
    before,
    partOf('cost before, months', dayTerms(amount, entry.days, own), splitting, says),
  ];
}

/** A version by its number and kind: `baseline version 2 (previous contract)`. */
export function baselineInWords({ version, kind }: Baseline): string {
  return `baseline version ${version} (${kind.replaceAll('_', ' ')})`;
}
