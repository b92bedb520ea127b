import type { LocalDate } from '../calendar/local-date.ts';
import type { Renewal } from './renewal.ts';
import { adviceOf } from './words.ts';

/** How it stands with a contract, as it is told; free texts only to who may read them. */
export function writeRenewal(
  renewal: Renewal,
  supplier: string,
  { today, isWhole }: { readonly today: LocalDate; readonly isWhole: boolean },
) {
  const { contract, terms, current, deadline, state, snoozedUntil } = renewal;
  const { decision } = current;
  return {
    contract: contract.reference,
    title: contract.title,
    supplier,
    ends_on: current.endsOn,
    notice_by: deadline.noticeBy,
    notice_on: deadline.noticeOn,
    start_by: deadline.startBy,
    decide_by: deadline.decideBy,
    meeting: deadline.meeting?.name ?? null,
    state,
    snoozed_until: snoozedUntil,
    renews_for_months: terms.renewalMonths,
    extensions_left: Math.max(0, (terms.extension?.count ?? 0) - current.extensionsUsed),
    decided: decision && {
      act: decision.act,
      by: decision.by,
      at: decision.at,
      reason: isWhole ? decision.reason : null,
    },
    in_words: adviceOf(renewal, today),
  };
}

/** How it stands with a contract before and after a decision, as who keeps the register is told. */
export function writeDecided({
  today,
  supplier,
  before,
  after,
}: {
  readonly today: LocalDate;
  readonly supplier: string;
  readonly before: Renewal;
  readonly after: Renewal;
}) {
  const told = { today, isWhole: true };
  return {
    before: writeRenewal(before, supplier, told),
    after: writeRenewal(after, supplier, told),
  };
}
