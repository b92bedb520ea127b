import { type RecordField, recordFields } from '../amendments/record.ts';
import { dayBefore, type LocalDate } from '../calendar/local-date.ts';
import { contains } from '../calendar/period.ts';
import { decimal } from '../money/decimal.ts';
import { displayMoney, formatMoney, type Money } from '../money/money.ts';
import { dayInWords } from '../renewals/words.ts';
import {
  byAcademyTrust,
  forSupplyStaff,
  isOnMandatedFramework,
  withRelatedParty,
} from './conditions.ts';
import { type Condition, cannotBeKnown, doesNotApply, type Rule } from './duty.ts';
import { type DutyFacts, estimateOf } from './facts.ts';
import { atCostLimit, feeCaps, type Limit, relatedPartyLimits, supplyMandate } from './law.ts';

const { mustFrom, framework, runs } = supplyMandate;

const mandateInForce: Condition = ({ signedOn }, today) => {
  if (today < mustFrom) {
    return doesNotApply(`Trusts must from ${dayInWords(mustFrom)}; until then they may.`);
  }
  if (signedOn === null)
    return cannotBeKnown('When it was signed is not written down.', 'signed_on');
  return signedOn < mustFrom
    ? cannotBeKnown(
        `It was signed on ${dayInWords(signedOn)}, before ${dayInWords(mustFrom)}: what was read of the mandate does not say whether it reaches contracts that run already. The next one is under it.`,
      )
    : undefined;
};

const isMandated: Condition = (facts, today) => {
  const { buyer } = facts.record;
  if (buyer === 'maintained_school' || buyer === 'local_authority') {
    return doesNotApply('Schools kept by a council may use the framework, and need not.');
  }
  return byAcademyTrust(facts, today);
};

const capsInForce: Condition = (facts, today) =>
  contains(feeCaps.days, today) || isOnMandatedFramework(facts)
    ? undefined
    : doesNotApply(`Fees are capped from ${dayInWords(feeCaps.days.from)}.`);

/** The day on which a contract is agreed, as far as it is known. */
const agreedOn = ({ signedOn, startsOn }: DutyFacts): LocalDate => signedOn ?? startsOn;

const limitOn = <Of extends Limit>(limits: readonly Of[], on: LocalDate) =>
  limits.find(({ days }) => contains(days, on));

const aboveLimit =
  (limits: readonly Limit[]): Condition =>
  (facts) => {
    const on = agreedOn(facts);
    const limit = limitOn(limits, on);
    if (!limit) return doesNotApply(`There was no such limit on ${dayInWords(on)}.`);
    const { known, missing, cannotBeEstimated } = estimateOf(facts);
    if (known > limit.amount) return undefined;
    if (missing.length > 0 || cannotBeEstimated) {
      return cannotBeKnown('Its estimated value is not whole.', ...missing);
    }
    return doesNotApply(`${displayMoney(known)} is not above ${displayMoney(limit.amount)}.`);
  };

