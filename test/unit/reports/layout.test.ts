import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { writeSpreadsheetCsv } from '../../../src/csv/csv-writer.ts';
import {
  csvRows,
  displayCell,
  reportDocument,
  rowsAlone,
  shownMeasures,
} from '../../../src/reports/layout.ts';
import { type Report, reportBy } from '../../../src/reports/report.ts';
import { completenessOf } from '../../../src/watch/completeness.ts';
import type { ExpectedMonth } from '../../../src/watch/expected-months.ts';
import { readTable } from '../../support/table.ts';
import { cellOf, pounds } from '../lines/given.ts';

t.test('amounts as people read them', async (t) => {
  const examples = readTable(`
    value        shown          why
    0.00         0.00           nothing
    -0.01        −0.01          a true minus sign
    999.99       999.99         no comma below a thousand
    1234.50      1,234.50       one comma
    -1234567.89  −1,234,567.89  two, behind the minus
    100000.00    100,000.00     whole thousands
    82.5         82.5           a percentage
    -1204.5      −1,204.5       a percentage far below zero
  `);
  for (const { value, shown, why } of examples) t.equal(displayCell(value), shown, `${why}`);
  t.equal(displayCell(null), '–', 'unknown is a dash, not a zero');
  t.equal(displayCell(undefined), '–', 'and so is what a report does not tell');
});

t.test('cash, avoidance and net stand side by side', async (t) => {
  const total = { ...reportBy([], ['school']).total, ...completenessOf([]) };
  for (const { key } of shownMeasures) t.ok(key in total, `${key} is a measure of a report`);
  t.strictSame(
    shownMeasures.map(({ heading }) => heading),
    [
      'Cost',
      'Measured %',
      'Baseline',
      'Cash saving',
      'Avoidance',
      'One-off',
      'Rebate',
      'Net saving',
      'Off contract',
      'Complete %',
    ],
  );
});

const month = { urn: '900001', contract: 'PAY-2025', month: '2025-09' as Month };
const [came, missing] = [true, false].map((hasCome) => ({ ...month, hasCome })) as [
  ExpectedMonth,
  ExpectedMonth,
];
/** A report of which one of two expected invoices has come. */
function watched(report: Report) {
  const completeness = completenessOf([came, missing]);
  return {
    ...report,
    completeness: report.rows.map(() => completeness),
    totalCompleteness: completeness,
    ruleVersions: ['2026-11'],
  };
}

t.test('places are text and measures are amounts, unknown ones empty', async (t) => {
  const places = ['urn', 'item'];
  const rows = [
    { urn: '900001', item: '=HYPERLINK("x")', cost: '-1234.50', cash_saving: null },
    { urn: '900002', item: '-SETUP', cost: '0.00', cash_saving: '-0.01' },
  ];
  const closings = [
    { closed_net_saving: '-1.00', prior_period_adjustment: '0.50' },
    { closed_net_saving: null, prior_period_adjustment: null },
  ];
  const [partly, nothing] = [completenessOf([came, missing]), completenessOf([])];
  const watched = { completeness: [partly, nothing], totalCompleteness: partly };
  const ruleVersions = ['2026-11'];
  const report = { rows, closings, total: {}, adjustments: [], ruleVersions, ...watched };
  const { header, cells } = csvRows(places, report);
  const alone = ['closed_net_saving', 'prior_period_adjustment', 'basis', 'rule_version'];
  const watch = ['expected_invoices', 'missing_invoices', 'complete_percent'];
  t.strictSame(header, ['urn', 'item', 'cost', 'cash_saving', ...watch, ...alone]);
  const basis = 'net plus irrecoverable VAT';
  t.strictSame(cells, [
    [
      '900001',
      '=HYPERLINK("x")',
      { amount: '-1234.50' },
      null,
      { amount: '2' },
      { amount: '1' },
      { amount: '50.0' },
      { amount: '-1.00' },
      { amount: '0.50' },
      basis,
      '2026-11',
    ],
    [
      ...['900002', '-SETUP', { amount: '0.00' }, { amount: '-0.01' }],
      ...[{ amount: '0' }, { amount: '0' }, null, null, null, basis, '2026-11'],
    ],
  ]);
  t.equal(
    writeSpreadsheetCsv(header, cells),
    [
      '\uFEFFurn,item,cost,cash_saving,expected_invoices,missing_invoices,complete_percent,closed_net_saving,prior_period_adjustment,basis,rule_version',
      `900001,"'=HYPERLINK(""x"")",-1234.50,,2,1,50.0,-1.00,0.50,${basis},2026-11`,
      `900002,'-SETUP,0.00,-0.01,0,0,,,,${basis},2026-11`,
      '',
    ].join('\r\n'),
    'no text is run by a spreadsheet, and a loss stays a number',
  );
});

t.test('a report without rows still has its headings', async (t) => {
  t.strictSame(csvRows(['urn', 'month'], watched(reportBy([], ['school', 'month']))), {
    header: ['urn', 'month'],
    cells: [],
  });
});

t.test('a real report as rows', async (t) => {
  const report = reportBy([cellOf({ cost: pounds('1234.50') })], ['school']);
  const { header, cells } = csvRows(['urn'], watched(report));
  t.strictSame(header.slice(0, 5), [
    'urn',
    'cost',
    'measured_cost',
    'not_measured_cost',
    'baseline_cost',
  ]);
  t.strictSame(cells[0]?.slice(0, 2), ['900001', { amount: '1234.50' }]);
  t.equal(cells[0]?.[header.indexOf('cash_saving')], null);
  t.equal(cells[0]?.length, header.length);
});

const half = { expected_invoices: '2', missing_invoices: '1', complete_percent: '50.0' };

t.test('a report as one document says its basis and what it knows', async (t) => {
  const report = reportBy([cellOf({ cost: pounds('1234.50') })], ['school']);
  const known = {
    ...watched(report),
    notIndexed: [],
    trustName: 'Lantern Vale',
    journal: 12,
    ruleVersion: '2026-11',
  };
  t.strictSame(reportDocument(known), {
    trust: 'Lantern Vale',
    basis: 'net plus irrecoverable VAT',
    journal: 12,
    rule_version: '2026-11',
    warnings: [],
    rows: report.rows.map((row) => ({ ...row, ...half })),
    total: { ...report.total, ...half },
    adjustments: [],
  });
});

t.test('N20: a report of figures by two versions of the rules warns', async (t) => {
  const ruleVersions = ['2026-11', '2027-09'];
  const report = { ...watched(reportBy([], ['school'])), ruleVersions };
  const moment = { trustName: 'Lantern Vale', journal: 12, ruleVersion: '2027-09' };
  const waiting = { urn: '900001', contract: 'P', month: '2025-06' as Month, series: 'D7BT' };
  const known = { ...report, ...moment, notIndexed: [waiting] };
  t.match(reportDocument(known), {
    rule_version: '2027-09',
    warnings: [/2026-11 and 2027-09/, /^Not indexed yet: no level of D7BT was known for 2025-06/],
  });
  t.match(rowsAlone({ ...report, rows: [{}] }), [{ rule_version: '2026-11 + 2027-09' }]);
});
