import fc from 'fast-check';
import t from 'tap';
import { isCashReleasing } from '../../../src/baselines/baseline.ts';
import { type Decimal, decimal } from '../../../src/money/decimal.ts';
import { add, formatMoney, type Money, subtract } from '../../../src/money/money.ts';
import {
  bestFirst,
  outcomesOf,
  type SchoolOutcome,
  verdictOf,
  wholeOf,
} from '../../../src/sourcing/comparison.ts';
import { readTable } from '../../support/table.ts';
import { costOf, quoteOf } from './given.ts';

const recovery: Record<string, string> = { 900001: '1', 900002: '0.9', 900003: '0.35' };
const recovered = (urn: string): Decimal => decimal(recovery[urn] ?? '1');

const shown = (outcomes: readonly SchoolOutcome[]) =>
  outcomes.map((outcome) => ({
    school: outcome.urn,
    verdict: verdictOf(outcome),
    now: formatMoney(outcome.now),
    after: formatMoney(outcome.after),
    gain: formatMoney(outcome.gain),
    cash: formatMoney(outcome.cashGain),
    once: formatMoney(outcome.oneOff),
  }));

t.test('each school at its own volume and VAT, the greatest loss first', async (t) => {
  const costs = [
    costOf('900001 REAM 2.50 120 0'),
    costOf('900002 REAM 3.00 100'),
    costOf('900003 REAM 2.20 1000 0.2 budget'),
  ];
  const quotes = ['900001 REAM 2.40', '900002 REAM 2.40 0.2 10.00', '900003 REAM 2.40'];
  const outcomes = outcomesOf(costs, quotes.map(quoteOf), recovered);
  t.strictSame(
    shown(outcomes),
    readTable(`
      school  verdict  now      after    gain     cash   once
      900003  loses    2486.00  2712.00  -226.00  0.00   0.00
      900001  gains    300.00   288.00   12.00    12.00  0.00
      900002  gains    306.00   244.80   61.20    61.20  10.20
    `),
    'a budget releases no cash',
  );
  t.match(wholeOf(outcomes), {
    gain: -15280,
    cashGain: 7320,
    gains: 7320,
    losses: -22600,
    oneOff: 1020,
    schools: { loses: 1, unclear: 0, same: 0, gains: 2 },
  });
});

t.test('what is not known is in no sum, and says why', async (t) => {
  const costs = [
    costOf('900001 REAM 2.50 100'),
    costOf('900001 TONER 50 2'),
    { urn: '900002', item: 'REAM', why: 'months are missing' },
    costOf('900003 REAM 2.40 100 0.2'),
  ];
  const quotes = ['900001 REAM 2.60', '900002 REAM 2.40', '900003 REAM 2.40'].map(quoteOf);
  const outcomes = outcomesOf(costs, quotes, recovered);
  t.match(outcomes, [
    { urn: '900001', gain: -1000, untold: [{ item: 'TONER', isQuoted: false }] },
    {
      urn: '900002',
      now: 0,
      items: [],
      untold: [{ isQuoted: true, why: 'what it pays now is not known' }],
    },
    { urn: '900003', gain: 0 },
  ]);
  t.strictSame(outcomes.map(verdictOf), ['unclear', 'unclear', 'same']);
  t.strictSame(wholeOf(outcomes).schools, { loses: 0, unclear: 2, same: 1, gains: 0 });
});

t.test('an option that is told whole is looked at before one that is not', async (t) => {
  const option = (name: string, gain: number, unclear = 0) => {
    const whole = wholeOf([]);
    const schools = { ...whole.schools, unclear };
    return { name, whole: { ...whole, gain: gain as Money, schools } };
  };
  const all = [option('D', 900, 1), option('C', 5), option('B', 70), option('A', 5)];
  t.strictSame(
    bestFirst(all).map(({ name }) => name),
    ['B', 'A', 'C', 'D'],
  );
});

const anyCosts = fc.uniqueArray(
  fc.record({
    urn: fc.constantFrom('900001', '900002', '900003'),
    item: fc.constantFrom('REAM', 'TONER', 'INK'),
    price: fc.integer({ min: 0, max: 99_999_999 }),
    asked: fc.option(fc.integer({ min: 0, max: 99_999_999 })),
    quantity: fc.integer({ min: 0, max: 9_999_999 }),
    kind: fc.constantFrom('previous_contract', 'historic_spend', 'budget', 'quote'),
    once: fc.nat({ max: 99_999 }),
  }),
  { selector: ({ urn, item }) => `${urn} ${item}`, maxLength: 9 },
);
const six = (n: number) => (n / 1_000_000).toFixed(6);

t.test(
  'the gains and losses of schools add up to the whole of an option, to the penny',
  async () => {
    fc.assert(
      fc.property(anyCosts, (all) => {
        const costs = all.map(({ urn, item, price, quantity, kind }) =>
          costOf(`${urn} ${item} ${six(price)} ${(quantity / 1000).toFixed(3)} 0.2 ${kind}`),
        );
        const quotes = all.flatMap(({ urn, item, asked, once }) =>
          asked === null
            ? []
            : [quoteOf(`${urn} ${item} ${six(asked)} 0.05 ${(once / 100).toFixed(2)}`)],
        );
        const outcomes = outcomesOf(costs, quotes, recovered);
        const whole = wholeOf(outcomes);
        const items = outcomes.flatMap((outcome) => outcome.items);
        const sum = (of: typeof items, key: 'now' | 'after' | 'gain' | 'oneOff') =>
          add(...of.map((item) => item[key]));
        const cash = items.filter(({ cost }) => isCashReleasing(cost.kind));
        return (
          items.length === quotes.length &&
          whole.gain === add(...outcomes.map(({ gain }) => gain)) &&
          whole.gain === add(whole.gains, whole.losses) &&
          whole.gain === subtract(sum(items, 'now'), sum(items, 'after')) &&
          whole.gain === sum(items, 'gain') &&
          whole.cashGain === sum(cash, 'gain') &&
          whole.oneOff === sum(items, 'oneOff') &&
          Object.values(whole.schools).reduce((a, b) => a + b, 0) === outcomes.length
        );
      }),
    );
  },
);
