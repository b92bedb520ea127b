import { readFileSync } from 'node:fs';
import t from 'tap';
import { referenceProblems } from '../../../src/trusts/reference-check.ts';
import { asRegister, folderOf, told } from '../../support/trust-folder.ts';

const schools = [
  'urn,name,phase,status,joined_on,year_starts_month,vat_recovery_rate',
  '900001,St Elfrith,primary,maintained,2025-04-01,4,1',
];
const suppliers = ['name', 'Brightwater'];
const contracts = [
  'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
  'PAY,Payroll,Brightwater,payroll,E28a,2025-09-01,2028-08-31,6,three quotes,payslips',
];
const profile = JSON.parse(
  readFileSync('fixtures/demo/profiles/quickstead-cover-agency.json', 'utf8'),
);

const referring = {
  'aliases.csv': ['urn,alias,valid_from', '900099,Site 7,2025-04-01', '900001,Site 1,2025-04-01'],
  'drivers.csv': ['urn,driver,value,effective_from,source', '900099,pupils,1,2025-04-01,census'],
  'participants.csv': [
    'contract,urn,starts_on,ends_on',
    'PAY,900001,2025-09-01,',
    'GAS,900099,2025-09-01,',
    'GAS,900001,1/9/2025,',
  ],
  'prices.csv': [
    'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
    'GAS,UNIT,,kwh,consumed,recurring,0.05,2025-09-01,',
  ],
  'baselines.csv': [
    'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by',
    'GAS,900099,UNIT,quote,0.06,2025-09-01,,quote.pdf,R. Preparer',
    'PAY,900001,NO PRICE ROW,quote,0.06,2025-09-01,,quote.pdf,R. Preparer',
  ],
  'profiles/q.json': [
    JSON.stringify({
      ...profile,
      contract: 'GAS',
      words: { ...profile.words, contract: { teacher: 'SUPPLY', cover: 'PAY' } },
    }),
  ],
};

const school = (place: string) =>
  `school.unknown | ${place}, urn: There is no school with the URN "900099". Correct it, or add it to schools.csv.`;
const contract = (place: string, found = 'GAS') =>
  `contract.unknown | ${place}: There is no contract "${found}". Correct it, or add it to contracts.csv.`;
const supplier = (place: string, found: string) =>
  `supplier.unknown | ${place}: There is no supplier "${found}". Correct it, or add it to suppliers.csv.`;

const expected = [
  school('aliases.csv, row 2'),
  school('drivers.csv, row 2'),
  contract('participants.csv, row 3, contract'),
  contract('participants.csv, row 4, contract'),
  school('participants.csv, row 3'),
  contract('prices.csv, row 2, contract'),
  contract('baselines.csv, row 2, contract'),
  school('baselines.csv, row 2'),
  supplier('profiles/q.json, supplier', 'Quickstead Cover Agency'),
  contract('profiles/q.json, contract'),
  contract('profiles/q.json, words.contract.teacher', 'SUPPLY'),
];

const known = { 'schools.csv': schools, 'suppliers.csv': suppliers, 'contracts.csv': contracts };

t.test('every name has to be in the folder', async (t) => {
  const nothing = asRegister(await folderOf({}));
  const folder = await folderOf({ ...known, ...referring });
  t.strictSame(told(referenceProblems(folder, nothing)), expected);
});

t.test('or in the register', async (t) => {
  const register = asRegister(await folderOf(known));
  t.strictSame(told(referenceProblems(await folderOf(referring), register)), expected);
});

t.test('without a register, files that the folder lacks may hold any name', async (t) => {
  t.strictSame(referenceProblems(await folderOf(referring)), []);
  t.strictSame(told(referenceProblems(await folderOf({ ...known, ...referring }))), expected);
});

t.test('a contract needs its supplier', async (t) => {
  const folder = await folderOf({
    'suppliers.csv': ['name', 'Northfield'],
    'contracts.csv': contracts,
  });
  t.strictSame(told(referenceProblems(folder)), [
    supplier('contracts.csv, row 2, supplier', 'Brightwater'),
  ]);
});

t.test(
  'a row or file that cannot be read is not told again by those who refer to it',
  async (t) => {
    const nothing = asRegister(await folderOf({}));
    const examples: [string, string[]][] = [
      ['a row', [...schools, '900099,,primary,maintained,2025-04-01,4,1']],
      ['the file', ['urn,title', '900001,St Elfrith']],
    ];
    for (const [why, lines] of examples) {
      const { 'aliases.csv': aliases } = referring;
      const folder = await folderOf({ 'schools.csv': lines, 'aliases.csv': aliases });
      t.strictSame(referenceProblems(folder, nothing), [], why);
    }
  },
);
