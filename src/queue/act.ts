import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { normaliseNumber } from '../invoices/invoice.ts';
import { creditKinds } from '../invoices/supplier-profile.ts';
import { Problem } from '../problem.ts';
import { versionWays, type Way } from '../settlements/fit.ts';
import type { Lesson } from '../teachings/word.ts';
import type { WayOut } from './ways.ts';

/** What a person decides of a row that waits, with all that has to be said for it. */
export type Act =
  | Way
  | { readonly way: 'name-school'; readonly urn: string; readonly from: LocalDate | undefined }
  | { readonly way: 'teach-word'; readonly lesson: Lesson }
  | { readonly way: 'dismiss'; readonly reason: string }
  | { readonly way: 'restore' };

/** What the form of a row asks, as it was typed. */
export type TypedAct = Readonly<
  Partial<Record<'way' | 'urn' | 'from' | 'meaning' | 'kind' | 'original' | 'reason', string>>
>;

/** What can be chosen for a row, and the word that would be taught where one can be. */
export interface Offer {
  readonly ways: readonly (WayOut | 'restore')[];
  readonly word: Pick<Lesson, 'kind' | 'word'> | undefined;
}

/** Reads what was decided of a row; what is missing is told at its field. */
export function readAct(typed: TypedAct, { ways, word }: Offer): Act {
  const way = ways.find((each) => each === typed.way);
  switch (way) {
    case 'name-school':
      return { way, ...readSchool(typed) };
    case 'teach-word': {
      if (!word) break;
      const meaning = typed.meaning ?? '';
      if (meaning === '') throw missing('meaning', 'Choose what the word means.');
      return { way, lesson: { ...word, meaning } };
    }
    case 'type-credit': {
      const kind = creditKinds.find((each) => each === typed.kind);
      if (!kind) throw missing('kind', 'Choose what the credit is for.');
      return { way: 'credit', kind, originalNumber: normaliseNumber(typed.original ?? '') };
    }
    case 'dismiss': {
      const reason = (typed.reason ?? '').trim();
      if (reason === '') throw missing('reason', 'Write why it does not count: people ask later.');
      return { way, reason };
    }
    case 'restore':
      return { way };
    default: {
      const version = versionWays.find((each) => each === way);
      if (version) return { way: version };
    }
  }
  throw missing('way', 'Choose what is to be done.');
}

function readSchool({ urn = '', from = '' }: TypedAct) {
  const day = from.trim() === '' ? undefined : parseIsoDate(from.trim());
  if (urn === '') throw missing('urn', 'Choose the school.');
  if (from.trim() !== '' && !day) {
    throw missing('from', `“${from.trim()}” is not a day. Write it like 2025-09-01.`);
  }
  return { urn, from: day };
}

const missing = (column: string, message: string) =>
  new Problem({ code: 'request.unreadable', column, message });
