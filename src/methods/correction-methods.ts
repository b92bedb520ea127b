import { type Definition, first } from './definition.ts';

/** What comes after an invoice: credits, mistakes, late figures. */
export const correctionMethods: readonly Definition[] = [
  {
    id: 'quantity_credit',
    title: 'Credit for units',
    words:
      'Units are given back. The cost falls, the baseline cost falls with it, and so does the saving.',
    formula: 'saving falls by (old price − price) × units given back',
    example: {
      words: '2 payslips at 3.25 given back, old price 4.10: cost −6.50, cash saving −1.70.',
      numbers: { units: '2', price: '3.25', old_price: '4.10' },
      result: { cost: '-6.50', cash_saving: '-1.70' },
    },
    rule: 'P9',
    ...first,
  },
  {
    id: 'price_credit',
    title: 'Credit on the price',
    words:
      'Money back for the same units. The cost falls, the baseline cost stays, the saving rises.',
    formula: 'saving rises by the credit',
    example: {
      words: '5.00 back on the price: cost −5.00, cash saving 5.00.',
      numbers: { credit: '5.00' },
      result: { cost: '-5.00', cash_saving: '5.00' },
    },
    rule: 'P9',
    ...first,
  },
  {
    id: 'rebate',
    title: 'Rebate',
    words:
      'Cash that a supplier pays back at the end. It counts in the month of its date and is shown apart.',
    formula: 'rebate = money received + VAT that is not recovered',
    example: {
      words: '7.00 paid back: rebate 7.00, cost 0.00.',
      numbers: { received: '7.00' },
      result: { rebate: '7.00', cost: '0.00' },
    },
    rule: 'P9',
    ...first,
  },
  {
    id: 'taking_back',
    title: 'Cancelled and undone',
    words:
      'Nothing is ever changed or deleted. What was wrong is taken back by an entry with the opposite sign, in its own month.',
    formula: 'entry + its opposite = 0',
    example: {
      words: 'Cost 61.75 and baseline cost 77.90, then cancelled: cost 0.00, cash saving 0.00.',
      numbers: { cost: '61.75', baseline_cost: '77.90' },
      result: { cost_after: '0.00', cash_saving_after: '0.00' },
    },
    rule: 'P9, P11',
    ...first,
  },
  {
    id: 'closed_months',
    title: 'Late figures',
    words:
      'A closed month keeps its figure. What is found out later is booked in the next open month. A report includes it and shows the closed figure beside it.',
    formula: 'booked month = service month, or the first open month after it',
    example: {
      words: 'A late bill for 2025-06, when 2025-06 and 2025-07 are closed, is booked in 2025-08.',
      numbers: { service_month: '2025-06', last_closed: '2025-07' },
      result: { booked_month: '2025-08' },
    },
    rule: 'P11',
    ...first,
  },
];
