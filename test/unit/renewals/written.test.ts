import t from 'tap';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import { writeDecided, writeRenewal } from '../../../src/renewals/written.ts';
import { day } from '../lines/given.ts';
import { contractEnding, decided } from './given.ts';

const today = day('2026-02-11');
const calendar = { meetings: [], holidays: [] };
const pay = contractEnding('PAY', '2026-08-31');
const open = renewalOf(pay, { terms: new Map(), decisions: new Map(), calendar }, today);
const decisions = new Map([['PAY', [decided('let_end', '2026-08-31')]]]);
const over = renewalOf(pay, { terms: new Map(), decisions, calendar }, today);

t.test('a reason is told to who is let in for the whole trust', async (t) => {
  const reasonFor = (isWhole: boolean) =>
    writeRenewal(over, 'Acme', { today, isWhole }).decided?.reason;
  t.equal(reasonFor(true), 'the board wanted it');
  t.equal(reasonFor(false), null);
});

t.test('a decision is told with what it changed', async (t) => {
  t.match(writeDecided({ today, supplier: 'Acme', before: open, after: over }), {
    before: { contract: 'PAY', supplier: 'Acme', state: 'far', decided: null },
    after: { state: 'noticed', decided: { act: 'let_end', by: 'office' } },
  });
});
