import t from 'tap';
import { text } from '../../../src/trusts/cell-format.ts';
import { emptyAs, filled, optional, tableOf } from '../../../src/trusts/column.ts';
import { readTable } from '../../../src/trusts/table.ts';
import { csvRows, told } from '../../support/trust-folder.ts';

const file = tableOf(
  'things.csv',
  { name: filled(text), note: emptyAs(text, ''), colour: optional(text, null) },
  ['name'],
);

t.test('a column has to be filled, may be empty, or may be left out', async (t) => {
  const read = async (...lines: string[]) => readTable(file, await csvRows(lines));
  t.match((await read('name,note', 'Ash,')).rows, [
    { value: { name: 'Ash', note: '', colour: null } },
  ]);
  t.match(told((await read('name,note', ',x')).problems), [/row 2, name: The cell is empty\./]);
  t.match(told((await read('name', 'Ash')).problems), [/The column "note" is missing\./]);
});

t.test('a cell is known as it was typed, too', async (t) => {
  const { typed } = readTable(file, await csvRows(['note,name', ' new ,Ash']));
  t.strictSame([typed(2, 'note'), typed(2, 'colour'), typed(9, 'name')], ['new', '', '']);
});
