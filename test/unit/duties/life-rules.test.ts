import t from 'tap';
import { lifeRules } from '../../../src/duties/life-rules.ts';
import { day, dutyNamed, type Given, pounds } from './given.ts';

const due = (name: string, given: Given) => dutyNamed(name, given).timing?.dueBy;
const large = { estimatedFirstTerm: pounds('6000000') };

t.test('the end of a contract is told within 30 days, also where it just expires', async (t) => {
  t.equal(due('termination_notice', {}), '2028-09-29');
  t.equal(due('termination_notice', { record: { endedOn: day('2026-10-31') } }), '2026-11-29');
});

t.test('performance is assessed every twelve months', async (t) => {
  const signedOn = day('2026-06-01');
  t.equal(due('performance_assessed', { signedOn, record: large }), '2027-05-31');
  const performanceAssessedOn = day('2027-05-14');
  const again = { signedOn, record: { ...large, performanceAssessedOn } };
  t.equal(due('performance_assessed', again), '2028-05-13');
  t.equal(due('performance_assessed', { signedOn: null, record: large }), null);
});

t.test('a breach is published within 30 days, a pipeline within 56 from 1 April', async (t) => {
  t.equal(due('breach_published', { record: { breachOn: day('2026-11-02') } }), '2026-12-01');
  t.equal(due('pipeline_notice', { record: { pipelineBuyer: true } }), '2026-05-26');
  t.match(
    dutyNamed('payments_compliance_notice', { record: { buyer: 'local_authority' } }).timing?.when,
    'half year',
  );
});

t.test('a change is told before it is made, and its copy published within 90 days', async (t) => {
  const modification = {
    on: day('2026-10-01'),
    valueChange: pounds('2000000'),
    termChangeDays: 200,
  };
  t.equal(due('change_notice', { modification, record: large }), '2026-09-30');
  t.equal(due('changed_copy', { modification, record: large }), '2026-12-29');
  t.match(
    dutyNamed('modification_limits', { modification, record: large }).reason,
    'Its value changed by £2,000,000.00, 50.00%',
  );
  t.match(dutyNamed('modification_limits').reason, 'No change since it was signed');
  t.equal(lifeRules.length, new Set(lifeRules.map(({ duty }) => duty)).size);
});
