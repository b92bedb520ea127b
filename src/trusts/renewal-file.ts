import { spanUnits, type WrittenTerms } from '../renewals/term.ts';
import { date, oneOf, text, wholeNumber } from './cell-format.ts';
import { filled, optional, type RowIn, tableOf } from './column.ts';

/** What contracts say of their end beside their days, one row each; a change is another version. */
export const contractTermsFile = tableOf(
  'contract_terms.csv',
  {
    contract: filled(text),
    extensionMonths: optional(wholeNumber(1, 120), null),
    extensions: optional(wholeNumber(1, 20), null),
    renewalMonths: optional(wholeNumber(1, 120), null),
    noticeLength: optional(wholeNumber(0, 1000), null),
    noticeUnit: optional(oneOf(spanUnits), null),
    leadWeeks: optional(wholeNumber(0, 104), 0),
    penalties: optional(text, null),
  },
  ['contract'],
);

/** The meetings at which decisions are taken; the file is the whole list of them. */
export const boardMeetingFile = tableOf(
  'board_meetings.csv',
  { day: filled(date), name: filled(text) },
  ['day'],
);

/** When the schools are closed, both days included; the file is the whole list of it. */
export const schoolHolidayFile = tableOf(
  'school_holidays.csv',
  { from: filled(date), to: filled(date), name: filled(text) },
  ['from'],
);

/** A row of `contract_terms.csv`. */
export type ContractTermsRow = RowIn<typeof contractTermsFile>;
/** A row of `board_meetings.csv`. */
export type BoardMeetingRow = RowIn<typeof boardMeetingFile>;
/** A row of `school_holidays.csv`. */
export type SchoolHolidayRow = RowIn<typeof schoolHolidayFile>;

/** A row as the terms that it stands for. */
export function termsIn(row: ContractTermsRow): WrittenTerms {
  const { extensionMonths, extensions, renewalMonths, noticeLength, noticeUnit } = row;
  return {
    extension:
      extensionMonths === null || extensions === null
        ? null
        : { months: extensionMonths, count: extensions },
    renewalMonths,
    notice:
      noticeLength === null || noticeUnit === null
        ? null
        : { length: noticeLength, unit: noticeUnit },
    leadWeeks: row.leadWeeks,
    penalties: row.penalties,
  };
}

/** Terms as the row that stands for them. */
export function termsRow(contract: string, terms: WrittenTerms): ContractTermsRow {
  const { extension, renewalMonths, notice, leadWeeks, penalties } = terms;
  return {
    ...{ contract, renewalMonths, leadWeeks, penalties },
    extensionMonths: extension?.months ?? null,
    extensions: extension?.count ?? null,
    noticeLength: notice?.length ?? null,
    noticeUnit: notice?.unit ?? null,
  };
}
