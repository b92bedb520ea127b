import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { type Money, noMoney, parseMoney } from '../../../src/money/money.ts';
import {
  type Cell,
  type Dimension,
  dimensions,
  placesOf,
  type ReportRow,
  reportBy,
} from '../../../src/reports/report.ts';
import { readTable } from '../../support/table.ts';
import { anyAmount, cellOf, pounds } from '../lines/given.ts';

const by = (text = '') => text.split(' ').filter(Boolean) as Dimension[];

t.test('an item is always one of its contract', async (t) => {
  const examples = readTable(`
    cut by                      places                   why
    school                      urn                      by its number, whatever its name
    contract                    contract                 by itself
    month                       month                    by itself
    item                        contract item            two contracts may have an item of one name
    contract item               contract item            the contract is named already
    item contract               item contract            in the order that was asked for
    school item                 urn contract item        the contract stands right before its item
    item month                  contract item month      however it goes on
    month school                month urn                the month first
    school school               urn                      once is enough
    school contract item month  urn contract item month  cell by cell
  `);
  for (const row of examples) {
    t.equal(placesOf(by(row['cut by'])).join(' '), row.places, `${row['cut by']}: ${row.why}`);
  }
});

/** Three schools, two contracts, two months: what each cell cost and, if known, its baseline. */
function cells(): Cell[] {
  return readTable(`
    urn     contract     item     month    booked   cost    baseline  one-off  why
    900002  SUPPLY-2025  TEACHER  2025-10  2025-10  300.00  330.00    0.00     the rows stand in no order
    900001  PAY-2025     PAYSLIP  2025-09  2025-09  100.00  110.00    0.00     measured
    900001  PAY-2025     PAYSLIP  2025-09  2025-10  -10.00  -11.00    0.00     a prior-period adjustment of the same cell
    900001  PAY-2025     PAYSLIP  2025-10  2025-10  100.00  90.00     0.00     a loss
    900001  PAY-2025     SETUP    2025-09  2025-09  0.00    -         25.00    implementation
    900003  PAY-2025     PAYSLIP  2025-09  2025-09  40.00   -         0.00     not measured
    900001  SUPPLY-2025  PAYSLIP  2025-09  2025-09  7.00    7.70      0.00     an item of the same name
  `).map((row) => {
    const isMeasured = row.baseline !== '-';
    const baseline = isMeasured ? pounds(row.baseline) : noMoney;
    const cost = pounds(row.cost);
    return cellOf({
      urn: row.urn ?? '',
      contract: row.contract ?? '',
      item: row.item ?? '',
      month: row.month as Month,
      bookedMonth: row.booked as Month,
      quantity: row.cost === '-10.00' ? '-1.500000' : '10.000000',
      entries: 1,
      measuredEntries: isMeasured ? 1 : 0,
      cost,
      measuredCost: isMeasured ? cost : noMoney,
      cashCost: isMeasured ? cost : noMoney,
      baselineCost: baseline,
      cashBaselineCost: baseline,
      oneOff: pounds(row['one-off']),
    });
  });
}

/** Some columns of a report, a dash for what is unknown. */
const columns = (rows: readonly ReportRow[], keys: readonly string[]) =>
  rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? '-'])));

t.test('cells are added up by place, the places in order', async (t) => {
  const examples: [cut: string, expected: string][] = [
    [
      'school',
      `
      urn     cost    cash_saving  net_saving  coverage_percent
      900001  197.00  -0.30        -25.30      100.0
      900002  300.00  30.00        30.00       100.0
      900003  40.00   -            0.00        0.0
      `,
    ],
    [
      'contract',
      `
      contract     cost    cash_saving  net_saving  coverage_percent
      PAY-2025     230.00  -1.00        -26.00      82.6
      SUPPLY-2025  307.00  30.70        30.70       100.0
      `,
    ],
    [
      'month',
      `
      month    cost    cash_saving  net_saving  coverage_percent
      2025-09  137.00  9.70         -15.30      70.8
      2025-10  400.00  20.00        20.00       100.0
      `,
    ],
    [
      'item',
      `
      contract     item     cost    cash_saving  net_saving  coverage_percent
      PAY-2025     PAYSLIP  230.00  -1.00        -1.00       82.6
      PAY-2025     SETUP    0.00    -            -25.00      -
      SUPPLY-2025  PAYSLIP  7.00    0.70         0.70        100.0
      SUPPLY-2025  TEACHER  300.00  30.00        30.00       100.0
      `,
    ],
    [
      'month school',
      `
      month    urn     cost    cash_saving  net_saving  coverage_percent
      2025-09  900001  97.00   9.70         -15.30      100.0
      2025-09  900003  40.00   -            0.00        0.0
      2025-10  900001  100.00  -10.00       -10.00      100.0
      2025-10  900002  300.00  30.00        30.00       100.0
      `,
    ],
  ];
  for (const [cut, text] of examples) {
    const expected = readTable(text);
    const { rows } = reportBy(cells(), by(cut));
    t.strictSame(columns(rows, Object.keys(expected[0] ?? {})), expected, cut);
  }
});

t.test('the total adds the same cells, whatever the cut', async (t) => {
  const { total } = reportBy(cells(), ['school']);
  t.strictSame(total, {
    cost: '537.00',
    measured_cost: '497.00',
    not_measured_cost: '40.00',
    baseline_cost: '526.70',
    cash_saving: '29.70',
    avoidance: '0.00',
    one_off: '25.00',
    rebate: '0.00',
    off_contract_cost: '0.00',
    excluded: '0.00',
    new_cash_saving: '29.70',
    sustained_cash_saving: '0.00',
    new_avoidance: '0.00',
    sustained_avoidance: '0.00',
    cash_baseline_cost: '526.70',
    avoidance_baseline_cost: '0.00',
    net_saving: '4.70',
    coverage_percent: '92.6',
    cash_saving_percent: '5.6',
    avoidance_percent: null,
  });
  for (const dimension of dimensions) {
    t.strictSame(reportBy(cells(), [dimension]).total, total, dimension);
  }
});

