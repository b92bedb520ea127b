import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { outcomesOf, wholeOf } from '../../../src/sourcing/comparison.ts';
import { writeArea, writeCompared, writeCost, writeOption } from '../../../src/sourcing/written.ts';
import { areaOf, choice, costOf, quoteOf } from './given.ts';

t.test('why an option was chosen is told to who is let in to the whole trust', async (t) => {
  const area = areaOf({ chosen: choice });
  t.match(writeArea(area, true), {
    reference: 'NEXT-PAPER',
    cfr_code: 'E19',
    year_from: '2025-01',
    stage: 'contracted',
    items: [{ item: 'REAM', quantity_basis: 'consumed' }],
    chosen: { option: 'Mill direct', forecast: 1, reason: 'Best for most' },
  });
  t.match(writeArea(area, false), { chosen: { by: 'A. Manager', reason: null } });
  t.equal(writeArea(areaOf(), true).chosen, null);
});

t.test('amounts travel as texts, and what nobody knows as null', async (t) => {
  const unknown = { urn: '900002', item: 'REAM', why: 'nothing is stated' };
  t.match(writeCost(unknown), { unit_price: null, from: null, note: 'nothing is stated' });
  const costs = [costOf('900001 REAM 2.50 120'), unknown];
  const quotes = [quoteOf('900001 REAM 2.60 0.2 1.00 200')];
  const schools = outcomesOf(costs, quotes, () => decimal('1'));
  const told = { name: 'A', supplier: 'Mill', document: 'quote.pdf' };
  const option = { ...told, schools, whole: wholeOf(schools) };
  const names = new Map([['900001', 'Ash']]);
  t.match(writeOption(option, names), {
    whole: { gain: '-12.00', losses: '-12.00', gains: '0.00', schools: { loses: 1, unclear: 1 } },
    schools: [
      {
        urn: '900001',
        name: 'Ash',
        verdict: 'loses',
        gain: '-12.00',
        items: [{ price_now: '2.5', price_then: '2.6', quoted_quantity: '200', one_off: '1.00' }],
      },
      { urn: '900002', verdict: 'unclear', untold: [{ item: 'REAM' }] },
    ],
  });
  const compared = { area: areaOf(), journal: 4, costs, options: [option], names };
  t.match(writeCompared(compared, true), {
    area: { stage: 'explored' },
    journal: 4,
    costs: [{ unit_price: '2.5', annual_quantity: '120', from: 'stated' }, { note: /stated/ }],
    options: [{ name: 'A' }],
  });
});
