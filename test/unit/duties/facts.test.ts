import t from 'tap';
import { estimateOf } from '../../../src/duties/facts.ts';
import { day, factsOf, pounds } from './given.ts';

t.test('the estimated value is all that could be paid, and says what it lacks', async (t) => {
  const record = {
    estimatedFirstTerm: pounds('100'),
    estimatedOptions: pounds('50'),
    estimatedExtras: pounds('5'),
    estimatedTogether: pounds('0.50'),
  };
  t.same(estimateOf(factsOf({ record })), {
    known: 155_50,
    missing: [],
    cannotBeEstimated: false,
  });
  const longer = { longestUntil: day('2030-08-31'), record: { estimatedFirstTerm: null } };
  t.match(estimateOf(factsOf(longer)), { missing: ['estimated_first_term', 'estimated_options'] });
});
