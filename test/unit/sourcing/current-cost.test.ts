import t from 'tap';
import type { Working } from '../../../src/baselines/working.ts';
import type { Derivation } from '../../../src/derivations/derivation.ts';
import { currentCost } from '../../../src/sourcing/current-cost.ts';
import { writtenCost } from './given.ts';

const working: Working = {
  ...{ from: '2025-01', to: '2025-12', contract: 'P1', item: 'REAM', lineClass: 'recurring' },
  ...{ without: [], months: [], lines: 12, spend: '312.00', vat: '0.00', quantity: '130' },
  ...{ unit: 'each', unitPrice: '2.4', vatRate: '0', knownAtJournal: 3, formula: '' },
};
const missing: Derivation = {
  problems: [
    {
      code: 'baseline.history',
      message: 'Nothing is posted for 2025-08.',
      remedy: 'Import the files.',
    },
    { code: 'baseline.history', message: 'One line has no quantity.' },
  ],
};
const nothing = { kind: null, unitPrice: null, annualQuantity: null, source: null };

t.test('posted lines count before what is stated', async (t) => {
  const found = currentCost(writtenCost(), 'each', { working });
  t.match(found, {
    from: 'ledger',
    kind: 'historic_spend',
    source:
      'Worked out from 12 posted lines of REAM of P1, 2025-01 to 2025-12, as known at journal 3',
    because: null,
  });
  t.match(JSON.parse(JSON.stringify(found)), { unitPrice: '2.4', vatRate: '0', quantity: '130' });
});

t.test('what is stated counts where they make no price, with the reason', async (t) => {
  const stated = { from: 'stated', kind: 'previous_contract', source: 'contract.pdf' };
  t.match(currentCost(writtenCost(), 'each', undefined), { ...stated, because: null });
  t.match(currentCost(writtenCost(), 'each', missing), {
    ...stated,
    because: 'Nothing is posted for 2025-08. Import the files. One line has no quantity.',
  });
  t.match(currentCost(writtenCost(), 'day', { working }), {
    ...stated,
    because: 'Its lines are counted in each, and the area in day.',
  });
  const uncounted = { working: { ...working, unit: null } };
  t.match(currentCost(writtenCost(), 'day', uncounted), { from: 'ledger' }, 'off contract');
});

t.test('without either it is not known', async (t) => {
  t.strictSame(currentCost(writtenCost(nothing), 'each', missing), {
    urn: '900001',
    item: 'REAM',
    why: 'Nothing is posted for 2025-08. Import the files. One line has no quantity.',
  });
  t.match(currentCost(writtenCost(nothing), 'each', undefined), {
    why: 'Nothing is stated of it.',
  });
});
