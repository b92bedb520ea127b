import t from 'tap';
import { holdingOn } from '../../../src/tiers/volume-terms.ts';
import { day, rangeOf } from '../lines/given.ts';

t.test('terms hold for the years that begin on their days', async (t) => {
  const terms = ['2025-09-01..2026-08-31', '2026-09-01..'].map((text) => ({
    valid: rangeOf(text),
  }));
  t.strictSame(holdingOn(terms, day('2025-08-31')), []);
  t.strictSame(holdingOn(terms, day('2025-09-01')), [terms[0]]);
  t.strictSame(holdingOn(terms, day('2027-09-01')), [terms[1]]);
});
