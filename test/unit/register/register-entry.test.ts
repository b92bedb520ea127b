import t from 'tap';
import { lastPossibleDay } from '../../../src/register/register-entry.ts';
import type { RenewalTerms } from '../../../src/renewals/term.ts';
import { day } from '../posting/given.ts';
import { entryOn } from './given-entry.ts';

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
