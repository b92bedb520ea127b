import t from 'tap';
import {
  approvalProblems,
  longCharges,
  repetitions,
  schoolContradictions,
  trustCount,
} from '../../../src/trusts/row-check.ts';
import { baselineFile, participantFile, schoolFile } from '../../../src/trusts/trust-file.ts';
import { folderOf, told } from '../../support/trust-folder.ts';

const trusts = 'name,kind,year_starts_month';
const schools = 'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate';
const baselines =
  'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by,approved_by,approved_at';

t.test('a folder sets up one trust', async (t) => {
  const examples: [lines: string[], problems: string[]][] = [
    [[trusts, 'Lantern Vale,federation,9'], []],
    [
      [trusts],
      ['file.empty | trust.csv: The file names no trust. Write one row below the headings.'],
    ],
    [[trusts, 'Lantern Vale,club,9'], []],
    [
      [trusts, 'Lantern Vale,federation,9', 'Harrowmere,federation,9'],
      [
        'register.conflict | trust.csv, row 3, name: A folder sets up one trust, and "Harrowmere" is another. Put each trust in a folder of its own.',
      ],
    ],
  ];
  for (const [lines, problems] of examples) {
    const { trust } = await folderOf({ 'trust.csv': lines });
    t.strictSame(told(trustCount(trust)), problems);
  }
  t.strictSame(trustCount((await folderOf({})).trust), [], 'a folder may do without the file');
});

t.test('one row for one thing', async (t) => {
  const folder = await folderOf({
    'participants.csv': [
      'contract,urn,starts_on,ends_on',
      'PAY,900001,2025-09-01,2026-08-31',
      'PAY,900002,2025-09-01,2026-08-31',
      'PAY,900001,2026-09-01,2027-08-31',
      'PAY,900001,2025-09-01,2027-08-31',
    ],
    'baselines.csv': [
      baselines,
      'PAY,900001,PAYSLIP,quote,4.1,2025-09-01,,quote.pdf,R. Preparer,,',
      'PAY,900001,PAYSLIP,quote,4.10,2025-09-01,,quote.pdf,R. Preparer,,',
      'PAY,900001,PAYSLIP,quote,4.11,2025-09-01,,quote.pdf,R. Preparer,,',
    ],
  });
  t.strictSame(told(repetitions(participantFile, folder.participants)), [
    'register.conflict | participants.csv, row 5: The row is the same as row 2 in contract, urn, starts_on. Take one of the two out.',
  ]);
  t.strictSame(told(repetitions(baselineFile, folder.baselines)), [
    'register.conflict | baselines.csv, row 3: The row is the same as row 2 in every column. Take one of the two out.',
  ]);
});

t.test('two memberships of a school are rows about one school', async (t) => {
  const folder = await folderOf({
    'schools.csv': [
      schools,
      '900001,St Elfrith,primary,maintained,2025-04-01,2025-12-31,4,1',
      '900002,Larkspur,primary,maintained,2025-04-01,,4,1',
      '900001,St Elfrith,primary,maintained,2026-04-01,,4,1.0',
      '900001,St. Elfrith,primary,academy,2027-04-01,,4,0.9',
    ],
  });
  const remedy = 'Rows for two memberships of a school differ in joined_on and left_on only.';
  t.strictSame(told(schoolContradictions(folder.schools)), [
    `register.conflict | schools.csv, row 5, name: "St. Elfrith" for 900001 contradicts "St Elfrith" in row 2. ${remedy}`,
    `register.conflict | schools.csv, row 5, status: "academy" for 900001 contradicts "maintained" in row 2. ${remedy}`,
    `register.conflict | schools.csv, row 5, vat_recovery_rate: "0.9" for 900001 contradicts "1" in row 2. ${remedy}`,
  ]);
  t.strictSame(repetitions(schoolFile, folder.schools), []);
});

t.test('an approval needs another person, and a time', async (t) => {
  const both = 'Fill both in for an approved baseline, or leave both empty.';
  const self = 'Name another person, or leave approved_by and approved_at empty.';
  const examples: [approval: string, problem: string | undefined][] = [
    ['R. Preparer,,', undefined],
    ['R. Preparer,S. Approver,2025-08-12T10:00:00Z', undefined],
    [
      'R. Preparer,S. Approver,',
      `cell.unreadable | baselines.csv, row 2, approved_at: The cell is empty, and approved_by is not. ${both}`,
    ],
    [
      'R. Preparer,,2025-08-12T10:00:00Z',
      `cell.unreadable | baselines.csv, row 2, approved_by: The cell is empty, and approved_at is not. ${both}`,
    ],
    [
      'R. Preparer,R. Preparer,2025-08-12T10:00:00Z',
      `baseline.self-approved | baselines.csv, row 2, approved_by: "R. Preparer" prepared this baseline and cannot approve it. ${self}`,
    ],
    [
      'R. Preparer,r.  preparer,2025-08-12T10:00:00Z',
      `baseline.self-approved | baselines.csv, row 2, approved_by: "r.  preparer" prepared this baseline and cannot approve it. ${self}`,
    ],
  ];
  for (const [approval, problem] of examples) {
    const row = `PAY,900001,PAYSLIP,quote,4.1,2025-09-01,,quote.pdf,${approval}`;
    const folder = await folderOf({ 'baselines.csv': [baselines, row] });
    t.strictSame(told(approvalProblems(folder.baselines)), problem ? [problem] : [], approval);
  }
});

t.test('a charge of more than ten years has a mistyped month', async (t) => {
  const { charges } = await folderOf({
    'central_charges.csv': [
      'urn,from,to,amount,source',
      '900001,2025-09,2026-08,1200,Board',
      '900002,2025-09,2206-08,1200,Board',
    ],
  });
  t.strictSame(told(longCharges(charges)), [
    'window.unreadable | central_charges.csv, row 3, to: From 2025-09 to 2206-08 are more than 10 years. Name a last month up to 2035-08.',
  ]);
});
