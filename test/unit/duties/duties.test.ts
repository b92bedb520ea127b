import t from 'tap';
import type { ContractRecord } from '../../../src/amendments/record.ts';
import { dutiesOf, rules } from '../../../src/duties/duties.ts';
import type { Outcome } from '../../../src/duties/duty.ts';
import { day, dutyNamed, factsOf, type Given, pounds } from './given.ts';

type Of = Partial<ContractRecord>;
const old: Of = { commencedOn: day('2025-02-23') };
const school: Of = { buyer: 'maintained_school' };
const council: Of = { buyer: 'local_authority' };
const small: Of = { estimatedFirstTerm: pounds('90000') };
const large: Of = { estimatedFirstTerm: pounds('5000001') };
const lightTouch: Of = { kind: 'light_touch', estimatedFirstTerm: pounds('700000') };
const callOff: Of = { route: 'framework', framework: 'RM6376 Lot 1' };
const breach: Of = { breachOn: day('2026-11-02') };

const yes: Outcome = 'applies';
const no: Outcome = 'does_not_apply';
const unknown: Outcome = 'cannot_be_known';

const changed = (valueChange: string | null, termChangeDays = 0) => ({
  modification: {
    on: day('2026-10-01'),
    valueChange: valueChange === null ? null : pounds(valueChange),
    termChangeDays,
  },
});
const supply = (record: Of = {}, more: Omit<Given, 'record'> = {}): Given => {
  return { category: 'supply_staff', signedOn: day('2026-09-14'), ...more, record };
};
const related = (record: Of = {}, signedOn = '2026-06-01'): Given => {
  return { signedOn: day(signedOn), record: { relatedParty: true, ...record } };
};

