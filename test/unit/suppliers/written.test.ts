import t from 'tap';
import {
  writeSuggestion,
  writeSupplier,
  writeSupplierAct,
} from '../../../src/suppliers/written.ts';
import { nothingSaid, supplier } from './given.ts';

const mill = supplier('Mill', '01234567');
const names = new Map([
  ['Mill', 'Mill'],
  ['Paper Mill', 'Paper Mill'],
]);

t.test('a supplier is told with whom it is the same as, by name', async (t) => {
  const state = { aliases: new Map([['Mill', ['M']]]), sameAs: new Map([['Mill', 'Paper Mill']]) };
  t.strictSame(writeSupplier(mill, { state, names }), {
    ...{ name: 'Mill', company_number: '01234567', vat_number: null },
    ...{ aliases: ['M'], same_as: 'Paper Mill' },
  });
  t.match(writeSupplier(mill, { state: nothingSaid, names }), { aliases: [], same_as: null });
});

t.test('an act and a suggestion are told by names', async (t) => {
  const said = {
    reason: 'r',
    by: 'office',
    at: '2026-02-01T09:00:00.000Z',
    alias: null,
    number: 1,
  };
  const act = { ...said, supplierId: 'Mill', act: 'same_as' as const, otherId: 'Paper Mill' };
  t.strictSame(writeSupplierAct(act, names), {
    ...said,
    ...{ supplier: 'Mill', act: 'same_as', other: 'Paper Mill' },
  });
  t.equal(writeSupplierAct({ ...act, act: 'apart', otherId: null }, names).other, null);
  const suggestion = { suppliers: [mill, supplier('M')] as const, likenesses: [], reasons: ['r'] };
  t.strictSame(writeSuggestion(suggestion), {
    suppliers: ['Mill', 'M'],
    likenesses: [],
    reasons: ['r'],
  });
});
