import t from 'tap';
import { problemsOfFolder } from '../../../src/trusts/folder-check.ts';
import { halfTerms } from '../../../src/trusts/renewal-check.ts';
import { folderOf, told } from '../../support/trust-folder.ts';

t.test('terms of which one half is missing are told', async (t) => {
  const header = 'contract,extension_months,extensions,notice_length,notice_unit';
  const { contractTerms } = await folderOf({
    'contract_terms.csv': [header, 'A,12,2,6,weeks', 'B,,,,', 'C,12,,,', 'D,,2,,days'],
  });
  t.strictSame(told(halfTerms(contractTerms)), [
    'register.conflict | contract_terms.csv, row 4, extensions: extension_months is 12, and extensions is empty. Fill both, or leave both empty.',
    'register.conflict | contract_terms.csv, row 5, extension_months: extensions is 2, and extension_months is empty. Fill both, or leave both empty.',
    'register.conflict | contract_terms.csv, row 5, notice_length: notice_unit is days, and notice_length is empty. Fill both, or leave both empty.',
  ]);
});

t.test('files of dates are checked like the others, with the place and what to do', async (t) => {
  const folder = await folderOf({
    'contract_terms.csv': ['contract,renewal_months', 'P1,0', 'P1,12', 'P1,24'],
    'board_meetings.csv': ['day,name', '8 July,Summer board', '2026-07-08,A', '2026-07-08,B'],
    'school_holidays.csv': [
      'from,to,name',
      '2026-08-31,2026-07-22,Summer',
      '2026-10-26,2026-10-30,Autumn',
      '2026-10-30,2026-11-01,Diwali',
    ],
  });
  const problems = told(problemsOfFolder(folder));
  const expected = [
    /contract_terms\.csv, row 2, renewal_months: "0" cannot be read\. Write a whole number from 1/,
    /contract_terms\.csv, row 4.*(twice|same|row 3)/,
    /board_meetings\.csv, row 2, day: "8 July" cannot be read\. Write a date/,
    /board_meetings\.csv, row 4/,
    /school_holidays\.csv, row 2, to: 2026-07-22 is before from, 2026-08-31\. Correct one/,
    /school_holidays\.csv, row 4, from: The list of holidays has this row from 2026-10-30 .* they share days/,
  ];
  t.equal(problems.length, expected.length, problems.join('\n'));
  for (const [at, pattern] of expected.entries()) t.match(problems[at], pattern);
});
