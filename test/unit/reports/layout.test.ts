import t from 'tap';
import { writeSpreadsheetCsv } from '../../../src/csv/csv-writer.ts';
import {
  csvRows,
  displayCell,
  reportDocument,
  rowsAlone,
  shownMeasures,
} from '../../../src/reports/layout.ts';
import { reportBy } from '../../../src/reports/report.ts';
import { readTable } from '../../support/table.ts';
import { cellOf, pounds } from '../posting/given.ts';

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
  const { total } = reportBy([], ['school']);
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
    ],
  );
});

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
  const report = { rows, closings, total: {}, adjustments: [], ruleVersions: ['2026-11'] };
  const { header, cells } = csvRows(places, report);
  const alone = ['closed_net_saving', 'prior_period_adjustment', 'basis', 'rule_version'];
  t.strictSame(header, ['urn', 'item', 'cost', 'cash_saving', ...alone]);
  const basis = 'net plus irrecoverable VAT';
  t.strictSame(cells, [
    [
      '900001',
      '=HYPERLINK("x")',
      { amount: '-1234.50' },
      null,
      { amount: '-1.00' },
      { amount: '0.50' },
      basis,
      '2026-11',
    ],
    ['900002', '-SETUP', { amount: '0.00' }, { amount: '-0.01' }, null, null, basis, '2026-11'],
  ]);
  t.equal(
    writeSpreadsheetCsv(header, cells),
    [
      '\uFEFFurn,item,cost,cash_saving,closed_net_saving,prior_period_adjustment,basis,rule_version',
      `900001,"'=HYPERLINK(""x"")",-1234.50,,-1.00,0.50,${basis},2026-11`,
      `900002,'-SETUP,0.00,-0.01,,,${basis},2026-11`,
      '',
    ].join('\r\n'),
    'no text is run by a spreadsheet, and a loss stays a number',
  );
});

t.test('a report without rows still has its headings', async (t) => {
  const none = { ...reportBy([], ['school', 'month']), ruleVersions: [] };
  t.strictSame(csvRows(['urn', 'month'], none), {
    header: ['urn', 'month'],
    cells: [],
  });
});

t.test('a real report as rows', async (t) => {
  const facts = [cellOf({ cost: pounds('1234.50') })];
  const report = { ...reportBy(facts, ['school']), ruleVersions: ['2026-11'] };
  const { header, cells } = csvRows(['urn'], report);
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

t.test('a report as one document says its basis and what it knows', async (t) => {
  const report = reportBy([cellOf({ cost: pounds('1234.50') })], ['school']);
  const known = {
    ...report,
    trustName: 'Lantern Vale',
    journal: 12,
    ruleVersion: '2026-11',
    ruleVersions: ['2026-11'],
  };
  t.strictSame(reportDocument(known), {
    trust: 'Lantern Vale',
    basis: 'net plus irrecoverable VAT',
    journal: 12,
    rule_version: '2026-11',
    warnings: [],
    rows: report.rows,
    total: report.total,
    adjustments: [],
  });
});

t.test('N20: a report of figures by two versions of the rules warns', async (t) => {
  const report = { ...reportBy([], ['school']), ruleVersions: ['2026-11', '2027-09'] };
  const known = { ...report, trustName: 'Lantern Vale', journal: 12, ruleVersion: '2027-09' };
  t.match(reportDocument(known), { rule_version: '2027-09', warnings: [/2026-11 and 2027-09/] });
  t.match(rowsAlone({ ...report, rows: [{}] }), [{ rule_version: '2026-11 + 2027-09' }]);
});
