import fc from 'fast-check';
import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { type Month, nextMonth } from '../../../src/calendar/period.ts';
import { one } from '../../../src/money/decimal.ts';
import {
  cutByYear,
  readYear,
  schoolYear,
  type YearFacts,
  yearAsked,
  yearFrom,
  yearOwners,
} from '../../../src/reports/financial-year.ts';
import { reportBy } from '../../../src/reports/report.ts';
import type { SchoolTerms } from '../../../src/schools/school.ts';
import { readTable } from '../../support/table.ts';
import { anyAmount, cellOf } from '../lines/given.ts';

const terms = (text: string): SchoolTerms[] =>
  text.split(' ').map((each) => {
    const [from = '', starts] = each.split('/');
    const status = starts === '9' ? 'academy' : 'maintained';
    return {
      validFrom: from as LocalDate,
      status,
      yearStartsMonth: Number(starts),
      vatRecoveryRate: one,
    };
  });

t.test('a year is named by the calendar year in which it begins', async (t) => {
  const examples = readTable(`
    starts  month    year
    4       2025-04  2025
    4       2026-03  2025
    4       2025-03  2024
    9       2025-09  2025
    9       2026-08  2025
    9       2025-08  2024
    1       2025-01  2025
    1       2025-12  2025
  `);
  for (const { starts, month, year } of examples) {
    t.equal(yearFrom(Number(starts), month as Month), Number(year), `${starts} ${month}`);
  }
});

t.test('a school that changes its year leaves no month out and has none twice', async (t) => {
  const [converted, back] = ['2020-01-01/4 2025-09-01/9', '2020-01-01/4 2025-06-01/9'];
  const examples = readTable(`
    terms  month    year  why
    first  2025-03  2024  April to March before
    first  2025-08  2025  the year that begins in April
    first  2025-09  2025  the academy's year begins, in the same calendar year
    first  2026-08  2025  so that this year has 17 months
    first  2026-09  2026  and the next has twelve
    other  2025-05  2025  April to March before
    other  2025-06  2025  what began stays begun
    other  2025-08  2025  although its new year would be that of 2024
    other  2026-09  2026  the next year
  `);
  for (const { terms: which, month, year, why } of examples) {
    const school = terms(which === 'first' ? converted : back);
    t.equal(schoolYear(school, month as Month), Number(year), why ?? '');
  }
  t.equal(schoolYear([], '2025-04' as Month), 2025, 'of which nothing is said');
});

const facts: YearFacts = {
  trustYearStarts: 9,
  schools: [
    { urn: '900001', terms: terms('0001-01-01/4') },
    { urn: '900002', terms: terms('0001-01-01/9') },
    { urn: '900003', terms: terms('0001-01-01/4 2025-10-15/9 2026-03-01/1') },
  ],
  contracts: [
    { reference: 'PAY-2025', term: { from: '2025-06-16', to: '2028-06-15' } },
    { reference: 'SUPPLY-2025', term: { from: '2025-09-01', to: '2026-08-31' } },
  ] as unknown as YearFacts['contracts'],
};

t.test(
  'N15: a trust view says the window of each school, and that the total mixes them',
  async (t) => {
    const month = '2025-10' as Month;
    const cells = [cellOf({ urn: '900001', month }), cellOf({ urn: '900002', month })];
    const cut = cutByYear(cells, { year: 2025, of: 'school' }, facts);
    t.strictSame(cut.windows, [
      { urn: '900001', contract: null, from: '2025-04', to: '2026-03', months: 12 },
      { urn: '900002', contract: null, from: '2025-09', to: '2026-08', months: 12 },
    ]);
    t.equal(cut.isMixed, true);
    const stated = cutByYear(cells, { year: 2025, of: 'academic' }, facts);
    const window = { from: '2025-09', to: '2026-08', months: 12 };
    t.match(stated, { isMixed: false, windows: [{ urn: null, contract: null, ...window }] });
    t.match(cutByYear([], { year: 2025, of: 'trust' }, facts).windows, [window], 'or with nothing');
    const contract = cutByYear(cells, { year: 2025, of: 'contract' }, facts);
    const ofContract = { contract: 'PAY-2025', from: '2025-06', to: '2026-05' };
    t.match(contract, { isMixed: false, windows: [ofContract] });
  },
);

