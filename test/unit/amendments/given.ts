import type { AgreedTerms } from '../../../src/amendments/agreed-terms.ts';
import { type ContractRecord, recordOf } from '../../../src/amendments/record.ts';
import type { AgreedVersion } from '../../../src/amendments/version.ts';
import type { LocalDate } from '../../../src/calendar/local-date.ts';

export const day = (text: string) => text as LocalDate;

export const terms: AgreedTerms = {
  title: 'Paper',
  supplier: 'Paper Mill',
  startsOn: day('2026-09-01'),
  endsOn: day('2028-08-31'),
  longestUntil: day('2029-08-31'),
  notice: '3 months',
  renewalMonths: null,
  penalties: null,
  prices: ['REAM £2.5 a each, 2026-09-01 to 9999-12-31'],
};

/** A version of which only what a test is about is said. */
export function versionOf(
  record: Partial<ContractRecord>,
  rest: Partial<AgreedVersion> = {},
): AgreedVersion {
  return { signedOn: null, amendment: null, terms, ...rest, record: recordOf(record) };
}
