import t from 'tap';
import { setUpInWords, setUpPrices } from '../../../src/awards/set-up.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { outcomesOf } from '../../../src/sourcing/comparison.ts';
import { areaOf, costOf, quoteOf } from '../sourcing/given.ts';

const costs = ['900001 REAM 2.50 120', '900002 REAM 3.00 100', '900003 REAM 2.20 10'];
const outcomes = (...quotes: string[]) =>
  outcomesOf(costs.map(costOf), quotes.map(quoteOf), () => decimal('1'));

t.test('each amount that is paid once is an item of its own', async (t) => {
  const same = outcomes(
    '900002 REAM 2.40 0.2 50.00',
    '900001 REAM 2.40 0.2 50.00',
    '900003 REAM 2.40',
  );
  t.strictSame(setUpPrices(areaOf(), same), [
    {
      item: 'REAM-SETUP',
      description: 'Set-up of Ream, once for 900001, 900002',
      unitPrice: '50.00',
    },
  ]);
  const different = outcomes('900001 REAM 2.40 0.2 95.00', '900002 REAM 2.40 0.2 9.50');
  t.match(setUpPrices(areaOf(), different), [
    { item: 'REAM-SETUP', unitPrice: '9.50', description: /900002$/ },
    { item: 'REAM-SETUP-2', unitPrice: '95.00', description: /900001$/ },
  ]);
  t.strictSame(setUpPrices(areaOf(), outcomes('900001 REAM 2.40')), []);
});

t.test('a code that an item has already is not given twice', async (t) => {
  const [ream] = areaOf().items;
  if (!ream) throw new Error('no item');
  const area = areaOf({ items: [ream, { ...ream, item: 'REAM-SETUP' }] });
  t.match(setUpPrices(area, outcomes('900001 REAM 2.40 0.2 5.00')), [{ item: 'REAM-SETUP-2' }]);
});

t.test('a forecast says what it leaves out', async (t) => {
  t.equal(setUpInWords(outcomes('900001 REAM 2.40')), '');
  t.match(setUpInWords(outcomes('900001 REAM 2.40 0.2 50.00')), '£50.00 of set-up, paid once');
});
