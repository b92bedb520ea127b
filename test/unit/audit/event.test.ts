import t from 'tap';
import { bounded, withoutSecrets } from '../../../src/audit/event.ts';

t.test('a long document is told by its size and its beginning', async (t) => {
  t.strictSame([undefined, null, { a: 1 }].map(bounded), [null, null, { a: 1 }]);
  const long = { rows: Array.from({ length: 5000 }, (_, row) => ({ row })) };
  const kept = bounded(long) as { characters: number; begins: string };
  t.equal(kept.characters, JSON.stringify(long).length);
  t.match(kept.begins, /^\{"rows":\[\{"row":0\}/);
  t.equal(kept.begins.length, 1000);
});

t.test('what opens a door is not kept, wherever it stands', async (t) => {
  const asked = { name: 'x', key: 'slk_1', people: [{ Password: 'p', token: null }], keys: 2 };
  t.strictSame(withoutSecrets(asked), {
    name: 'x',
    key: 'not kept',
    people: [{ Password: 'not kept', token: null }],
    keys: 2,
  });
});
