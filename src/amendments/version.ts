import type { LocalDate } from '../calendar/local-date.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { Problem } from '../problem.ts';
import type { AgreedTerms } from './agreed-terms.ts';
import { agreedFields, type ContractRecord, recordFieldNames, recordFields } from './record.ts';

/** What is written of a contract in one piece: a draft until it has the day on which it was signed. */
export interface WrittenVersion {
  readonly record: ContractRecord;
  readonly signedOn: LocalDate | null;
  /** Why signed terms are changed; null of the contract as it was first agreed. */
  readonly amendment: string | null;
}

/** The same with the terms that were in the register then. */
export interface AgreedVersion extends WrittenVersion {
  readonly terms: AgreedTerms;
}

/** A version as it is kept for ever, the first one being 1. */
export interface ContractVersion extends AgreedVersion {
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

/** Something that another version says otherwise; null is nothing said. */
export interface VersionChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Whether it is of what was agreed, which a signature freezes. */
  readonly isAgreed: boolean;
}

const termFields = {
  title: 'title',
  supplier: 'supplier',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  longestUntil: 'longest_until',
  notice: 'notice',
  renewalMonths: 'renewal_months',
  penalties: 'penalties',
} as const;

/** What one version says otherwise than another, field by field; prices that are new or gone by name. */
export function changesBetween(before: AgreedVersion, after: AgreedVersion): VersionChange[] {
  const record = recordFieldNames.map((name): VersionChange => {
    const isAgreed = agreedFields.includes(name);
    const [was, is] = [valueInText(name, before.record), valueInText(name, after.record)];
    return { field: fieldName(name), before: was, after: is, isAgreed };
  });
  const terms = Object.entries(termFields).map(([name, field]): VersionChange => {
    const of = ({ terms }: AgreedVersion) => textOf(terms[name as keyof typeof termFields]);
    return { field, before: of(before), after: of(after), isAgreed: true };
  });
  return [...record, ...terms, ...priceChanges(before.terms.prices, after.terms.prices)].filter(
    (change) => change.before !== change.after,
  );
}

function priceChanges(before: readonly string[], after: readonly string[]): VersionChange[] {
  const price = { field: 'price', isAgreed: true };
  return [
    ...before
      .filter((text) => !after.includes(text))
      .map((text) => ({ ...price, before: text, after: null })),
    ...after
      .filter((text) => !before.includes(text))
      .map((text) => ({ ...price, before: null, after: text })),
  ];
}

const textOf = (value: string | number | null) => (value === null ? null : String(value));

/** The heading of a field in files and in the API. */
export const fieldName = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A field of a record as text: `yes`, `12000.00`, `2026-09-01`. */
export function valueInText(name: keyof ContractRecord, record: ContractRecord): string | null {
  const value = record[name];
  if (value === null) return null;
  if (recordFields[name].kind === 'pounds') return formatMoney(value as Money);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/**
 * The next version of a contract of which something is written; undefined where nothing is new. What
 * was agreed is frozen once it is signed: another price, term or value takes an amendment with a reason
 * of its own, that is open to changes until it is signed in its turn.
 */
export function nextVersion(
  reference: string,
  latest: AgreedVersion | undefined,
  told: AgreedVersion,
): AgreedVersion | undefined {
  if (!latest) return told;
  const changes = changesBetween(latest, told);
  const isNewAmendment = told.amendment !== latest.amendment;
  const isResigned = told.signedOn !== latest.signedOn;
  if (changes.length === 0 && !isNewAmendment && !isResigned) return undefined;
  if (latest.signedOn === null) return told;
  const frozen = changes.filter(({ isAgreed }) => isAgreed).map(({ field }) => field);
  if (isNewAmendment && told.amendment !== null) {
    refuseEarlier(reference, latest.signedOn, told.signedOn);
    return told;
  }
  const touched = [
    ...frozen,
    ...(isResigned ? ['signed_on'] : []),
    ...(isNewAmendment ? ['amendment'] : []),
  ];
  if (touched.length === 0) return told;
  throw new Problem({
    code: 'contract.signed',
    found: reference,
    message: `${reference} was signed on ${latest.signedOn}, and ${[...new Set(touched)].join(', ')} would change.`,
    remedy:
      'Write an amendment with its reason into contract_records.csv (amendment, and signed_on once it is signed), and the change with it.',
  });
}

function refuseEarlier(reference: string, before: LocalDate, signedOn: LocalDate | null): void {
  if (signedOn === null || signedOn >= before) return;
  throw new Problem({
    code: 'contract.signed',
    found: reference,
    message: `The amendment of ${reference} is signed on ${signedOn}, before what it amends, ${before}.`,
    remedy: 'Correct signed_on of the amendment.',
  });
}
