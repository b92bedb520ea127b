import t from 'tap';
import {
  awardRows,
  draftedCosts,
  forecastOf,
  identifiedOf,
  refuseUnfitAward,
  takingPart,
} from '../../../src/awards/award.ts';
import { type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { outcomesOf } from '../../../src/sourcing/comparison.ts';
import { forecastOf as forecast } from '../forecasts/given.ts';
import { areaOf, costOf, quoteOf } from '../sourcing/given.ts';

const option = { name: 'Mill direct', supplier: 'Paper Mill', document: 'quote.pdf' };
const costs = ['900001 REAM 2.50 120', '900002 REAM 3.00 100', '900003 REAM 2.20 10 0.2 budget'];
function award(quotes: readonly string[], now: readonly string[] = costs, area = areaOf()) {
  const outcomes = outcomesOf(now.map(costOf), quotes.map(quoteOf), () => decimal('1'));
  return { area, option, outcomes };
}
const both = award(['900001 REAM 2.40', '900002 REAM 2.40']);

t.test('a contract of a chosen option has its days, schools and prices', async (t) => {
  refuseUnfitAward(both);
  t.strictSame(
    takingPart(both.outcomes).map(({ urn }) => urn),
    ['900001', '900002'],
    'who is not quoted at all stays out',
  );
  t.strictSame(awardRows(both), {
    contract: {
      reference: 'NEXT-PAPER',
      title: 'Paper',
      supplier: 'Paper Mill',
      category: 'paper',
      cfr_code: 'E19',
      driver: 'pupils',
      starts_on: '2026-09-01',
      ends_on: '2028-08-31',
      notice_months: 3,
      procurement_route: 'Mill direct: quote.pdf',
    },
    participants: ['900001', '900002'].map((urn) => {
      return { contract: 'NEXT-PAPER', urn, starts_on: '2026-09-01', ends_on: '2028-08-31' };
    }),
    prices: [
      {
        contract: 'NEXT-PAPER',
        item: 'REAM',
        description: 'Ream',
        unit: 'each',
        quantity_basis: 'consumed',
        line_class: 'recurring',
        unit_price: '2.4',
        valid_from: '2026-09-01',
      },
    ],
  });
  t.match(draftedCosts(both), [{ urn: '900001', item: 'REAM' }, { urn: '900002' }]);
});

t.test('an item that nobody of an option is quoted has no price in its contract', async (t) => {
  const ink = { item: 'INK', description: '', unit: 'each', quantityBasis: 'consumed' } as const;
  const area = areaOf({ items: [...areaOf().items, ink] });
  t.equal(awardRows({ ...both, area }).prices.length, 1);
});

t.test('what is paid once is a price of its own, and counts as one-off', async (t) => {
  const once = award(['900001 REAM 2.40 0.2 50.00', '900002 REAM 2.40']);
  t.match(awardRows(once).prices, [
    { item: 'REAM', line_class: 'recurring' },
    {
      ...{ contract: 'NEXT-PAPER', item: 'REAM-SETUP', unit: 'each', line_class: 'one_off' },
      ...{ quantity_basis: 'consumed', unit_price: '50.00', valid_from: '2026-09-01' },
    },
  ]);
});

t.test('no contract is made of what is told in part, or has two prices', async (t) => {
  const ink = [...costs, '900001 INK 5 1'];
  const examples: [quotes: string[], costs: readonly string[], message: RegExp][] = [
    [
      ['900001 REAM 2.40'],
      ink,
      /Mill direct cannot be told for INK at 900001: it is not quoted\. Add what is missing/,
    ],
    [[], costs, /Mill direct quotes nothing for any school/],
    [
      ['900001 REAM 2.40', '900002 REAM 2.30'],
      costs,
      /asks £2\.4 for REAM of 900001 and £2\.3 of 900002, and a contract has one price of an item\. Give what has a price of its own an item of its own/,
    ],
  ];
  for (const [quotes, now, message] of examples) {
    t.throws(() => refuseUnfitAward(award(quotes, now)), { code: 'sourcing.unfit', message });
  }
  const unknown = { urn: '900001', item: 'REAM', why: 'No lines.' };
  const outcomes = outcomesOf([unknown], [quoteOf('900001 REAM 2.40')], () => decimal('1'));
  t.throws(() => refuseUnfitAward({ ...both, outcomes }), {
    message: /at 900001: what it pays now is not known\. Add/,
  });
});

t.test('the first twelve months are forecast, or fewer if it is shorter', async (t) => {
  t.strictSame(forecastOf(both), {
    window: { from: '2026-09', to: '2027-08' },
    schools: [
      { urn: '900001', amount: 1200 },
      { urn: '900002', amount: 6000 },
    ],
  });
  const brief = areaOf({ endsOn: '2026-11-30' as LocalDate });
  t.match(forecastOf({ ...both, area: brief }), {
    window: { from: '2026-09', to: '2026-11' },
    schools: [{ amount: 300 }, { amount: 1500 }],
  });
  const open = areaOf({ startsOn: '2026-09-15' as LocalDate, endsOn: lastDay });
  t.match(forecastOf({ ...both, area: open }).window, { from: '2026-09', to: '2027-08' });
  const budget = award(['900003 REAM 1.00']);
  t.match(forecastOf(budget).schools, [{ urn: '900003', amount: 0 }], 'no cash is released');
});

t.test('N21: the forecast that identified the saving is the one that moves', async (t) => {
  const months = '2026-09..2027-08';
  const paper = forecast(1, months, '900001=5.00', { area: ' paper' });
  const others = [
    forecast(2, months, '900001=5.00', { area: 'Ink' }),
    forecast(3, months, '900001=5.00', { area: 'Paper', contract: 'P1' }),
    forecast(4, months, '900001=5.00', { area: 'Paper', stage: 'dropped' }),
  ];
  t.equal(identifiedOf(others, areaOf()), undefined);
  t.equal(identifiedOf([paper, ...others], areaOf()), paper);
  const again = forecast(5, months, '900002=5.00', { area: 'Paper' });
  t.throws(() => identifiedOf([paper, again], areaOf()), {
    code: 'sourcing.unfit',
    message: /Forecasts 1, 5 all expect the saving of Paper, and it counts once\. Drop all but/,
  });
});