t.test('cell by cell a report tells quantities, which add up within an item only', async (t) => {
  const { rows } = reportBy(cells(), ['school', 'contract', 'item', 'month']);
  t.strictSame(
    columns(rows, ['urn', 'contract', 'item', 'month', 'quantity', 'cost', 'cash_saving']),
    readTable(`
      urn     contract     item     month    quantity   cost    cash_saving
      900001  PAY-2025     PAYSLIP  2025-09  8.500000   90.00   9.00
      900001  PAY-2025     PAYSLIP  2025-10  10.000000  100.00  -10.00
      900001  PAY-2025     SETUP    2025-09  10.000000  0.00    -
      900001  SUPPLY-2025  PAYSLIP  2025-09  10.000000  7.00    0.70
      900002  SUPPLY-2025  TEACHER  2025-10  10.000000  300.00  30.00
      900003  PAY-2025     PAYSLIP  2025-09  10.000000  40.00   -
    `),
  );
  t.notOk('quantity' in (reportBy(cells(), ['item']).rows[0] ?? {}), 'not over schools and months');
  const fewer = reportBy(cells(), ['item', 'school', 'month']).rows[0] ?? {};
  t.ok('quantity' in fewer, 'the contract is implied');
});

t.test('of nothing, there are no rows and an empty total', async (t) => {
  const { rows, total } = reportBy([], ['school']);
  t.strictSame(rows, []);
  t.equal(total.cost, '0.00');
  t.equal(total.cash_saving, null);
});

const anyCell = fc
  .record({
    urn: fc.constantFrom('900001', '900002', '900010'),
    contract: fc.constantFrom('PAY-2025', 'SUPPLY-2025'),
    item: fc.constantFrom('', 'PAYSLIP', 'TEACHER'),
    month: fc.constantFrom('2025-09', '2025-10', '2026-01').map((month) => month as Month),
    bookedMonth: fc.constantFrom('2026-01', '2026-02').map((month) => month as Month),
    isSustained: fc.boolean(),
    isMeasured: fc.boolean(),
    amounts: fc.array(anyAmount, { minLength: 9, maxLength: 9 }),
  })
  .map(({ isMeasured, amounts, ...place }) => {
    const [cost, cashCost, baselineCost, indexedCost, ...others] = amounts;
    const [oneOff = noMoney, rebate = noMoney, offContractCost = noMoney, excluded = noMoney] =
      others;
    const ifMeasured = (amount: Money = noMoney) => (isMeasured ? amount : noMoney);
    return cellOf({
      ...place,
      measuredEntries: isMeasured ? 2 : 0,
      cost: cost ?? noMoney,
      measuredCost: ifMeasured(cost),
      cashCost: ifMeasured(cashCost),
      baselineCost: ifMeasured(baselineCost),
      cashBaselineCost: ifMeasured(cashCost),
      indexedCost: ifMeasured(indexedCost),
      indexedBaselineCost: ifMeasured(baselineCost),
      indexedMeasuredCost: ifMeasured(cost),
      oneOff,
      rebate,
      offContractCost,
      excluded,
    });
  });

const isAmount = (key: string, row: ReportRow) =>
  !key.endsWith('_percent') && (row[key] === null || parseMoney(row[key] ?? '') !== undefined);

t.test(
  'total = Σ schools = Σ contracts = Σ items = Σ months, and of every other cut',
  async (t) => {
    const rule = fc.property(
      fc.array(anyCell, { maxLength: 12 }),
      fc.subarray([...dimensions], { minLength: 1 }),
      (list, cut) => {
        const { rows, total } = reportBy(list, cut);
        return Object.keys(total)
          .filter((key) => isAmount(key, total))
          .every((key) => {
            const parts = rows.map((row) => row[key]);
            // Cell by cell a report leaves out what only sums have.
            if (parts.length > 0 && parts.every((part) => part === undefined)) return true;
            const known = parts.filter((part) => part !== null);
            const sum = known.reduce((added, part) => added + (parseMoney(part ?? '') ?? 0), 0);
            return total[key] === null ? known.length === 0 : parseMoney(total[key] ?? '') === sum;
          });
      },
    );
    t.doesNotThrow(() => fc.assert(rule, { numRuns: 200 }));
  },
);

t.test('the order of cells changes nothing, and every place stands once, in order', async (t) => {
  const rule = fc.property(
    fc
      .array(anyCell, { maxLength: 12 })
      .chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
    fc.subarray([...dimensions], { minLength: 1 }),
    ([list, shuffled], cut) => {
      // Of a cell that is new in one row and sustained in another, the first row decides (P7).
      const plain = (cells: readonly Cell[]) =>
        cells.map((cell) => ({ ...cell, isSustained: false }));
      const report = reportBy(plain(list), cut);
      const places = report.rows.map((row) => placesOf(cut).map((place) => String(row[place])));
      const isInOrder = places.every((place, index) => {
        const next = places[index + 1];
        const at = next ? place.findIndex((text, position) => text !== next[position]) : 0;
        return !next || (at >= 0 && (place[at] ?? '') < (next[at] ?? ''));
      });
      return isInOrder && JSON.stringify(reportBy(plain(shuffled), cut)) === JSON.stringify(report);
    },
  );
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 200 }));
});
