import t from 'tap';
import { readKnowledge, readPoint } from '../../../src/reports/knowledge.ts';

t.test('a report knows up to a journal, or up to a day, or everything', async (t) => {
  t.strictSame(readKnowledge(undefined, undefined), { asKnownAt: undefined });
  t.strictSame(readKnowledge(7, undefined), { asKnownAt: 7 });
  t.strictSame(readKnowledge(undefined, '2026-03-31'), { asKnownOn: '2026-03-31' });
  t.throws(() => readKnowledge(7, '2026-03-31'), {
    code: 'request.unreadable',
    details: [{ column: 'as_known_on', remedy: 'Name the journal or the day, not both.' }],
  });
  t.throws(() => readKnowledge(undefined, '2026-02-30'), {
    code: 'request.unreadable',
    details: [{ column: 'as_known_on', found: '2026-02-30' }],
  });
});

t.test('a point of knowledge is a journal or a day', async (t) => {
  t.strictSame(readPoint('0', 'since'), { asKnownAt: 0 });
  t.strictSame(readPoint('12', 'since'), { asKnownAt: 12 });
  t.strictSame(readPoint('2026-03-31', 'since'), { asKnownOn: '2026-03-31' });
  for (const text of ['', '-1', 'March', '31/03/2026', '2026-13-01', '1234567890']) {
    t.throws(
      () => readPoint(text, 'since'),
      { code: 'request.unreadable', details: [{ column: 'since', found: text }] },
      text,
    );
  }
});
