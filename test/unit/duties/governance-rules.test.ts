import t from 'tap';
import { governanceRules } from '../../../src/duties/governance-rules.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { day, dutyNamed, pounds } from './given.ts';

const supply = { category: 'supply_staff', signedOn: day('2026-09-14') };

t.test(
  'supply staff come through the framework, or it is to be shown that it costs no more',
  async (t) => {
    const reason = (record: object) => dutyNamed('supply_framework', { ...supply, record }).reason;
    t.match(reason({ framework: 'RM6376', route: 'framework' }), 'called off from RM6376');
    t.match(reason({}), 'nothing written down shows that it costs no more');
    t.match(reason({ frameworkComparison: 'fees of 1 Sep' }), 'is to be shown by: fees of 1 Sep');
    const early = { ...supply, signedOn: day('2026-04-29'), record: { framework: 'RM6376' } };
    t.equal(dutyNamed('fee_caps', early, '2026-08-31').outcome, 'does_not_apply', 'it ran not yet');
  },
);

t.test('caps are told as they are reported, with what the prices lack', async (t) => {
  const feeCaps = [
    { item: 'TEACHER', cap: decimal('45') },
    { item: 'COVER', cap: decimal('60') },
    { item: 'TA', cap: null },
  ];
  const { reason } = dutyNamed('fee_caps', { ...supply, feeCaps });
  t.match(reason, '£32.00 to £55.00');
  t.match(reason, 'no fee_cap for TA');
  t.match(reason, 'The fee_cap of COVER, £60, is above all of them');
  t.notMatch(reason, 'TEACHER');
});

t.test('the breakdown of charges is what the register says it is', async (t) => {
  const reason = (chargeBreakdown: boolean | null) =>
    dutyNamed('charge_breakdown', { ...supply, record: { chargeBreakdown } }).reason;
  t.match(reason(null), 'is not written down');
  t.match(reason(true), 'this one does.');
  t.match(reason(false), 'this one does not.');
});

t.test('a related party is reported and approved before it is agreed', async (t) => {
  const record = {
    relatedParty: true,
    estimatedFirstTerm: pounds('50000'),
    relatedPartyReportedOn: day('2026-05-04'),
  };
  t.match(dutyNamed('related_party_reported', { record }).timing, {
    dueBy: '2026-05-31',
    doneOn: '2026-05-04',
  });
  const approval = dutyNamed('related_party_approved', { record });
  t.match(approval.reason, '£50,000.00 is above £40,000.00, for each transaction by itself');
  t.equal(approval.timing?.dueBy, '2026-05-31');
  t.match(dutyNamed('at_cost', { record }).reason, 'No statement of assurance');
  const assured = { ...record, relatedPartyAtCost: 'statement of 3 May' };
  t.match(dutyNamed('at_cost', { record: assured }).reason, 'statement of 3 May');
  const before = { signedOn: day('2013-11-06'), record };
  t.match(dutyNamed('at_cost', before).reason, 'no such limit on 6 November 2013');
  t.equal(governanceRules.length, 7);
});

t.test('the register says what the checklists ask for and it lacks', async (t) => {
  t.match(
    dutyNamed('register').reason,
    'Not written down yet: the value of a year, net; the terms',
  );
  const record = {
    annualValue: pounds('1'),
    earlyTermination: 'none',
    exitPlan: 'plan of March',
    reviewOn: day('2027-09-01'),
  };
  t.equal(dutyNamed('register', { record }).reason, 'What the checklists ask for is written down.');
});
