import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { pence } from '../../../src/money/money.ts';
import { noMoves } from '../../../src/restatements/figures.ts';
import { sealInWords, whatMoved, windowInWords } from '../../../src/seals/seal-words.ts';

const month = (text: string) => text as Month;

t.test('a seal and its months in words', async (t) => {
  const head = {
    ...{ number: 3, title: 'Autumn board', cut: ['school'] as const, sealedBy: 'R. Ferris' },
    ...{ window: { from: undefined, to: undefined }, sealedAt: '2026-03-04T10:00:00.000Z' },
  };
  t.equal(sealInWords(head), 'No 3, Autumn board, sealed by R. Ferris on 4 March 2026');
  t.equal(windowInWords(head.window), 'all months');
  const year = { from: month('2025-09'), to: month('2026-08') };
  t.equal(windowInWords(year), 'September 2025 to August 2026');
  t.equal(windowInWords({ ...year, to: undefined }), 'September 2025 on');
  t.equal(windowInWords({ ...year, from: undefined }), 'up to August 2026');
});

t.test('only the figures that a board reads are told to have moved', async (t) => {
  const before = { ...noMoves, net_saving: pence(1000), cost: pence(5) };
  const change = { ...noMoves, net_saving: pence(-300), cost: pence(7) };
  const after = { ...before, net_saving: pence(700), cost: pence(12) };
  const sentences = whatMoved({ total: { before, after, change, causes: [] } });
  t.equal(sentences.length, 1);
  t.match(sentences[0], /net saving is £7\.00 now/);
  t.strictSame(whatMoved({ total: { before, after: before, change: noMoves, causes: [] } }), []);
});
