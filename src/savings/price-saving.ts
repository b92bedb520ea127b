import { type Baseline, baselineGroups, isCashReleasing } from '../baselines/baseline.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { countAllDays, type DateRange, daysByMonth, type Month } from '../calendar/period.ts';
import { type Decimal, divide, type Fraction, multiply, round } from '../money/decimal.ts';
import { add, type Money } from '../money/money.ts';
import { indexed, irrecoverableVat, priced, toMoney, vatFactor } from '../money/rate.ts';
import { split } from '../money/split.ts';

/** A school's part of a line as the savings rules see it. */
export interface CostedShare {
  readonly days: readonly DateRange[];
  readonly net: Money;
  readonly vat: Money;
  readonly recoveryRate: Decimal;
  readonly quantity: Fraction;
}

/** What one month of a share cost, and what it would have cost at one baseline, or at none. */
export interface MonthFigure {
  readonly month: Month;
  readonly days: number;
  readonly baseline: Baseline | undefined;
  /** Units bought in these days, six decimals, for display only. */
  readonly quantity: string;
  readonly cost: Money;
  /** Null without an approved baseline: then the cost is not measured, which is not zero (P6). */
  readonly baselineCost: Money | null;
  /** What an agreed index would have made of the price; null without one, or without its levels. */
  readonly indexed: IndexedCost | null;
}

/** An indexed cost with the days on which the two levels were published that made it (P7). */
export interface IndexedCost {
  readonly cost: Money;
  readonly publishedOn: LocalDate;
  readonly basePublishedOn: LocalDate;
}

/** What a share costs its school: net and the VAT that it cannot recover (P2). */
export function costOf(share: Pick<CostedShare, 'net' | 'vat' | 'recoveryRate'>): Money {
  return add(share.net, irrecoverableVat(share.vat, share.recoveryRate));
}

/** A cost over the calendar months of its days, by days, with no penny lost (P5). */
export function spreadOverMonths(cost: Money, days: readonly DateRange[]): MonthFigure[] {
  const months = daysByMonth(days);
  const costs = split(
    cost,
    months.map((month) => BigInt(month.days)),
  );
  return months.map(({ month, days }, index) => ({
    month,
    days,
    baseline: undefined,
    quantity: '0.000000',
    cost: costs[index] as Money,
    baselineCost: null,
    indexed: null,
  }));
}

/**
 * The figures of a recurring share by month and baseline version: its cost is spread over months
 * first, then within a month over the versions by days; what each version's days would have cost
 * at its price is rounded once, then spread over that version's months (P5, P6).
 */
export function measuredMonths(share: CostedShare, versions: readonly Baseline[]): MonthFigure[] {
  const shareDays = countAllDays(share.days);
  const groups = baselineGroups(versions, share.days).map(({ baseline, days }) => {
    const groupDays = countAllDays(days);
    const months = daysByMonth(days);
    const part = partOf(share.quantity, groupDays, shareDays);
    const total = baseline && baselineCostOf(baseline, part, share.recoveryRate);
    const costs =
      total === undefined
        ? undefined
        : split(
            total,
            months.map((m) => BigInt(m.days)),
          );
    return { baseline, months, costs };
  });
  return spreadOverMonths(costOf(share), share.days).flatMap(({ month, cost }) => {
    const present = groups.flatMap(({ baseline, months, costs }) => {
      const index = months.findIndex((candidate) => candidate.month === month);
      const days = months[index]?.days;
      return days ? [{ baseline, days, baselineCost: costs?.[index] ?? null }] : [];
    });
    const costs = split(
      cost,
      present.map(({ days }) => BigInt(days)),
    );
    return present.map(({ baseline, days, baselineCost }, index) => {
      const part = partOf(share.quantity, days, shareDays);
      return {
        month,
        days,
        baseline,
        quantity: round(part, 6),
        cost: costs[index] as Money,
        baselineCost,
        indexed: (baseline && indexedCostOf(baseline, month, part, share.recoveryRate)) ?? null,
      };
    });
  });
}

/** The part of a quantity that is for some of its days. */
function partOf(quantity: Fraction, days: number, of: number): Fraction {
  return days === of ? quantity : divide(multiply(quantity, days), of);
}

/** What a quantity would have cost the school at a baseline's price, on the school's own basis. */
export function baselineCostOf(baseline: Baseline, quantity: Fraction, recovery: Decimal): Money {
  return toMoney(priced(quantity, baseline.unitPrice.times(vatFactor(baseline.vatRate, recovery))));
}

/**
 * What a quantity of one month would have cost at a cash baseline's price moved by the ratio of the
 * month's index level to that of its base month; nothing while one of the two is not known (P7, F4).
 */
export function indexedCostOf(
  baseline: Baseline,
  month: Month,
  quantity: Fraction,
  recovery: Decimal,
): IndexedCost | undefined {
  const { index, kind, unitPrice, vatRate } = baseline;
  const [level, base] = [index?.levels.get(month), index?.levels.get(index.baseMonth)];
  if (!level || !base || !isCashReleasing(kind)) return undefined;
  const price = priced(quantity, unitPrice.times(vatFactor(vatRate, recovery)));
  return {
    cost: toMoney(indexed(price, level.level, base.level)),
    publishedOn: level.publishedOn,
    basePublishedOn: base.publishedOn,
  };
}
