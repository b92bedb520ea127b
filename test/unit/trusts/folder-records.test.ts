import t from 'tap';
import {
  baselineRecord,
  chargeRecord,
  contractFacts,
  contractsIn,
  schoolFacts,
  schoolsIn,
  valuesOf,
} from '../../../src/trusts/folder-records.ts';
import { registerOf, school } from '../../support/register.ts';
import { folderOf } from '../../support/trust-folder.ts';

const schools = new Map([
  ['900001', 'school-1'],
  ['900002', 'school-2'],
]);
const contracts = new Map([['PAY', 'contract-1']]);

t.test('a school is one school, however often it was a member', async (t) => {
  const folder = await folderOf({
    'schools.csv': [
      'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
      '900001,St Elfrith,primary,academy,2025-04-01,2026-03-31,9,0.8',
      '900001,St Elfrith,primary,academy,2026-09-01,,9,0.8',
      '900002,Larkspur,primary,maintained,2025-04-01,,4,1',
    ],
    'aliases.csv': ['urn,alias,valid_from,valid_to', '900002,Site 7,2025-04-01,2025-12-31'],
    'drivers.csv': [
      'urn,driver,value,effective_from,source',
      '900002,pupils,126,2025-04-01,census',
    ],
  });
  t.strictSame(
    schoolsIn(folder).map(({ urn }) => urn),
    ['900001', '900002'],
  );
  const facts = schoolFacts(folder, schools, registerOf({ schools: [school] }));
  t.match(facts.terms, [
    { schoolId: 'school-1', validFrom: '2026-01-01', status: 'academy', yearStartsMonth: 9 },
    { schoolId: 'school-2', validFrom: '0001-01-01', status: 'maintained', yearStartsMonth: 4 },
  ]);
  t.match(facts.memberships, [
    { schoolId: 'school-1', days: { from: '2025-04-01', to: '2026-03-31' } },
    { schoolId: 'school-1', days: { from: '2026-09-01', to: '9999-12-31' } },
    { schoolId: 'school-2', days: { from: '2025-04-01', to: '9999-12-31' } },
  ]);
  const valid = { from: '2025-04-01', to: '2025-12-31' };
  t.match(facts.identifiers, [{ schoolId: 'school-2', kind: 'alias', value: 'Site 7', valid }]);
  t.match(facts.drivers, [{ schoolId: 'school-2', driver: 'pupils', effectiveFrom: '2025-04-01' }]);
});

t.test('contracts and what belongs to them', async (t) => {
  const folder = await folderOf({
    'contracts.csv': [
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
      'PAY,Payroll,Brightwater,payroll,E28a,2025-09-01,2028-08-31,6,three quotes,payslips',
    ],
    'participants.csv': ['contract,urn,starts_on,ends_on', 'PAY,900001,2025-09-01,'],
    'prices.csv': [
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      'PAY,PAYSLIP,,payslip,consumed,recurring,3.25,2025-09-01,2026-08-31',
    ],
    'baselines.csv': [
      'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by',
      'PAY,900001,PAYSLIP,quote,4.1,2025-09-01,,quote.pdf,R. Preparer',
    ],
  });
  t.match(contractsIn(folder, new Map([['Brightwater', 'supplier-1']])), [
    {
      reference: 'PAY',
      supplierId: 'supplier-1',
      term: { from: '2025-09-01', to: '2028-08-31' },
      noticeMonths: 6,
    },
  ]);
  const facts = contractFacts(folder, { schools, contracts });
  const open = { from: '2025-09-01', to: '9999-12-31' };
  t.strictSame(facts.participants, [
    { contractId: 'contract-1', schoolId: 'school-1', days: open },
  ]);
  t.match(facts.prices, [
    { contractId: 'contract-1', item: 'PAYSLIP', valid: { from: '2025-09-01', to: '2026-08-31' } },
  ]);
  t.match(
    valuesOf(folder.baselines).map((row) => baselineRecord(row, { schools, contracts })),
    [{ contractId: 'contract-1', schoolId: 'school-1', item: 'PAYSLIP', valid: open }],
  );
});

t.test('a central charge is of a school and a window', async (t) => {
  const folder = await folderOf({
    'central_charges.csv': ['urn,from,to,amount,source', '900002,2025-09,2026-08,1200,Board'],
  });
  t.strictSame(
    valuesOf(folder.charges).map((row) => chargeRecord(row, schools)),
    [
      {
        schoolId: 'school-2',
        window: { from: '2025-09', to: '2026-08' },
        amount: 120_000,
        source: 'Board',
        shared: null,
      },
    ],
  );
});
