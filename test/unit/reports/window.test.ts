import t from 'tap';
import { describe, Problem } from '../../../src/problem.ts';
import { readWindow } from '../../../src/reports/window.ts';
import { readTable } from '../../support/table.ts';
import { orNull } from '../lines/given.ts';

t.test('a window is a run of whole months', async (t) => {
  const examples = readTable(`
    from        to          first month  last month  why
    2025-09     2026-08     2025-09      2026-08     an academy's year
    2026-04     2027-03     2026-04      2027-03     a maintained school's year
    2025-09-01  2026-08-31  2025-09      2026-08     the first and the last day of a month
    2025-09-01  2026-08     2025-09      2026-08     a day and a month
    2028-02     2028-02-29  2028-02      2028-02     a leap day is the last of its month
    2025-09     2025-09     2025-09      2025-09     one month
    -           2026-08     -            2026-08     all until then
    2025-09     -           2025-09      -           all from then on
    -           -           -            -           all there is
  `);
  for (const { from, to, why, ...row } of examples) {
    const window = readWindow(orNull(from) ?? undefined, orNull(to) ?? undefined);
    t.equal(window.from ?? '-', row['first month'], `${why}`);
    t.equal(window.to ?? '-', row['last month'], `${why}`);
  }
  t.strictSame(readWindow('', ''), { from: undefined, to: undefined }, 'an empty text is no month');
});

t.test('a window that cuts a month in two is refused, in a sentence', async (t) => {
  const examples: [from: string | undefined, to: string | undefined, told: string][] = [
    [
      '2025-09-02',
      '2026-08',
      "from: '2025-09-02' is not the first day of a month. Reports cover whole months: write 2025-09.",
    ],
    [
      '2025-09-30',
      undefined,
      "from: '2025-09-30' is not the first day of a month. Reports cover whole months: write 2025-09.",
    ],
    [
      '2025-09',
      '2026-08-30',
      "to: '2026-08-30' is not the last day of a month. Reports cover whole months: write 2026-08.",
    ],
    [
      undefined,
      '2028-02-28',
      "to: '2028-02-28' is not the last day of a month. Reports cover whole months: write 2028-02.",
    ],
    [
      '2025-13',
      undefined,
      "from: '2025-13' is not a month. Reports cover whole months: write one like 2025-09.",
    ],
    [
      '2025-02-30',
      undefined,
      "from: '2025-02-30' is not a month. Reports cover whole months: write one like 2025-09.",
    ],
    [
      '2025-9',
      undefined,
      "from: '2025-9' is not a month. Reports cover whole months: write one like 2025-09.",
    ],
    [
      undefined,
      'August',
      "to: 'August' is not a month. Reports cover whole months: write one like 2025-09.",
    ],
    [
      '2026-08',
      '2025-09',
      'to: The report would end in 2025-09, before it begins in 2026-08. Name the earlier month first.',
    ],
    [
      '2025-10-01',
      '2025-09-30',
      'to: The report would end in 2025-09, before it begins in 2025-10. Name the earlier month first.',
    ],
  ];
  for (const [from, to, told] of examples) {
    try {
      readWindow(from, to);
      t.fail(`${from} to ${to} is taken`);
    } catch (error) {
      const details = error instanceof Problem ? error.details : [];
      t.strictSame(details.map(describe), [told]);
      t.equal(details[0]?.code, 'window.unreadable');
      t.equal(details[0]?.found, details[0]?.column === 'from' ? from : to, 'what was found');
    }
  }
});
