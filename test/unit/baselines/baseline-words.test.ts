import t from 'tap';
import {
  daysOf,
  priceInWords,
  stateOf,
  workingTable,
} from '../../../src/baselines/baseline-words.ts';
import { type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { decimal } from '../../../src/money/decimal.ts';

t.test('a version waits, counts, or does not any more', async (t) => {
  const at = '2026-01-01T00:00:00Z';
  t.equal(stateOf({ approvedAt: null, withdrawnAt: null }), 'prepared');
  t.equal(stateOf({ approvedAt: at, withdrawnAt: null }), 'approved');
  t.equal(stateOf({ approvedAt: at, withdrawnAt: at }), 'withdrawn');
});

t.test('days without an end go on', async (t) => {
  const from = '2025-09-01' as LocalDate;
  t.equal(daysOf({ from, to: lastDay }), '1 September 2025 on');
  t.equal(daysOf({ from, to: '2026-08-31' as LocalDate }), '1 September 2025 to 31 August 2026');
});

t.test('the months of a working add up to its sums', async (t) => {
  const months = [
    { month: '2025-01', lines: 2, spend: '10.00', quantity: '4' },
    { month: '2025-02', lines: 1, spend: '5.00', quantity: '2' },
  ];
  const table = workingTable({ months, spend: '15.00', quantity: '6', unit: 'day' } as never);
  t.match(table, { total: { values: { lines: '3', spend: '15.00', quantity: '6' } } });
  t.match(table.columns, [{}, {}, { heading: 'Units (day)' }, {}]);
});

t.test('a price keeps all its decimals', async (t) => {
  t.equal(priceInWords(decimal('1004.5')), '£1,004.50');
  t.equal(priceInWords(decimal('0.0325')), '£0.0325');
});
