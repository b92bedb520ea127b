import { addMonths, dayBefore, type LocalDate } from '../calendar/local-date.ts';
import { dayInWords } from '../renewals/words.ts';
import { within } from './award-rules.ts';
import {
  aboveThreshold,
  becauseAbove,
  isLarge,
  notBySchool,
  notConcession,
  notLightTouch,
  notOwnFramework,
  underAct,
  underRegulations,
} from './conditions.ts';
import { type Condition, cannotBeKnown, doesNotApply, type Rule } from './duty.ts';
import { pa2023, pcr2015, termChangePercent } from './law.ts';
import { sizeInWords, sizeOf } from './modification.ts';
import { lastOfDays } from './period-of-days.ts';

const changed: Condition = ({ modification }) =>
  modification === null
    ? doesNotApply('No change since it was signed is written down.')
    : undefined;

const changedMuch: Condition = (facts) => {
  if (facts.modification === null) return undefined;
  const { isValueSmall, isTermSmall } = sizeOf(facts.modification, facts);
  const words = sizeInWords(facts.modification, facts);
  if (isValueSmall && isTermSmall) return doesNotApply(`Small changes need none. ${words}`);
  if (isValueSmall === null) {
    return cannotBeKnown(words, 'kind', 'estimated_first_term', 'estimated_options');
  }
  return isValueSmall || isTermSmall
    ? cannotBeKnown(
        `${words} The Act spares a small change of value or of term, and here only one is small: have that looked at.`,
      )
    : undefined;
};

/** What has to be done while a contract runs and when it ends (domain 3.2). */
export const lifeRules: readonly Rule[] = [
  {
    duty: 'payment_term',
    title: 'Pay within the 30 days that the Act writes into the contract',
    law: pa2023('68'),
    conditions: [underAct, aboveThreshold, notBySchool],
    because: becauseAbove,
  },
  {
    duty: 'payments_compliance_notice',
    title: 'Publish a payments compliance notice',
    law: pa2023('69'),
    conditions: [underAct, aboveThreshold, notBySchool],
    because: becauseAbove,
    timing: () => {
      const when = 'within 30 days beginning with the last day of each half year of reporting';
      return { dueBy: null, doneOn: null, when };
    },
  },
  {
    duty: 'payments_published',
    title: 'Publish payments of more than £30,000',
    law: pa2023('70'),
    conditions: [underAct, aboveThreshold, notBySchool],
    because: becauseAbove,
  },
  {
    duty: 'performance_assessed',
    title: 'Assess performance against the indicators and publish it',
    law: pa2023('71(2)'),
    conditions: [underAct, aboveThreshold, isLarge, notOwnFramework, notConcession, notLightTouch],
    because: becauseAbove,
    timing: ({ record: { performanceAssessedOn }, signedOn }) => {
      const since = performanceAssessedOn ?? signedOn;
      const dueBy = since && dayBefore(addMonths(since, 12));
      const when = 'at least once every 12 months, and when it ends';
      return { dueBy, doneOn: performanceAssessedOn, when };
    },
  },
  {
    duty: 'breach_published',
    title: 'Publish a breach or poor performance',
    law: pa2023('71(3)–(6)'),
    conditions: [
      underAct,
      aboveThreshold,
      notLightTouch,
      ({ record: { breachOn } }) =>
        breachOn === null ? doesNotApply('No breach is written down.') : undefined,
    ],
    because: ({ record }) =>
      `A breach or poor performance is written down of ${record.breachOn && dayInWords(record.breachOn)}.`,
    timing: ({ record }) =>
      within(30, record.breachOn, 'on which that has to be published', record.breachNoticeOn),
  },
  {
    duty: 'modification_limits',
    title: 'Change it only as far as it may be changed without buying anew',
    law: pa2023('74 and Sch. 8'),
    conditions: [underAct, aboveThreshold, notLightTouch],
    because: (facts) => {
      const limits = `A change may be one of Sch. 8, small (10% of the value, of works 15%, and below the threshold with earlier ones), or not substantial: at most ${termChangePercent}% of the longest term, the same scope in kind, and no better for the supplier.`;
      return facts.modification === null
        ? `${limits} No change since it was signed is written down.`
        : `${sizeInWords(facts.modification, facts)} ${limits} Scope and balance are not known here.`;
    },
  },
  {
    duty: 'change_notice',
    title: 'Publish a contract change notice',
    law: pa2023('75'),
    conditions: [underAct, aboveThreshold, notLightTouch, changed, changedMuch],
    because: (facts) => (facts.modification ? sizeInWords(facts.modification, facts) : ''),
    timing: ({ modification, record }) => {
      const dueBy = modification?.on ? dayBefore(modification.on) : null;
      return { dueBy, doneOn: record.changeNoticeOn, when: 'before it is changed' };
    },
  },
  {
    duty: 'changed_copy',
    title: 'Publish a copy of the change',
    law: pa2023('77'),
    conditions: [underAct, aboveThreshold, isLarge, notLightTouch, changed, changedMuch],
    because: becauseAbove,
    timing: ({ modification, record }) =>
      within(90, modification?.on ?? null, 'of the change', record.changedCopyOn),
  },
  {
    duty: 'termination_notice',
    title: 'Publish a contract termination notice, also when it just ends',
    law: pa2023('80'),
    conditions: [underAct, aboveThreshold],
    because: ({ record, endsOn }) => {
      return record.endedOn
        ? `It ended early on ${dayInWords(record.endedOn)}.`
        : `It ends on ${dayInWords(endsOn)}, and termination includes expiry.`;
    },
    timing: ({ record, endsOn }) =>
      within(30, record.endedOn ?? endsOn, 'on which it ends', record.terminationNoticeOn),
  },
  {
    duty: 'pipeline_notice',
    title: 'Publish a pipeline notice',
    law: pa2023('93'),
    conditions: [
      underAct,
      ({ record: { pipelineBuyer } }) => {
        if (pipelineBuyer === true) return undefined;
        return pipelineBuyer === false
          ? doesNotApply('Its buyer does not expect to pay more than £100 million in a year.')
          : cannotBeKnown(
              'It is for buyers that expect to pay more than £100 million in a year, all contracts together, which is not known here.',
              'pipeline_buyer',
            );
      },
    ],
    because: () => 'Its buyer expects to pay more than £100 million in a year.',
    timing: (_, today) => {
      const dueBy = lastOfDays(firstOfApril(today), 56);
      return { dueBy, doneOn: null, when: 'within 56 days beginning with 1 April of each year' };
    },
  },
  {
    duty: 'old_modification_limits',
    title: 'Change it only as the old law allows without buying anew',
    law: pcr2015('72'),
    conditions: [underRegulations],
    because: () =>
      'It stays under the old law, and the limits of that are for its changes as well if it was procured under its full rules; whether it was is not known here.',
  },
];

/** The 1 April of the calendar year. */
const firstOfApril = (today: LocalDate) => `${today.slice(0, 4)}-04-01` as LocalDate;
