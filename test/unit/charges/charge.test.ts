import fc from 'fast-check';
import t from 'tap';
import { type Month, monthsFrom } from '../../../src/calendar/period.ts';
import {
  chargedSchools,
  chargesByMonth,
  longWindow,
  readCharge,
  refuseLong,
  spreadEvenly,
} from '../../../src/charges/charge.ts';
import { add, formatMoney, pence } from '../../../src/money/money.ts';
import { pounds } from '../lines/given.ts';
import { anyCharges, chargeOf, windowOf } from './given.ts';

t.test(
  'N18: a charge is spread evenly over its months, odd pennies to the earlier ones',
  async (t) => {
    const examples: [amount: string, window: string, parts: string][] = [
      ['12000.00', '2025-09..2026-08', Array(12).fill('1000.00').join(' ')],
      ['100.00', '2025-09..2025-11', '33.34 33.33 33.33'],
      ['0.05', '2026-01..2026-03', '0.02 0.02 0.01'],
      ['0.00', '2026-01..2026-02', '0.00 0.00'],
      ['7.31', '2026-02..2026-02', '7.31'],
    ];
    for (const [amount, window, parts] of examples) {
      const found = spreadEvenly(pounds(amount), windowOf(window));
      t.equal(
        found.map((part) => formatMoney(part.amount)).join(' '),
        parts,
        `${amount} ${window}`,
      );
    }
  },
);

t.test('of several records for a month the latest counts', async (t) => {
  const year = chargeOf(1, '900001', '2025-09..2025-12', '400.00');
  const told = (charges: Parameters<typeof chargesByMonth>[0]) =>
    chargesByMonth(charges).map(({ month, amount, charge }) => {
      return `${month} ${formatMoney(amount)} #${charge.number}`;
    });
  const corrected = chargeOf(2, '900001', '2025-10..2025-11', '50.00');
  const withdrawn = chargeOf(3, '900001', '2025-12..2025-12', '0.00');
  const wanted = ['2025-09 100.00 #1', '2025-10 25.00 #2', '2025-11 25.00 #2', '2025-12 0.00 #3'];
  t.strictSame(told([year, corrected, withdrawn]), wanted);
  t.strictSame(told([withdrawn, corrected, year]), wanted, 'in whatever order they come');
  t.strictSame(told([]), []);
});

t.test('a typed charge is pounds from zero', async (t) => {
  for (const [text, amount] of [
    ['12000', '12000.00'],
    ['£1,250.50', '1250.50'],
    [' 0 ', '0.00'],
  ] as const) {
    t.equal(formatMoney(readCharge(text)), amount, text);
  }
  for (const text of ['-1', '12.345', 'ten', '', '1e3']) {
    t.throws(() => readCharge(text), { code: 'amount.unreadable' }, text);
  }
});

t.test('a window of more than ten years is a slip', async (t) => {
  t.equal(longWindow(windowOf('2025-09..2035-08')), undefined);
  t.doesNotThrow(() => refuseLong(windowOf('2025-09..2025-09')));
  t.throws(() => refuseLong(windowOf('2025-09..2035-09')), {
    code: 'window.unreadable',
    message: /Name a last month up to 2035-08/,
  });
});

t.test('a charge is for one school or for all of them, never both', async (t) => {
  t.strictSame(chargedSchools('900001', undefined), { urn: '900001' });
  t.strictSame(chargedSchools(undefined, 'pupils'), { driver: 'pupils' });
  t.throws(() => chargedSchools(undefined, undefined), { code: 'request.unreadable' });
  t.throws(() => chargedSchools('900001', 'pupils'), { code: 'request.unreadable' });
});

t.test('what holds for any charges', async (t) => {
  const spread = fc.property(
    fc.nat({ max: 10_000_000 }),
    fc.integer({ min: 0, max: 30 }),
    (amount, more) => {
      const from = '2024-11' as Month;
      const to = `${2024 + Math.floor((10 + more) / 12)}-${String(((10 + more) % 12) + 1).padStart(2, '0')}`;
      const parts = spreadEvenly(pence(amount), { from, to: to as Month });
      const sizes = parts.map((part) => part.amount);
      return (
        parts.length === more + 1 &&
        add(...sizes) === amount &&
        Math.max(...sizes) - Math.min(...sizes) <= 1
      );
    },
  );
  const latest = fc.property(anyCharges, (charges) => {
    const mine = charges.filter(({ urn }) => urn === '900001');
    const found = new Map(chargesByMonth(mine).map((part) => [part.month, part.charge.number]));
    const wanted = new Map<Month, number>();
    for (const { window, number } of mine) {
      for (const month of monthsFrom(window.from, window.to)) wanted.set(month, number);
    }
    return (
      found.size === wanted.size && [...wanted].every(([month, it]) => found.get(month) === it)
    );
  });
  t.doesNotThrow(() => {
    fc.assert(spread);
    fc.assert(latest);
  });
});
