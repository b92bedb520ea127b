import t from 'tap';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { problemGroups, toldApart } from '../../../src/imports/problem-groups.ts';
import { pounds } from '../posting/given.ts';

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

t.test('rows of one reason and column are one group, with what they hold', async (t) => {
  const rows = [...many(2, 'school.unknown'), ...many(40, 'date.unreadable', 'Date', 100)];
  t.strictSame(problemGroups(rows), [
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
  t.strictSame(problemGroups([]), []);
});

t.test('up to fifteen rows of a column are told one by one, more together', async (t) => {
  const fifteen = many(15, 'date.unreadable', 'Date');
  t.strictSame(toldApart(fifteen), { rows: fifteen, groups: [] });
  const sixteen = many(16, 'date.unreadable', 'To', 100);
  const { rows, groups } = toldApart([...fifteen, ...sixteen]);
  t.strictSame(rows, fifteen);
  t.match(groups, [{ column: 'To', rows: 16 }]);
  const refused = sixteen.map((row): StoppedRow => ({ ...row, state: 'refused' }));
  t.equal(toldApart([...sixteen, ...refused]).groups.length, 2, 'held and refused apart');
});
