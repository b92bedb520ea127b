import t from 'tap';
import { unmatchedCounter, unpricedTexts } from '../../../src/confirmations/unmatched.ts';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { pounds } from '../lines/given.ts';

const stopped = (code: string, found: string | null, net: string) =>
  ({ code, found, net: pounds(net) }) as StoppedRow;

t.test('texts that nothing answers to, those with the most rows first', async (t) => {
  const counter = unmatchedCounter('school.unknown');
  for (const row of [
    stopped('school.unknown', 'Elm', '1.00'),
    stopped('school.unknown', 'Oak', '2.00'),
    stopped('school.unknown', 'Oak', '-0.50'),
    stopped('school.unknown', null, '4.00'),
    stopped('contract.unknown', 'P9', '5.00'),
    stopped('date.unreadable', 'Oak', '9.00'),
  ]) {
    counter.count(row);
  }
  t.strictSame(counter.end(), [
    { text: 'Oak', rows: 2, net: 150 },
    { text: 'Elm', rows: 1, net: 100 },
    { text: '', rows: 1, net: 400 },
  ]);
});

t.test('of texts without end the first thousand are told, with all of their rows', async (t) => {
  const counter = unmatchedCounter('school.unknown');
  for (let index = 0; index < 3000; index++) {
    counter.count(stopped('school.unknown', `School ${index % 1500}`, '1.00'));
  }
  const texts = counter.end();
  t.equal(texts.length, 1000);
  t.ok(texts.every(({ rows, net }) => rows === 2 && net === 200));
});

t.test('items that no price explains are told as they stand in the file', async (t) => {
  const item = { item: 'Pudding', contract: 'P1', rows: 2, net: pounds('3.00') };
  t.strictSame(unpricedTexts([item]), [{ text: 'Pudding', rows: 2, net: 300 }]);
  t.equal(unpricedTexts(Array(1500).fill(item)).length, 1000);
});
