import fc from 'fast-check';
import t from 'tap';
import { listSorts, readPlace, writePlace } from '../../../src/register/list-place.ts';

const text = fc.string({ unit: 'binary' }).filter((it) => !it.includes('\0'));
const place = fc.record({ value: text, reference: text }, { noNullPrototype: true });

t.test('a place is read back in a list that is sorted alike, and in no other', async (t) => {
  fc.assert(
    fc.property(place, fc.constantFrom(...listSorts), (at, sort) => {
      const written = writePlace(sort, at);
      t.strictSame(readPlace(sort, written), at);
      for (const other of listSorts.filter((it) => it !== sort)) {
        t.equal(readPlace(other, written), undefined);
      }
    }),
  );
  t.end();
});

t.test('what is no place is none', async (t) => {
  const none = ['', 'P1', '{}', '["title"]', '["title","a",1]', '["title","a","b","c"]'];
  for (const written of [...none, '["title","a\\u0000","b"]']) {
    t.equal(readPlace('title', written), undefined, written);
  }
});
