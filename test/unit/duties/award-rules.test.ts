import t from 'tap';
import { awardRules, buyingRoute, within } from '../../../src/duties/award-rules.ts';
import { day, dutyNamed, type Given, pounds } from './given.ts';

const due = (name: string, given: Given) => dutyNamed(name, given).timing?.dueBy;
const signedOn = day('2026-06-01');

t.test('a period beginning with a day has that day as its first', async (t) => {
  t.same(within(30, day('2026-06-01'), 'of it', null), {
    dueBy: '2026-06-30',
    doneOn: null,
    when: 'within 30 days beginning with the day of it',
  });
  t.equal(within(30, null, 'of it', null).dueBy, null);
});

t.test('notices are due by days that depend on what was bought', async (t) => {
  const lightTouch = { kind: 'light_touch', estimatedFirstTerm: pounds('6000000') } as const;
  const large = { estimatedFirstTerm: pounds('6000000') };
  t.equal(due('details_notice', { signedOn }), '2026-06-30');
  t.equal(due('details_notice', { signedOn, record: lightTouch }), '2026-09-28');
  t.equal(due('copy', { signedOn, record: large }), '2026-08-29');
  t.equal(due('copy', { signedOn, record: lightTouch }), '2026-11-27');
  t.equal(due('details_notice', { signedOn: null }), null);
});

t.test('the standstill counts working days from the day of the notice', async (t) => {
  const awardNoticeOn = day('2026-05-20');
  const { timing } = dutyNamed('standstill', { signedOn, record: { awardNoticeOn } });
  // 25 May is a bank holiday.
  t.match(timing?.when, 'It ends on 1 June 2026, and it was signed on 1 June 2026');
  const later = { signedOn: day('2026-06-02'), record: { awardNoticeOn } };
  t.notMatch(dutyNamed('standstill', later).timing?.when, 'it was signed');
  t.equal(dutyNamed('standstill').timing?.when.includes('It ends'), false);
});

t.test('conflicts are assessed before the tender notice', async (t) => {
  const record = { tenderNoticeOn: day('2026-03-02'), conflictsAssessedOn: day('2026-02-20') };
  t.match(dutyNamed('conflicts_assessment', { record }).timing, {
    dueBy: '2026-03-02',
    doneOn: '2026-02-20',
  });
});

t.test('a framework of one’s own ends after four years, an open one after eight', async (t) => {
  const of = (ownFramework: 'open' | 'closed' | 'open_single_supplier') =>
    due('framework_term', { signedOn, record: { ownFramework } });
  t.equal(of('open'), '2034-05-31');
  t.equal(of('closed'), '2030-05-31');
  t.equal(of('open_single_supplier'), '2030-05-31');
  t.equal(
    due('framework_term', { signedOn: null, record: { ownFramework: 'open' } }),
    '2034-08-31',
  );
});

t.test('the department advises by value', async (t) => {
  const advice = (value: string) =>
    dutyNamed('buying_route', { record: { estimatedFirstTerm: pounds(value) } }).reason;
  t.match(advice('9999.99'), 'low value');
  t.match(advice('10000'), 'medium value');
  t.match(advice('40000'), 'high value');
  t.equal(awardRules.includes(buyingRoute), false, 'it is no law');
});
