import t from 'tap';
import { longestText, plainText, textCollector } from '../../../src/workbooks/text-collector.ts';

type Collector = ReturnType<typeof textCollector>;

function hear(collector: Collector, ...events: string[]): string {
  for (const event of events) {
    if (event.startsWith('</')) collector.close(event.slice(2, -1));
    else if (event.startsWith('<')) collector.open(event.slice(1, -1));
    else collector.text(event);
  }
  return collector.take();
}

t.test('the runs of a text are one text, without hints and what stands between', async (t) => {
  const collector = textCollector();
  const run = (text: string) => ['<r>', '<rPr>', '</rPr>', '<t>', text, '</t>', '</r>'];
  t.equal(hear(collector, '<t>', 'Larkspur', ' Bank', '</t>'), 'Larkspur Bank');
  t.equal(hear(collector, ...run('St '), '\n  ', ...run('Elfrith')), 'St Elfrith');
  const hint = ['<rPh>', '<t>', 'hint', '</t>', '</rPh>'];
  t.equal(hear(collector, '<t>', '東京', '</t>', ...hint), '東京', 'how to say it is no part');
  t.equal(hear(collector, ...hint, '<t>', 'x', '</t>'), 'x');
  t.equal(hear(collector), '', 'nothing is left over');
});

t.test('a text that no cell can hold does not grow without end', async (t) => {
  const piece = 'x'.repeat(30_000);
  const many = Array.from({ length: 100 }, () => piece);
  const text = hear(textCollector(), '<t>', ...many, '</t>');
  t.ok(text.length > longestText && text.length < longestText + 30_001);
  const longest = 'x'.repeat(longestText);
  t.equal(hear(textCollector(), '<t>', longest, '</t>'), longest, 'the longest is kept whole');
});

t.test('characters that XML cannot hold', async (t) => {
  const examples: [stored: string, text: string, why: string][] = [
    ['a_x000D_\nb', 'a\r\nb', 'a line end of Windows'],
    ['_x0009_', '\t', 'a tab'],
    ['_x005F_x000D_', '_x000D_', 'an escaped escape'],
    ['_x00e9_', 'é', 'in small letters'],
    ['_xD83D__xDE00_', '😀', 'the halves of a character'],
    ['_xD83D_', '\ufffd', 'half a character'],
    ['a_x0000_b', 'a\ufffdb', 'the zero, which no text has'],
    ['_x00D_ _x_ x000D_', '_x00D_ _x_ x000D_', 'no escapes'],
    ['line\nline', 'line\nline', 'line breaks are kept'],
  ];
  for (const [stored, text, why] of examples) t.equal(plainText(stored), text, why);
});
