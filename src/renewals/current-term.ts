import { type LocalDate, nextDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { RenewalDecision } from './decision.ts';
import { extendedTo, type RenewalTerms } from './term.ts';

/** The term in which a contract stands, and how it came to it. */
export interface CurrentTerm {
  readonly endsOn: LocalDate;
  /** How many of its options to extend were taken up. */
  readonly extensionsUsed: number;
  /** The months by which it has gone on, counted from its first end. */
  readonly monthsGoneOn: number;
  /** The day on which it goes on into this term, and who decided that; nobody, where it renewed by itself. */
  readonly renewed: { readonly on: LocalDate; readonly decision: RenewalDecision | null } | null;
  /** What was decided of this term; null while nothing is. */
  readonly decision: RenewalDecision | null;
  /** The last snooze of this term, which a decision ends. */
  readonly snooze: RenewalDecision | null;
}

/**
 * The term of a contract on a day. It begins with the days of the register; an option that was taken
 * up leads to the next end, and a contract that renews by itself has gone on as often as its end came
 * without notice, so that the notice date rolls forward with it. Months are counted from the first
 * end, so that a short month on the way shortens no later term.
 */
export function currentTerm(
  { term, terms }: { readonly term: Pick<DateRange, 'to'>; readonly terms: RenewalTerms },
  decisions: readonly RenewalDecision[],
  today: LocalDate,
): CurrentTerm {
  let months = 0;
  let endsOn = term.to;
  let extensionsUsed = 0;
  let renewed: CurrentTerm['renewed'] = null;
  for (;;) {
    const { decision, snooze } = latestOf(decisions, endsOn);
    const step = monthsToGoOn({ decision, endsOn, terms, today });
    const next = extendedTo(term.to, months + step);
    if (next <= endsOn) {
      return { endsOn, extensionsUsed, monthsGoneOn: months, renewed, decision, snooze };
    }
    if (decision?.act === 'extend') extensionsUsed += 1;
    renewed = { on: nextDay(endsOn), decision };
    months += step;
    endsOn = next;
  }
}

/** What counts of the decisions about the term that ends on a day; they come in their order. */
function latestOf(decisions: readonly RenewalDecision[], endsOn: LocalDate) {
  const about = decisions.filter((each) => each.endsOn === endsOn);
  const decision = about.findLast(({ act }) => act !== 'snooze') ?? null;
  const snooze = about.at(-1)?.act === 'snooze' ? (about.at(-1) ?? null) : null;
  return { decision, snooze };
}

/** By how many months a term goes on, by a decision or by itself; 0 if it does not. */
function monthsToGoOn({
  decision,
  endsOn,
  terms,
  today,
}: {
  readonly decision: RenewalDecision | null;
  readonly endsOn: LocalDate;
  readonly terms: RenewalTerms;
  readonly today: LocalDate;
}): number {
  if (decision?.act === 'extend') return terms.extension?.months ?? 0;
  const isStopped = decision?.act === 'give_notice' || decision?.act === 'let_end';
  return isStopped || today <= endsOn ? 0 : (terms.renewalMonths ?? 0);
}
