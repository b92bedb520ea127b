import t from 'tap';
import {
  contractFields,
  participantFields,
  priceFields,
} from '../../../src/contract-entry/contract-form.ts';
import { headingsOf } from '../../../src/trusts/table.ts';
import { contractFile, participantFile, priceFile } from '../../../src/trusts/trust-file.ts';

t.test('a form asks for every column of its file, but what the address names', async (t) => {
  const ids = (fields: readonly { id: string }[]) => fields.map(({ id }) => id).sort();
  t.strictSame(ids(contractFields(true, [])), [...headingsOf(contractFile)].sort());
  t.notOk(ids(contractFields(false, [])).includes('reference'));
  t.strictSame([...ids(priceFields), 'contract'].sort(), [...headingsOf(priceFile)].sort());
  t.strictSame(
    [...ids(participantFields([])), 'contract'].sort(),
    [...headingsOf(participantFile)].sort(),
  );
});

t.test('suppliers that are known are named', async (t) => {
  const hint = (names: string[]) => contractFields(true, names).find(({ id }) => id === 'supplier');
  t.match(hint(['Paper Mill'])?.hint, 'Known: Paper Mill');
  t.notMatch(hint([])?.hint, 'Known');
});
