import { type Definition, first } from './definition.ts';

/** What a saving is, of which kind, and on how much of the cost it is known. */
export const savingMethods: readonly Definition[] = [
  {
    id: 'baseline_cost',
    title: 'Baseline cost',
    words:
      'What the same amount would have cost at the old price. One person writes the old price down with its proof, and another approves it.',
    formula: 'baseline cost = old price × (1 + VAT rate × (1 − recovery rate)) × quantity',
    example: {
      words: '19 payslips at an old price of 4.10, all VAT recovered: 77.90.',
      numbers: { quantity: '19', old_price: '4.10', recovery_rate: '1' },
      result: { baseline_cost: '77.90' },
    },
    rule: 'P6',
    ...first,
  },
  {
    id: 'coverage',
    title: 'Measured part',
    words:
      'Without an approved old price a saving is unknown, which is not zero. The measured part says for how much of the cost the saving is known.',
    formula: 'measured part = measured cost ÷ (measured cost + not measured cost)',
    example: {
      words: '39600.00 measured and 8400.00 not: 82.5 per cent.',
      numbers: { measured_cost: '39600.00', not_measured_cost: '8400.00' },
      result: { coverage_percent: '82.5' },
    },
    rule: 'P6',
    ...first,
  },
  {
    id: 'cash_saving',
    title: 'Cash saving',
    words:
      'Money that stayed in the school. The old price is one that was really paid, and the amount is what was bought now. A loss has a minus.',
    formula: 'cash saving = baseline cost − cost',
    example: {
      words: '77.90 at the price of the former contract, 61.75 paid: 16.15 saved.',
      numbers: { baseline_cost: '77.90', cost: '61.75' },
      result: { cash_saving: '16.15' },
    },
    rule: 'P6, P7',
    ...first,
  },
  {
    id: 'avoidance',
    title: 'Cost avoided',
    words:
      'Less paid than a quote, a bid, a market price, a list price or a budget. Nobody had paid that price, so this is no cash. It is never added to cash.',
    formula: 'avoided = baseline cost − cost',
    example: {
      words: 'Quoted 110.00, paid 100.00: avoided 10.00, cash saving 0.00.',
      numbers: { baseline_cost: '110.00', cost: '100.00' },
      result: { avoidance: '10.00', cash_saving: '0.00' },
    },
    rule: 'P7',
    ...first,
  },
  {
    id: 'indexed_avoidance',
    title: 'Price rise avoided',
    words:
      'An old contract may have risen with an index. A rise that did not come is avoided too. It is worked out for each school, item and month, and is never below zero.',
    formula: 'avoided = indexed cost − the greater of baseline cost and cost, at least 0',
    example: {
      words:
        'Old cost 10000.00, with the index 10469.59, paid 9800.00: avoided 469.59, cash saving 200.00.',
      numbers: { baseline_cost: '10000.00', indexed_cost: '10469.59', cost: '9800.00' },
      result: { avoidance: '469.59', cash_saving: '200.00' },
    },
    rule: 'P7',
    ...first,
  },
  {
    id: 'new_and_sustained',
    title: 'New and sustained',
    words:
      "A saving is new in a school's first 12 months in the contract, then sustained. Both are shown. Several years are never called one year.",
    formula: "sustained if the month's first day ≥ the school's first day + 12 months",
    example: {
      words: 'First day 2025-09-01: 2026-08 is new and 2026-09 is sustained.',
      numbers: { first_day: '2025-09-01', earlier: '2026-08', later: '2026-09' },
      result: { earlier_is: 'new', later_is: 'sustained' },
    },
    rule: 'P10',
    ...first,
  },
  {
    id: 'net_saving',
    title: 'Net saving',
    words:
      'What is left of the cash saving after the cost of the change, with what suppliers paid back.',
    formula: 'net saving = cash saving − one-off cost + rebates',
    example: {
      words: '21690.57 saved, 2688.30 to set up, 1001.02 paid back: 20003.29 net.',
      numbers: { cash_saving: '21690.57', one_off: '2688.30', rebate: '1001.02' },
      result: { net_saving: '20003.29' },
    },
    rule: 'P8',
    ...first,
  },
  {
    id: 'percentages',
    title: 'Percentages',
    words: 'One sum over another sum. A percentage is never the mean of percentages.',
    formula: 'cash saving % = all cash saving ÷ all baseline cost of a cash kind',
    example: {
      words: 'Costs of 90.00 and 5.00 against 100.00 and 10.00: 13.6 per cent saved.',
      numbers: { cost: '90.00', other_cost: '5.00', baseline: '100.00', other_baseline: '10.00' },
      result: { cash_saving_percent: '13.6' },
    },
    rule: 'P6',
    ...first,
  },
];
