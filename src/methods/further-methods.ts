import { type Definition, first } from './definition.ts';

/** What stands beside the figures of a report: comparisons, forecasts and what a trust takes. */
export const furtherMethods: readonly Definition[] = [
  {
    id: 'price_volume_mix',
    title: 'Price, volume and mix',
    words:
      'Why a cost changed between two periods. Price is what the units of now cost more or less. Volume is more or fewer units at the old price. Mix is the rest. Only the price part is a saving.',
    formula: 'price saving = old cost × units now ÷ units then − cost now',
    example: {
      words:
        '10 days for 100.00, then 12 days for 110.00: price saving 10.00, by volume 20.00, change 10.00.',
      numbers: { units_then: '10', old_cost: '100.00', units_now: '12', cost: '110.00' },
      result: { price_saving: '10.00', volume: '20.00', change: '10.00' },
    },
    rule: 'P6, P13',
    ...first,
  },
  {
    id: 'mark_up',
    title: 'Mark-up and discount',
    words:
      'Supply staff can be priced by a percentage on their pay, catalogues by one off the list. A pound of pay or list is one unit then. Two percentages make the saving.',
    formula: 'cost = pay × (1 + mark-up), or list price × (1 − discount)',
    example: {
      words:
        '1000.00 of pay at 22%, formerly 25%: baseline cost 1250.00, cost 1220.00, saved 30.00.',
      numbers: { pay: '1000.00', mark_up: '22%', old_mark_up: '25%' },
      result: { baseline_cost: '1250.00', cost: '1220.00', cash_saving: '30.00' },
    },
    rule: 'P6',
    ...first,
  },
  {
    id: 'central_charge',
    title: 'Net of the central charge',
    words:
      'What the trust takes from a school for its services. It changes no saving and stands beside it. One that is not recorded is unknown, which is not zero.',
    formula: 'net of charge = net saving − central charge',
    example: {
      words: '20003.29 saved net, charge 12000.00: 8003.29 net of the charge.',
      numbers: { net_saving: '20003.29', charge: '12000.00' },
      result: { net_of_charge: '8003.29' },
    },
    rule: 'P8',
    ...first,
  },
  {
    id: 'stages',
    title: 'Forecast and stages',
    words:
      'A forecast is an estimate. It is identified, and contracted once a contract should bring it. A measured month is realised, and validated once another person signed it. A month counts at one stage. Forecasts are never added to savings.',
    formula: 'difference = what came out − what was expected of the same months',
    example: {
      words:
        'Expected 1200.00 in a year. The first month brings 90.00 where 100.00 was expected: difference −10.00, still contracted 1100.00.',
      numbers: { forecast: '1200.00', came_out: '90.00' },
      result: { expected: '100.00', difference: '-10.00', contracted: '1100.00' },
    },
    rule: 'P8',
    ...first,
  },
  {
    id: 'rebate_earned',
    title: 'Tiers and rebates earned',
    words:
      "Some contracts give a better price or money back once a year's amount is reached. A price counts when it is charged. A rebate that was earned is expected, and no saving before it came.",
    formula: 'earned = (spend − threshold) × rate; to be claimed = earned − received',
    example: {
      words:
        'Spend of 60000.00, 0.02 back beyond 50000.00, and 150.00 received: earned 200.00, to be claimed 50.00.',
      numbers: { spend: '60000.00', rate: '0.02', threshold: '50000.00', received: '150.00' },
      result: { earned: '200.00', to_be_claimed: '50.00' },
    },
    rule: 'P9',
    ...first,
  },
];
