import t from 'tap';
import { sizeInWords, sizeOf } from '../../../src/duties/modification.ts';
import { day, factsOf, pounds } from './given.ts';

// 730 days as signed: 73 more are ten in a hundred.
const facts = factsOf({
  startsOn: day('2026-09-01'),
  firstEndsOn: day('2028-11-11'),
  longestUntil: day('2028-11-11'),
  record: { estimatedFirstTerm: pounds('110000') },
});
const change = (value: string | null, days: number) => {
  return {
    on: day('2026-10-01'),
    valueChange: value === null ? null : pounds(value),
    termChangeDays: days,
  };
};

t.test('a change is held against what was agreed first', async (t) => {
  const tenth = sizeOf(change('10000', 73), facts);
  t.same([tenth.valuePercent, tenth.termPercent], ['10.00', '10.00']);
  t.same([tenth.isValueSmall, tenth.isTermSmall], [true, true]);
  const more = sizeOf(change('10001', 74), facts);
  t.equal(more.isValueSmall, false);
  t.equal(sizeOf(change('-10000', -60), facts).isTermSmall, true);
  t.equal(sizeOf(change('-13000', -90), facts).isValueSmall, false);
  t.equal(sizeOf(change(null, 0), facts).isValueSmall, null);
});

t.test('a change in words', async (t) => {
  t.equal(
    sizeInWords(change('10000', 73), facts),
    'Its value changed by £10,000.00, 10.00% (small up to 10%); its longest term by 73 days, 10.00% (small up to 10%).',
  );
  t.match(sizeInWords(change(null, 0), factsOf({ record: { kind: null } })), 'of works 15%');
});
