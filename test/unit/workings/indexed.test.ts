import t from 'tap';
import { indexedInWords } from '../../../src/workings/indexed.ts';
import { isRight } from '../../support/recompute.ts';
import { cellOf, pounds } from '../lines/given.ts';

const cell = (indexed: string, before: string, now: string) =>
  cellOf({
    indexedCost: pounds(indexed),
    indexedBaselineCost: pounds(before),
    indexedMeasuredCost: pounds(now),
  });

t.test('P7: a price rise that was not paid is told with its three numbers', async (t) => {
  const told = indexedInWords([cell('10469.59', '10000.00', '9800.00')]);
  t.equal(
    told?.sentence,
    'Price rises of £469.59 were not paid, by the index less the greater of £10,000.00 before and £9,800.00 now: £10,469.59 by the index − £10,000.00 before.',
  );
  t.equal(told?.sum, '£10,469.59 − £10,000.00 = £469.59');
  t.ok(isRight(told?.sum ?? ''));
  const paid = indexedInWords([cell('110.00', '100.00', '104.00'), cell('1.00', '0.00', '0.00')]);
  t.equal(paid?.sum, '£111.00 − £104.00 = £7.00', 'late rows of a cell are one');
});

t.test('what rose more than the index avoided nothing, and no index tells nothing', async (t) => {
  const none = indexedInWords([cell('103.00', '100.00', '104.00')]);
  t.match(none, { value: '0.00', sum: null, sentence: /£103\.00 by the index is not more/ });
  t.equal(indexedInWords([cellOf()]), undefined);
});
