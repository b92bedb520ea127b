import t from 'tap';
import { type ChainEntry, historyOf } from '../../../src/workings/history.ts';

const step = (
  id: string,
  depth: number,
  reversesEntryId: string | null,
  facts: Partial<ChainEntry> = {},
): ChainEntry => ({
  id,
  depth,
  reversesEntryId,
  causedByLineId: null,
  journal: depth + 1,
  kind: 'import',
  recordedAt: '2026-01-06T10:00:00.000Z',
  recordedBy: 'C. Manager',
  reason: 'may.csv',
  ...facts,
});

t.test('the whole chain is told, wherever one asks', async (t) => {
  const chain = [
    step('a', 0, null),
    step('b', 1, 'a', { causedByLineId: 'credit' }),
    step('c', 2, 'b', { reason: 'Sent twice' }),
    step('other', 0, null),
  ];
  for (const id of ['a', 'b', 'c']) {
    t.strictSame(
      historyOf(chain, id).map(({ what }) => what),
      ['made', 'taken back', 'brought back'],
    );
  }
  const [, second, third] = historyOf(chain, 'a').map(({ sentence }) => sentence);
  t.equal(
    second,
    'Taken back by a credit note that cancels the invoice in journal 2 of 2026-01-06 by C. Manager: may.csv',
  );
  t.match(third, /^Brought back in journal 3 .* Sent twice$/);
  t.equal(historyOf(chain, 'other').length, 1);
  t.strictSame(historyOf(chain, 'nobody'), []);
});
