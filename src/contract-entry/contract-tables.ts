import type { LocalDate } from '../calendar/local-date.ts';
import type { ShownTable } from '../charts/table.ts';
import { chargeInWords, unitInWords } from '../contracts/charge.ts';
import type { Unit } from '../contracts/price-schedule.ts';
import { show } from '../explanations/spelling.ts';
import { decimal, formatDecimal } from '../money/decimal.ts';
import { dayInWords } from '../renewals/words.ts';
import type { Driver, School } from '../schools/school.ts';

const days = (from: string, to: string | null | undefined) =>
  to
    ? `${dayInWords(from as LocalDate)} to ${dayInWords(to as LocalDate)}`
    : `${dayInWords(from as LocalDate)} on`;

interface WrittenPrice {
  readonly item: string;
  readonly unit: string;
  readonly unit_price: string;
  readonly valid_from: string;
  readonly valid_to?: string | null;
}

/** The prices of a contract that are known already. */
export function priceTable(prices: readonly WrittenPrice[]): ShownTable {
  return {
    id: 'prices',
    caption: 'Prices that are known',
    columns: [
      { key: 'item', heading: 'Item', kind: 'text' },
      { key: 'price', heading: 'Price, net', kind: 'count' },
      { key: 'unit', heading: 'For one', kind: 'text' },
      { key: 'days', heading: 'Days', kind: 'text' },
    ],
    rows: prices.map(({ item, unit, unit_price: price, valid_from: from, valid_to: to }) => ({
      values: {
        item,
        price: chargeInWords(unit as Unit, decimal(price)) ?? show(price, 'price'),
        unit: unitInWords(unit as Unit),
        days: days(from, to),
      },
    })),
    total: null,
  };
}

/** Who takes part on which days, with the sizes by which joint lines are shared. */
export function participantTable(
  participants: readonly {
    readonly urn: string;
    readonly starts_on: string;
    readonly ends_on?: string | null;
  }[],
  schools: readonly School[],
  driver: Driver,
): ShownTable {
  const known = new Map(schools.map((school) => [school.urn, school]));
  const sizeOf = (urn: string) => {
    const sizes = known.get(urn)?.drivers.filter((size) => size.driver === driver) ?? [];
    return sizes
      .map(({ value, effectiveFrom, source }) => {
        return `${formatDecimal(value)} from ${dayInWords(effectiveFrom)} (${source})`;
      })
      .join('; ');
  };
  return {
    id: 'participants',
    caption: 'Schools that take part',
    columns: [
      { key: 'school', heading: 'School', kind: 'text' },
      { key: 'days', heading: 'Days in the contract', kind: 'text' },
      {
        key: 'size',
        heading: driver === 'equal' ? 'Share' : `Size: ${driver.replaceAll('_', ' ')}`,
        kind: 'text',
      },
    ],
    rows: participants.map(({ urn, starts_on: from, ends_on: to }) => ({
      values: {
        school: known.get(urn)?.name ?? urn,
        days: days(from, to),
        size:
          driver === 'equal'
            ? 'an equal part'
            : sizeOf(urn) || 'not known: a joint line cannot be shared',
      },
    })),
    total: null,
  };
}
