import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import {
  netOfCharges,
  workingOfSchool,
  workingOfTotal,
} from '../../../src/charges/net-of-charge.ts';
import {
  add,
  formatMoney,
  type Money,
  noMoney,
  pence,
  subtract,
} from '../../../src/money/money.ts';
import { cellOf, daysOf, pounds, schoolOf } from '../lines/given.ts';
import { anyCharges, chargeOf, windowOf } from './given.ts';

const saved = (urn: string, month: string, amount: string) =>
  cellOf({
    urn,
    month: month as Month,
    measuredEntries: 1,
    cashBaselineCost: pounds(amount),
    baselineCost: pounds(amount),
  });
const member = (urn: string, days = '2020-01-01..') => schoolOf(urn, { memberships: daysOf(days) });
const write = (amount: Money | null) => (amount === null ? '-' : formatMoney(amount));

t.test(
  'N18: net of central charge = net saving less charge, per school and in total',
  async (t) => {
    const cells = [
      saved('900001', '2025-09', '4000.00'),
      saved('900001', '2025-10', '120.00'),
      saved('900002', '2025-09', '70.00'),
      saved('900003', '2025-10', '500.00'),
      saved('900003', '2025-12', '9999.00'),
    ];
    const charges = [
      chargeOf(1, '900001', '2025-09..2026-08', '6000.00'),
      chargeOf(2, '900002', '2025-09..2025-09', '100.00'),
      chargeOf(3, '900003', '2025-10..2025-10', '650.00'),
    ];
    const schools = [member('900001'), member('900002'), member('900003', '2025-10-15..')];
    const found = netOfCharges(windowOf('2025-09..2025-10'), { cells, charges, schools });
    t.strictSame(
      found.schools.map((school) =>
        [
          school.urn,
          write(school.netSaving),
          write(school.charge),
          write(school.netOfCharge),
          `${school.monthsRecorded}/${school.months}`,
        ].join(' '),
      ),
      [
        '900001 4120.00 1000.00 3120.00 2/2',
        '900002 70.00 - - 1/2',
        '900003 500.00 650.00 -150.00 1/1',
      ],
    );
    t.strictSame(found.schools.map(workingOfSchool), [
      '£4,120.00 net saving less £1,000.00 charge = £3,120.00',
      '£70.00 net saving; the charge of 2025-10 is not recorded',
      '£500.00 net saving less £650.00 charge = −£150.00',
    ]);
    const { total } = found;
    t.match(total, { schools: 3, schoolsCounted: 2 });
    t.strictSame(
      [total.netSaving, total.countedNetSaving, total.charge, total.netOfCharge].map(write),
      ['4690.00', '4620.00', '1650.00', '2970.00'],
    );
    t.equal(
      workingOfTotal(total),
      '£4,620.00 net saving less £1,650.00 charge = £2,970.00, 2 of 3 schools counted',
    );
  },
);

t.test('what is not recorded is null and never zero; a recorded zero is zero', async (t) => {
  const schools = [member('900001'), member('900002')];
  const none = netOfCharges(windowOf('2025-09..2025-11'), { cells: [], charges: [], schools });
  t.match(none.schools, [{ charge: null, netOfCharge: null, firstNotRecorded: '2025-09' }, {}]);
  t.match(none.total, { schools: 2, schoolsCounted: 0, charge: null, netOfCharge: null });
  t.equal(
    none.schools.map(workingOfSchool)[0],
    '£0.00 net saving; the charge of 3 months, the first 2025-09, is not recorded',
  );
  t.equal(workingOfTotal(none.total), 'No school has its charge recorded for every month');
  const charges = [chargeOf(1, '900001', '2025-09..2025-11', '0.00')];
  const zero = netOfCharges(windowOf('2025-09..2025-11'), { cells: [], charges, schools });
  t.match(zero.schools, [{ charge: 0, netOfCharge: 0 }, { charge: null }]);
  t.match(zero.total, { schoolsCounted: 1, charge: 0, netOfCharge: 0 });
});

t.test('a figure after a school has left asks for no charge', async (t) => {
  const schools = [member('900001', '2020-01-01..2025-10-31'), member('900002', '2026-01-01..')];
  const cells = [saved('900001', '2025-12', '30.00'), saved('900002', '2025-12', '8.00')];
  const charges = [chargeOf(1, '900001', '2025-10..2025-10', '10.00')];
  const found = netOfCharges(windowOf('2025-10..2025-12'), { cells, charges, schools });
  t.match(found.schools, [
    { netSaving: 3000, months: 1, charge: 1000, netOfCharge: 2000 },
    { netSaving: 800, months: 1, charge: null, firstNotRecorded: '2025-12' },
  ]);
});

t.test('an open window covers every month that has a figure or a charge', async (t) => {
  const schools = [member('900001', '2025-10-01..')];
  const cells = [saved('900001', '2025-10', '10.00')];
  const charges = [chargeOf(1, '900001', '2025-09..2025-12', '40.00')];
  const open = { from: undefined, to: undefined };
  const found = netOfCharges(open, { cells, charges, schools });
  t.match(found.window, { from: '2025-09', to: '2025-12' });
  t.match(found.schools, [{ months: 4, charge: 4000, netOfCharge: -3000 }]);
  t.match(netOfCharges(open, { cells: [], charges: [], schools }), {
    window: { from: undefined },
    schools: [],
    total: { schools: 0, netSaving: 0, charge: null },
  });
});

t.test('what holds for any charges and savings', async (t) => {
  const anyCells = fc.array(
    fc.record({
      urn: fc.constantFrom('900001', '900002', '900003'),
      month: fc.integer({ min: 1, max: 12 }),
      amount: fc.integer({ min: -50_000, max: 50_000 }),
    }),
    { maxLength: 10 },
  );
  const schools = ['900001', '900002', '900003'].map((urn) => member(urn));
  const window = windowOf('2025-03..2025-08');
  const adds = fc.property(anyCells, anyCharges, (some, charges) => {
    const cells = some.map(({ urn, month, amount }) =>
      cellOf({
        urn,
        month: `2025-${String(month).padStart(2, '0')}` as Month,
        measuredEntries: 1,
        cashBaselineCost: pence(amount),
      }),
    );
    const whole = netOfCharges(window, { cells, charges, schools });
    const shuffled = netOfCharges(window, {
      cells: [...cells].reverse(),
      charges: [...charges].reverse(),
      schools: [...schools].reverse(),
    });
    const counted = whole.schools.filter(({ charge }) => charge !== null);
    const sum = (key: 'charge' | 'netOfCharge') => add(...counted.map((it) => it[key] ?? noMoney));
    const { total } = whole;
    return (
      total.schoolsCounted === counted.length &&
      (total.charge ?? 0) === sum('charge') &&
      (total.netOfCharge ?? 0) === sum('netOfCharge') &&
      counted.every((it) => it.netOfCharge === subtract(it.netSaving, it.charge ?? noMoney)) &&
      counted.every((it) => it.charge === add(...it.records.map(({ amount }) => amount))) &&
      total.netSaving === add(...whole.schools.map((it) => it.netSaving)) &&
      JSON.stringify(shuffled.total) === JSON.stringify(total)
    );
  });
  t.doesNotThrow(() => fc.assert(adds));
});
