import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { Problem } from '../../../src/problem.ts';
import { type Change, writesOf } from '../../../src/scenarios/change.ts';
import { contractOf, day, priceOf, registerOf, schoolOf, sized, spell } from '../lines/given.ts';

const ash = schoolOf('900001', {
  drivers: [sized('pupils', '210'), sized('pupils', '220', '2026-09-01')],
});
const beech = schoolOf('900002');
const contract = contractOf(
  [
    ['900001', '2025-09-01..2026-03-31 2026-09-01..'],
    ['900002', '2025-09-01..2025-12-31'],
  ],
  { prices: [priceOf('PAYSLIP'), priceOf('SETUP', { lineClass: 'one_off' })] },
);
const register = registerOf([ash, beech], contract);
const PAY = { contract: 'PAY-2025' };

function refusalOf(change: Change) {
  try {
    writesOf(change, register, 3);
  } catch (error) {
    if (error instanceof Problem) return error.details;
    throw error;
  }
  return [];
}

const daysAfter = (change: Change) =>
  writesOf(change, register).participations?.map(({ days }) => spell([days]));

t.test('a leaver has no days from its last one on', async (t) => {
  const leave = (on: string) => ({ kind: 'leave', ...PAY, urn: '900001', on: day(on) }) as const;
  t.strictSame(daysAfter(leave('2026-01-01')), [
    '2025-09-01..2025-12-31',
    '2026-09-01..2026-08-31',
  ]);
  t.strictSame(daysAfter(leave('2027-01-01')), ['2026-09-01..2026-12-31']);
});

t.test('a joiner takes part from its day on', async (t) => {
  const join = { kind: 'join', ...PAY, urn: '900002', on: day('2026-02-01') } as const;
  t.strictSame(daysAfter(join), ['2026-02-01..9999-12-31']);
});

t.test('a key is written with the whole contract, a price nowhere', async (t) => {
  const written = writesOf({ kind: 'key', ...PAY, driver: 'equal' }, register);
  t.strictSame(written, { contract: { ...contract, driver: 'equal' } });
  const price = {
    kind: 'price',
    ...PAY,
    unitPrice: decimal('4'),
    from: day('2026-01-01'),
  } as const;
  t.strictSame(writesOf({ ...price, item: 'PAYSLIP' }, register), {});
});

t.test('a factor multiplies what is in force and what comes later', async (t) => {
  const change = { kind: 'driver_value', urn: '900001', driver: 'pupils' } as const;
  const of = (more: object) =>
    writesOf({ ...change, from: day('2026-01-01'), ...more }, register).values?.map(
      ({ effectiveFrom, value }) => `${effectiveFrom} ${value}`,
    );
  t.strictSame(of({ factor: decimal('0.5') }), ['2026-01-01 105', '2026-09-01 110']);
  t.strictSame(of({ value: decimal('7') }), ['2026-01-01 7', '2026-09-01 7']);
});

t.test('what does not fit is refused, with its place', async (t) => {
  const at = (text: string) => ({ on: day(text), from: day(text) });
  const refused: [object, string, string][] = [
    [
      { kind: 'leave', contract: 'X', urn: '900001', ...at('2026-01-01') },
      'contract.unknown',
      'contract',
    ],
    [{ kind: 'leave', ...PAY, urn: '900009', ...at('2026-01-01') }, 'school.unknown', 'urn'],
    [{ kind: 'leave', ...PAY, urn: '900002', ...at('2026-01-01') }, 'scenario.unfit', 'on'],
    [{ kind: 'join', ...PAY, urn: '900002', ...at('2029-01-01') }, 'scenario.unfit', 'on'],
    [{ kind: 'join', ...PAY, urn: '900001', ...at('2026-10-01') }, 'scenario.unfit', 'on'],
    [{ kind: 'price', ...PAY, item: 'SETUP', ...at('2026-01-01') }, 'scenario.unfit', 'item'],
    [
      { kind: 'driver_value', urn: '900001', driver: 'equal', ...at('2026-01-01') },
      'scenario.unfit',
      'driver',
    ],
    [
      { kind: 'driver_value', urn: '900001', driver: 'pupils', ...at('2026-01-01') },
      'scenario.unfit',
      'value',
    ],
    [
      {
        kind: 'driver_value',
        urn: '900002',
        driver: 'pupils',
        factor: decimal(2),
        ...at('2026-01-01'),
      },
      'scenario.unfit',
      'factor',
    ],
  ];
  for (const [change, code, field] of refused) {
    t.match(refusalOf(change as Change), [{ code, column: `changes/3/${field}` }]);
  }
});
