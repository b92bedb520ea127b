import t from 'tap';
import { problemsOfFolder } from '../../../src/trusts/folder-check.ts';
import { asRegister, folderOf, told } from '../../support/trust-folder.ts';

const files = {
  'trust.csv': ['name,kind,year_starts_month', 'Lantern Vale,federation,9'],
  'schools.csv': [
    'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
    '900001,St Elfrith,primary,maintained,2025-04-01,2026-03-31,4,1',
  ],
  'suppliers.csv': ['name', 'Brightwater'],
  'contracts.csv': [
    'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
    'PAY,Payroll,Brightwater,payroll,E28a,2025-09-01,2028-08-31,6,three quotes,payslips',
  ],
  'participants.csv': ['contract,urn,starts_on,ends_on', 'PAY,900001,2025-09-01,2026-03-31'],
  'baselines.csv': [
    'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by,approved_by,approved_at',
    'PAY,900001,PAYSLIP,quote,4.1,2025-09-01,,quote.pdf,R. Preparer,S. Approver,2025-08-12T10:00:00Z',
  ],
};

t.test('a folder in which nothing is wrong', async (t) => {
  const folder = await folderOf(files);
  t.strictSame(problemsOfFolder(folder, asRegister(await folderOf({}))), []);
  t.strictSame(problemsOfFolder(folder, asRegister(folder)), [], 'and once it is loaded');
  t.strictSame(problemsOfFolder(await folderOf({})), [], 'nothing is wrong with nothing');
});

t.test('all problems of a folder are told at once, by file and row', async (t) => {
  const folder = await folderOf({
    'profiles/b.json': ['{'],
    'profiles/a.json': ['{'],
    'baselines.csv': [
      ...files['baselines.csv'],
      'PAY,900001,PAYSLIP,quote,4.2,2025-09-01,,quote.pdf,R. Preparer,R. Preparer,2025-08-12T10:00:00Z',
      'PAY,900009,PAYSLIP,quote,-4,2025-09-01,2024-09-01,quote.pdf,R. Preparer,,',
      ...files['baselines.csv'].slice(1),
    ],
    'participants.csv': [
      ...files['participants.csv'],
      'PAY,900009,2025-09-01,',
      'PAY,900001,2026-03-31,2026-04-30',
    ],
    'schools.csv': files['schools.csv'],
    'suppliers.csv': ['name,phone', 'Brightwater,1'],
    'contracts.csv': files['contracts.csv'],
    'trust.csv': ['name,kind,year_starts_month'],
  });
  t.match(told(problemsOfFolder(folder)), [
    /^file\.empty \| trust\.csv: /,
    /^column\.unknown \| suppliers\.csv, row 1, phone: /,
    /^school\.unknown \| participants\.csv, row 3, urn: /,
    /^register\.conflict \| participants\.csv, row 4, starts_on: .* they share days\. /,
    /^register\.conflict \| participants\.csv, row 4, ends_on: .* and is a member /,
    /^baseline\.self-approved \| baselines\.csv, row 3, approved_by: /,
    /^cell\.unreadable \| baselines\.csv, row 4, unit_price: /,
    /^school\.unknown \| baselines\.csv, row 4, urn: /,
    /^register\.conflict \| baselines\.csv, row 5: The row is the same as row 2 in every column\. /,
    /^profile\.unreadable \| profiles\/a\.json: /,
    /^profile\.unreadable \| profiles\/b\.json: /,
  ]);
  t.equal(problemsOfFolder(folder).length, 11);
});
