import t from 'tap';
import { columnChart, lineChart } from '../../../src/charts/month-chart.ts';

const head = { id: 'a', title: 'Title', summary: 'Summary' };

t.test('a column is as high as its value; what is not known has none', async (t) => {
  const svg = columnChart(head, [
    { label: 'Sep 25', value: 100, text: '100%' },
    { label: 'Oct 25', value: 50, text: '50%' },
    { label: 'Nov 25', value: null, text: '–' },
  ]);
  const heights = [...svg.matchAll(/<rect x[^>]* height="([\d.]+)"/g)].map(([, it]) => Number(it));
  t.strictSame(heights, [174, 87]);
  t.match(svg, '>–</text>');
});

t.test('lines are named where they end, and stand beside zero', async (t) => {
  const series = [
    { name: 'Saved', colour: 'teal' as const, isDashed: false, values: [-10, 20] },
    { name: 'Spent', colour: 'orange' as const, isDashed: true, values: [5, 5] },
  ];
  const svg = lineChart(head, ['Sep 25', 'Oct 25'], series);
  t.match(svg, '>Saved</text>');
  t.match(svg, 'stroke-dasharray');
  const [, zero = '0'] = /<line x1="4" y1="([\d.]+)"/.exec(svg) ?? [];
  const [, first = '0', last = '0'] = /d="M[\d.]+,([\d.]+)L[\d.]+,([\d.]+)/.exec(svg) ?? [];
  t.ok(Number(first) > Number(zero) && Number(zero) > Number(last), `${first} ${zero} ${last}`);
});

t.test('a long run of months names as many as have room', async (t) => {
  const months = Array.from({ length: 36 }, (_, index) => `M${index}`);
  const svg = lineChart(head, months, []);
  t.ok((svg.match(/>M\d+</g)?.length ?? 99) <= 8);
});
