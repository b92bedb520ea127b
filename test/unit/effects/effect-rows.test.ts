import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { effectRow, isPaidMonthly, wholeMonthsOf } from '../../../src/effects/effect-rows.ts';
import { cellOf, pounds, rangeOf } from '../lines/given.ts';

const year = rangeOf('2026-09-01..2027-08-31');

t.test('only months in which a school takes part on every day are whole', async (t) => {
  const days = [rangeOf('2026-12-15..2027-03-30')];
  t.strictSame(wholeMonthsOf(days, year), ['2027-01', '2027-02']);
  t.strictSame(wholeMonthsOf([], year), []);
});

t.test('what is paid by the month is so altogether', async (t) => {
  const desk = { ...rangeOf('2025-09-01..2028-08-31'), isMonthly: true };
  const old = { ...rangeOf('2025-09-01..2026-08-31'), isMonthly: false };
  t.equal(isPaidMonthly([desk, old], year), true, 'what ended before is no matter');
  t.equal(isPaidMonthly([desk, { ...desk, isMonthly: false }], year), false);
  t.equal(isPaidMonthly([], year), false, 'nothing recurs');
});

const wholeMonths = ['2027-01', '2027-02', '2027-03', '2027-04'] as Month[];
const saved = (month: string, cost: string, oneOff = '0.00') => {
  const paid = { cost: pounds(cost), measuredCost: pounds(cost), cashCost: pounds(cost) };
  const before = { baselineCost: pounds('850.00'), cashBaselineCost: pounds('850.00') };
  const facts = { month: month as Month, measuredEntries: 1, oneOff: pounds(oneOff) };
  return cellOf({ ...facts, ...paid, ...before });
};

t.test('F7: net of the one-off cost in the year in which it fell', async (t) => {
  const cells = [saved('2027-01', '500.00', '2100.00'), saved('2027-02', '500.00')];
  t.match(effectRow(cells, { wholeMonths, isMonthly: true }), {
    cash_saving: '700.00',
    net_saving: '-1400.00',
    months_come: '2',
    payback_months: null,
    payback_refused: 'fewer than three whole months have come',
    effect_refused: 'fewer than three whole months have come',
  });
  const more = [...cells, saved('2027-03', '500.00')];
  t.match(effectRow(more, { wholeMonths, isMonthly: true }), {
    months_come: '3',
    whole_months: '4',
    payback_months: '6.0',
    monthly_saving: '350.00',
    part_year_effect: '1400.00',
    full_year_effect: '4200.00',
    next_year_effect: '2800.00',
    effect_refused: null,
  });
});

t.test('a month that is measured in part tells nothing of a year', async (t) => {
  const unmeasured = cellOf({ item: 'X', month: '2027-02' as Month, cost: pounds('1.00') });
  const cells = [...wholeMonths.map((month) => saved(month, '500.00')), unmeasured];
  const refused = 'a month is not measured against what was paid before';
  t.match(effectRow(cells, { wholeMonths, isMonthly: true }), { effect_refused: refused });
});
