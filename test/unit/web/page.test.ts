import t from 'tap';
import { entriesAfter, idAfter, numberAfter, readPage, writePage } from '../../../src/web/page.ts';

const letters = ['a', 'b', 'c', 'd', 'e'];
const form = { key: (letter: string) => letter, write: (letter: string) => letter.toUpperCase() };

t.test('the pages of a list are the list, each entry once', async (t) => {
  for (const limit of [1, 2, 5, 6]) {
    const seen: string[] = [];
    let query: { limit: number; after?: string } = { limit };
    for (;;) {
      const page = readPage(query);
      const { items, next } = writePage(entriesAfter(letters, page, form.key), page, form);
      seen.push(...items);
      t.ok(items.length <= limit);
      if (next === null) break;
      query = { limit, after: next };
    }
    t.strictSame(seen, ['A', 'B', 'C', 'D', 'E'], `pages of ${limit}`);
  }
});

t.test('a cursor holds any key', async (t) => {
  const key = 'Ink & Sons / Leeds\n£';
  const { next } = writePage([key, 'z'], { after: undefined, limit: 1 }, form);
  t.equal(readPage({ after: next ?? '' }).after, key);
});

t.test('what no page gave out is no cursor', async (t) => {
  for (const after of ['', 'x', '17', Buffer.from('9 a').toString('base64url')]) {
    t.throws(() => readPage({ after }), { code: 'request.unreadable' }, JSON.stringify(after));
  }
  t.throws(() => numberAfter({ after: 'a', limit: 1 }), { code: 'request.unreadable' });
  t.throws(() => idAfter({ after: 'a', limit: 1 }), { code: 'request.unreadable' });
  t.equal(numberAfter({ after: undefined, limit: 1 }), 0);
  t.equal(numberAfter({ after: '17', limit: 1 }), 17);
});
