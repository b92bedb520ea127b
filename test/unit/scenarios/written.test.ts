import t from 'tap';
import { type Compared, compare } from '../../../src/scenarios/effect.ts';
import { writeKeys, writeScenario } from '../../../src/scenarios/written.ts';
import { cellOf, pounds } from '../lines/given.ts';

const before = [cellOf({ urn: '900001', cost: pounds('10.00') })];
const after = [cellOf({ urn: '900001', cost: pounds('12.50') })];
const names = new Map([['900001', 'Ash']]);
const stopped = [{ code: 'driver.missing', message: 'No pupils.', rows: 1, net: pounds('5.00') }];
const [total] = compare(before, after) as [Compared];
const schools = compare(before, after, 'urn') as [Compared];

t.test('a scenario travels with amounts as text, unknown as null, and words', async (t) => {
  const written = writeScenario({
    ...{ journal: 3, lines: 7, schools, total, stopped, names, notes: ['A note.'] },
    contracts: compare(before, after, 'contract'),
    register: total,
    lostTiers: [],
  });
  t.match(written, {
    journal: 3,
    lines: 7,
    schools: [
      {
        urn: '900001',
        now: { cost: '10.00', cash_saving: null },
        would_be: { cost: '12.50' },
        effect: { cost: '2.50', net_saving: '0.00' },
        in_words: /^Ash pays £2\.50 more/,
      },
    ],
    contracts: [{ contract: 'PAY-2025' }],
    total: { in_words: /^The trust pays/ },
    lost_tiers: [],
    stopped: [{ code: 'driver.missing', rows: 1, net: '5.00' }],
    notes: ['A note.'],
  });
});

t.test('a key that cannot be told has null and its reason', async (t) => {
  const [compared] = schools;
  const shares = [{ urn: '900001', net: pounds('12.50'), vat: pounds('0.00'), compared }];
  const keys = [
    { driver: 'equal', isCurrent: false, shares, stopped: [] },
    { driver: 'payslips', isCurrent: true, shares: null, stopped },
  ] as const;
  t.match(writeKeys({ journal: 1, lines: 2, contract: 'P', keys, names }).keys, [
    { key: 'equal', schools: [{ urn: '900001', net: '12.50', figures: { cost: '12.50' } }] },
    { key: 'payslips', is_current: true, schools: null, stopped: [{ message: 'No pupils.' }] },
  ]);
});
