import t from 'tap';
import { dateProblems } from '../../../src/trusts/date-check.ts';
import { asRegister, folderOf, told } from '../../support/trust-folder.ts';

const schools = (...rows: string[]) => [
  'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
  ...rows.map((row) => {
    const [urn, days] = row.split(' ');
    return `${urn},School,primary,maintained,${days?.replace('..', ',')},4,1`;
  }),
];
const participants = (...rows: string[]) => [
  'contract,urn,starts_on,ends_on',
  ...rows.map((row) => row.replaceAll(' ', ',').replace('..', ',')),
];
const prices = (...rows: string[]) => [
  'contract,item,unit_price,valid_from,valid_to,description,unit,quantity_basis,line_class',
  ...rows.map((row) => `${row.replaceAll(' ', ',').replace('..', ',')},,day,consumed,recurring`),
];

type Files = Record<string, readonly string[]>;

const share = (column: string) =>
  `Set ${column} of the earlier one to the day before the later one.`;
const member = 'A school takes part while it is a member: correct the one or the other.';
const backwards = 'Correct one of the two; the last day counts in.';

async function check(folder: Files, register: Files = {}): Promise<string[]> {
  return told(dateProblems(await folderOf(folder), asRegister(await folderOf(register))));
}

t.test('no row ends before it starts', async (t) => {
  const files: Files = {
    'schools.csv': schools('900001 2025-04-01..2025-03-31', '900002 2025-04-01..2025-04-01'),
    'aliases.csv': ['urn,alias,valid_from,valid_to', '900001,Site 7,2025-04-01,2024-04-01'],
    'contracts.csv': [
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
      'PAY,Payroll,Brightwater,payroll,E28a,2025-09-01,2025-08-31,6,three quotes,payslips',
    ],
    'participants.csv': participants('PAY 900001 2026-09-01..2025-09-01'),
    'prices.csv': prices('PAY PAYSLIP 3.25 2026-09-01..2025-09-01'),
    'baselines.csv': [
      'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by',
      'PAY,900001,PAYSLIP,quote,4.1,2026-09-01,2025-09-01,quote.pdf,R. Preparer',
    ],
  };
  t.strictSame(await check(files), [
    `register.conflict | schools.csv, row 2, left_on: 2025-03-31 is before joined_on, 2025-04-01. ${backwards}`,
    `register.conflict | aliases.csv, row 2, valid_to: 2024-04-01 is before valid_from, 2025-04-01. ${backwards}`,
    `register.conflict | contracts.csv, row 2, ends_on: 2025-08-31 is before starts_on, 2025-09-01. ${backwards}`,
    `register.conflict | participants.csv, row 2, ends_on: 2025-09-01 is before starts_on, 2026-09-01. ${backwards}`,
    `register.conflict | prices.csv, row 2, valid_to: 2025-09-01 is before valid_from, 2026-09-01. ${backwards}`,
    `register.conflict | baselines.csv, row 2, valid_to: 2025-09-01 is before valid_from, 2026-09-01. ${backwards}`,
  ]);
});

t.test('one price, one participation, one membership for a day', async (t) => {
  const examples: [why: string, folder: Files, register: Files, problems: string[]][] = [
    [
      'a price follows another',
      { 'prices.csv': prices('SUP TA 118 2025-04-01..2026-03-31', 'SUP TA 119 2026-04-01..') },
      {},
      [],
    ],
    [
      'two prices share a day, in whatever order they stand',
      { 'prices.csv': prices('SUP TA 119 2026-04-01..', 'SUP TA 118 2025-04-01..2026-04-01') },
      {},
      [
        `register.conflict | prices.csv, row 3, valid_from: Item TA of SUP has this row from 2025-04-01 to 2026-04-01 and row 2 from 2026-04-01 on: they share days. ${share('valid_to')}`,
      ],
    ],
    [
      'prices of another item or contract do not count',
      {
        'prices.csv': prices(
          'SUP TA 118 2025-04-01..',
          'SUP COVER 118 2025-04-01..',
          'PAY TA 118 2025-04-01..',
        ),
      },
      {},
      [],
    ],
    [
      'a short row inside a long one, and one after it that overlaps the long one only',
      {
        'prices.csv': prices(
          'SUP TA 118 2025-04-01..2026-03-31',
          'SUP TA 119 2025-06-01..2025-06-30',
          'SUP TA 120 2026-01-01..2026-12-31',
        ),
      },
      {},
      [
        `register.conflict | prices.csv, row 3, valid_from: Item TA of SUP has this row from 2025-06-01 to 2025-06-30 and row 2 from 2025-04-01 to 2026-03-31: they share days. ${share('valid_to')}`,
        `register.conflict | prices.csv, row 4, valid_from: Item TA of SUP has this row from 2026-01-01 to 2026-12-31 and row 2 from 2025-04-01 to 2026-03-31: they share days. ${share('valid_to')}`,
      ],
    ],
    [
      'a price overlaps one of the register',
      { 'prices.csv': prices('SUP TA 119 2026-04-01..') },
      { 'prices.csv': prices('SUP TA 118 2025-04-01..') },
      [
        `register.conflict | prices.csv, row 2, valid_from: Item TA of SUP has this row from 2026-04-01 on and a row of the register from 2025-04-01 on: they share days. ${share('valid_to')}`,
      ],
    ],
    [
      'an earlier price overlaps one of the register',
      { 'prices.csv': prices('SUP TA 117 2024-04-01..') },
      { 'prices.csv': prices('SUP TA 118 2025-04-01..') },
      [
        `register.conflict | prices.csv, row 2, valid_from: Item TA of SUP has this row from 2024-04-01 on and a row of the register from 2025-04-01 on: they share days. ${share('valid_to')}`,
      ],
    ],
    [
      'a row takes the place of the one with its key',
      { 'prices.csv': prices('SUP TA 118 2025-04-01..2026-03-31', 'SUP TA 119 2026-04-01..') },
      { 'prices.csv': prices('SUP TA 118 2025-04-01..') },
      [],
    ],
    [
      'a school takes part twice',
      { 'participants.csv': participants('PAY 900001 2025-09-01..', 'PAY 900001 2026-09-01..') },
      {},
      [
        `register.conflict | participants.csv, row 3, starts_on: School 900001 in PAY has this row from 2026-09-01 on and row 2 from 2025-09-01 on: they share days. ${share('ends_on')}`,
      ],
    ],
    [
      'a school is a member twice',
      { 'schools.csv': schools('900001 2025-04-01..2026-03-31', '900001 2026-03-31..') },
      {},
      [
        `register.conflict | schools.csv, row 3, joined_on: School 900001 has this row from 2026-03-31 on and row 2 from 2025-04-01 to 2026-03-31: they share days. ${share('left_on')}`,
      ],
    ],
    [
      'the rows of a school are all its memberships: a corrected first day is no second one',
      { 'schools.csv': schools('900001 2025-05-01..') },
      { 'schools.csv': schools('900001 2025-04-01..') },
      [],
    ],
  ];
  for (const [why, folder, register, problems] of examples) {
    t.strictSame(await check(folder, register), problems, why);
  }
});

