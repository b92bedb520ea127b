import t from 'tap';
import { actGroups, actInWords, actionsToldAs, gistOf } from '../../../src/audit/act-words.ts';

t.test('an act is told as people say it, whichever way it was done', async (t) => {
  t.equal(actInWords('letIn'), 'Let a person in');
  t.equal(actInWords('undoImport'), actInWords('undo'));
  t.equal(actInWords('close-period'), 'Closed or opened a month');
  t.equal(actInWords('showAudit'), 'Show audit');
  t.equal(actInWords('read-something'), 'Read something');
});

t.test(
  'each act of the list finds the names under which it is kept, and each name one act',
  async (t) => {
    const said = actGroups.flatMap(({ acts }) => acts);
    const names = said.flatMap(actionsToldAs);
    t.equal(new Set(names).size, names.length);
    t.equal(new Set(said).size, said.length);
    for (const each of said) {
      for (const name of actionsToldAs(each)) t.equal(actInWords(name), each);
    }
    t.strictSame(actionsToldAs('letIn'), ['letIn'], 'a name that is asked for as it is');
  },
);

t.test('what an act was about is told by names, not by ids', async (t) => {
  t.equal(gistOf(null), '');
  t.equal(gistOf({ import: 'f00-1', journal: 7 }), '');
  t.equal(
    gistOf({ asked: { email: 'a@b.example', name: 'Ann' }, told: { id: 'x' } }),
    'Ann, a@b.example',
  );
  t.equal(
    gistOf({ told: { contract: 'PAY-1', urn: '900001', item: 'PAYSLIP', kind: 'quote' } }),
    'PAY-1, 900001, PAYSLIP',
  );
  t.equal(gistOf({ asked: null, told: { reference: '', title: 'Payroll' } }), 'Payroll');
  t.equal(gistOf({ a: { b: { c: { d: { name: 'too deep' } } } } }), '');
});
