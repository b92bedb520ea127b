import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';

/** An object without surprises: a field that it does not name is refused, never dropped. */
export const strict = <Properties extends TProperties>(
  properties: Properties,
  options: { description?: string; $id?: string } = {},
) => Type.Object(properties, { ...options, additionalProperties: false });

/** A value or null; in JSON an unknown figure is null, never left out and never zero. */
export const nullable = <Schema extends TSchema>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** One of some words; case counts. */
export const oneOf = <const Word extends string>(words: readonly Word[], description?: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: [...words], ...(description && { description }) });

/** A schema by its name, which the document spells out once however often it is used. */
export const named = <Schema extends TSchema>(schema: Schema & { $id?: string }) =>
  Type.Unsafe<Static<Schema>>({ $ref: `${schema.$id}#` });

/** A text of one line or more without blanks around it and without control characters. */
export const Text = (description: string, maxLength = 300) =>
  Type.String({
    description,
    minLength: 1,
    maxLength,
    pattern: '^(?!\\s)[^\\u0000-\\u0009\\u000b-\\u001f\\u007f]*(?<!\\s)$',
  });

/** Pounds with two decimals as text: a JSON number could not hold every amount exactly (P1). */
export const Pounds = (description: string) =>
  Type.String({ description, pattern: '^-?\\d{1,13}\\.\\d{2}$', examples: ['1234.50'] });

/** An exact number from zero with at most six decimals, as text: a price, a quantity, a size. */
export const Amount = (description: string) =>
  Type.String({ description, pattern: '^\\d{1,12}(\\.\\d{1,6})?$', examples: ['4.25'] });

/** A price as text: what one unit costs, or a mark-up or discount on each pound of an item. */
export const Price = (description: string) =>
  Type.String({
    description: `${description} Of an item in pounds_of_pay it may be sent as \`22% mark-up\`, of one in pounds_at_list as \`18% discount\`; it is answered as what one such pound costs.`,
    pattern:
      '^(\\d{1,12}(\\.\\d{1,6})?|\\d{1,3}(\\.\\d{1,4})? ?% [Mm]ark-?up|(100|\\d{1,2}(\\.\\d{1,4})?) ?% [Dd]iscount)$',
    examples: ['4.25', '22% mark-up'],
  });

/** A part of a whole as text, from 0 to 1. */
export const Rate = (description: string) =>
  Type.String({ description, pattern: '^(0(\\.\\d{1,6})?|1(\\.0{1,6})?)$', examples: ['0.2'] });

export const Day = (description: string) =>
  Type.String({ description, format: 'date', pattern: '^(?!0000)', examples: ['2025-09-01'] });

/** Up to where a report knows: a journal or a day, not both; all that is known now without them (P11). */
export const knowledgeQuery = {
  as_known_at: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 999_999_999,
      description: 'Only what was known at this journal, and written down before it was sealed.',
    }),
  ),
  as_known_on: Type.Optional(
    Day('Only what was known at the end of that day in London; not with `as_known_at`.'),
  ),
};

/** The last day of something, that day included; null or left out while it has no end. */
export const LastDay = (what: string) =>
  Type.Optional(nullable(Day(`Last day of the ${what}; null while open.`)));

/** A last day as it travels. */
export const writeLastDay = (day: LocalDate) => (day === lastDay ? null : day);

export const MonthText = (description: string) =>
  Type.String({ description, pattern: '^\\d{4}-(0[1-9]|1[0-2])$', examples: ['2025-09'] });

export const Instant = (description: string) =>
  Type.String({ description, format: 'date-time', examples: ['2025-09-01T10:00:00.000Z'] });

export const Id = (description: string) => Type.String({ description, format: 'uuid' });

export const Urn = Type.String({
  description: "The school's number in the national register.",
  pattern: '^\\d{5,7}$',
  examples: ['900001'],
});

/** The trust of an address; every route below it has this parameter. */
export const TrustId = Id('The trust whose key is shown.');

/** What happened to rows or to their pounds: read = posted + already + held + refused. */
const tally = <Schema extends TSchema>(what: Schema, description: string) =>
  strict({ read: what, posted: what, already: what, held: what, refused: what }, { description });

export const tallies = {
  rows: tally(Type.Integer({ minimum: 0 }), 'What happened to the rows of the file.'),
  net: tally(Pounds('Net pounds.'), "What happened to the rows' net pounds."),
};
