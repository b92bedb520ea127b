import t from 'tap';
import type { Charge } from '../../../src/charges/charge.ts';
import type { Forecast } from '../../../src/forecasts/forecast.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { guardOf } from '../../../src/packs/scope.ts';
import { isIn, isOf, termParts } from '../../../src/packs/terms.ts';
import { contractOf, pounds, rangeOf, schoolOf } from '../lines/given.ts';
import { rowsOf, scopeOf } from './given.ts';

const ash = schoolOf('900001', { name: 'Ash' });
const beech = schoolOf('900002', { name: 'Beech' });
const contract = contractOf([['900001', '2025-09-01..']]);
const months = { from: '2025-09', to: '2026-08' } as never;
const tier = (from: string, price: string, contractId = contract.id) => ({
  ...{ contractId, item: 'PAYSLIP', valid: rangeOf('2025-09-01..') },
  ...{ fromQuantity: decimal(from), unitPrice: decimal(price) },
});
const clause = {
  ...{ contractId: contract.id, dueMonths: 3, valid: rangeOf('2025-09-01..2026-08-31') },
  ...{ spendAbove: decimal('1000'), rebateRate: decimal('0.02') },
};
const chargeOf = (number: number, urn: string, amount: string): Charge => ({
  ...{ number, urn, window: months, amount: pounds(amount), source: 'Board of Beech and Ash' },
  shared: { driver: 'pupils', amount: pounds('300.00'), weight: '210', totalWeight: '307' },
  ...{ by: 'C. Manager', at: 'then', atJournal: 1 },
});
const forecast: Forecast = {
  ...{ number: 1, version: 2, stage: 'contracted', area: 'Energy', contract: 'PAY-2025' },
  window: months,
  schools: [
    { urn: '900001', amount: pounds('10.00') },
    { urn: '900002', amount: pounds('20.00') },
  ],
  ...{ basis: 'quotes', reason: null, by: 'C. Manager', at: 'then', atJournal: 0 },
};

const of = (scope: ReturnType<typeof scopeOf>) =>
  rowsOf(
    termParts(
      {
        ...{ scope, contracts: [contract] },
        volume: {
          tiers: [tier('500', '3'), tier('100', '4'), tier('1', '9', 'other')],
          clauses: [clause],
        },
        charges: [chargeOf(1, '900001', '100.00'), chargeOf(2, '900002', '200.00')],
        forecasts: [forecast],
      },
      guardOf([ash, beech], scope.school),
    ),
  );

t.test('a pack of the trust has volume terms, charges and forecasts', async (t) => {
  const charged = 'Board of Beech and Ash,pupils,300.00,210,307,C. Manager,then';
  t.strictSame(await of(scopeOf(undefined)), {
    'volume_tiers.csv': [
      'PAY-2025,PAYSLIP,100,4,2025-09-01,',
      'PAY-2025,PAYSLIP,500,3,2025-09-01,',
    ],
    'rebate_clauses.csv': ['PAY-2025,1000,0.02,3,2025-09-01,2026-08-31'],
    'central_charges.csv': [
      `1,900001,2025-09,2026-08,100.00,${charged}`,
      `2,900002,2025-09,2026-08,200.00,${charged}`,
    ],
    'forecasts.csv': [
      '1,2,contracted,Energy,PAY-2025,900001,2025-09,2026-08,10.00,quotes,,C. Manager,then',
      '1,2,contracted,Energy,PAY-2025,900002,2025-09,2026-08,20.00,quotes,,C. Manager,then',
    ],
  });
});

t.test("a school's pack has its own charges and forecasts, without the whole (N17)", async (t) => {
  const own = await of(scopeOf(ash));
  t.notMatch(JSON.stringify(own), /900002|Beech|300\.00|307|20\.00/);
  t.match(own['central_charges.csv'], [
    /^1,900001,.*,100\.00,\(left out.*\),pupils,,,,C\. Manager/,
  ]);
  t.equal(own['forecasts.csv']?.length, 1);
  const other = await of(scopeOf(undefined, { contract: 'OTHER' }));
  t.strictSame(other['forecasts.csv'], [], 'a forecast is one of its contract');
});

t.test('months meet a window that may be open, and schools a scope', async (t) => {
  const window = (from?: string, to?: string) =>
    isIn(scopeOf(undefined, { window: { from, to } as never }), months);
  t.strictSame(
    [window(), window('2026-08'), window('2026-09'), window(undefined, '2025-08')],
    [true, true, false, false],
  );
  t.strictSame([isOf(scopeOf(undefined), 'x'), isOf(scopeOf(ash), '900002')], [true, false]);
});
