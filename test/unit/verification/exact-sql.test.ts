import t from 'tap';
import {
  dayCount,
  daySet,
  irrecoverableVat,
  largestRemainder,
  roundedQuotient,
} from '../../../src/verification/exact-sql.ts';

// What these texts answer is tried on a database in test/integration/verify.test.ts.

const division = { amount: 'a', part: 'p', whole: 'w', within: 'g', ties: 't' };

t.test('no quotient is formed before it is rounded', async (t) => {
  for (const text of [
    largestRemainder(division),
    roundedQuotient('n', 'd'),
    irrecoverableVat('v', 'r'),
    dayCount('s'),
  ]) {
    t.notMatch(text, '/', text);
  }
});

t.test('a share is the amount rounded down, and one more for the largest remainders', async (t) => {
  const text = largestRemainder(division);
  t.match(text, 'div(abs(a) * p, nullif(w, 0))');
  t.match(text, 'order by mod(abs(a) * p, nullif(w, 0)) desc, t');
  t.equal(text.match(/partition by g/g)?.length, 2);
});

t.test('a set of days has its first and its last', async (t) => {
  t.equal(daySet('a', 'b'), "datemultirange(daterange(a, b, '[]'))");
});
