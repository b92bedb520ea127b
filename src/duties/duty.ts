import type { LocalDate } from '../calendar/local-date.ts';
import type { DutyFacts } from './facts.ts';
import type { Law } from './law.ts';

/** Advice, never a finding: of what it cannot know it says so, and that nobody did wrong or right. */
export const outcomes = ['applies', 'does_not_apply', 'cannot_be_known'] as const;
export type Outcome = (typeof outcomes)[number];

/** What is said of a duty, with the reason, and the fields of the register that it would need. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly missing: readonly string[];
}

/** When a duty has to be done and, as far as it is written down, was. */
export interface Timing {
  /** The last day; null where it is no day, or not known yet. */
  readonly dueBy: LocalDate | null;
  readonly doneOn: LocalDate | null;
  /** When it is due, in words. */
  readonly when: string;
}

/** A duty of the law, or what the department asks for. */
export interface Rule {
  readonly duty: string;
  readonly title: string;
  readonly law: Law;
  /** All have to pass for it to apply; the first that stands against it is the reason. */
  readonly conditions: readonly Condition[];
  /** Why it applies, where all conditions pass. */
  readonly because: (facts: DutyFacts, today: LocalDate) => string;
  readonly timing?: (facts: DutyFacts, today: LocalDate) => Timing;
}

/** Undefined where nothing stands against a duty. */
export type Condition = (facts: DutyFacts, today: LocalDate) => Verdict | undefined;

/** A duty of one contract on a day. */
export interface Duty extends Verdict {
  readonly duty: string;
  readonly title: string;
  readonly law: Law;
  readonly timing: Timing | null;
}

export const doesNotApply = (reason: string): Verdict => {
  return { outcome: 'does_not_apply', reason, missing: [] };
};

export const cannotBeKnown = (reason: string, ...missing: string[]): Verdict => {
  return { outcome: 'cannot_be_known', reason, missing };
};

/**
 * What a rule means to a contract: one condition that is known to fail is enough, whatever else is not
 * known; and what is not known is named, with the fields that would tell.
 */
export function dutyOf(rule: Rule, facts: DutyFacts, today: LocalDate): Duty {
  const { duty, title, law } = rule;
  const against = rule.conditions
    .map((condition) => condition(facts, today))
    .filter((verdict) => verdict !== undefined);
  const failed = against.find(({ outcome }) => outcome === 'does_not_apply');
  if (failed) return { duty, title, law, ...failed, timing: null };
  if (against.length > 0) {
    const reasons = [...new Set(against.map(({ reason }) => reason))];
    const missing = [...new Set(against.flatMap((verdict) => verdict.missing))];
    const unknown = cannotBeKnown(reasons.join(' '), ...missing);
    return { duty, title, law, ...unknown, timing: null };
  }
  const timing = rule.timing?.(facts, today) ?? null;
  const reason = rule.because(facts, today);
  return { duty, title, law, outcome: 'applies', reason, missing: [], timing };
}
