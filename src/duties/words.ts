import type { LocalDate } from '../calendar/local-date.ts';
import { dayInWords } from '../renewals/words.ts';
import type { Duty, Outcome } from './duty.ts';

/** An outcome as a person says it. */
export const outcomeInWords: Readonly<Record<Outcome, string>> = {
  applies: 'applies',
  does_not_apply: 'does not apply',
  cannot_be_known: 'cannot be known from the register',
};

/** What to know of all answers about duties. */
export const adviceNotice =
  'Advice from what the register holds; it is not legal advice, and it does not say that anything was done as the law wants it.';

/** A duty in whole sentences: why, by when, what is written down of it, and what is missing. */
export function dutyInWords({ reason, missing, timing }: Duty, today: LocalDate): string[] {
  const fields = missing.length > 0 ? [`It would take: ${missing.join(', ')}.`] : [];
  if (!timing) return [reason, ...fields];
  const { dueBy, doneOn, when } = timing;
  const due = dueBy
    ? `Due ${when}: ${dueBy < today ? 'that was' : 'by'} ${dayInWords(dueBy)}.`
    : `Due ${when.replace(/\.$/, '')}.`;
  const done = doneOn
    ? `The register has it as done on ${dayInWords(doneOn)}${dueBy && doneOn > dueBy ? ', which is later' : ''}.`
    : dueBy && dueBy < today
      ? 'Nothing is written down of it.'
      : '';
  return [reason, due, ...(done ? [done] : []), ...fields];
}

/** A duty as it travels. */
export function writeDuty(duty: Duty, today: LocalDate) {
  const { law, timing, missing, ...rest } = duty;
  return {
    duty: rest.duty,
    title: rest.title,
    outcome: rest.outcome,
    section: law.section,
    source: law.source,
    due_by: timing?.dueBy ?? null,
    due: timing?.when ?? null,
    done_on: timing?.doneOn ?? null,
    missing: [...missing],
    in_words: dutyInWords(duty, today),
  };
}
