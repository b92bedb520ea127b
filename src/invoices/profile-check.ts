import { dateForms } from '../calendar/date-form.ts';
import type { ProblemDetail } from '../problem.ts';
import { creditKinds, delimiters, documentKinds, lineFields } from './supplier-profile.ts';

type Check = (value: unknown) => string | undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text: Check = (value) =>
  typeof value === 'string' && value ? undefined : 'a text that is not empty';
const texts: Check = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? undefined
    : 'a list of texts';
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string)
      ? undefined
      : `one of ${allowed.map((a) => `"${a}"`).join(', ')}`;
const ifStated =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const object: Check = (value) => (isRecord(value) ? undefined : 'an object');
// Every row begins with the empty text.
const starts: Check = (value) =>
  texts(value) ?? ((value as string[]).every(Boolean) ? undefined : 'texts that are not empty');

const checks: Record<string, Check> = {
  supplier: text,
  contract: ifStated(text),
  school: ifStated(text),
  files: texts,
  encoding: oneOf('utf-8', 'utf-8-sig', 'windows-1252', 'utf-16'),
  delimiter: oneOf(...delimiters),
  skip_rows: (value) =>
    Number.isInteger(value) && (value as number) >= 0 ? undefined : 'a whole number of rows',
  total_rows: (value) =>
    value === null || (isRecord(value) && !text(value.column) && !starts(value.starts_with))
      ? undefined
      : 'null, or {"column": …, "starts_with": [ … ]}',
  sheet: ifStated(text),
  dates: ifStated(oneOf(...dateForms)),
  decimal: ifStated(oneOf('.', ',')),
  thousands: ifStated(oneOf('', ',', '.', ' ', "'")),
  amounts: oneOf('net', 'gross', 'unit_price'),
  credit_sign: oneOf('positive', 'negative'),
  personal: texts,
  columns: object,
  words: object,
};

const columnChecks: Record<string, Check> = Object.fromEntries(
  lineFields.map((field) => [field, text]),
);
const wordChecks: Record<string, Check> = {
  document_kind: object,
  credit_kind: object,
  whole_trust: texts,
  supplier: texts,
  item: object,
  contract: object,
};
/** What each of a supplier's words may stand for. */
const meaningChecks: Record<string, Check> = {
  document_kind: oneOf(...documentKinds),
  credit_kind: oneOf(...creditKinds),
  item: text,
  contract: text,
};

/** What is wrong with a profile, key by key; nothing when it can be used. */
export function problemsOfProfile(document: unknown, file: string): ProblemDetail[] {
  if (!isRecord(document)) {
    const remedy = 'CONTRIBUTING.md shows a whole profile.';
    return [{ code: 'profile.unreadable', file, message: 'A profile is one JSON object.', remedy }];
  }
  const columns = isRecord(document.columns) ? document.columns : {};
  const words = isRecord(document.words) ? document.words : {};
  return [
    ...checkKeys(document, checks, file),
    ...checkKeys(columns, columnChecks, file, 'columns.', lineFields),
    ...checkKeys(words, wordChecks, file, 'words.', [...Object.keys(meaningChecks), 'supplier']),
    ...Object.entries(meaningChecks).flatMap(([key, check]) => {
      const meanings = isRecord(words[key]) ? words[key] : {};
      const meaningCheck = Object.fromEntries(Object.keys(meanings).map((word) => [word, check]));
      return checkKeys(meanings, meaningCheck, file, `words.${key}.`);
    }),
    ...checkTogether(document, columns, words).map(([key, wanted]) => fault(file, key, wanted)),
  ];
}

/** What keys have to be with regard to each other. */
function checkTogether(
  document: Record<string, unknown>,
  columns: Record<string, unknown>,
  words: Record<string, unknown>,
): [key: string, wanted: string][] {
  const lacks = (object: Record<string, unknown>, key: string) => object[key] === undefined;
  const problems: [string, string][] = [];
  for (const field of ['document_number', 'document_date']) {
    if (lacks(columns, field)) problems.push([`columns.${field}`, 'the header of that column']);
  }
  if (lacks(columns, 'school') === lacks(document, 'school')) {
    problems.push(['columns.school', 'a header, or "school" the school of all rows, not both']);
  }
  problems.push(...checkAmounts(document, columns));
  if (!lacks(columns, 'document_kind') && lacks(words, 'document_kind')) {
    problems.push(['words.document_kind', 'an object that explains the words of that column']);
  }
  if (lacks(document, 'contract') && lacks(columns, 'contract') && lacks(words, 'contract')) {
    problems.push(['contract', 'a contract reference, or columns.contract, or words.contract']);
  }
  problems.push(...checkSeparators(document));
  const total = isRecord(document.total_rows) ? [document.total_rows.column] : [];
  const used = [...Object.values(columns), ...total];
  const personal = Array.isArray(document.personal) ? document.personal : [];
  for (const header of personal.filter((name) => used.includes(name))) {
    problems.push([
      'personal',
      `without "${header}": that column is read, and a personal one is dropped`,
    ]);
  }
  return problems;
}

function checkAmounts(
  { amounts }: Record<string, unknown>,
  { net, gross, quantity, unit_price: price }: Record<string, unknown>,
): [string, string][] {
  if (amounts !== 'unit_price') {
    return net || gross ? [] : [['columns.net', 'a header, or columns.gross']];
  }
  if (net || gross) return [['amounts', '"net" or "gross" where the file has such a column']];
  return quantity && price ? [] : [['columns.unit_price', 'a header, and columns.quantity too']];
}

function checkSeparators({ thousands, decimal }: Record<string, unknown>): [string, string][] {
  if (thousands === undefined) return [];
  if (decimal === undefined) return [['decimal', 'stated too where "thousands" is']];
  return thousands === decimal ? [['thousands', 'another separator than "decimal"']] : [];
}

function checkKeys(
  object: Record<string, unknown>,
  expected: Record<string, Check>,
  file: string,
  prefix = '',
  optional: readonly string[] = [],
): ProblemDetail[] {
  const unknown = Object.keys(object).filter((key) => !Object.hasOwn(expected, key));
  const wrong = Object.entries(expected).flatMap(([key, check]) => {
    if (object[key] === undefined && optional.includes(key)) return [];
    const wanted = check(object[key]);
    return wanted ? [fault(file, prefix + key, wanted)] : [];
  });
  const strangers = unknown.map(
    (key): ProblemDetail => ({
      code: 'profile.unreadable',
      file,
      column: prefix + key,
      message: `"${prefix}${key}" is not a key of a supplier profile.`,
      remedy: `Take it out, or use one of ${Object.keys(expected).join(', ')}.`,
    }),
  );
  return [...strangers, ...wrong];
}

function fault(file: string, key: string, wanted: string): ProblemDetail {
  return {
    code: 'profile.unreadable',
    file,
    column: key,
    message: `"${key}" has to be ${wanted}.`,
    remedy: 'CONTRIBUTING.md shows a whole profile.',
  };
}
