import type { LineField, SupplierProfile } from '../invoices/supplier-profile.ts';
import type { ProblemDetail } from '../problem.ts';

/** What of a supplier's words a profile can be taught. */
export const wordKinds = ['document_kind', 'credit_kind', 'school', 'item', 'contract'] as const;
export type WordKind = (typeof wordKinds)[number];

/** The one meaning that a school's text can be taught: the line is for all schools. */
export const wholeTrust = 'whole_trust';

/** A word as the supplier prints it, where it stands, and what it means. */
export interface Lesson {
  readonly kind: WordKind;
  readonly word: string;
  readonly meaning: string;
}

/** The column in which a word stands: a contract is told by the item. */
export function fieldOf(kind: WordKind): LineField {
  return kind === 'contract' ? 'item' : kind;
}

/** What a profile says that a word means; undefined when it does not say. */
export function meaningIn({ words }: SupplierProfile, { kind, word }: Lesson): string | undefined {
  if (kind === 'school') return words.whole_trust.includes(word) ? wholeTrust : undefined;
  const known: Readonly<Record<string, string>> = words[kind] ?? {};
  return Object.hasOwn(known, word) ? known[word] : undefined;
}

/** The profile that knows the word; the same where it knew it already. */
export function taught(profile: SupplierProfile, lesson: Lesson): SupplierProfile {
  const { kind, word, meaning } = lesson;
  if (meaningIn(profile, lesson) === meaning) return profile;
  const { words } = profile;
  const learnt =
    kind === 'school'
      ? { whole_trust: [...words.whole_trust, word] }
      : { [kind]: { ...words[kind], [word]: meaning } };
  return { ...profile, words: { ...words, ...learnt } };
}

/** Why a profile cannot be taught a word; undefined when it can. */
export function untaught(
  profile: SupplierProfile,
  { kind, word, meaning }: Lesson,
  items: ReadonlySet<string>,
): ProblemDetail | undefined {
  const field = fieldOf(kind);
  if (!word) return unfit('An empty cell is no word.');
  if (!profile.columns[field]) {
    return unfit(`The files of ${profile.supplier} have no column for ${field.replace('_', ' ')}.`);
  }
  if (kind === 'contract' && profile.columns.contract) {
    return unfit(
      `The files of ${profile.supplier} name the contract in a column of their own, so no word tells it.`,
      'Add the contract to the register under the name that the file prints.',
    );
  }
  if (kind === 'school' && meaning !== wholeTrust) {
    return unfit(
      `The text of a school can be taught only as ${wholeTrust}.`,
      'Name the school of a row that waits instead, by its URN.',
    );
  }
  if (kind === 'item' && !items.has(meaning)) {
    const known = [...items].join(', ') || 'none';
    return unfit(
      `'${meaning}' is no item of a contract with ${profile.supplier}; the items are: ${known}.`,
      'Name one of them, or add a price row for an item of its own and repost the import.',
    );
  }
  return undefined;
}

function unfit(message: string, remedy = ''): ProblemDetail {
  return { code: 'settlement.unfit', message, ...(remedy && { remedy }) };
}

/** Whether two versions of a profile read a file alike but for the meaning of its words. */
export function differInWordsOnly(one: SupplierProfile, other: SupplierProfile): boolean {
  const sorted = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  const read = (profile: SupplierProfile) => JSON.stringify({ ...profile, words: null }, sorted);
  return read(one) === read(other);
}

/** Why a file is not read again by a profile whose columns may not be the file's. */
export function profileOutgrown(name: string): ProblemDetail {
  return {
    code: 'settlement.unfit',
    message: `The profile ${name} has changed in more than its words since this file was read, so the file cannot be read again by it.`,
    remedy: 'Undo the import and send the file again.',
  };
}
