import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { add, formatMoney } from '../../../src/money/money.ts';
import { type ContractYear, yearsBegun } from '../../../src/tiers/contract-year.ts';
import { type BoughtLine, spendOf, volumeOf } from '../../../src/tiers/year-volume.ts';
import { day, pounds, rangeOf } from '../lines/given.ts';

const [first, second] = yearsBegun(rangeOf('2025-09-01..2028-08-31'), day('2027-01-01')) as [
  ContractYear,
  ContractYear,
];
const line = (
  year: number,
  quantity: string,
  net: string,
  lineId: string | null = null,
  days = 0,
) =>
  ({
    item: 'PAYSLIP',
    year,
    lineId,
    days,
    quantity: decimal(quantity),
    net: pounds(net),
  }) as BoughtLine;

t.test('spend by contract year; a line in two years is split by days to the penny', async (t) => {
  const lines = [
    line(0, '10', '100.00'),
    line(0, '2', '10.00', 'a', 31),
    line(1, '4', '10.00', 'a', 61),
  ];
  const spends = [first, second].map((year) => spendOf(lines, year));
  t.strictSame(spends.map(formatMoney), ['103.37', '6.63']);
  t.equal(formatMoney(add(...spends)), '110.00');
});

t.test('quantity so far, and the whole months that a forecast rests on', async (t) => {
  const lines = [line(0, '40', '0.00'), line(1, '7', '0.00')];
  const months = [
    ['2025-09', '10'],
    ['2025-11', '20'],
    ['2025-12', '10'],
    ['2026-09', '7'],
  ].map(([month, quantity]) => ({
    item: 'PAYSLIP',
    month: month as Month,
    quantity: decimal(quantity ?? ''),
  }));
  const volume = (year: ContractYear, today: string, item = 'PAYSLIP') =>
    volumeOf(item, year, { lines, months }, day(today));
  const december = volume(first, '2025-12-20');
  t.match(december, { wholeMonths: 3, months: 12, isOver: false }, 'December is not over');
  t.strictSame([december.quantity.toFixed(), december.inWholeMonths.toFixed()], ['40', '30']);
  t.equal(volume(first, '2026-02-01').wholeMonths, 4, 'no more than have invoices');
  t.match(volume(first, '2026-09-01'), { isOver: true });
  t.match(volume(second, '2026-09-20'), { wholeMonths: 0, isOver: false });
  t.equal(volume(first, '2026-09-01', 'P45').quantity.toFixed(), '0');
});
