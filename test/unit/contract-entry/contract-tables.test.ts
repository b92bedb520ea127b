import t from 'tap';
import { participantTable, priceTable } from '../../../src/contract-entry/contract-tables.ts';
import { decimal } from '../../../src/money/decimal.ts';

t.test('prices are told as what they mean', async (t) => {
  const price = { item: 'TEACHER', unit: 'day', unit_price: '212', valid_from: '2025-09-01' };
  const marked = { ...price, unit: 'pounds_of_pay', unit_price: '1.22', valid_to: '2026-08-31' };
  t.match(priceTable([price, marked]).rows, [
    { values: { price: '£212.00', unit: 'day', days: '1 September 2025 on' } },
    { values: { price: 'a mark-up of 22%', days: '1 September 2025 to 31 August 2026' } },
  ]);
});

t.test('who takes part is told with the sizes by which joint lines are shared', async (t) => {
  const size = {
    driver: 'pupils',
    value: decimal('210'),
    effectiveFrom: '2025-09-01',
    source: 'Census',
  };
  const schools = [{ urn: '1', name: 'Oak', drivers: [size] }] as never;
  const taking = [
    { urn: '1', starts_on: '2025-09-01' },
    { urn: '2', starts_on: '2025-09-01' },
  ];
  t.match(participantTable(taking, schools, 'pupils').rows, [
    { values: { school: 'Oak', size: '210 from 1 September 2025 (Census)' } },
    { values: { school: '2', size: /not known/ } },
  ]);
  t.match(participantTable(taking, schools, 'equal').rows[1]?.values, { size: 'an equal part' });
});