const supplyRules: readonly Rule[] = [
  {
    duty: 'supply_framework',
    title: `Procure supply staff through ${framework}, or where it costs no more`,
    law: supplyMandate.law,
    conditions: [forSupplyStaff, isMandated, mandateInForce],
    because: (facts) => {
      const { record } = facts;
      if (isOnMandatedFramework(facts))
        return `The register has it as called off from ${framework}.`;
      const comparison = record.frameworkComparison;
      const runsFrom = `${framework} runs from ${dayInWords(runs.from)} to ${dayInWords(runs.to)}.`;
      return comparison
        ? `It is not called off from ${framework}; that it costs no more is to be shown by: ${comparison}`
        : `It is not called off from ${framework} while that runs, and nothing written down shows that it costs no more. ${runsFrom}`;
    },
  },
  {
    duty: 'fee_caps',
    title: 'Hold the agency’s fee to the cap of the framework',
    law: feeCaps.law,
    conditions: [
      forSupplyStaff,
      capsInForce,
      (facts, today) => (isOnMandatedFramework(facts) ? undefined : isMandated(facts, today)),
    ],
    because: ({ feeCaps: caps }) => {
      const { least, most } = feeCaps;
      const range = `The caps are reported to be ${displayMoney(least)} to ${displayMoney(most)}; the table by role is not public.`;
      const without = caps.filter(({ cap }) => cap === null).map(({ item }) => item);
      const above = caps.filter(({ cap }) => cap?.gt(decimal(formatMoney(most))));
      return [
        range,
        ...(without.length > 0 ? [`prices.csv has no fee_cap for ${without.join(', ')}.`] : []),
        ...above.map(({ item, cap }) => `The fee_cap of ${item}, £${cap}, is above all of them.`),
        'Lines with a fee above their fee_cap are listed when a file is imported.',
      ].join(' ');
    },
  },
  {
    duty: 'charge_breakdown',
    title: 'Get the charges for each candidate broken down',
    law: supplyMandate.law,
    conditions: [
      forSupplyStaff,
      (facts, today) =>
        isOnMandatedFramework(facts)
          ? undefined
          : (isMandated(facts, today) ?? mandateInForce(facts, today)),
    ],
    because: ({ record: { chargeBreakdown } }) => {
      const what = 'Agencies break down pay, statutory costs and their fee.';
      if (chargeBreakdown === null) return `${what} Whether this one does is not written down.`;
      return `${what} The register says that this one ${chargeBreakdown ? 'does' : 'does not'}.`;
    },
  },
];

const inPounds = (amount: Money | undefined) => (amount === undefined ? '' : displayMoney(amount));

const relatedPartyRules: readonly Rule[] = [
  {
    duty: 'related_party_reported',
    title: 'Report the transaction with a related party to the department',
    law: relatedPartyLimits[1]?.law ?? atCostLimit.law,
    conditions: [byAcademyTrust, withRelatedParty],
    because: () => 'Every new or renewed one is reported before it is agreed.',
    timing: ({ record, ...facts }) => {
      const dueBy = facts.signedOn && dayBefore(facts.signedOn);
      return { dueBy, doneOn: record.relatedPartyReportedOn, when: 'before it is agreed' };
    },
  },
  {
    duty: 'related_party_approved',
    title: 'Get the department’s approval for it',
    law: relatedPartyLimits[1]?.law ?? atCostLimit.law,
    conditions: [byAcademyTrust, withRelatedParty, aboveLimit(relatedPartyLimits)],
    because: (facts) => {
      const limit = limitOn(relatedPartyLimits, agreedOn(facts));
      return `${displayMoney(estimateOf(facts).known)} is above ${inPounds(limit?.amount)}, ${limit?.counted} (${limit?.law.section}).`;
    },
    timing: ({ record, signedOn }) => {
      const dueBy = signedOn && dayBefore(signedOn);
      return { dueBy, doneOn: record.relatedPartyApprovedOn, when: 'before it is agreed' };
    },
  },
  {
    duty: 'at_cost',
    title: 'Have the related party supply at cost, with its statement of assurance',
    law: atCostLimit.law,
    conditions: [byAcademyTrust, withRelatedParty, aboveLimit([atCostLimit])],
    because: ({ record }) =>
      record.relatedPartyAtCost === null
        ? 'No statement of assurance is written down.'
        : `The register has: ${record.relatedPartyAtCost}`,
  },
];

/** What the checklists of schools and trusts ask a register to hold of each contract. */
const asked: readonly RecordField[] = ['annualValue', 'earlyTermination', 'exitPlan', 'reviewOn'];

const registerRule: Rule = {
  duty: 'register',
  title: 'Keep it in a register that goes to the board',
  law: {
    section: 'Schools financial value standard Q21; trusts’ resource management checklist',
    source:
      'https://gov.uk/government/publications/schools-financial-value-standard/schools-financial-value-standard-sfvs-checklist-guidance',
  },
  conditions: [],
  because: ({ record }) => {
    const empty = asked.filter((field) => record[field] === null);
    if (empty.length === 0) return 'What the checklists ask for is written down.';
    const names = empty.map((field) => recordFields[field].inWords);
    return `Not written down yet: ${names.join('; ')}.`;
  },
};

/** What the department and boards ask for, whatever the law of procurement says (domain 3.3 to 3.5). */
export const governanceRules: readonly Rule[] = [
  registerRule,
  ...supplyRules,
  ...relatedPartyRules,
];
