import fc from 'fast-check';
import t from 'tap';
import type { Forecast } from '../../../src/forecasts/forecast.ts';
import { stagesInWords, totalInWords } from '../../../src/forecasts/stage-words.ts';
import { comparison, type Signed, stagesOf } from '../../../src/forecasts/stages.ts';
import { add, formatMoney, type Money, noMoney, pence } from '../../../src/money/money.ts';
import type { Cell } from '../../../src/reports/report.ts';
import { measuresOf } from '../../../src/savings/measures.ts';
import { isRight, recompute } from '../../support/recompute.ts';
import { windowOf } from '../charges/given.ts';
import { cellOf, pounds } from '../lines/given.ts';
import { forecastOf, saved } from './given.ts';

const write = (amount: Money | null) => (amount === null ? '-' : formatMoney(amount));
const open = { from: undefined, to: undefined };

function told(
  forecasts: readonly Forecast[],
  cells: readonly Cell[] = [],
  {
    signed = [],
    window = open,
  }: { signed?: Signed[]; window?: Parameters<typeof stagesOf>[0] } = {},
) {
  const { rows, total } = stagesOf(window, { forecasts, cells, signed });
  return [...rows, { area: null, contract: 'total', urn: '', ...total }].map((row) =>
    [
      row.contract ?? row.area,
      row.urn,
      write(row.identified),
      write(row.contracted),
      write(row.realised),
      write(row.validated),
    ]
      .filter(Boolean)
      .join(' '),
  );
}

t.test('a saving stands at one stage: identified, contracted, realised, validated', async (t) => {
  const idea = forecastOf(1, '2025-09..2025-12', '900001=1200.00 900002=400.00');
  t.strictSame(told([idea]), [
    'Energy 900001 1200.00 - - -',
    'Energy 900002 400.00 - - -',
    'total 1600.00 - - -',
  ]);
  const deal: Forecast = { ...idea, version: 2, stage: 'contracted', contract: 'E-2025' };
  t.strictSame(told([idea, deal]), [
    'E-2025 900001 - 1200.00 - -',
    'E-2025 900002 - 400.00 - -',
    'total - 1600.00 - -',
  ]);
  const cells = [saved('2025-09', '280.00'), saved('2025-10', '310.50')];
  t.strictSame(told([idea, deal], cells), [
    'E-2025 900001 - 600.00 590.50 0.00',
    'E-2025 900002 - 400.00 - -',
    'total - 1000.00 590.50 0.00',
  ]);
  const signed = [{ contract: 'E-2025', cells: [saved('2025-09', '280.00')] }];
  t.strictSame(told([idea, deal], cells, { signed })[0], 'E-2025 900001 - 600.00 590.50 280.00');
  const changed = [{ contract: 'E-2025', cells: [saved('2025-10', '300.00')] }];
  t.strictSame(
    told([idea, deal], cells, { signed: changed })[0],
    'E-2025 900001 - 600.00 590.50 0.00',
    'what has changed since is not validated',
  );
  const gone: Forecast = { ...deal, version: 3, stage: 'dropped', reason: 'No bidder' };
  t.strictSame(told([idea, deal, gone]), ['total - - - -']);
  const window = windowOf('2025-10..2025-11');
  t.strictSame(told([idea, deal], cells, { window }), [
    'E-2025 900001 - 300.00 590.50 0.00',
    'E-2025 900002 - 200.00 - -',
    'total - 500.00 590.50 0.00',
  ]);
});

t.test('forecast and realised have totals of their own', async (t) => {
  const forecasts = [
    forecastOf(1, '2025-09..2025-12', '900001=1200.00', { area: 'Paper' }),
    forecastOf(2, '2025-09..2025-12', '900001=400.00', { contract: 'E-2025' }),
  ];
  const cells = [saved('2025-09', '280.00')];
  const { total } = stagesOf(open, { forecasts, cells, signed: [] });
  t.equal(write(total.forecast), '1500.00');
  t.equal(write(total.realised), '280.00');
  t.notOk(Object.values(total).includes(pounds('1780.00')), 'never added');
});

