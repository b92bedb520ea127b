import t from 'tap';
import { pence } from '../../../src/money/money.ts';
import { reportBy } from '../../../src/reports/report.ts';
import { type BoardReport, hashOf, writeBoardReport } from '../../../src/seals/board-report.ts';
import { cellOf } from '../lines/given.ts';

const half = { expected_invoices: '2', missing_invoices: '1', complete_percent: '50.0' };
const report: BoardReport = {
  ...reportBy([cellOf({ entries: 1, cost: pence(6175) })], ['school']),
  head: {
    number: 3,
    title: 'Autumn term',
    cut: ['school'],
    window: { from: '2025-09' as never, to: undefined },
    sealedBy: 'C. Manager',
    sealedAt: '2026-01-06T10:00:00.000Z',
  },
  trustName: 'Lantern Vale',
  names: new Map([
    ['900001', 'Ash'],
    ['900009', 'A school without figures'],
  ]),
  journal: {
    number: 12,
    hash: 'a'.repeat(64),
    recordedAt: '2026-01-05T10:00:00.000Z',
    ruleVersion: '2026-11',
  },
  ruleVersions: ['2026-11'],
  method: [],
  completeness: [half],
  totalCompleteness: half,
};

t.test('the first form of a board report never changes', async (t) => {
  const { content, sha256 } = writeBoardReport(report);
  t.equal(
    content,
    [
      '{"adjustments":[],"basis":"net plus irrecoverable VAT","cut":["school"],"form":1,',
      `"journal":{"hash":"${'a'.repeat(64)}","number":12,"recorded_at":"2026-01-05T10:00:00.000Z"},`,
      '"method":[],"rows":[{"avoidance":null,"avoidance_baseline_cost":null,"avoidance_percent":null,',
      '"baseline_cost":null,"cash_baseline_cost":null,"cash_saving":null,"cash_saving_percent":null,',
      '"closed_net_saving":null,"complete_percent":"50.0","cost":"61.75","coverage_percent":"0.0",',
      '"excluded":"0.00","expected_invoices":"2","measured_cost":"0.00","missing_invoices":"1","net_saving":"0.00","new_avoidance":null,"new_cash_saving":null,',
      '"not_measured_cost":"61.75","off_contract_cost":"0.00","one_off":"0.00",',
      '"prior_period_adjustment":null,"rebate":"0.00","sustained_avoidance":null,',
      '"sustained_cash_saving":null,"urn":"900001"}],"rule_version":"2026-11",',
      '"rule_versions":["2026-11"],"schools":[{"name":"Ash","urn":"900001"}],',
      '"seal":{"number":3,"sealed_at":"2026-01-06T10:00:00.000Z","sealed_by":"C. Manager",',
      '"title":"Autumn term"},"total":{"avoidance":null,"avoidance_baseline_cost":null,',
      '"avoidance_percent":null,"baseline_cost":null,"cash_baseline_cost":null,"cash_saving":null,',
      '"cash_saving_percent":null,"complete_percent":"50.0","cost":"61.75","coverage_percent":"0.0",',
      '"excluded":"0.00","expected_invoices":"2","measured_cost":"0.00","missing_invoices":"1","net_saving":"0.00","new_avoidance":null,"new_cash_saving":null,',
      '"not_measured_cost":"61.75","off_contract_cost":"0.00","one_off":"0.00","rebate":"0.00",',
      '"sustained_avoidance":null,"sustained_cash_saving":null},"trust":"Lantern Vale",',
      '"warnings":[],"window":{"from":"2025-09","to":null}}',
    ].join(''),
  );
  t.equal(sha256, hashOf(content));
  t.equal(hashOf('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

t.test('a measure that reports get later stands in no report of the first form', async (t) => {
  const [row = {}] = report.rows;
  const later = { ...report, rows: [{ ...row, carbon: '12' }], total: { ...report.total, x: '1' } };
  t.equal(writeBoardReport(later).content, writeBoardReport(report).content);
});
