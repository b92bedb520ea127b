// N6, N8: a figure that moved is said with its causes, and the sum gives it again.
import t from 'tap';
import { changesInWords } from '../../../src/restatements/change-words.ts';
import { restate } from '../../../src/restatements/restatement.ts';
import { isRight, recompute } from '../../support/recompute.ts';
import { cellOf, pounds } from '../lines/given.ts';

const paid = (cost: string, before: string) => ({
  ...{ entries: 1, measuredEntries: 1, cost: pounds(cost), measuredCost: pounds(cost) },
  ...{ cashCost: pounds(cost), baselineCost: pounds(before), cashBaselineCost: pounds(before) },
});

t.test('every figure that moved is told from before to now', async (t) => {
  const old = cellOf(paid('25.00', '31.00'));
  const [late, credit] = [cellOf(paid('10.00', '12.00')), cellOf(paid('-5.00', '0.00'))];
  const { total } = restate(
    [old],
    [old, late, credit],
    [
      { journal: 2, cause: 'invoices', cells: [late] },
      { journal: 3, cause: 'credits', cells: [credit] },
    ],
  );
  const told = changesInWords(total);
  t.match(told[0], {
    figure: 'cost',
    sentence:
      'The cost is £30.00 now: £25.00 before + £10.00 by invoices that came − £5.00 by credit notes that came.',
    sum: '£25.00 + £10.00 − £5.00 = £30.00',
  });
  t.ok(told.some(({ figure }) => figure === 'net_saving'));
  t.notOk(
    told.some(({ figure }) => figure === 'one_off'),
    'what stayed is not told',
  );
  for (const { sentence, sum } of told) t.ok(isRight(sum ?? '') && recompute(sentence).isRight);
});

t.test('what was never measured starts from nothing', async (t) => {
  const late = cellOf(paid('10.00', '12.00'));
  const { total } = restate([], [late], [{ journal: 2, cause: 'baselines', cells: [late] }]);
  const saving = changesInWords(total).find(({ figure }) => figure === 'cash_saving');
  t.equal(
    saving?.sentence,
    'The cash saving is £2.00 now: £0.00 as not measured before + £2.00 by baselines that were approved or withdrawn.',
  );
});
