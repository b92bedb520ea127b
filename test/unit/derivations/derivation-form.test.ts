import t from 'tap';
import { readDerivation } from '../../../src/derivations/derivation-form.ts';
import type { Problem } from '../../../src/problem.ts';

const bought = [
  { value: 'P1: REAM', text: 'REAM', contract: 'P1', item: 'REAM' },
  { value: 'P0: A4', text: 'A4', contract: 'P0', item: 'A4' },
];
const whole = {
  bought: 'P1: REAM',
  urn: '100001',
  from: '2024-09',
  to: '2025-08',
  valid_from: '2025-09-01',
};
const fieldsAmiss = (typed: Record<string, string>) => {
  try {
    readDerivation(typed, bought);
    return [];
  } catch (problem) {
    return (problem as Problem).details.map(({ column }) => column);
  }
};

t.test('a form says which invoices a price is worked out from', async (t) => {
  t.match(readDerivation(whole, bought), {
    contract: 'P1',
    lineClass: 'recurring',
    without: [],
    ofContract: undefined,
    vatRate: undefined,
  });
  const more = { of: 'P0: A4', lines: 'off_contract', without: '2024-12, 2025-08', vat_rate: '5' };
  const read = readDerivation({ ...whole, ...more }, bought);
  t.match(read, { ofContract: 'P0', ofItem: 'A4', lineClass: 'off_contract' });
  t.strictSame(read.without, ['2024-12', '2025-08']);
  t.equal(read.vatRate?.toFixed(), '0.05');
});

t.test('what is missing is told at its field', async (t) => {
  t.strictSame(fieldsAmiss({}), ['bought', 'urn', 'from', 'to', 'valid_from']);
  t.strictSame(fieldsAmiss({ ...whole, without: 'August', of: 'P0: A3', vat_rate: 'much' }), [
    'without',
    'of',
    'vat_rate',
  ]);
});