t.test('a school takes part while it is a member', async (t) => {
  const leaver = schools('900003 2025-04-01..2026-03-31');
  const returner = schools('900003 2025-04-01..2026-03-31', '900003 2026-09-01..');
  const outside = (place: string, days: string, membership: string) =>
    `register.conflict | participants.csv, ${place}: School 900003 takes part in PAY ${days}, and is a member ${membership}. ${member}`;
  const left = 'from 2025-04-01 to 2026-03-31';
  const examples: [why: string, folder: Files, register: Files, problems: string[]][] = [
    [
      'to the last day of membership',
      {
        'schools.csv': leaver,
        'participants.csv': participants('PAY 900003 2025-04-01..2026-03-31'),
      },
      {},
      [],
    ],
    [
      'one day longer',
      {
        'schools.csv': leaver,
        'participants.csv': participants('PAY 900003 2025-04-01..2026-04-01'),
      },
      {},
      [outside('row 2, ends_on', 'from 2025-04-01 to 2026-04-01', left)],
    ],
    [
      'one day earlier',
      {
        'schools.csv': leaver,
        'participants.csv': participants('PAY 900003 2025-03-31..2026-03-31'),
      },
      {},
      [outside('row 2, starts_on', 'from 2025-03-31 to 2026-03-31', left)],
    ],
    [
      'without an end',
      { 'schools.csv': leaver, 'participants.csv': participants('PAY 900003 2025-09-01..') },
      {},
      [outside('row 2, ends_on', 'from 2025-09-01 on', left)],
    ],
    [
      'through the months between two memberships',
      {
        'schools.csv': returner,
        'participants.csv': participants('PAY 900003 2025-09-01..2026-12-31'),
      },
      {},
      [
        outside(
          'row 2, ends_on',
          'from 2025-09-01 to 2026-12-31',
          `${left} and from 2026-09-01 on`,
        ),
      ],
    ],
    [
      'in both memberships',
      {
        'schools.csv': returner,
        'participants.csv': participants(
          'PAY 900003 2025-09-01..2026-03-31',
          'PAY 900003 2026-09-01..',
        ),
      },
      {},
      [],
    ],
    [
      'over two memberships that touch',
      {
        'schools.csv': schools('900003 2025-04-01..2026-03-31', '900003 2026-04-01..'),
        'participants.csv': participants('PAY 900003 2025-09-01..2026-12-31'),
      },
      {},
      [],
    ],
    [
      'a member by the register',
      { 'participants.csv': participants('PAY 900003 2025-09-01..') },
      { 'schools.csv': leaver },
      [outside('row 2, ends_on', 'from 2025-09-01 on', left)],
    ],
    [
      'a leaver that still takes part by the register',
      { 'schools.csv': leaver },
      {
        'schools.csv': schools('900003 2025-04-01..'),
        'participants.csv': participants('PAY 900003 2025-09-01..'),
      },
      [outside('ends_on', 'from 2025-09-01 on', left)],
    ],
    [
      'a school that nobody knows is told elsewhere',
      { 'participants.csv': participants('PAY 900003 2025-09-01..') },
      {},
      [],
    ],
    [
      'a school whose row cannot be read is not judged',
      {
        'schools.csv': [...leaver, ...schools('900003 1/9/26..').slice(1)],
        'participants.csv': participants('PAY 900003 2025-09-01..'),
      },
      {},
      [],
    ],
  ];
  for (const [why, folder, register, problems] of examples) {
    t.strictSame(await check(folder, register), problems, why);
  }
});

t.test('without a register the folder is judged by itself', async (t) => {
  const folder = await folderOf({
    'prices.csv': prices('SUP TA 118 2025-04-01..', 'SUP TA 119 2026-04-01..'),
  });
  t.equal(dateProblems(folder).length, 1);
});
