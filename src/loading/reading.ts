import { type DateForm, dateForms } from '../calendar/date-form.ts';
import { encodingInWords } from '../files/file-format.ts';
import type { FileForms } from '../invoices/file-forms.ts';
import { lineFields, type SupplierProfile } from '../invoices/supplier-profile.ts';
import { fieldTitles, namedColumns, type Typed } from './mapping.ts';

/** How a file that cannot be taken in yet would be read, for a person to look through. */
export interface Reading {
  /** The name of the profile that is to be kept. */
  readonly name: string;
  /** What was said of the supplier's files before, or what the header suggests. */
  readonly profile: SupplierProfile;
  readonly isRemembered: boolean;
  /** The program that makes such files, if it is known. */
  readonly template: string | null;
  readonly header: readonly string[];
  /** Columns that no earlier file of the supplier had. */
  readonly newColumns: readonly string[];
  /** The first rows below the header, as they stand in the file. */
  readonly rows: readonly (readonly string[])[];
  readonly encoding: string;
  /** How the first rows write days and numbers; undefined where they leave it open. */
  readonly forms: FileForms | undefined;
  /** The contracts of the trust, those with the supplier first. */
  readonly contracts: readonly { readonly reference: string; readonly title: string }[];
}

const writtenDates: Readonly<Record<DateForm, string>> = {
  'dd/mm/yyyy': 'day, month, year, as 30/11/2025',
  'mm/dd/yyyy': 'month, day, year, as 11/30/2025',
  'yyyy-mm-dd': 'year, month, day, as 2025-11-30',
  'dd/mm/yy': 'day, month and two digits of the year, as 30/11/25',
  'excel-serial': 'the number that a spreadsheet has for a day',
};

/** What the first rows show, in words: the text, the order of dates and the decimals. */
export function formsInWords({ encoding, forms, profile }: Reading): string[] {
  const { columns } = profile;
  const days = forms && [
    ...new Set(
      (['document_date', 'service_from', 'service_to'] as const)
        .filter((field) => columns[field])
        .map((field) => writtenDates[forms.dates[field]]),
    ),
  ];
  return [
    `The file is ${encodingInWords(encoding)}.`,
    days
      ? `Its dates are read as ${days.join('; and ')}.`
      : 'Its first rows do not tell whether dates have the day or the month first, or how pence are written.',
    ...(forms ? [`Pence stand after a ${forms.decimal === '.' ? 'point' : 'comma'}.`] : []),
  ];
}

/** A choice of a form. */
interface Choice {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

const choices = (all: readonly (readonly [value: string, text: string])[], chosen = ''): Choice[] =>
  all.map(([value, text]) => ({ value, text, selected: value === chosen }));

/** The form in which a person says what the columns of a file are. */
export function mappingForm(reading: Reading, typed: Typed) {
  const { header, rows, contracts, newColumns } = reading;
  const answers = [
    ...[['', 'Choose'] as const, ['kept', 'Something else: kept and not read'] as const],
    ['personal', 'Personal: never kept'] as const,
    ...lineFields.map((field) => [field, fieldTitles[field]] as const),
  ];
  return {
    columns: namedColumns(header).map((column, index) => {
      const at = header.indexOf(column);
      const found = [...new Set(rows.map((row) => row[at] ?? '').filter(Boolean))];
      return {
        id: `column-${index}`,
        column,
        isNew: newColumns.includes(column),
        found: found.slice(0, 3).map((text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)),
        choices: choices(answers, typed[`column-${index}`]),
      };
    }),
    contracts: choices(
      [
        ['', 'A column or the item names it'],
        ...contracts.map(({ reference, title }) => [reference, `${reference}: ${title}`] as const),
      ],
      typed.contract,
    ),
    dates: choices(
      [['', 'Each file tells it'], ...dateForms.map((form) => [form, writtenDates[form]] as const)],
      typed.dates,
    ),
    decimals: choices(
      [
        ['', 'Each file tells it'],
        ['.', 'After a point, as 1200.00'],
        [',', 'After a comma, as 1200,00'],
      ],
      typed.decimal,
    ),
    signs: choices(
      [
        ['negative', 'Below zero, with a minus'],
        ['positive', 'Above zero, as an invoice'],
      ],
      typed.credit_sign,
    ),
    school: typed.school ?? '',
    wholeTrust: typed.whole_trust ?? '',
    calledAs: typed.called_as ?? '',
  };
}
