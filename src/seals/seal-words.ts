import type { LocalDate } from '../calendar/local-date.ts';
import { monthInWords } from '../calendar/month-words.ts';
import { dayInWords } from '../renewals/words.ts';
import type { Window } from '../reports/window.ts';
import { changesInWords } from '../restatements/change-words.ts';
import type { Restatement } from '../restatements/restatement.ts';
import type { SealHead } from './board-report.ts';

/** A sealed report in one line: `No 3, Autumn board, sealed by R. Ferris on 4 March 2026`. */
export function sealInWords({ number, title, sealedBy, sealedAt }: SealHead): string {
  const day = dayInWords(sealedAt.slice(0, 10) as LocalDate);
  return `No ${number}, ${title}, sealed by ${sealedBy} on ${day}`;
}

/** The months of a report: `September 2025 to August 2026`. */
export function windowInWords({ from, to }: Window): string {
  if (from && to) return `${monthInWords(from)} to ${monthInWords(to)}`;
  if (from) return `${monthInWords(from)} on`;
  return to ? `up to ${monthInWords(to)}` : 'all months';
}

const told = ['net_saving', 'cash_saving', 'avoidance'];

/** What moved of the figures of a sealed report since, each in a sentence; none if nothing did. */
export function whatMoved({ total }: Pick<Restatement, 'total'>): string[] {
  return changesInWords(total)
    .filter(({ figure }) => told.includes(figure))
    .map(({ sentence }) => sentence);
}