const anyMonth = fc.integer({ min: 0, max: 59 }).map((n) => {
  return `${2023 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}` as Month;
});
const anyCell = fc
  .record({
    urn: fc.constantFrom('900001', '900002', '900003'),
    contract: fc.constantFrom('PAY-2025', 'SUPPLY-2025'),
    month: anyMonth,
    cost: anyAmount,
    baselineCost: anyAmount,
    indexedCost: anyAmount,
  })
  .map(({ cost, baselineCost, indexedCost, ...place }) =>
    cellOf({
      ...place,
      entries: 1,
      measuredEntries: 1,
      cost,
      measuredCost: cost,
      cashCost: cost,
      baselineCost,
      cashBaselineCost: baselineCost,
      indexedCost,
      indexedBaselineCost: baselineCost,
      indexedMeasuredCost: cost,
    }),
  );
const measures = ['cost', 'cash_saving', 'avoidance', 'net_saving', 'sustained_avoidance'];
const inPence = (amount?: string | null) => Number((amount ?? '0').replace('.', ''));

t.test('N15: any partition of months gives parts that add to the whole', async (t) => {
  const whole = (cells: ReturnType<typeof cellOf>[]) => reportBy(cells, ['school']).total;
  const years = [2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028];
  const rule = fc.property(fc.array(anyCell, { maxLength: 20 }), (cells) =>
    yearOwners.every((of) => {
      const parts = years.map((year) => cutByYear(cells, { year, of }, facts));
      const totals = parts.map((part) => whole([...part.cells]));
      return measures.every((measure) => {
        const sum = totals.reduce((all, total) => all + inPence(total[measure]), 0);
        return sum === inPence(whole(cells)[measure]);
      });
    }),
  );
  t.doesNotThrow(() => fc.assert(rule));
  const cut = fc.property(fc.array(anyCell, { maxLength: 20 }), anyMonth, (cells, border) => {
    const before = whole(cells.filter(({ month }) => month < border));
    const after = whole(cells.filter(({ month }) => month >= border));
    return measures.every(
      (it) => inPence(before[it]) + inPence(after[it]) === inPence(whole(cells)[it]),
    );
  });
  t.doesNotThrow(() => fc.assert(cut));
});

t.test('every month of a school is in the window of its year, and in no other', async (t) => {
  const school = facts.schools[2];
  const rule = fc.property(anyMonth, (month) => {
    const year = schoolYear(school?.terms ?? [], month);
    return schoolYear(school?.terms ?? [], nextMonth(month)) >= year;
  });
  t.doesNotThrow(() => fc.assert(rule), 'its years never go back');
});

t.test('a year is four digits', async (t) => {
  t.strictSame(readYear('2025', 'school'), { year: 2025, of: 'school' });
  for (const text of ['25', '2025/26', '', '1825']) {
    t.throws(() => readYear(text, 'school'), { code: 'window.unreadable' }, text);
  }
});

t.test('a year stands in place of months', async (t) => {
  t.strictSame(yearAsked({ year: 2025 }), { year: 2025, of: 'trust' });
  t.strictSame(yearAsked({ year: 2025, of: 'school' }), { year: 2025, of: 'school' });
  t.equal(yearAsked({ from: '2025-09' }), undefined);
  for (const both of [
    { year: 2025, from: '2025-09' },
    { year: 2025, to: '2025-09' },
  ]) {
    t.throws(() => yearAsked(both), { code: 'window.unreadable' });
  }
  t.throws(() => yearAsked({ of: 'school' }), { code: 'window.unreadable' });
});
