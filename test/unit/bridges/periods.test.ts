import t from 'tap';
import { daysCompared, wholePeriod } from '../../../src/bridges/periods.ts';
import { readWindow } from '../../../src/reports/window.ts';

const period = (from: string, to: string) => wholePeriod(readWindow(from, to), 'compared');

t.test('a stated base period has both its ends', async (t) => {
  t.strictSame(period('2025-09', '2026-08'), { from: '2025-09', to: '2026-08' });
  t.throws(
    () => wholePeriod(readWindow('2025-09', undefined), 'base'),
    /^base_to: The base period has no last month/,
  );
  t.throws(
    () => wholePeriod(readWindow(undefined, '2025-09'), 'compared'),
    /^from: The compared period has no first month/,
  );
});

t.test('two periods have no month in common', async (t) => {
  const [base, year] = [period('2024-09', '2025-08'), period('2025-09', '2026-08')];
  t.strictSame(daysCompared(base, year), [
    { from: '2024-09-01', to: '2025-08-31' },
    { from: '2025-09-01', to: '2026-08-31' },
  ]);
  t.doesNotThrow(() => daysCompared(year, base), 'the later one may be the base');
  for (const [from, to] of [
    ['2025-08', '2025-09'],
    ['2024-10', '2025-01'],
    ['2024-01', '2026-01'],
  ] as const) {
    t.throws(() => daysCompared(base, period(from, to)), /months in common/);
  }
});
