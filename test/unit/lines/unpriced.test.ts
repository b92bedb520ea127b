import t from 'tap';
import type { Assessment } from '../../../src/lines/posted-line.ts';
import { unpricedItems, unpricedWarning } from '../../../src/lines/unpriced.ts';
import type { EntryClass } from '../../../src/savings/recognition.ts';
import { contractOf, lineOf, pounds } from './given.ts';

const contract = contractOf([], { reference: 'CAT-2025', supplierId: 'acme' });
const counted = (lineClass: EntryClass) => ({ lineClass }) as Assessment;
const matched = (item: string, net: string, supplierId = 'acme') => ({
  line: lineOf({ item, net: pounds(net) }),
  contract,
  supplierId,
  schoolId: 'ash',
});

t.test('items without a price are told, with their rows and pounds', async (t) => {
  const unpriced = unpricedItems();
  unpriced.count(matched('Pudding', '250.00'), counted('off_contract'));
  unpriced.count(matched('Pudding', '50.00'), counted('off_contract'));
  unpriced.count(matched('', '1.00'), counted('off_contract'));
  unpriced.count(matched('MEAL', '9.00'), counted('recurring'));
  unpriced.count(matched('TAXI', '9.00', 'another supplier'), counted('off_contract'));
  const rest =
    'net: counted as spend outside of the contract, with no saving. Add the price or explain the word in the profile, then repost the import.';
  t.match(unpriced.end(), [{ item: 'Pudding', contract: 'CAT-2025', rows: 2, net: 30000 }]);
  t.strictSame(unpriced.end().map(unpricedWarning), [
    `'Pudding' has no price in CAT-2025 on the days of 2 rows, £300.00 ${rest}`,
    `Rows without an item have no price in CAT-2025 on the days of 1 row, £1.00 ${rest}`,
  ]);
  t.strictSame(unpricedItems().end(), []);
});
