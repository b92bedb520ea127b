import t from 'tap';
import { rowChart } from '../../../src/charts/row-chart.ts';

const head = { id: 'a', title: 'Title', summary: 'Summary' };
const row = (to: number, from = 0) => ({
  label: `to ${to}`,
  text: `${to}`,
  from,
  to,
  isLoss: to < from,
  colour: 'teal' as const,
});
const bars = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.-]+)" y="[\d.]+" width="([\d.]+)" height="16"/g)].map(
    ([, x, width]) => [Number(x), Number(width)] as const,
  );
const zeros = (svg: string) => [...svg.matchAll(/<line x1="([\d.]+)"/g)].map(([, x]) => Number(x));

t.test('losses stand left of the line at zero, savings right of it, at one scale', async (t) => {
  const svg = rowChart(head, [row(200), row(-100)]);
  const [saving, loss] = bars(svg);
  const [zero] = zeros(svg);
  t.equal(saving?.[0], zero);
  t.equal((loss?.[0] ?? 0) + (loss?.[1] ?? 0), zero);
  t.ok(Math.abs((saving?.[1] ?? 0) - 2 * (loss?.[1] ?? 0)) < 0.2);
  t.match(svg, 'url(#a-hatch)');
});

t.test('every bar has its words', async (t) => {
  const svg = rowChart(head, [row(200), row(-100)]);
  for (const text of ['to 200', '200', 'to -100', '-100']) t.match(svg, `>${text}</text>`);
});

t.test('the steps of a bridge are seen, however large what they lead from', async (t) => {
  const svg = rowChart(head, [row(10_000), row(9_900, 10_000), row(9_900)], true);
  const step = bars(svg)[1];
  t.ok((step?.[1] ?? 0) > 100, `${step}`);
  t.ok(bars(svg).every(([x]) => x >= 4));
});

t.test('nothing to show is no failure', async (t) => {
  t.match(rowChart(head, [row(0)]), '<svg');
});

t.test('a name that leaves no room for its value has it on the next line', async (t) => {
  const long = 'Saint Barnabas and Saint Philip Primary School';
  const named = (label: string) => ({ ...row(200), label, text: '£4,120 better off' });
  const ys = (svg: string) =>
    [...svg.matchAll(/<text x="\d+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
  t.strictSame(ys(rowChart(head, [named('Oak'), named(long), named('Ash')])), [
    ...[15, 15],
    ...[59, 76],
    ...[120, 120],
  ]);
  t.match(rowChart(head, [named(`${long} and Nursery`)]), /Saint Barnabas[^<]*…<\/text>/);
});
