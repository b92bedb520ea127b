import { type DateForm, dateForms } from '../calendar/date-form.ts';
import type { ProblemDetail } from '../problem.ts';
import { contractRecordFile } from '../trusts/record-file.ts';
import { contractTermsFile } from '../trusts/renewal-file.ts';
import { headingsOf, type Table } from '../trusts/table.ts';
import { contractFile, supplierFile } from '../trusts/trust-file.ts';

/** A file of the trust's folder that rows of a sheet speak of. */
export interface SheetPart {
  readonly table: Table<never>;
  /** The heading that names a row: what it holds is the contract's reference or its supplier. */
  readonly key: string;
  /** What stands before its other headings in a mapping. */
  readonly prefix: string;
}

const part = <Row>(table: Table<Row>, key: string, prefix = ''): SheetPart => {
  // A part is read by its headings alone, which every table has.
  return { table: table as unknown as Table<never>, key, prefix };
};

/** What a row of a sheet can hold: another file about contracts is one line more. */
export const sheetParts = {
  contract: part(contractFile, 'reference'),
  terms: part(contractTermsFile, 'contract'),
  record: part(contractRecordFile, 'contract'),
  supplier: part(supplierFile, 'name', 'supplier_'),
} as const;

/** The fields of a part by their headings, without the one that names the row. */
export function fieldsOf({ table, key, prefix }: SheetPart): [heading: string, field: string][] {
  return headingsOf(table)
    .filter((heading) => heading !== key)
    .map((heading) => [heading, prefix + heading]);
}

/** Everything that a column of a sheet can mean. */
export const sheetFields: readonly string[] = [
  'reference',
  ...Object.values(sheetParts).flatMap((each) => fieldsOf(each).map(([, field]) => field)),
];

/** How a trust's own list of contracts is read. The shape of the mapping file. */
export interface SheetMapping {
  /** The header of the column that holds each field. */
  readonly columns: Readonly<Record<string, string>>;
  /** The columns that are not read; every other one has to be said what it means. */
  readonly ignored: readonly string[];
  /** How its days are written. */
  readonly dates: DateForm;
  /** What its words mean, field by field. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What a contract that is new has where the sheet says nothing. */
  readonly otherwise?: Readonly<Record<string, string>>;
  readonly delimiter?: string;
  /** The sheet of a workbook; the first where none is named. */
  readonly sheet?: string;
  /** The rows above the headers. */
  readonly skip_rows?: number;
}

type Check = (value: unknown) => string | undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text: Check = (value) =>
  typeof value === 'string' && value ? undefined : 'a text that is not empty';
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const byField =
  (check: Check): Check =>
  (value) => {
    if (!isRecord(value)) return 'an object of fields';
    const stranger = Object.keys(value).find((field) => !sheetFields.includes(field));
    if (stranger !== undefined) {
      return `without "${stranger}": the fields are ${sheetFields.join(', ')}`;
    }
    const wrong = Object.entries(value).find(([, each]) => check(each));
    return wrong && `${check(wrong[1])} at "${wrong[0]}"`;
  };
const words: Check = (value) =>
  isRecord(value) && Object.values(value).every((each) => typeof each === 'string')
    ? undefined
    : 'an object of texts';

const checks: Readonly<Record<string, Check>> = {
  columns: (value) =>
    byField(text)(value) ??
    (isRecord(value) && value.reference !== undefined && value.supplier !== undefined
      ? undefined
      : 'with "reference" and "supplier" at least'),
  ignored: (value) =>
    Array.isArray(value) && value.every((each) => typeof each === 'string')
      ? undefined
      : 'a list of headers, which may be empty',
  dates: (value) =>
    dateForms.some((form) => form === value) ? undefined : `one of ${dateForms.join(', ')}`,
  words: optional(byField(words)),
  otherwise: optional(byField(text)),
  delimiter: optional((value) =>
    [',', ';', '\t', '|'].some((sign) => sign === value) ? undefined : 'one of , ; | or a tab',
  ),
  sheet: optional(text),
  skip_rows: optional((value) =>
    Number.isInteger(value) && (value as number) >= 0 ? undefined : 'a whole number of rows',
  ),
};

/** What is wrong with a mapping, key by key; nothing when it can be used. */
export function problemsOfMapping(document: unknown, file: string): ProblemDetail[] {
  const at = { code: 'mapping.unreadable', file } as const;
  const remedy = 'CONTRIBUTING.md shows a whole mapping.';
  if (!isRecord(document)) {
    return [{ ...at, message: 'A mapping is one JSON object.', remedy }];
  }
  const strangers = Object.keys(document).filter((key) => !Object.hasOwn(checks, key));
  return [
    ...strangers.map((key): ProblemDetail => {
      const message = `"${key}" is not a key of a mapping.`;
      const known = Object.keys(checks).join(', ');
      return { ...at, column: key, message, remedy: `Take it out, or use one of ${known}.` };
    }),
    ...Object.entries(checks).flatMap(([key, check]): ProblemDetail[] => {
      const wanted = check(document[key]);
      return wanted
        ? [{ ...at, column: key, message: `"${key}" has to be ${wanted}.`, remedy }]
        : [];
    }),
  ];
}