t.test('what was expected of realised months, and what came out', async (t) => {
  const deal = forecastOf(1, '2025-09..2025-12', '900001=1200.00', { contract: 'E-2025' });
  const cells = [saved('2025-09', '280.00'), saved('2025-10', '310.50'), saved('2026-01', '9.00')];
  const { rows, total } = stagesOf(open, { forecasts: [deal], cells, signed: [] });
  const [row] = rows;
  t.equal(row && comparison(row), 'forecast £600.00, came out £590.50 (−£9.50)');
  t.equal(comparison(total), 'forecast £600.00, came out £590.50 (−£9.50)');
  t.equal(write(row?.realised ?? null), '599.50', 'January had no forecast');
  const none = stagesOf(open, { forecasts: [], cells, signed: [] });
  t.equal(comparison(none.total), null);
  const better = stagesOf(open, {
    forecasts: [deal],
    cells: [saved('2025-09', '301.00')],
    signed: [],
  });
  t.equal(comparison(better.total), 'forecast £300.00, came out £301.00 (+£1.00)');
});

t.test('a month that is measured nowhere is not realised', async (t) => {
  const deal = forecastOf(1, '2025-09..2025-09', '900001=100.00', { contract: 'E-2025' });
  const cost = cellOf({ contract: 'E-2025', cost: pounds('50.00') });
  t.strictSame(told([deal], [cost]), ['E-2025 900001 - 100.00 - -', 'total - 100.00 - -']);
});

t.test('what holds for any forecasts and figures', async (t) => {
  const anyMonth = fc.integer({ min: 1, max: 12 }).map((n) => `2025-${String(n).padStart(2, '0')}`);
  const anyForecasts = fc.array(
    fc.record({
      months: fc.tuple(anyMonth, anyMonth),
      amount: fc.integer({ min: -90_000, max: 90_000 }),
      contract: fc.constantFrom(null, 'E-2025', 'G-2025'),
    }),
    { maxLength: 5 },
  );
  const anyCells = fc.array(
    fc.record({ month: anyMonth, amount: fc.integer({ min: -9000, max: 9000 }) }),
    { maxLength: 8 },
  );
  const holds = fc.property(anyForecasts, anyCells, (some, figures) => {
    const forecasts = some.map(({ months, amount, contract }, index) => {
      const [from, to] = [...months].sort();
      const told = formatMoney(pence(amount));
      return forecastOf(index + 1, `${from}..${to}`, `900001=${told}`, { contract });
    });
    const cells = figures.map(({ month, amount }) => saved(month, formatMoney(pence(amount))));
    const signed = [{ contract: 'E-2025', cells }];
    const whole = stagesOf(open, { forecasts, cells, signed });
    const halves = [windowOf('2025-01..2025-06'), windowOf('2025-07..2025-12')].map((window) => {
      const inside = ({ month }: Cell) => window.from <= month && month <= window.to;
      return stagesOf(window, { forecasts, cells: cells.filter(inside), signed }).total;
    });
    const sum = (amounts: (Money | null)[]) => add(...amounts.map((it) => it ?? noMoney));
    const { total } = whole;
    const words = [...whole.rows.map(stagesInWords), totalInWords(whole)];
    const expected = add(...forecasts.flatMap((it) => it.schools.map(({ amount }) => amount)));
    return (
      // Every forecast pound is either still a forecast or told beside a realised month.
      sum([total.forecast, total.expected]) === expected &&
      (total.realised ?? 0) === (measuresOf(cells).cashSaving ?? 0) &&
      total.validated === total.realised &&
      words.flatMap(Object.entries).every(([name, told]) => {
        return name.endsWith('_sum') ? isRight(told ?? '') : recompute(told ?? '').isRight;
      }) &&
      (['identified', 'contracted', 'realised', 'expected', 'cameOut'] as const).every(
        (key) =>
          sum([total[key]]) === sum(halves.map((half) => half[key])) &&
          sum([total[key]]) === sum(whole.rows.map((row) => row[key])),
      )
    );
  });
  t.doesNotThrow(() => fc.assert(holds));
});
