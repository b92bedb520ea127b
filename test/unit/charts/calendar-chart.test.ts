import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { calendarChart } from '../../../src/charts/calendar-chart.ts';
import { width } from '../../../src/charts/svg.ts';

const day = (text: string) => text as LocalDate;
const row = {
  label: 'Paper',
  text: 'decide by 1 July 2026',
  until: day('2027-01-01'),
  decideBy: day('2026-07-01'),
  noticeBy: day('2026-10-01'),
  isDecided: false,
};
const draw = (of: Partial<typeof row>) =>
  calendarChart({ id: 'c', title: 'T', summary: 'S' }, [{ ...row, ...of }], {
    from: day('2026-01-01'),
    months: 24,
  });
const xs = (svg: string, height: number) =>
  [
    ...svg.matchAll(
      new RegExp(`<rect x="([\\d.-]+)" y="[\\d.]+" width="([\\d.]+)" height="${height}"`, 'g'),
    ),
  ].map(([, x, width]) => [Number(x), Number(width)]);

t.test('a bar lasts as long as the contract, and marks stand on their days', async (t) => {
  const svg = draw({});
  t.match(xs(svg, 14), [[0, width / 2]], 'a year of two is half of the width');
  const [notice, decide] = xs(svg, 22);
  t.ok((decide?.[0] ?? 0) < (notice?.[0] ?? 0), 'a decision comes before notice');
  t.match(svg, '>Jan 26</text>');
});

t.test('what is decided has no marks, and what lies outside none either', async (t) => {
  t.strictSame(xs(draw({ isDecided: true }), 22), []);
  t.strictSame(xs(draw({ decideBy: day('2025-01-01'), noticeBy: day('2030-01-01') }), 22), []);
  t.match(xs(draw({ until: day('2030-01-01') }), 14), [[0, width]], 'no longer than the picture');
});
