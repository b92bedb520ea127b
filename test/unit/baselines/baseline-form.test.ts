import t from 'tap';
import { readBaseline, readPercent } from '../../../src/baselines/baseline-form.ts';
import type { Problem } from '../../../src/problem.ts';

const bought = [{ value: 'P1: REAM', text: 'REAM', contract: 'P1', item: 'REAM' }];
const whole = {
  bought: 'P1: REAM',
  urn: '100001',
  kind: 'quote',
  unit_price: '£1,004.25',
  vat_rate: '20',
  valid_from: '2025-09-01',
  valid_to: '',
  evidence: 'Quote 7',
};
const fieldsAmiss = (typed: Record<string, string>) => {
  try {
    readBaseline(typed, bought);
    return [];
  } catch (problem) {
    return (problem as Problem).details.map(({ column }) => column);
  }
};

t.test('what a school paid before is read as people type it', async (t) => {
  const read = readBaseline(whole, bought);
  t.match(read, { contract: 'P1', item: 'REAM', kind: 'quote', validTo: '9999-12-31' });
  t.equal(read.unitPrice.toFixed(), '1004.25');
  t.equal(read.vatRate.toFixed(), '0.2');
  t.equal(read.index, undefined);
  const marked = readBaseline({ ...whole, unit_price: '22% mark-up' }, bought);
  t.equal(marked.unitPrice.toFixed(), '1.22');
  const moved = readBaseline({ ...whole, series: 'D7BT', base_month: '2024-09' }, bought);
  t.strictSame(moved.index, { series: 'D7BT', baseMonth: '2024-09' });
});

t.test('everything that is missing is told at once, at its field', async (t) => {
  const all = ['bought', 'urn', 'kind', 'unit_price', 'vat_rate', 'valid_from', 'evidence'];
  t.strictSame(fieldsAmiss({}), all);
  t.strictSame(fieldsAmiss({ ...whole, unit_price: 'cheap', valid_to: 'never' }), [
    'unit_price',
    'valid_to',
  ]);
  t.strictSame(fieldsAmiss({ ...whole, series: 'D7BT' }), ['base_month']);
  t.strictSame(fieldsAmiss({ ...whole, base_month: '2024-09' }), ['series']);
  t.strictSame(fieldsAmiss({ ...whole, bought: 'P1: PIE' }), ['bought']);
});

t.test('a rate is a percentage from 0 to 100', async (t) => {
  const rates: [string, string | undefined][] = [
    ['20', '0.2'],
    ['5 %', '0.05'],
    ['0', '0'],
    ['-1', undefined],
    ['101', undefined],
    ['', undefined],
  ];
  for (const [said, rate] of rates) t.equal(readPercent(said)?.toFixed(), rate, said);
});
