import fc from 'fast-check';
import t from 'tap';
import { addInGroups, partGatherer } from '../../../src/texts/text-part.ts';

t.test('a text is cut into parts that a search can hold, and nothing of it is lost', async (t) => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{0,3000}$/), { maxLength: 30 }), (lines) => {
      fc.pre(lines.some(Boolean));
      const gatherer = partGatherer();
      addInGroups(gatherer, lines, 'line');
      const { parts, unsearchable } = gatherer.take('text/plain');
      const words = (texts: readonly string[]) => texts.join(' ').split(/\s+/).filter(Boolean);
      t.strictSame(words(parts.map(({ text }) => text)), words(lines));
      t.ok(parts.every(({ text }) => text.length <= 20_000));
      t.equal(unsearchable, null);
    }),
    { numRuns: 50 },
  );
});

t.test('places name lines as a person counts them', async (t) => {
  const gatherer = partGatherer();
  addInGroups(gatherer, ['a', 'b', 'x'.repeat(3000), 'y'.repeat(45_000), 'c'], 'line');
  const { parts } = gatherer.take('text/plain');
  t.strictSame(
    parts.map(({ place, text }) => [place, text.length]),
    [
      ['lines 1 to 3', 3004],
      ['line 4', 20_000],
      ['line 4', 20_000],
      ['line 4', 5000],
      ['line 5', 1],
    ],
  );
});

t.test(
  'what no database keeps is marked, what is too much is told, and nothing is no text',
  async (t) => {
    const gatherer = partGatherer();
    gatherer.add('page 1', ' a\0b\ud800c ');
    gatherer.add('page 2', '  \n ');
    t.strictSame(gatherer.take('x').parts, [{ place: 'page 1', text: 'a\ufffdb\ufffdc' }]);
    const full = partGatherer();
    t.equal(full.add('page 1', 'x'.repeat(4_999_999)), true);
    t.equal(full.add('page 2', 'yyy'), false);
    const { parts, unsearchable } = full.take('x');
    t.strictSame(parts.at(-1), { place: 'page 2', text: 'y' });
    t.equal(unsearchable, 'Only its first 5,000,000 characters are searched.');
    t.throws(() => partGatherer().take('x'), { message: 'It holds no text: it may be a scan.' });
  },
);
