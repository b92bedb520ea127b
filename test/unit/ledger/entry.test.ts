import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { type LedgerEntry, negation } from '../../../src/ledger/entry.ts';
import { formatMoney, type Money } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import { anyAmount, entryOf, millionths, orNull, pounds } from '../lines/given.ts';

const amountOrNull = (text?: string) => (orNull(text) === null ? null : pounds(text));
const show = (amount: Money | null) => (amount === null ? '-' : formatMoney(amount));
const january = '2026-01' as Month;

t.test('a negation turns the sign of every figure', async (t) => {
  const examples = readTable(`
    quantity   cost    baseline  indexed  quantity after  cost after  baseline after  indexed after  why
    62.000000  201.50  254.20    -        -62.000000      -201.50     -254.20         -              an entry of an invoice
    -2.000000  -6.50   -8.20     -8.50    2.000000        6.50        8.20            8.50           one of a credit
    0.000000   -50.00  0.00      0.00     0.000000        50.00       0.00            0.00           a zero has no sign
    -0.000000  0.00    -         -        0.000000        0.00        -               -              not even one that came with it
    0.500000   100.00  -         -        -0.500000       -100.00     -               -              unknown stays unknown
  `);
  for (const row of examples) {
    const negated = negation(
      entryOf({
        quantity: row.quantity ?? '',
        cost: pounds(row.cost),
        baselineCost: amountOrNull(row.baseline),
        indexedCost: amountOrNull(row.indexed),
      }),
      { id: 'new', bookedMonth: january },
    );
    t.equal(negated.quantity, row['quantity after'], `${row.why}`);
    t.equal(formatMoney(negated.cost), row['cost after'], `${row.why}`);
    t.equal(show(negated.baselineCost), row['baseline after'], `${row.why}`);
    t.equal(show(negated.indexedCost), row['indexed after'], `${row.why}`);
  }
});

t.test('a negation keeps its place and says what it takes back', async (t) => {
  const entry = entryOf({ isSustained: true, causedByLineId: 'an earlier line' });
  t.strictSame(negation(entry, { id: 'new', bookedMonth: january }), {
    ...entry,
    id: 'new',
    bookedMonth: january,
    quantity: '-62.000000',
    cost: pounds('-201.50'),
    baselineCost: pounds('-254.20'),
    depth: 1,
    reversesEntryId: entry.id,
    causedByLineId: null,
  });
  const caused = negation(entry, { id: 'new', bookedMonth: january, causedByLineId: 'CN77' });
  t.equal(caused.causedByLineId, 'CN77', 'the cancelling line, where there is one');
});

t.test('an entry that was never measured is negated as never measured', async (t) => {
  const entry = entryOf({ baselineId: null, baselineKind: null, baselineCost: null });
  const { baselineId, baselineKind, baselineCost } = negation(entry, {
    id: 'new',
    bookedMonth: january,
  });
  t.strictSame([baselineId, baselineKind, baselineCost], [null, null, null]);
});

const figures = ({ quantity, cost, baselineCost, indexedCost }: LedgerEntry) => ({
  quantity,
  cost,
  baselineCost,
  indexedCost,
});

t.test('taken back twice, the original figures stand again', async (t) => {
  const maybe = fc.option(anyAmount);
  const quantity = fc
    .integer({ min: -2_000_000_000, max: 2_000_000_000 })
    .map((count) => millionths(count).toFixed(6));
  const rule = fc.property(quantity, anyAmount, maybe, maybe, (q, cost, baseline, index) => {
    const entry = entryOf({ quantity: q, cost, baselineCost: baseline, indexedCost: index });
    const once = negation(entry, { id: 'once', bookedMonth: january });
    const twice = negation(once, { id: 'twice', bookedMonth: january });
    return (
      JSON.stringify(figures(twice)) === JSON.stringify(figures(entry)) &&
      once.cost + entry.cost === 0 &&
      twice.depth === 2 &&
      twice.reversesEntryId === 'once' &&
      twice.serviceMonth === entry.serviceMonth
    );
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});
