import t from 'tap';
import { suppliersMeant } from '../../../src/suppliers/supplier-choice.ts';
import { nothingSaid, supplier } from './given.ts';

const mill = supplier('Paper Mill Ltd', '01234567');
const other = supplier('Paper Mill', 'SC000001');
const pens = supplier('1234567');
const all = [mill, other, pens];
const meant = (text: string, aliases: ReadonlyMap<string, readonly string[]> = new Map()) =>
  suppliersMeant(text, all, { ...nothingSaid, aliases }).map(({ name }) => name);

t.test('a company number comes first, then the name as written, then other names', async (t) => {
  t.strictSame(meant('1234567'), ['Paper Mill Ltd'], 'also before a supplier of that name');
  t.strictSame(meant('sc1'), ['Paper Mill']);
  t.strictSame(meant('Paper Mill'), ['Paper Mill']);
  const aliases = new Map([[mill.id, ['The Mill']]]);
  t.strictSame(meant('The Mill', aliases), ['Paper Mill Ltd']);
  t.strictSame(meant('MILL', aliases), ['Paper Mill Ltd']);
});

t.test('a name that two can mean is both, and one that none has is none', async (t) => {
  t.strictSame(meant('PAPER MILL LIMITED'), ['Paper Mill Ltd', 'Paper Mill']);
  t.strictSame(meant('Ink Works'), []);
});
