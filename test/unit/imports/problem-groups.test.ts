import t from 'tap';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { problemCounter, toldTogether } from '../../../src/imports/problem-groups.ts';
import { pounds } from '../lines/given.ts';

const stopped = (row: number, code: string, found: string, column: string | null = null) =>
  ({
    row,
    state: 'held',
    net: pounds('1.50'),
    code,
    message: `'${found}' is wrong.`,
    column,
    found,
    remedy: 'Mend it.',
    waitsFor: null,
    schoolId: null,
  }) satisfies StoppedRow;
const many = (count: number, code: string, column: string | null = null, from = 1) =>
  Array.from({ length: count }, (_, index) =>
    stopped(from + index, code, `value ${index % 12}`, column),
  );

const gathered = (rows: readonly StoppedRow[]) => {
  const counter = problemCounter();
  for (const row of rows) counter.count(row);
  return counter.end();
};

t.test('rows of one reason and column are one group, with what they hold', async (t) => {
  const rows = [...many(2, 'school.unknown'), ...many(40, 'date.unreadable', 'Date', 100)];
  t.strictSame(gathered(rows).groups, [
    {
      code: 'date.unreadable',
      state: 'held',
      column: 'Date',
      message: "'value 0' is wrong.",
      remedy: 'Mend it.',
      rows: 40,
      net: 6000,
      firstRows: [100, 101, 102, 103, 104, 105, 106, 107, 108, 109],
      values: Array.from({ length: 10 }, (_, index) => `value ${index}`),
      valueCount: 12,
    },
    {
      code: 'school.unknown',
      state: 'held',
      column: null,
      message: "'value 0' is wrong.",
      remedy: 'Mend it.',
      rows: 2,
      net: 300,
      firstRows: [1, 2],
      values: ['value 0', 'value 1'],
      valueCount: 2,
    },
  ]);
  t.strictSame(gathered([]), { groups: [], first: [], apart: [] });
});

t.test('up to fifteen rows of a column are told one by one, more together', async (t) => {
  const fifteen = many(15, 'date.unreadable', 'Date');
  const few = gathered(fifteen);
  t.strictSame([few.apart, toldTogether(few)], [fifteen, []]);
  const sixteen = many(16, 'date.unreadable', 'To', 100);
  const more = gathered([...fifteen, ...sixteen]);
  t.strictSame(more.apart, fifteen);
  t.match(toldTogether(more), [{ column: 'To', rows: 16 }]);
  const refused = sixteen.map((row): StoppedRow => ({ ...row, state: 'refused' }));
  t.equal(toldTogether(gathered([...sixteen, ...refused])).length, 2, 'held and refused apart');
});

t.test('of rows without end no more is kept than is told', async (t) => {
  const rows = Array.from({ length: 5000 }, (_, row) => stopped(row, 'date.unreadable', `${row}`));
  const late = stopped(6000, 'school.unknown', 'Elm');
  const { groups, first, apart } = gathered([...rows, late]);
  t.match(groups, [{ rows: 5000, net: 750_000, valueCount: 1000 }, { rows: 1 }]);
  t.strictSame(first, rows.slice(0, 1000));
  t.strictSame(apart, [late], 'a rare fault is told, however late it comes');
});
