import type { Agreement, ClosedWindow, Figure } from '../agreements/agreement.ts';
import type { Claim } from '../claims/claim.ts';
import type { CsvCell } from '../csv/csv-writer.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { Validation } from '../validations/validation.ts';
import { csv, type Parts } from './parts.ts';
import type { Guard, Scope } from './scope.ts';
import { table } from './tables.ts';
import { isIn, isOf } from './terms.ts';

/** What people said of figures: schools that agree or query, who signed, who claims. */
export interface PackedAnswers {
  readonly scope: Scope;
  readonly agreements: readonly Agreement[];
  readonly validations: readonly Validation[];
  readonly claims: readonly Claim[];
}

/**
 * Who agreed with, signed and claimed what, as far as it is about figures that the pack's journal
 * knows. A signed figure is that of all schools of a contract: a school's pack has who signed it, and
 * not how much it is.
 */
export function answerParts(
  { scope, agreements, validations, claims }: PackedAnswers,
  guard: Guard,
): Parts {
  const isAbout = (contract: string) => scope.contract === undefined || scope.contract === contract;
  const known = (each: { journal: number; window: ClosedWindow }) =>
    each.journal <= scope.journal && isIn(scope, each.window);
  // A school answers to the whole of its figure and not to one contract's.
  const own = agreements.filter(
    (each) => scope.contract === undefined && isOf(scope, each.urn) && known(each),
  );
  const signed = validations.filter((each) => isAbout(each.contract) && known(each));
  const claimed = claims.filter(
    ({ contract, urn, window }) => isAbout(contract) && isOf(scope, urn) && isIn(scope, window),
  );
  return [
    ['agreements.csv', () => csv(agreementTable(guard), [own])],
    ['validations.csv', () => csv(validationTable(scope, guard), [signed])],
    ['claims.csv', () => csv(claimTable(guard), [claimed])],
  ];
}

const pounds = (amount: Money | null): CsvCell =>
  amount === null ? null : { amount: formatMoney(amount) };

const months = {
  from: ({ window }: { window: ClosedWindow }): CsvCell => window.from,
  to: ({ window }: { window: ClosedWindow }): CsvCell => window.to,
};

function figures(isTold: boolean) {
  const told = (read: (figure: Figure) => Money | null) => (figure: Figure) =>
    isTold ? pounds(read(figure)) : null;
  return {
    cash_saving: told(({ cashSaving }) => cashSaving),
    avoidance: told(({ avoidance }) => avoidance),
    net_saving: told(({ netSaving }) => netSaving),
  };
}

function agreementTable(guard: Guard) {
  return table<Agreement>({
    urn: ({ urn }) => urn,
    ...months,
    as_known_at: ({ journal }) => ({ amount: String(journal) }),
    ...figures(true),
    answer: ({ answer }) => answer,
    words: ({ words }) => guard(words),
    by: ({ by }) => guard(by),
    at: ({ at }) => at,
  });
}

function validationTable({ school }: Scope, guard: Guard) {
  return table<Validation>({
    contract: ({ contract }) => contract,
    ...months,
    as_known_at: ({ journal }) => ({ amount: String(journal) }),
    ...figures(school === undefined),
    words: ({ words }) => guard(words),
    by: ({ by }) => guard(by),
    at: ({ at }) => at,
  });
}

function claimTable(guard: Guard) {
  return table<Claim>({
    contract: ({ contract }) => contract,
    urn: ({ urn }) => urn,
    ...months,
    claimant: ({ claimant }) => guard(claimant),
    words: ({ words }) => guard(words),
    by: ({ by }) => guard(by),
    at: ({ at }) => at,
    withdrawn_by: ({ withdrawn }) => withdrawn && guard(withdrawn.by),
    withdrawn_at: ({ withdrawn }) => withdrawn?.at ?? null,
    withdrawn_reason: ({ withdrawn }) => withdrawn && guard(withdrawn.reason),
  });
}