/** The rule, a contract, a day of asking where it matters, and what is said. */
const cases: readonly (readonly [string, Given, Outcome, string?])[] = [
  // Each duty of the Act: a contract that has it, and those that have not, for each reason.
  ['full_procedure', {}, yes],
  ['full_procedure', { record: small }, no],
  ['full_procedure', { record: old }, no],
  ['conflicts_assessment', {}, yes],
  ['conflicts_assessment', { record: old }, no],
  ['conflicts_assessment', { record: small }, no],
  ['award_notice', {}, yes],
  ['award_notice', { record: callOff }, yes],
  ['award_notice', { record: school }, yes],
  ['award_notice', { record: old }, no],
  ['award_notice', { record: small }, no],
  ['standstill', {}, yes],
  ['standstill', { record: callOff }, no],
  ['standstill', { record: { route: 'dynamic_market' } }, no],
  ['standstill', { record: lightTouch }, no],
  ['standstill', { record: { route: null } }, unknown],
  ['indicators', { record: large }, yes],
  ['indicators', {}, no],
  ['indicators', { record: { ...large, ownFramework: 'closed' } }, no],
  ['indicators', { record: { ...large, kind: 'light_touch' } }, no],
  ['indicators', { record: { kind: 'concession', estimatedFirstTerm: pounds('6000000') } }, no],
  ['indicators', { record: { ...large, ...old } }, no],
  ['details_notice', {}, yes],
  ['details_notice', { record: lightTouch }, yes],
  ['details_notice', { record: small }, no],
  ['details_notice', { record: old }, no],
  ['copy', { record: large }, yes],
  ['copy', { record: { estimatedFirstTerm: pounds('5000000') } }, no],
  ['copy', { record: { ...large, ...old } }, no],
  ['below_threshold_rules', { record: { ...small, ...council } }, yes],
  ['below_threshold_rules', { record: small }, no],
  ['below_threshold_rules', { record: { ...small, ...school } }, no],
  ['below_threshold_rules', { record: council }, no],
  ['below_threshold_rules', { record: { ...small, ...council, ...old } }, no],
  ['framework_term', { record: { ownFramework: 'open' } }, yes],
  ['framework_term', { record: { ownFramework: 'closed' } }, yes],
  ['framework_term', { record: { ownFramework: 'open_single_supplier' } }, yes],
  ['framework_term', {}, no],
  ['framework_term', { record: { ...lightTouch, ownFramework: 'closed' } }, no],
  ['framework_term', { record: { ownFramework: 'open', ...old } }, no],
  ['payment_term', { record: council }, yes],
  ['payment_term', {}, no],
  ['payment_term', { record: school }, no],
  ['payment_term', { record: { ...council, ...old } }, no],
  ['payment_term', { record: { buyer: null } }, unknown],
  ['payments_compliance_notice', { record: council }, yes],
  ['payments_compliance_notice', { record: school }, no],
  ['payments_published', { record: council }, yes],
  ['payments_published', { record: school }, no],
  ['performance_assessed', { record: large }, yes],
  ['performance_assessed', {}, no],
  ['performance_assessed', { record: { ...large, ...old } }, no],
  ['breach_published', { record: breach }, yes],
  ['breach_published', {}, no],
  ['breach_published', { record: { ...breach, ...lightTouch } }, no],
  ['breach_published', { record: { ...breach, ...old } }, no],
  ['modification_limits', {}, yes],
  ['modification_limits', { record: lightTouch }, no],
  ['modification_limits', { record: small }, no],
  ['modification_limits', { record: old }, no],
  ['change_notice', { ...changed('40000', 200) }, yes],
  ['change_notice', { ...changed('20000', 30) }, no],
  ['change_notice', { ...changed('40000', 30) }, unknown],
  ['change_notice', { ...changed(null, 30) }, unknown],
  ['change_notice', {}, no],
  ['change_notice', { ...changed('400000', 200), record: { ...lightTouch } }, no],
  ['change_notice', { ...changed('40000', 200), record: old }, no],
  [
    'change_notice',
    { ...changed('700000', 30), record: { kind: 'works', estimatedFirstTerm: pounds('6000000') } },
    no,
  ],
  ['changed_copy', { ...changed('2000000', 200), record: large }, yes],
  ['changed_copy', { ...changed('40000', 200) }, no],
  ['termination_notice', {}, yes],
  ['termination_notice', { record: lightTouch }, yes],
  ['termination_notice', { record: small }, no],
  ['termination_notice', { record: old }, no],
  ['pipeline_notice', { record: { pipelineBuyer: true } }, yes],
  ['pipeline_notice', { record: { pipelineBuyer: false } }, no],
  ['pipeline_notice', {}, unknown],
  ['pipeline_notice', { record: { pipelineBuyer: true, ...old } }, no],
  // The old law, for the life of what was procured under it.
  ['old_modification_limits', { record: old }, yes],
  ['old_modification_limits', {}, no],
  ['contracts_finder', { record: { ...old, ...council } }, yes],
  ['contracts_finder', { record: { ...old, ...school } }, no],
  ['contracts_finder', {}, no],
  ['old_award_notice', { record: old }, unknown],
  ['old_award_notice', {}, no],
  // What the department advises is for what lies below the threshold.
  ['buying_route', { record: small }, yes],
  ['buying_route', {}, no],
  ['buying_route', { record: { estimatedFirstTerm: null } }, unknown],
  // The supply mandate, before and after its first day.
  ['supply_framework', supply(callOff), yes, '2026-09-14'],
  ['supply_framework', supply(), yes, '2026-09-14'],
  ['supply_framework', supply({}, { signedOn: day('2026-08-31') }), no, '2026-08-31'],
  ['supply_framework', supply({}, { signedOn: day('2026-08-31') }), unknown, '2026-09-01'],
  ['supply_framework', supply({}, { signedOn: day('2026-09-01') }), yes, '2026-09-01'],
  ['supply_framework', supply(school), no],
  ['supply_framework', supply(council), no],
  ['supply_framework', supply({ buyer: null }), unknown],
  ['supply_framework', {}, no],
  ['fee_caps', supply(), yes],
  ['fee_caps', supply(), no, '2026-08-31'],
  ['fee_caps', supply(callOff), yes, '2026-08-31'],
  ['fee_caps', supply({ ...callOff, ...school }), yes],
  ['fee_caps', supply(school), no],
  ['fee_caps', {}, no],
  ['charge_breakdown', supply(callOff), yes],
  ['charge_breakdown', supply(), yes],
  ['charge_breakdown', supply(), no, '2026-08-31'],
  ['charge_breakdown', {}, no],
  // Related parties, with the limits of the day on which they were agreed.
  ['related_party_reported', related(), yes],
  ['related_party_reported', related(school), no],
  ['related_party_reported', {}, no],
  ['related_party_reported', { record: { relatedParty: null } }, unknown],
  ['related_party_approved', related({ estimatedFirstTerm: pounds('40000.01') }), yes],
  ['related_party_approved', related({ estimatedFirstTerm: pounds('40000') }), no],
  ['related_party_approved', related({ estimatedFirstTerm: pounds('30000') }, '2023-08-31'), yes],
  ['related_party_approved', related({ estimatedFirstTerm: pounds('30000') }, '2023-09-01'), no],
  ['related_party_approved', related({ estimatedFirstTerm: null }), unknown],
  ['at_cost', related({ estimatedFirstTerm: pounds('2500.01') }), yes],
  ['at_cost', related({ estimatedFirstTerm: pounds('2500') }), no],
  ['at_cost', {}, no],
  ['register', {}, yes],
];

t.test('each duty applies to the contracts that have it, and to no others', async (t) => {
  for (const [name, given, outcome, today] of cases) {
    const duty = dutyNamed(name, given, today);
    const about = `${name} of ${JSON.stringify(given)} on ${today ?? 'a later day'}: ${duty.reason}`;
    t.equal(duty.outcome, outcome, about);
    t.ok(duty.reason, about);
  }
});

t.test(
  'each rule has a case in which it applies or is not known, and one in which not',
  async (t) => {
    for (const { duty } of rules.filter(({ duty }) => duty !== 'register')) {
      const said = new Set(cases.filter(([name]) => name === duty).map(([, , outcome]) => outcome));
      t.ok(said.has(no), `${duty} has one without it`);
      t.ok(said.has(yes) || duty === 'old_award_notice', `${duty} has one with it`);
    }
  },
);

t.test('all rules are told of every contract, each with its section and source', async (t) => {
  const told = dutiesOf(factsOf(), day('2026-11-26'));
  t.equal(told.length, rules.length);
  for (const { law, outcome, timing } of told) {
    t.match(law.source, /^https:\/\//);
    t.ok(law.section);
    t.ok(outcome === yes || timing === null, 'what does not apply is due on no day');
  }
});

t.test('nothing is ever called compliant, lawful or a breach of the law', async (t) => {
  for (const [name, given, , today] of cases) {
    const { reason, title } = dutyNamed(name, given, today);
    t.notMatch(`${title} ${reason}`, /complian(t|ce with)|lawful|legal(?! advice)|broke the law/i);
  }
});
