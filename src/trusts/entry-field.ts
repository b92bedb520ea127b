import type { ProblemDetail } from '../problem.ts';

/** Something that can be chosen. */
export interface Option {
  readonly value: string;
  readonly text: string;
}

/** A field of a form about the register; its id is the name of the column that it fills. */
export interface EntryField {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'text' | 'short' | 'day' | 'choice';
  readonly options?: readonly Option[];
  readonly isOptional?: boolean;
}

/** Values as options, in words. */
export const options = (values: readonly string[], words: (value: string) => string): Option[] =>
  values.map((value) => ({ value, text: words(value) }));
/** A value as a person says it: `all_through` is `All through`. */
export const plain = (value: string) => {
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A form's fields with what was typed in them, without the space around it. */
export const typedIn = (
  fields: readonly EntryField[],
  typed: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(fields.map(({ id }) => [id, (typed[id] ?? '').trim()]));

/** What has to be there and is not, each at its field: a row without any cell would be passed over. */
export function missingIn(
  fields: readonly EntryField[],
  typed: Readonly<Record<string, string>>,
): ProblemDetail[] {
  return fields
    .filter(({ id, isOptional }) => !isOptional && !typed[id])
    .map(({ id, label }) => ({
      code: 'request.unreadable' as const,
      column: id,
      message: `“${label}” is missing.`,
    }));
}
