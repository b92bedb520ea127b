import { type ContractRecord, recordOf } from '../../../src/amendments/record.ts';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { rules } from '../../../src/duties/duties.ts';
import { type Duty, dutyOf } from '../../../src/duties/duty.ts';
import type { DutyFacts } from '../../../src/duties/facts.ts';
import { type Money, parseMoney } from '../../../src/money/money.ts';

export const day = (text: string) => text as LocalDate;
export const pounds = (text: string) => parseMoney(text) as Money;

/** A contract for services that an academy trust awards by open competition, above every threshold. */
export const usual: Partial<ContractRecord> = {
  buyer: 'academy_trust',
  kind: 'services',
  route: 'open_competition',
  commencedOn: day('2026-02-02'),
  estimatedFirstTerm: pounds('250000'),
  relatedParty: false,
};

export type Given = Partial<Omit<DutyFacts, 'record'>> & {
  readonly record?: Partial<ContractRecord>;
};

/** Such a contract, but for what a test says of it. */
export function factsOf({ record, ...rest }: Given = {}): DutyFacts {
  return {
    record: recordOf({ ...usual, ...record }),
    startsOn: day('2026-09-01'),
    firstEndsOn: day('2028-08-31'),
    longestUntil: day('2028-08-31'),
    endsOn: day('2028-08-31'),
    signedOn: day('2026-06-01'),
    category: 'catering',
    feeCaps: [],
    modification: null,
    ...rest,
  };
}

/** What one rule means to a contract on a day. */
export function dutyNamed(name: string, given: Given = {}, today = '2026-11-26'): Duty {
  const rule = rules.find(({ duty }) => duty === name);
  if (!rule) throw new Error(`there is no rule ${name}`);
  return dutyOf(rule, factsOf(given), day(today));
}
