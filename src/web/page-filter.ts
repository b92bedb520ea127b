import { type Static, Type } from 'typebox';
import { monthInWords } from '../calendar/month-words.ts';
import { type Month, monthsFrom } from '../calendar/period.ts';
import type { Exactness } from '../charts/table.ts';
import { Problem } from '../problem.ts';
import { type Knowledge, readKnowledge } from '../reports/knowledge.ts';
import { readWindow, type Window } from '../reports/window.ts';

const field = Type.Optional(Type.String({ maxLength: 40 }));

/** The fields of an address by which figures are filtered; an empty one says nothing. */
export const filterFields = {
  from: field,
  to: field,
  as_known_on: field,
  as_known_at: Type.Optional(Type.Integer({ minimum: 0, maximum: 999_999_999 })),
  pence: field,
};

type Asked = Partial<Static<ReturnType<typeof Type.Object<typeof filterFields>>>>;

/** Which figures a page is about, the same for its tables, pictures, totals and files. */
export interface Filter extends Knowledge {
  readonly window: Window;
  readonly exactness: Exactness;
  /** What is wrong with what was asked; all figures are shown then. */
  readonly problem: Problem | undefined;
  /** As it was typed. */
  readonly typed: Readonly<Record<'from' | 'to' | 'as_known_on', string>>;
}

/** Reads a filter from an address. */
export function readFilter({ from = '', to = '', as_known_on: on = '', ...asked }: Asked): Filter {
  const typed = { from, to, as_known_on: on };
  const exactness = asked.pence === 'yes' ? 'pence' : 'pounds';
  try {
    const knowledge = readKnowledge(asked.as_known_at, on || undefined);
    return { window: readWindow(from, to), ...knowledge, exactness, problem: undefined, typed };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { window: { from: undefined, to: undefined }, exactness, problem, typed };
  }
}

/** A filter as the end of an address, with other values where they are named. */
export function filterQuery(
  { window, asKnownAt, asKnownOn, exactness }: Filter,
  others: Readonly<Record<string, string | undefined>> = {},
): string {
  const all = {
    from: window.from,
    to: window.to,
    as_known_on: asKnownOn,
    as_known_at: asKnownAt === undefined ? undefined : String(asKnownAt),
    pence: exactness === 'pence' ? 'yes' : undefined,
    ...others,
  };
  const said = Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
}

/** The filter as the macro of the pages takes it: its form, and the way to the pence or back. */
export function filterView(filter: Filter, url: string, months: readonly Month[]) {
  const [path = ''] = url.split('?', 1);
  const isExact = filter.exactness === 'pence';
  const [first, last] = [months[0], months.at(-1)];
  const all = first && last ? monthsFrom(first, last) : [];
  return {
    path,
    typed: filter.typed,
    months: all.map((month) => ({ value: month, text: monthInWords(month) })),
    exactness: filter.exactness,
    other: {
      text: isExact ? 'Show whole pounds' : 'Show the pence',
      href: `${path}${filterQuery(filter, { pence: isExact ? undefined : 'yes' })}`,
    },
    inWords: inWords(filter),
  };
}

/** Which figures those are, in words: `Service from September 2025 to August 2026`. */
export function inWords({ window: { from, to }, asKnownAt, asKnownOn }: Filter): string {
  const months =
    from && to
      ? `Service from ${monthInWords(from)} to ${monthInWords(to)}`
      : from
        ? `Service from ${monthInWords(from)} on`
        : to
          ? `Service up to ${monthInWords(to)}`
          : 'All months of service';
  if (asKnownOn !== undefined) return `${months}, as known on ${asKnownOn}`;
  return asKnownAt === undefined ? months : `${months}, as known at journal ${asKnownAt}`;
}
