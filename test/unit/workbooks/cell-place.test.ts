import fc from 'fast-check';
import t from 'tap';
import { columnName, placeOf, withinSheet } from '../../../src/workbooks/cell-place.ts';

t.test('cells are found by their names', async (t) => {
  const examples: [name: string, column: number, row: number][] = [
    ['A1', 0, 1],
    ['Z9', 25, 9],
    ['AA10', 26, 10],
    ['AZ1', 51, 1],
    ['BA1', 52, 1],
    ['ZZ1', 701, 1],
    ['AAA1', 702, 1],
    ['XFD1048576', 16_383, 1_048_576],
  ];
  for (const [name, column, row] of examples) {
    t.strictSame(placeOf(name), { column, row }, name);
    t.equal(columnName(column) + row, name);
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16_383 }), (column) => {
      return placeOf(`${columnName(column)}7`).column === column;
    }),
  );
});

t.test('names that no cell has are refused', async (t) => {
  for (const name of [
    '',
    'A',
    '7',
    'a1',
    '$A$1',
    'A1:B2',
    'A-1',
    'A1.5',
    'Ä1',
    'R1C1',
    'x'.repeat(99),
  ]) {
    const message = new RegExp(
      `damaged: a cell is called "${name.slice(0, 20).replace(/[$]/g, '\\$')}"\\.`,
    );
    t.throws(() => placeOf(name), { code: 'file.unreadable', message }, name);
  }
  const tooMany = { code: 'workbook.too-large', message: /more than 16384 columns/ };
  t.throws(() => placeOf('XFE1'), tooMany);
  t.throws(() => placeOf('ZZZZZZZ1'), tooMany);
  t.throws(() => withinSheet(16_384), tooMany);
  t.equal(withinSheet(16_383), 16_383);
});
