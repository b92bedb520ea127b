import fc from 'fast-check';
import t from 'tap';
import { addUp, bridgeLines, type LineBridge } from '../../../src/bridges/cost-bridge.ts';
import { add, formatMoney, type Money, noMoney, subtract } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import { cellOf, pounds } from '../lines/given.ts';

const bought = (item: string, quantity: string, cost: string, urn = '900001') =>
  cellOf({ urn, item, quantity, cost: pounds(cost) });
const inDays = () => 'day' as const;

function written(lines: readonly LineBridge[]) {
  const parts = addUp(lines);
  const of = (name: keyof typeof parts) => formatMoney(parts[name]);
  return (names: readonly (keyof typeof parts)[]) =>
    Object.fromEntries(names.map((name) => [name, of(name)]));
}

// fixtures/worked-examples.json, 3_pvm: days of teachers, cover supervisors and assistants.
const before = [
  bought('TEACHER', '100', '23000.00'),
  bought('COVER', '80', '13200.00'),
  bought('ASSISTANT', '120', '14400.00'),
];
const after = [
  bought('TEACHER', '90', '19080.00'),
  bought('COVER', '110', '17380.00'),
  bought('ASSISTANT', '130', '15340.00'),
];

t.test('F3: supply days cost more, and procurement still saved', async (t) => {
  const parts = written(bridgeLines(before, after, inDays));
  const names = ['baseCost', 'cost', 'change', 'price', 'volume', 'mix', 'priceSaving'] as const;
  t.strictSame(parts(names), {
    baseCost: '50600.00',
    cost: '51800.00',
    change: '1200.00',
    price: '-2650.00',
    volume: '5060.00',
    mix: '-1210.00',
    priceSaving: '2650.00',
  });
});

t.test('F3: cheaper grades are mix, as one blended day rate would not show', async (t) => {
  const blended = bridgeLines(
    [bought('DAY', '300', '50600.00')],
    [bought('DAY', '330', '51800.00')],
    inDays,
  );
  t.equal(formatMoney(addUp(blended).priceSaving), '3860.00', 'the trap');
  const { priceSaving, mix } = addUp(bridgeLines(before, after, inDays));
  t.equal(formatMoney(subtract(priceSaving, mix)), '3860.00', 'which is price and mix together');
});

t.test('F2: fewer hours of cleaning are demand, not a price saving', async (t) => {
  const parts = written(
    bridgeLines([bought('HOUR', '1560', '18720.00')], [bought('HOUR', '1430', '16874.00')], inDays),
  );
  t.strictSame(parts(['change', 'priceSaving', 'demandEffect', 'mix', 'scopeReduction']), {
    change: '-1846.00',
    priceSaving: '286.00',
    demandEffect: '1560.00',
    mix: '0.00',
    scopeReduction: '0.00',
  });
});

t.test('N28: what has no common unit is never priced, and says why', async (t) => {
  const units = { TEACHER: 'day', PIECE: 'unlike_units', GONE: 'no_unit' } as const;
  const unitOf = (_: string, item: string) => units[item as keyof typeof units] ?? 'day';
  const examples = readTable(`
    item     base quantity  base cost  quantity  cost    standing  reason        price   change
    TEACHER  2              20.00      2         30.00   compared  -             10.00   10.00
    PIECE    2              20.00      4         30.00   outside   unlike_units  0.00    10.00
    GONE     2              20.00      2         30.00   outside   no_unit       0.00    10.00
    CREDIT   2              20.00      -1        -10.00  outside   no_quantity   0.00    -30.00
    LATE     0              20.00      1         10.00   outside   no_quantity   0.00    -10.00
    NEW      0              0.00       1         10.00   new       -             0.00    10.00
    CEASED   4              10.00      0         0.00    ceased    -             0.00    -10.00
  `);
  for (const row of examples) {
    const why = String(row.item);
    const [line] = bridgeLines(
      [bought(row.item ?? '', row['base quantity'] ?? '', row['base cost'] ?? '')],
      [bought(row.item ?? '', row.quantity ?? '', row.cost ?? '')],
      unitOf,
    );
    if (!line) throw new Error('there is no line');
    t.equal(line.standing, row.standing, why);
    t.equal(line.reason ?? '-', row.reason, why);
    t.equal(formatMoney(line.price), row.price, why);
    t.equal(formatMoney(addUp([line]).change), row.change, why);
  }
});

t.test('what is no longer bought at all is scope, and what is new stands apart', async (t) => {
  const lines = bridgeLines([bought('OLD', '1', '10.00')], [bought('NEXT', '1', '4.00')], inDays);
  t.strictSame(written(lines)(['change', 'newLines', 'ceasedLines', 'scopeReduction', 'price']), {
    change: '-6.00',
    newLines: '4.00',
    ceasedLines: '-10.00',
    scopeReduction: '10.00',
    price: '0.00',
  });
});

t.test('units stand apart in one contract: kilowatt-hours are no mix of meters', async (t) => {
  const unitOf = (_: string, item: string) => (item === 'METER' ? 'month' : 'kwh');
  const lines = bridgeLines(
    [bought('METER', '12', '120.00'), bought('KWH', '1000', '300.00')],
    [bought('METER', '12', '120.00'), bought('KWH', '500', '150.00')],
    unitOf,
  );
  t.strictSame(written(lines)(['price', 'volume', 'mix']), {
    price: '0.00',
    volume: '-150.00',
    mix: '0.00',
  });
});

const anyCell = fc
  .record({
    urn: fc.constantFrom('900001', '900002'),
    item: fc.constantFrom('A', 'B', 'C', 'D'),
    cost: fc.integer({ min: -100_000, max: 3_000_000 }),
    quantity: fc.integer({ min: -3_000_000, max: 900_000_000 }),
  })
  .map(({ urn, item, cost, quantity }) =>
    cellOf({
      ...{ urn, item, cost: cost as Money },
      quantity: `${quantity < 0 ? '-' : ''}${Math.trunc(Math.abs(quantity) / 1e6)}.${String(Math.abs(quantity) % 1e6).padStart(6, '0')}`,
    }),
  );
const anyCells = fc.array(anyCell, { maxLength: 12 });

t.test('N3: for every line and every total the parts add to the change', async () => {
  const unitOf = (_: string, item: string) => (item === 'D' ? 'unlike_units' : 'day');
  fc.assert(
    fc.property(anyCells, anyCells, (base, now) => {
      const lines = bridgeLines(base, now, unitOf);
      const addsExactly = (some: readonly LineBridge[]) => {
        const b = addUp(some);
        const parts = add(b.price, b.volume, b.mix, b.newLines, b.ceasedLines, b.outside);
        return parts === b.change && b.change === subtract(b.cost, b.baseCost);
      };
      const sum = (cells: readonly { cost: Money }[]) => add(...cells.map(({ cost }) => cost));
      const isUnpriced = ({ standing, price, volume, mix }: LineBridge) =>
        standing === 'compared' || [price, volume, mix].every((part) => part === noMoney);
      return (
        lines.every((line) => addsExactly([line]) && isUnpriced(line)) &&
        addsExactly(lines) &&
        addUp(lines).change === subtract(sum(now), sum(base))
      );
    }),
  );
});
