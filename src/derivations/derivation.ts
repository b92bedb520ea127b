import type { Working } from '../baselines/working.ts';
import { type Month, monthsFrom } from '../calendar/period.ts';
import {
  type Decimal,
  decimal,
  divide,
  formatDecimal,
  fraction,
  round,
  sumOf,
} from '../money/decimal.ts';
import { add, displayMoney, formatMoney, type Money, negate, subtract } from '../money/money.ts';
import { toMoney } from '../money/rate.ts';
import type { ProblemDetail } from '../problem.ts';
import { type HistoricShare, linesIn, type MonthPart, netOf, partsWithin } from './history.ts';

/** From which lines of which whole months a price is to be worked out. */
export interface AskedHistory {
  readonly from: Month;
  readonly to: Month;
  readonly contract: string;
  readonly item: string;
  readonly lineClass: 'recurring' | 'off_contract';
  /** Months in which nothing was bought: without this word, an empty month is a missing one. */
  readonly without: readonly Month[];
  readonly knownAtJournal: number;
}

export type Derivation =
  | { readonly working: Working }
  | { readonly problems: readonly ProblemDetail[] };

/**
 * The unit price that a school paid, from what was imported: net spend ÷ volume, rounded once to
 * six decimals (F2, P1). Refuses a period with months that are missing, lines without a quantity,
 * several units, and a volume or spend that is not above zero; all that is wrong is told at once.
 */
export function derive(
  shares: readonly HistoricShare[],
  asked: AskedHistory,
  statedVatRate?: Decimal,
): Derivation {
  const months = monthsFrom(asked.from, asked.to);
  const parts = partsWithin(shares, new Set(months));
  const inPeriod = new Set(parts.map(({ lineId }) => lineId));
  const lines = shares.filter(({ lineId }) => inPeriod.has(lineId));
  const quantity = sumOf(parts.map((part) => part.quantity));
  const spend = netOf(parts);
  const problems = [
    ...emptyMonths(parts, months, asked),
    ...withoutQuantity(lines),
    ...mixedUnits(lines),
    ...(quantity.numerator.gt(0) && spend > 0 ? [] : [nothingBought(spend)]),
  ];
  if (problems.length > 0) return { problems };
  const vat = add(...parts.map((part) => part.vat));
  const unitPrice = round(
    {
      numerator: quantity.denominator.times(spend),
      denominator: quantity.numerator.times(100),
    },
    6,
  );
  const vatRate = statedVatRate ?? vatRateOf(spend, vat, parts.length);
  const units = formatDecimal(decimal(round(quantity, 6)));
  const price = formatDecimal(decimal(unitPrice));
  return {
    working: {
      ...asked,
      months: months.map((month) => monthOf(month, parts)),
      lines: linesIn(parts),
      spend: formatMoney(spend),
      vat: formatMoney(vat),
      quantity: units,
      unit: lines.find(({ unit }) => unit !== null)?.unit ?? null,
      unitPrice: price,
      vatRate: formatDecimal(vatRate),
      formula: `Net spend ÷ volume = unit price: ${displayMoney(spend)} ÷ ${units} = £${price}, rounded once to six decimals.`,
    },
  };
}

function monthOf(month: Month, parts: readonly MonthPart[]) {
  const own = parts.filter((part) => part.month === month);
  return {
    month,
    lines: linesIn(own),
    spend: formatMoney(netOf(own)),
    quantity: formatDecimal(decimal(round(sumOf(own.map((part) => part.quantity)), 6))),
  };
}

const usualRates = ['0.2', '0.05', '0'].map(decimal);

/** The usual rate that explains the VAT, a penny of rounding in each part allowed; else what it was. */
function vatRateOf(spend: Money, vat: Money, parts: number): Decimal {
  const usual = usualRates.find((rate) => {
    const off = subtract(vat, toMoney(fraction(rate.times(spend), 100)));
    return Math.abs(off) <= parts;
  });
  if (usual || vat < 0 || vat > spend) return usual ?? decimal('0.2');
  return decimal(round(divide(fraction(decimal(vat)), spend), 6));
}

function history(message: string, remedy: string, found?: string): ProblemDetail {
  return { code: 'baseline.history', message, remedy, ...(found && { found }) };
}

function emptyMonths(
  parts: readonly MonthPart[],
  months: readonly Month[],
  { without, contract, item }: AskedHistory,
): ProblemDetail[] {
  const filled = new Set(parts.map(({ month }) => month));
  const missing = months.filter((month) => !filled.has(month) && !without.includes(month));
  if (missing.length === 0) return [];
  return [
    history(
      `Nothing of ${item} of ${contract} is posted for ${missing.join(', ')}, so the period is not whole.`,
      'Import the files of these months, or say that nothing was bought in them.',
      missing.join(', '),
    ),
  ];
}

function withoutQuantity(lines: readonly HistoricShare[]): ProblemDetail[] {
  const silent = lines.filter(
    ({ quantity, net, isCredit }) => !isCredit && net !== 0 && quantity.numerator.isZero(),
  );
  if (silent.length === 0) return [];
  const amount = displayMoney(add(...silent.map(({ net }) => net)));
  return [
    history(
      `${silent.length === 1 ? 'One line has' : `${silent.length} lines have`} ${amount} net and no quantity, so the volume is not known.`,
      'Ask the supplier how many units they are for, and import a file that says so.',
    ),
  ];
}

function mixedUnits(lines: readonly HistoricShare[]): ProblemDetail[] {
  const units = [...new Set(lines.flatMap(({ unit }) => (unit === null ? [] : [unit])))].sort();
  if (units.length < 2) return [];
  return [
    history(
      `The lines are counted in ${units.join(' and ')}, which cannot be added.`,
      'Choose months in which one unit was used.',
      units.join(', '),
    ),
  ];
}

function nothingBought(spend: Money): ProblemDetail {
  const said =
    spend < 0 ? `${displayMoney(negate(spend))} more was credited than spent` : displayMoney(spend);
  return history(
    `The volume or the spend of the period is not above zero (${said}), so there is no unit price.`,
    'Choose a period, a contract and an item of which something was bought.',
  );
}
