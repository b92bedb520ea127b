import t from 'tap';
import { describe, Problem, type ProblemDetail, problemCodes } from '../../src/problem.ts';

const detail: ProblemDetail = { code: 'date.unreadable', message: 'The cell is empty.' };

t.test('a problem is one line: where, what, and what to do', async (t) => {
  const examples: [facts: Partial<ProblemDetail>, line: string][] = [
    [{}, 'The cell is empty.'],
    [{ remedy: 'Fill it in.' }, 'The cell is empty. Fill it in.'],
    [{ file: 'a.csv' }, 'a.csv: The cell is empty.'],
    [{ row: 14 }, 'row 14: The cell is empty.'],
    [{ column: 'Date' }, 'Date: The cell is empty.'],
    [
      { file: 'a.csv', row: 14, column: 'Date', found: '', remedy: 'Fill it in.' },
      'a.csv, row 14, Date: The cell is empty. Fill it in.',
    ],
    [{ found: '31/02/2026' }, 'The cell is empty.'],
  ];
  for (const [facts, line] of examples) t.equal(describe({ ...detail, ...facts }), line);
});

t.test('a refusal holds one problem or many', async (t) => {
  const one = new Problem({ ...detail, row: 2 });
  t.equal(one.message, 'row 2: The cell is empty.');
  t.strictSame(one.details, [{ ...detail, row: 2 }]);
  t.equal(one.code, 'date.unreadable');
  const many = new Problem([
    { ...detail, row: 2 },
    { code: 'amount.unreadable', message: 'The cell is empty.', row: 3 },
  ]);
  t.equal(many.message, 'row 2: The cell is empty.\nrow 3: The cell is empty.');
  t.equal(many.code, 'date.unreadable', 'the first names the whole');
  t.equal(many.details.length, 2);
  t.equal(new Problem([]).code, 'request.unreadable');
  t.ok(many instanceof Error);
});

t.test('every code is a noun and a condition, explained in a sentence', async (t) => {
  for (const [code, meaning] of Object.entries(problemCodes)) {
    t.match(code, /^[a-z]+\.[a-z]+(-[a-z]+)*$/);
    t.match(meaning, /^[A-Z].*\.$/, code);
  }
  const meanings = Object.values(problemCodes);
  t.equal(new Set(meanings).size, meanings.length, 'no two mean the same');
});
