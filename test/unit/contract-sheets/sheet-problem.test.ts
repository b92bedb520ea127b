import t from 'tap';
import { aboutSheet } from '../../../src/contract-sheets/sheet-problem.ts';
import type { ProblemDetail } from '../../../src/problem.ts';
import { mapping } from './given.ts';

const rows = [
  { row: 2, cells: { reference: 'C1', category: 'Catering', starts_on: '31/02/2026', title: '' } },
];
const about = (detail: Partial<ProblemDetail>) => {
  const base = { code: 'cell.unreadable', file: 'contracts.csv', row: 2, message: 'x' } as const;
  return aboutSheet({ ...base, ...detail }, { mapping, rows, file: 'ours.csv' });
};

t.test('a problem is told of the cell of the sheet', async (t) => {
  t.match(
    about({ column: 'starts_on', found: '31/02/2026', message: '"31/02/2026" cannot be read.' }),
    {
      ...{ file: 'ours.csv', row: 2, column: 'Start', found: '31/02/2026' },
      remedy: 'Write a date as dd/mm/yyyy, as the mapping has it.',
    },
  );
  t.match(about({ column: 'category', found: 'catering', message: '"catering" is wrong.' }), {
    ...{ column: 'Area', found: 'Catering', message: '"Catering" is wrong.' },
  });
  t.match(about({ file: 'suppliers.csv', column: 'name', found: 'C' }), { column: 'Provider' });
  t.match(about({ file: 'contract_terms.csv', column: 'renewal_months', found: 'x' }), {
    column: 'Rolls over',
  });
  t.match(about({ column: 'reference', found: 'C1' }), { column: 'Ref', found: 'C1' });
});

t.test('what no cell says is asked for', async (t) => {
  t.match(about({ column: 'title', found: '' }), {
    column: 'Contract',
    remedy: 'Fill the cell in, or give "title" under "otherwise" in the mapping.',
  });
  t.match(about({ column: 'ends_on', found: '' }), {
    column: 'ends_on',
    message: 'No column is "ends_on", and the register asks for it.',
    remedy: /^Map a column, or give "ends_on"/,
  });
  t.match(about({ file: 'other.csv', column: 'x' }), { file: 'ours.csv', column: 'x' });
});

t.test('signed terms are told of the row that would change them', async (t) => {
  const signed = { code: 'contract.signed', message: 'C1 was signed.' } as const;
  t.match(aboutSheet({ ...signed, found: 'C1' }, { mapping, rows, file: 'ours.csv' }), {
    ...{ file: 'ours.csv', row: 2, column: 'Ref', found: 'C1' },
    remedy: /mapped to "amendment" and "signed_on"/,
  });
});
