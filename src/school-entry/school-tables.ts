import type { LocalDate } from '../calendar/local-date.ts';
import { lastDay } from '../calendar/local-date.ts';
import type { ShownTable } from '../charts/table.ts';
import { formatDecimal } from '../money/decimal.ts';
import { dayInWords } from '../renewals/words.ts';
import type { DriverValue, School } from '../schools/school.ts';
import { plain } from '../trusts/entry-field.ts';

function sizeInWords(drivers: readonly DriverValue[]): string {
  const [newest] = drivers.filter(({ driver }) => driver === 'pupils').slice(-1);
  return newest ? `${formatDecimal(newest.value)}, ${newest.source}` : 'not known';
}

/** The schools of a trust; each leads to where it is changed, if one may. */
export function schoolTable(schools: readonly School[], base: string | null): ShownTable {
  return {
    id: 'schools',
    caption: 'Schools of the trust',
    columns: [
      { key: 'name', heading: 'School', kind: 'text' },
      { key: 'urn', heading: 'URN', kind: 'text' },
      { key: 'phase', heading: 'Phase', kind: 'text' },
      { key: 'status', heading: 'Status', kind: 'text' },
      { key: 'days', heading: 'In the trust', kind: 'text' },
      { key: 'pupils', heading: 'Pupils', kind: 'text' },
    ],
    rows: schools.map(({ urn, name, phase, terms, memberships, drivers }) => ({
      values: {
        ...{ name, urn, phase: plain(phase) },
        status: plain(terms.at(-1)?.status ?? ''),
        days: memberships
          .map(({ from, to }) =>
            to === lastDay
              ? `since ${dayInWords(from)}`
              : `${dayInWords(from)} to ${dayInWords(to)}`,
          )
          .join('; '),
        pupils: sizeInWords(drivers),
      },
      href: base === null ? undefined : `${base}/${urn}/edit`,
    })),
    total: null,
  };
}

/** The sizes of a school, each from its day on. */
export function sizesTable(
  sizes: readonly {
    readonly driver: string;
    readonly value: string;
    readonly effective_from: string;
    readonly source: string;
  }[],
): ShownTable {
  return {
    id: 'sizes',
    caption: 'Sizes that are known',
    columns: [
      { key: 'driver', heading: 'What is counted', kind: 'text' },
      { key: 'value', heading: 'How many', kind: 'count' },
      { key: 'from', heading: 'From', kind: 'text' },
      { key: 'source', heading: 'Where it comes from', kind: 'text' },
    ],
    rows: sizes.map(({ driver, value, effective_from: from, source }) => ({
      values: { driver: plain(driver), value, from: dayInWords(from as LocalDate), source },
    })),
    total: null,
  };
}
