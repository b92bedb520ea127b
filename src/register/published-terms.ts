import type { ContractRecord } from '../amendments/record.ts';
import { type ContractVersion, changesBetween, type VersionChange } from '../amendments/version.ts';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { Money } from '../money/money.ts';
import { termValue } from '../values/value.ts';

/** A signed change of a contract as the public is told of it. */
export interface PublishedAmendment {
  readonly signedOn: LocalDate;
  readonly reason: string;
  /** What it changed, in words. */
  readonly changes: string;
}

/** What the public is told of the versions of a contract; an amendment that nobody signed yet is none. */
export interface PublishedTerms {
  /** What is known of it beside its terms: of the newest version. */
  readonly record: ContractRecord;
  readonly signedOn: LocalDate | null;
  /** Net, as it was first agreed: of its first term, and with every option to extend. */
  readonly agreedValue: Money | null;
  readonly greatestValue: Money | null;
  /** The net value of a year as it is agreed now. */
  readonly annualValue: Money | null;
  readonly amendments: readonly PublishedAmendment[];
}

/** The same of the versions of a contract, the oldest first; null where nothing is written of it. */
export function publishedTerms(versions: readonly ContractVersion[]): PublishedTerms | null {
  // The last word on the contract itself, and then on each amendment of it.
  const [first, ...amendments] = versions.filter(
    ({ amendment }, index) => versions[index + 1]?.amendment !== amendment,
  );
  const newest = versions.at(-1);
  if (!first || !newest) return null;
  const agreed = [first, ...amendments.filter(({ signedOn }) => signedOn !== null)];
  const { annualValue } = first.record;
  const { startsOn: from, endsOn, longestUntil } = first.terms;
  return {
    record: newest.record,
    signedOn: first.signedOn,
    agreedValue: valueOver(annualValue, { from, to: endsOn }),
    greatestValue: valueOver(annualValue, { from, to: longestUntil }),
    annualValue: (agreed.at(-1) ?? first).record.annualValue,
    amendments: agreed.flatMap(({ signedOn, amendment, ...version }, index) => {
      const before = agreed[index - 1];
      if (!before || signedOn === null || amendment === null) return [];
      const changes = changesBetween(before, { signedOn, amendment, ...version });
      return [{ signedOn, reason: amendment, changes: changesInWords(changes) }];
    }),
  };
}

/** What a contract is worth in some days by the value of a year; null if that or its end is not known. */
export function valueOver(annual: Money | null, days: DateRange): Money | null {
  return annual === null || days.to === lastDay ? null : termValue(annual, days);
}

/** The fields that are published anyway, and so may be told with what they were. */
const toldWhole = ['title', 'supplier', 'starts_on', 'ends_on', 'longest_until', 'annual_value'];

function changesInWords(changes: readonly VersionChange[]): string {
  const agreed = changes.filter(({ isAgreed }) => isAgreed);
  const told = agreed.map(({ field, before, after }) => {
    if (field === 'price') return after === null ? `no longer ${before}` : `now ${after}`;
    if (!toldWhole.includes(field)) return `${field} changed`;
    return `${field} ${after ?? 'not given'} instead of ${before ?? 'not given'}`;
  });
  return told.length > 0 ? `${told.join('; ')}.` : 'None of the terms that are kept as fields.';
}
