import t from 'tap';
import { effectTable, effectView } from '../../../src/confirmations/effect-table.ts';
import { writeEffect } from '../../../src/confirmations/written.ts';
import { pence } from '../../../src/money/money.ts';

const effect = {
  urn: '100001',
  name: 'Ash',
  cost: pence(100),
  cashSaving: pence(-310),
  avoidance: pence(0),
  netSaving: pence(-310),
  netSavingAfter: pence(90),
};

t.test('a school is told with what changes, and with where that leaves it', async (t) => {
  const { rows } = effectTable([writeEffect(effect)], new Map());
  t.match(rows, [
    {
      values: {
        school: '100001',
        net_saving: '-3.10',
        net_saving_before: '4.00',
        net_saving_after: '0.90',
      },
    },
  ]);
  const [row] = effectView([effect])?.rows ?? [];
  t.match(row?.cells.slice(0, 3), [
    { text: 'Ash' },
    { text: '1.00' },
    { text: '−3.10', isLoss: true },
  ]);
  t.equal(effectView([]), null);
});
