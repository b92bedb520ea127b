import t from 'tap';
import { effectOf } from '../../../src/contract-sheets/sheet-effect.ts';
import { nothingKnown } from './given.ts';

t.test('what is new is told as a whole, and what is other field by field', async (t) => {
  const before = {
    contract: new Map([['C1', { title: 'Food', driver: 'pupils' }]]),
    terms: new Map(),
    record: new Map([['C1', { contract: 'C1', annual_value: '5.00' }]]),
    supplier: new Map([['Cook', { name: 'Cook', vat_number: 'GB1' }]]),
  };
  const after = {
    contract: new Map([
      ['C1', { title: 'Meals', driver: 'pupils' }],
      ['C2', { title: 'Gas', driver: 'pupils' }],
    ]),
    terms: new Map([
      ['C1', { contract: 'C1', lead_weeks: '4' }],
      ['C2', { contract: 'C2', lead_weeks: '8' }],
    ]),
    record: new Map([
      ['C1', { contract: 'C1', annual_value: '6.00' }],
      ['C2', { contract: 'C2', annual_value: '7.00' }],
    ]),
    supplier: new Map([
      ['Cook', { name: 'Cook', vat_number: '' }],
      ['Fuel', { name: 'Fuel', vat_number: '' }],
    ]),
  };
  t.strictSame(effectOf(before, after), {
    added: ['C2'],
    suppliersAdded: ['Fuel'],
    changes: [
      { contract: 'C1', supplier: null, field: 'title', before: 'Food', after: 'Meals' },
      { contract: 'C1', supplier: null, field: 'lead_weeks', before: '', after: '4' },
      { contract: 'C1', supplier: null, field: 'annual_value', before: '5.00', after: '6.00' },
      { contract: null, supplier: 'Cook', field: 'supplier_vat_number', before: 'GB1', after: '' },
    ],
  });
  t.strictSame(effectOf(after, after), { added: [], suppliersAdded: [], changes: [] });
  t.strictSame(effectOf(nothingKnown, nothingKnown).changes, []);
});
