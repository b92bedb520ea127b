import { monthInWords } from '../calendar/month-words.ts';
import type { Month } from '../calendar/period.ts';
import { Problem } from '../problem.ts';
import { readWindow } from '../reports/window.ts';
import type { Measure } from './measure.ts';

/** What a figure is about: the whole trust, or only a school, contract, item or run of months. */
export interface Place {
  readonly urn?: string | undefined;
  readonly contract?: string | undefined;
  readonly item?: string | undefined;
  readonly month?: Month | undefined;
  readonly from?: Month | undefined;
  readonly to?: Month | undefined;
}

/** A figure of a place; of one that has too many entries to be told at once, those after one. */
export interface FigureTarget {
  readonly kind: 'place';
  readonly place: Place;
  readonly measure: Measure;
  readonly after?: string;
}

/** Where a number is explained further: a figure of a place, an entry, or a line of a file. */
export type Target = FigureTarget | { readonly kind: 'entry' | 'line'; readonly id: string };

/** What a place is divided into, so that any figure comes to its rows in few steps (N5). */
export type Level = 'school' | 'contract' | 'cell' | 'entry';

/** The next level down: schools, then contracts, then items by month, then entries. */
export function levelBelow({ urn, contract, item, month }: Place): Level {
  if (urn === undefined) return 'school';
  if (contract === undefined) return 'contract';
  return item === undefined || month === undefined ? 'cell' : 'entry';
}

/** A place within a place, by the keys of a cell of the level below. */
export function placeBelow(
  place: Place,
  cell: Readonly<{ urn: string; contract: string; item: string; month: Month }>,
): Place {
  const level = levelBelow(place);
  if (level === 'school') return { ...place, urn: cell.urn };
  if (level === 'contract') return { ...place, contract: cell.contract };
  const { urn, contract, item, month } = cell;
  return { urn, contract, item, month };
}

/**
 * A place as somebody names it, its months as text. Refuses an item without its contract, and a
 * month beside a run of months.
 */
export function readPlace(
  asked: Readonly<
    Partial<Record<'urn' | 'contract' | 'item' | 'month' | 'from' | 'to', string | undefined>>
  >,
): Place {
  const { urn, contract, item, month } = asked;
  if (item !== undefined && contract === undefined) {
    throw refusal('item', item, 'An item is one of a contract.', 'Name the contract as well.');
  }
  if (month !== undefined && (asked.from !== undefined || asked.to !== undefined)) {
    throw refusal(
      'month',
      month,
      'One month and a run of months exclude each other.',
      'Name one of them.',
    );
  }
  const only = readWindow(month, month).from;
  return { urn, contract, item, ...(only ? { month: only } : readWindow(asked.from, asked.to)) };
}

function refusal(column: string, found: string, message: string, remedy: string): Problem {
  return new Problem({ code: 'request.unreadable', column, found, message, remedy });
}

/** What of a place stands after its school: ` on REAM of contract P1 in June 2025`. */
export function placeInWords({ contract, item, month, from, to }: Place): string {
  const what = item ? `${item} of ` : '';
  const on = contract === undefined ? '' : ` on ${what}contract ${contract}`;
  if (month !== undefined) return `${on} in ${monthInWords(month)}`;
  if (from !== undefined && to !== undefined) {
    return from === to
      ? `${on} in ${monthInWords(from)}`
      : `${on} from ${monthInWords(from)} to ${monthInWords(to)}`;
  }
  if (from !== undefined) return `${on} from ${monthInWords(from)} on`;
  return to === undefined ? on : `${on} up to ${monthInWords(to)}`;
}

function parametersOf(target: FigureTarget): [string, string][] {
  const { place, measure, after } = target;
  const all = { ...place, measure, after };
  return Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
}

/** The address of a working in the API, held to what was known at a journal (P11). */
export function hrefOf(trustId: string, journal: number, target: Target): string {
  return `/v1${pageOf(trustId, journal, target)}`;
}

/** The address of the page that shows a working, which names it as the API does. */
export function pageOf(trustId: string, journal: number, target: Target): string {
  const base = `/trusts/${trustId}/workings`;
  if (target.kind !== 'place') {
    const folder = target.kind === 'entry' ? 'entries' : 'lines';
    return `${base}/${folder}/${target.id}?as_known_at=${journal}`;
  }
  const query = new URLSearchParams([...parametersOf(target), ['as_known_at', String(journal)]]);
  return `${base}?${query}`;
}

const optionNames: Readonly<Record<string, string>> = { urn: 'school' };

/** The command that shows a working in the terminal. */
export function commandOf(journal: number | undefined, target: Target): string {
  const words =
    target.kind === 'place'
      ? parametersOf(target).map(
          ([name, value]) => `--${optionNames[name] ?? name} ${quoted(value)}`,
        )
      : [`--${target.kind} ${target.id}`];
  return ['why', ...words, ...(journal === undefined ? [] : [`--as-known-at ${journal}`])].join(
    ' ',
  );
}

const quoted = (text: string) =>
  /^[\w.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
