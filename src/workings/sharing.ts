import { countAllDays, type DateRange } from '../calendar/period.ts';
import type { QuantityBasis } from '../contracts/price-schedule.ts';
import { type Decimal, divide, formatDecimal, fraction, round, zero } from '../money/decimal.ts';
import type { Money } from '../money/money.ts';
import type { School } from '../schools/school.ts';
import { type Explanation, numberTerm, poundsTerm } from './explanation.ts';
import { partOf } from './product.ts';

/** A school's part of a joint line as it is stored (P4), the lower URN first. */
export interface SharePart {
  readonly schoolId: string;
  readonly urn: string;
  readonly name: string;
  readonly weight: Decimal;
  readonly days: readonly DateRange[];
  readonly net: Money;
  readonly vat: Money;
  readonly recoveryRate: Decimal;
}

/** What is divided: the amounts of a line, and what its weights measure. */
export interface Shared {
  readonly net: Money;
  readonly vat: Money;
  readonly quantityBasis: QuantityBasis;
  readonly parts: readonly SharePart[];
}

/** How one school's net and VAT of a joint line came to the penny, and who got the odd ones (N1). */
export function sharingOf({ net, vat, parts }: Shared, schoolId: string): Explanation[] {
  const index = parts.findIndex((part) => part.schoolId === schoolId);
  const own = parts[index];
  if (!own) return [];
  const total = parts.reduce((sum, { weight }) => sum.plus(weight), zero);
  // In millionths, as posting splits: a weight has at most six decimals.
  const weights = parts.map(({ weight }) => BigInt(weight.times(1_000_000).toFixed(0)));
  const names = parts.map(({ name }) => name);
  const explain = (about: string, amount: Money) => {
    const terms = [
      poundsTerm('×', about, amount),
      numberTerm('×', 'weight', own.weight),
      numberTerm('÷', 'weight in all', total),
    ];
    const splitting = { amount, weights, index, names, first: 'the lower URN' };
    return partOf(`share of ${about}`, terms, splitting, `${own.name} has of the ${about}`);
  };
  return [explain('net', net), ...(vat === 0 ? [] : [explain('VAT', vat)])];
}

/** What a weight was made of, and where its value was read; today's register stands beside it. */
export interface WeightSource {
  readonly driver: string;
  /** The value that the weight was made with: weight ÷ days. */
  readonly value: string;
  readonly days: number;
  readonly weight: string;
  /** Where the register has it from, and since when; null where the register has no such value. */
  readonly source: string | null;
  readonly effectiveFrom: string | null;
  /** What the register says today of that day; another value changes no posted line (P4). */
  readonly valueToday: string | null;
  readonly sentence: string;
}

/** The driver behind a stored weight, with its source and date as the register has them (N1). */
export function weightSource(part: SharePart, driver: string, school: School): WeightSource {
  const days = countAllDays(part.days);
  const value = plainSix(round(divide(fraction(part.weight), days), 6));
  const first = part.days[0]?.from ?? '';
  const known = school.drivers
    .filter((row) => row.driver === driver && row.effectiveFrom <= first)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0];
  const valueToday = driver === 'equal' ? '1' : known ? formatDecimal(known.value) : null;
  const key = driver.replaceAll('_', ' ');
  const read = known ? ` (${known.source}, from ${known.effectiveFrom})` : '';
  const later =
    valueToday === value
      ? ''
      : ` The register says ${valueToday ?? 'nothing'} today, which changes no posted line.`;
  return {
    driver,
    value,
    days,
    weight: formatDecimal(part.weight),
    source: known?.source ?? null,
    effectiveFrom: known?.effectiveFrom ?? null,
    valueToday,
    sentence: `${part.name} weighs ${formatDecimal(part.weight)}: ${value} ${key}${valueToday === value ? read : ''} × ${days} days.${later}`,
  };
}

const plainSix = (text: string) => text.replace(/\.?0+$/, '');
