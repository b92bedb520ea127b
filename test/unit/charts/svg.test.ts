import t from 'tap';
import {
  box,
  colours,
  escapeText,
  headOf,
  picture,
  round,
  rule,
  words,
} from '../../../src/charts/svg.ts';

t.test('a picture has a name and says what it shows', async (t) => {
  const svg = picture({ id: 'a', title: 'One & all', summary: 'Two < three' }, 10, '');
  t.match(svg, /role="img" aria-labelledby="a-name a-summary"/);
  t.match(
    svg,
    '<title id="a-name">One &#38; all</title><desc id="a-summary">Two &#60; three</desc>',
  );
});

t.test('no text becomes a part of the picture', async (t) => {
  t.notMatch(words(0, 0, '<script>"&'), /<script|"&|[^"]"&/);
  t.equal(escapeText('a"b'), 'a&#34;b');
});

t.test('a loss is hatched, and nothing has a style that a page would refuse', async (t) => {
  const at = { x: 0, y: 0, width: 0, height: 5 };
  t.match(box(at, { hatchOf: 'a' }), 'url(#a-hatch)');
  t.match(box(at, 'teal'), colours.teal);
  t.match(box(at, 'teal'), 'width="1"', 'nothing is so small that it is not seen');
  t.notMatch(box(at, 'teal') + rule([0, 0], [1, 1]), /style=/);
  t.equal(round(1.26), 1.3);
});

t.test('each colour stands out from white', async (t) => {
  const channel = (value: number) =>
    value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  for (const [name, hex] of Object.entries(colours)) {
    if (name === 'rule') continue;
    const parts = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
    const [red = 0, green = 0, blue = 0] = parts;
    const contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
    t.ok(contrast >= 3, `${name} ${contrast}`);
  }
});

t.test('a name and its value share a line where both have room', async (t) => {
  t.strictSame(headOf('Oak', '£10'), { name: 'Oak', valueLine: 0 });
  t.strictSame(headOf('x'.repeat(44), '£1'), { name: 'x'.repeat(44), valueLine: 0 });
  t.strictSame(headOf('x'.repeat(45), '£1'), { name: 'x'.repeat(45), valueLine: 17 });
  t.strictSame(headOf('x'.repeat(50), '£1'), { name: `${'x'.repeat(47)}…`, valueLine: 17 });
});
