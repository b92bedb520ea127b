import t from 'tap';
import { contractRecordFile, versionIn, versionRow } from '../../../src/trusts/record-file.ts';
import { headingsOf, writeCells } from '../../../src/trusts/table.ts';
import { folderOf, told } from '../../support/trust-folder.ts';

t.test('a row holds what the register knows, and comes back as it was', async (t) => {
  const lines = [
    'contract,signed_on,amendment,officer,annual_value,kind,tupe',
    'P1,2026-06-01,price of 2027,J. Ward,12000.50,services,no',
  ];
  const { contractRecords } = await folderOf({ 'contract_records.csv': lines });
  const row = contractRecords.rows[0]?.value;
  if (!row) throw new Error(told(contractRecords.problems).join());
  const version = versionIn(row);
  t.match(version, {
    signedOn: '2026-06-01',
    amendment: 'price of 2027',
    record: { officer: 'J. Ward', annualValue: 12_000_50, kind: 'services', tupe: false },
  });
  t.equal(version.record.exitPlan, null);
  const cells = writeCells(contractRecordFile, versionRow('P1', version));
  const written = Object.fromEntries(
    headingsOf(contractRecordFile).map((name, index) => [name, cells[index]]),
  );
  t.match(written, { contract: 'P1', annual_value: '12000.50', tupe: 'no', exit_plan: '' });
});

t.test('a cell that is not of its kind is named', async (t) => {
  const { contractRecords } = await folderOf({
    'contract_records.csv': ['contract,kind,tupe,estimated_options', 'P1,food,maybe,-1'],
  });
  t.match(told(contractRecords.problems), [
    /row 2, kind: "food" cannot be read\. Write one of goods, services/,
    /row 2, estimated_options: "-1" cannot be read/,
    /row 2, tupe: "maybe" cannot be read\. Write yes or no/,
  ]);
});

t.test('its columns are those of the register, in its order', async (t) => {
  t.equal(
    headingsOf(contractRecordFile).join(' '),
    [
      'contract signed_on amendment officer description contact review_on annual_value',
      'committed_spend early_termination exit_plan price_review allocation_note approvals buyer kind',
      'route commenced_on regime regime_basis estimated_first_term estimated_options',
      'estimated_extras estimated_together cannot_be_estimated own_framework framework',
      'framework_lot framework_expires_on framework_comparison charge_breakdown pipeline_buyer',
      'related_party related_party_at_cost tupe personal_data small_supplier voluntary_supplier ocid',
      'cpv_codes conflicts_assessed_on tender_notice_on award_notice_on kpis_published_on',
      'performance_assessed_on details_notice_on copy_published_on breach_on breach_notice_on',
      'change_notice_on changed_copy_on ended_on termination_notice_on related_party_reported_on',
      'related_party_approved_on',
    ].join(' '),
  );
});
