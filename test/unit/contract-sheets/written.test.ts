import t from 'tap';
import { writeTaken } from '../../../src/contract-sheets/written.ts';

t.test('what a sheet does is told in the words of the API', async (t) => {
  const change = { contract: 'C1', supplier: null, field: 'title', before: 'a', after: 'b' };
  const known = { found: 'Cook Limited', supplier: 'Cook Ltd' };
  const taken = {
    contracts: 2,
    added: ['C2'],
    changes: [change],
    suppliersAdded: ['Fuel'],
    suppliersKnown: [known],
    suppliersAlike: [{ supplier: 'Fuel', other: 'Fuels', reasons: ['Alike.'] }],
  };
  t.strictSame(writeTaken(taken), {
    contracts: 2,
    added: ['C2'],
    changes: [change],
    suppliers_added: ['Fuel'],
    suppliers_known: [known],
    suppliers_alike: [{ supplier: 'Fuel', other: 'Fuels', reasons: ['Alike.'] }],
  });
});
