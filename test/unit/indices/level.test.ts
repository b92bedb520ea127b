import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { firstPublished, type Level, newLevels } from '../../../src/indices/level.ts';
import { decimal } from '../../../src/money/decimal.ts';

const levelOf = (text: string): Level => {
  const [series = '', month = '', level = '', publishedOn = ''] = text.split(' ');
  return {
    series,
    month: month as Month,
    level: decimal(level),
    publishedOn: publishedOn as LocalDate,
  };
};
const known = ['D7BT 2025-01 129.9 2025-02-19', 'D7BT 2025-02 131 2025-03-26'].map(levelOf);
const load = (...texts: string[]) =>
  newLevels(
    known,
    texts.map((text, index) => ({ row: index + 2, level: levelOf(text) })),
  );

t.test('the level that was published first is the one that figures use (P7)', async (t) => {
  const revised = levelOf('D7BT 2025-01 130.2 2025-04-16');
  for (const levels of [
    [...known, revised],
    [revised, ...known],
  ]) {
    const series = firstPublished(levels).get('D7BT');
    t.equal(series?.get('2025-01' as Month)?.level.toFixed(), '129.9', 'in whatever order');
    t.equal(series?.size, 2);
  }
  t.equal(firstPublished([]).size, 0);
});

t.test('new months and revisions are added, known rows are not', async (t) => {
  const loading = load(
    'D7BT 2025-01 129.90 2025-02-19',
    'D7BT 2025-01 130.2 2025-04-16',
    'D7BT 2025-03 132 2025-04-16',
    'D7BT 2025-03 132 2025-04-16',
    'L522 2025-01 130 2025-02-19',
  );
  if ('problems' in loading) throw new Error('refused');
  t.strictSame(
    loading.added.map(({ series, month, level }) => `${series} ${month} ${level.toFixed()}`),
    ['D7BT 2025-01 130.2', 'D7BT 2025-03 132', 'L522 2025-01 130'],
  );
});

t.test('what is published is frozen: no other level for it, and nothing before it', async (t) => {
  t.match(load('D7BT 2025-01 130 2025-02-19', 'D7BT 2025-02 131 2025-03-25'), {
    problems: [
      {
        code: 'index.frozen',
        row: 2,
        column: 'level',
        found: '130',
        message: 'D7BT for 2025-01 as published on 2025-02-19 is known as 129.9.',
      },
      { code: 'index.frozen', row: 3, column: 'published_on', found: '2025-03-25' },
    ],
  });
  t.match(load('X 2025-01 1 2025-02-19', 'X 2025-01 2 2025-02-19'), {
    problems: [{ row: 3, found: '2' }],
  });
});
