import type { LocalDate } from '../calendar/local-date.ts';
import { awardRules, buyingRoute } from './award-rules.ts';
import { type Duty, dutyOf, type Rule } from './duty.ts';
import type { DutyFacts } from './facts.ts';
import { governanceRules } from './governance-rules.ts';
import { lifeRules } from './life-rules.ts';

/** Every rule that is known here. */
export const rules: readonly Rule[] = [
  ...awardRules,
  buyingRoute,
  ...lifeRules,
  ...governanceRules,
];

/** What each rule means to a contract on a day, in the order of a contract's life. */
export function dutiesOf(facts: DutyFacts, today: LocalDate): Duty[] {
  return rules.map((rule) => dutyOf(rule, facts, today));
}
