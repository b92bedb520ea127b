import t from 'tap';
import { type ExceptionFacts, exceptionsOf } from '../../../src/board-papers/exceptions.ts';

const facts: ExceptionFacts = {
  places: [],
  schools: [],
  total: { missing_invoices: '0', off_contract_cost: '0.00' },
  names: new Map([
    ['1', 'Ash'],
    ['2', 'Beech'],
  ]),
  titles: new Map([['P1', 'paper']]),
  decisions: [],
  disputing: [],
};

t.test('where all is well there is nothing to tell', async (t) => {
  t.strictSame(exceptionsOf(facts, 'pounds'), []);
});

t.test('the worst loss comes first, and nothing is left out', async (t) => {
  const loss = (urn: string, net_saving: string) => ({ urn, contract: 'P1', net_saving });
  const told = exceptionsOf(
    {
      ...facts,
      places: [loss('1', '-5.00'), loss('2', '-310.00'), loss('2', '7.00')],
      schools: [
        { urn: '1', coverage_percent: '89.9' },
        { urn: '2', coverage_percent: null },
      ],
      total: { missing_invoices: '2', expected_invoices: '9', off_contract_cost: '12.00' },
      disputing: ['Beech'],
      decisions: ['Decide.'],
    },
    'pounds',
  );
  t.strictSame(told, [
    'Beech is £310 worse off on paper.',
    'Ash is £5 worse off on paper.',
    'Only 89.9% of what Ash paid is measured.',
    '2 of 9 expected invoices are missing: costs may still rise.',
    '£12 was bought outside of the contracts.',
    'Beech disputes its figure.',
    'Decide.',
  ]);
});
