import type { LocalDate } from '../calendar/local-date.ts';
import { displayMoney } from '../money/money.ts';
import { dayInWords } from '../renewals/words.ts';
import {
  aboveThreshold,
  becauseAbove,
  belowThreshold,
  isLarge,
  isLightTouch,
  notBySchool,
  notCalledOff,
  notConcession,
  notLightTouch,
  notOwnFramework,
  sideOfThreshold,
  underAct,
  underRegulations,
} from './conditions.ts';
import { type Condition, cannotBeKnown, doesNotApply, type Rule, type Timing } from './duty.ts';
import { type DutyFacts, estimateOf } from './facts.ts';
import { buyingBands, estimateLaw, pa2023, pcr2015 } from './law.ts';
import { lastOfDays, lastOfWorkingDays, lastOfYears } from './period-of-days.ts';

/** Due so many days beginning with a day, where that day is known. */
export function within(
  count: number,
  first: LocalDate | null,
  of: string,
  doneOn: LocalDate | null,
): Timing {
  const dueBy = first && lastOfDays(first, count);
  return { dueBy, doneOn, when: `within ${count} days beginning with the day ${of}` };
}

const beforeSigning = (doneOn: LocalDate | null): Timing => {
  return { dueBy: null, doneOn, when: 'before it is signed' };
};

const lightOr = ({ record }: DutyFacts, light: number, other: number) =>
  isLightTouch(record.kind) ? light : other;

/** What has to be done up to and because of the award of a contract (domain 3.2). */
export const awardRules: readonly Rule[] = [
  {
    duty: 'full_procedure',
    title: 'Procure it under the full rules of the Act',
    law: estimateLaw,
    conditions: [underAct, aboveThreshold],
    because: becauseAbove,
  },
  {
    duty: 'conflicts_assessment',
    title: 'Assess conflicts of interest, and keep that under review',
    law: pa2023('81–83'),
    conditions: [underAct, aboveThreshold],
    because: becauseAbove,
    timing: ({ record }) => {
      const { tenderNoticeOn, conflictsAssessedOn } = record;
      const when = 'before the tender notice, and reviewed until the contract ends';
      return { dueBy: tenderNoticeOn, doneOn: conflictsAssessedOn, when };
    },
  },
  {
    duty: 'award_notice',
    title: 'Publish a contract award notice, after the assessment summaries',
    law: pa2023('50'),
    conditions: [underAct, aboveThreshold],
    because: becauseAbove,
    timing: ({ record }) => beforeSigning(record.awardNoticeOn),
  },
  {
    duty: 'standstill',
    title: 'Wait for the standstill to end before signing',
    law: pa2023('51'),
    conditions: [underAct, aboveThreshold, notCalledOff, notLightTouch],
    because: becauseAbove,
    timing: ({ record: { awardNoticeOn }, signedOn }) => {
      const last = awardNoticeOn && lastOfWorkingDays(awardNoticeOn, 8);
      const ends = last ? ` It ends on ${dayInWords(last)}` : '';
      const early =
        last && signedOn && signedOn <= last
          ? `, and it was signed on ${dayInWords(signedOn)}`
          : '';
      const when = `8 working days beginning with the day of the award notice.${ends}${early}`;
      return { dueBy: null, doneOn: null, when };
    },
  },
  {
    duty: 'indicators',
    title: 'Set and publish at least three key performance indicators',
    law: pa2023('52'),
    conditions: [underAct, aboveThreshold, isLarge, notOwnFramework, notConcession, notLightTouch],
    because: becauseAbove,
    timing: ({ record }) => beforeSigning(record.kpisPublishedOn),
  },
  {
    duty: 'details_notice',
    title: 'Publish a contract details notice',
    law: pa2023('53(1)'),
    conditions: [underAct, aboveThreshold],
    because: becauseAbove,
    timing: (facts) =>
      within(
        lightOr(facts, 120, 30),
        facts.signedOn,
        'it was signed',
        facts.record.detailsNoticeOn,
      ),
  },
  {
    duty: 'copy',
    title: 'Publish a copy of the contract',
    law: pa2023('53(3)'),
    conditions: [underAct, aboveThreshold, isLarge],
    because: becauseAbove,
    timing: (facts) =>
      within(
        lightOr(facts, 180, 90),
        facts.signedOn,
        'it was signed',
        facts.record.copyPublishedOn,
      ),
  },
  {
    duty: 'below_threshold_rules',
    title: 'Follow the rules for contracts below the threshold, with their notices',
    law: pa2023('84–88'),
    conditions: [underAct, belowThreshold, notBySchool],
    because: (facts) => {
      const found = sideOfThreshold(facts);
      return 'side' in found ? found.reason : '';
    },
  },
  {
    duty: 'framework_term',
    title: 'Let a framework of one’s own last no longer than it may',
    law: pa2023('47, 49'),
    conditions: [
      underAct,
      aboveThreshold,
      ({ record: { ownFramework } }) =>
        ownFramework === null ? doesNotApply('It is no framework itself.') : undefined,
      ({ record: { kind, ownFramework } }) =>
        isLightTouch(kind) && ownFramework === 'closed'
          ? doesNotApply('It is a framework for light touch services.')
          : undefined,
    ],
    because: ({ record: { ownFramework } }) =>
      ownFramework === 'open'
        ? 'An open framework ends eight years after its first award at the latest.'
        : ownFramework === 'closed'
          ? 'A framework ends after four years, unless its tender notice says why it has to last longer.'
          : 'An open framework with one supplier ends after four years.',
    timing: ({ record: { ownFramework }, startsOn, signedOn }) => {
      const years = ownFramework === 'open' ? 8 : 4;
      const dueBy = lastOfYears(signedOn ?? startsOn, years);
      return {
        dueBy,
        doneOn: null,
        when: `the last day it may have, ${years} years from the award`,
      };
    },
  },
  {
    duty: 'old_award_notice',
    title: 'Publish a contract award notice under the old law',
    law: pcr2015('50'),
    conditions: [
      underRegulations,
      notCalledOff,
      () => cannotBeKnown('The thresholds before 24 February 2025 are not kept here.'),
    ],
    because: () => '',
  },
  {
    duty: 'contracts_finder',
    title: 'Publish the award on Contracts Finder under the old law',
    law: pcr2015('108, 110'),
    conditions: [underRegulations, notBySchool],
    because: () => 'No school awards it; it applies above £30,000.',
  },
];

const estimateKnown: Condition = (facts) => {
  const { missing, cannotBeEstimated } = estimateOf(facts);
  if (cannotBeEstimated) return cannotBeKnown('Its value cannot be estimated.');
  return missing.length > 0
    ? cannotBeKnown('Its estimated value is not whole.', ...missing)
    : undefined;
};

/** What the department advises for contracts below the threshold; no law. */
export const buyingRoute: Rule = {
  duty: 'buying_route',
  title: 'Buy by the route that the department advises for its value',
  law: buyingBands.law,
  conditions: [
    estimateKnown,
    (facts) => {
      const found = sideOfThreshold(facts);
      return 'side' in found && found.side === 'above' ? doesNotApply(found.reason) : undefined;
    },
  ],
  because: (facts) => {
    const { known } = estimateOf(facts);
    const step = buyingBands.steps.findLast(({ from }) => known >= from);
    return `${displayMoney(known)} is of ${step?.advice}. The rules of a school, trust or council go before this advice.`;
  },
};
