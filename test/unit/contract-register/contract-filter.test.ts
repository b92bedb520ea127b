import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { chosen } from '../../../src/contract-register/contract-filter.ts';

const day = (text: string) => text as LocalDate;
const all = [
  { supplier: 'Mill', category: 'paper', urns: ['1', '2'], endsOn: day('2026-08-31') },
  { supplier: 'Staff', category: 'supply_staff', urns: ['2'], endsOn: day('2027-08-31') },
];
const nothing = { school: '', supplier: '', category: '', endsBefore: '' };
const names = (asked: Partial<typeof nothing>) =>
  chosen(all, { ...nothing, ...asked }).map(({ supplier }) => supplier);

t.test('contracts are chosen by all that was asked', async (t) => {
  t.strictSame(names({}), ['Mill', 'Staff']);
  t.strictSame(names({ school: '1' }), ['Mill']);
  t.strictSame(names({ supplier: 'Staff' }), ['Staff']);
  t.strictSame(names({ category: 'paper' }), ['Mill']);
  t.strictSame(names({ school: '1', category: 'supply_staff' }), []);
});

t.test('a contract that ends on the day does not end before it', async (t) => {
  t.strictSame(names({ endsBefore: '2026-08-31' }), []);
  t.strictSame(names({ endsBefore: '2026-09-01' }), ['Mill']);
});
