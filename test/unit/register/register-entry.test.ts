import t from 'tap';
import { pence } from '../../../src/money/money.ts';
import { publishedTerms } from '../../../src/register/published-terms.ts';
import { lastPossibleDay, termOf, worthOf } from '../../../src/register/register-entry.ts';
import type { RenewalTerms } from '../../../src/renewals/term.ts';
import { day } from '../lines/given.ts';
import { entryOn } from './given-entry.ts';
import { versionsOf } from './given-versions.ts';

t.test(
  'a contract can last until all its options are taken up, and not a day longer',
  async (t) => {
    const examples: [terms: Partial<RenewalTerms>, today: string, last: string | null][] = [
      [{}, '2026-02-11', '2028-08-31'],
      [{ extension: { months: 6, count: 1 } }, '2026-02-11', '2027-02-28'],
      [{ extension: null }, '2026-02-11', null],
      [{ extension: { months: 6, count: 0 } }, '2026-02-11', null],
      // From 28 February, six months on are counted from the first end, 31 August.
      [{ extension: { months: 6, count: 1 }, renewalMonths: 6 }, '2027-01-11', '2027-08-31'],
    ];
    for (const [terms, today, last] of examples) {
      t.equal(lastPossibleDay(entryOn(day(today), { terms })), last, JSON.stringify(terms));
    }
  },
);

t.test('a contract that was ended early ends then, and is worth as much', async (t) => {
  const on = (endedOn: string | null, today = '2026-02-11') => {
    const record = { annualValue: pence(1200_00), endedOn: endedOn === null ? null : day(endedOn) };
    return entryOn(day(today), { published: publishedTerms(versionsOf({ record })) });
  };
  t.strictSame(termOf(on(null)), { from: '2025-09-01', to: '2026-08-31' });
  t.equal(worthOf(on(null)), 1200_00);
  t.equal(lastPossibleDay(on(null)), '2028-08-31');
  t.strictSame(termOf(on('2025-12-31')), { from: '2025-09-01', to: '2025-12-31' });
  t.equal(worthOf(on('2025-12-31')), 400_00);
  t.equal(lastPossibleDay(on('2025-12-31')), null);
  t.equal(termOf(on('2027-12-31')).to, '2026-08-31', 'it had ended before');
  t.equal(worthOf(entryOn(day('2026-02-11'))), null);
});
