import t from 'tap';
import {
  hasNews,
  isReminded,
  type Reader,
  writeReminder,
} from '../../../src/reminders/reminder.ts';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import { day } from '../lines/given.ts';
import { contractEnding, meeting } from '../renewals/given.ts';

const reader: Reader = {
  ...{ personId: 'p', email: 'lead@trust.example', role: 'finance_lead', isWhole: true },
  ...{ choice: null, lastSentOn: null },
};
const calendar = { meetings: [meeting('2026-05-13', 'Board')], holidays: [] };
const on = (date: string, ...ends: readonly string[]) =>
  ends.map((end) => {
    const known = { terms: new Map(), decisions: new Map(), calendar };
    return renewalOf(contractEnding(end, end), known, day(date));
  });

t.test('who keeps the register is reminded once a week, others if they asked', async (t) => {
  const today = day('2026-04-20');
  const examples: [Partial<Reader>, boolean, string][] = [
    [{}, true, 'never sent before'],
    [{ lastSentOn: day('2026-04-13') }, true, 'a week ago'],
    [{ lastSentOn: day('2026-04-14') }, false, 'six days ago'],
    [{ choice: 'never' }, false, 'opted out'],
    [{ role: 'trustee' }, false, 'not without asking'],
    [{ role: 'trustee', choice: 'week' }, true, 'asked for it'],
    [{ role: 'business_manager', isWhole: false, choice: 'week' }, false, 'some schools only'],
  ];
  for (const [facts, expected, why] of examples) {
    t.equal(isReminded({ ...reader, ...facts }, today), expected, why);
  }
});

t.test('nothing new and nothing overdue is no mail', async (t) => {
  const now = on('2026-04-20', '2026-08-31');
  t.equal(hasNews(now, []), true, 'to be decided, and never told');
  t.equal(hasNews(now, on('2026-04-19', '2026-08-31')), false, 'told so yesterday');
  t.equal(hasNews(on('2026-04-20', '2028-08-31'), []), false, 'far away');
  const late = on('2026-04-20', '2026-05-31');
  t.equal(hasNews(late, on('2026-04-13', '2026-05-31')), true, 'overdue is told each week');
  const told = { trust: 'Ash', today: day('2026-04-20'), publicUrl: 'https://s.example' };
  const mail = writeReminder({ ...told, now, before: [] }, reader.email);
  t.match(mail, { to: 'lead@trust.example', subject: 'Ash: 1 contract needs a decision' });
  t.match(mail?.text, /Sign in to decide, or to let a matter rest: https:\/\/s\.example\/\n/);
  t.equal(writeReminder({ ...told, now, before: now }, reader.email), undefined);
});
