import t from 'tap';
import { readTold, toldDifferences } from '../../../src/seals/told-seals.ts';

t.test('N9: a seal that the record of acts names is missed, the newest too', async (t) => {
  const told = [1, 2, 3].map((number) => ({ number, sha256: `hash ${number}` }));
  const kept = new Map([
    [1, 'hash 1'],
    [2, 'another'],
    [9, 'of a time before the record'],
  ]);
  t.strictSame(toldDifferences(told, kept), [
    { place: 'seal 2, by the record of acts', expected: 'hash 2', found: 'another' },
    { place: 'seal 3, by the record of acts', expected: 'hash 3', found: 'nothing' },
  ]);
  t.strictSame(toldDifferences([], kept), []);
});

t.test('what is no seal is not read as one', async (t) => {
  t.strictSame(readTold({ number: 1, sha256: 'a', title: 'T' }), { number: 1, sha256: 'a' });
  for (const other of [null, 'text', { number: '1', sha256: 'a' }, { characters: 20_000 }])
    t.equal(readTold(other), undefined);
});
