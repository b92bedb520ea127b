import fc from 'fast-check';
import t from 'tap';
import { plainName } from '../../../src/suppliers/supplier-name.ts';
import { readTable } from '../../support/table.ts';

t.test('what makes no difference is left out of a name', async (t) => {
  const rows = readTable(`
    written                           plain
    Northfield Supply Teachers Ltd    northfield supply teachers
    NORTHFIELD SUPPLY TEACHERS LTD.   northfield supply teachers
    Northfield Supply Teachers        northfield supply teachers
    Smith & Sons Limited              smith and sons
    Smith and Sons (UK) Ltd           smith and sons
    The Paper Mill, Co. Ltd           paper mill
    St. Mary's Caterers C.I.C.        st marys caterers
    Café Noël plc                     cafe noel
    Bright Public Limited Company     bright
    3M United Kingdom PLC             3m united kingdom
    Limited                           limited
    The                               the
  `);
  for (const { written = '', plain } of rows) t.equal(plainName(written), plain, written);
});

t.test('a plain name is its own plain name', async (t) => {
  const word = fc.constantFrom(
    'The',
    'Mill',
    '&',
    'Co',
    'Ltd',
    'Públic',
    'limited',
    'company',
    "O'x",
  );
  const rule = fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
    const plain = plainName(words.join(' '));
    return plainName(plain) === plain;
  });
  t.doesNotThrow(() => fc.assert(rule));
});
