import { type Definition, first } from './definition.ts';

/** What counts as a cost, of whom, and in which month. */
export const costMethods: readonly Definition[] = [
  {
    id: 'cost',
    title: 'Cost',
    words: 'What a service cost a school. VAT that the school gets back is no cost.',
    formula: 'cost = net + VAT × (1 − recovery rate)',
    example: {
      words: 'Net 100.00, VAT 20.00, of which 0.9 comes back: the cost is 102.00.',
      numbers: { net: '100.00', vat: '20.00', recovery_rate: '0.9' },
      result: { cost: '102.00' },
    },
    rule: 'P2',
    ...first,
  },
  {
    id: 'rounding',
    title: 'Pence',
    words: 'Money is whole pence. A sum is rounded once, at its end. Half a penny rounds up.',
    formula: 'amount = price × quantity, rounded once',
    example: {
      words: '3 units at 0.335 are 1.01.',
      numbers: { quantity: '3', price: '0.335' },
      result: { amount: '1.01' },
    },
    rule: 'P1',
    ...first,
  },
  {
    id: 'split',
    title: 'Split of a joint bill',
    words:
      'A bill for several schools is split by size and days. The contract says which size: pupils, payslips or another. Odd pennies go where the largest part of a penny was cut off, so the shares add up to the bill.',
    formula: 'share = bill × (size × days) ÷ sum of all (size × days)',
    example: {
      words:
        '100.00 for three schools of 210, 97 and 1043 pupils, all month: 15.56, 7.18 and 77.26.',
      numbers: { bill: '100.00', first: '210', second: '97', third: '1043' },
      result: { first_share: '15.56', second_share: '7.18', third_share: '77.26' },
    },
    rule: 'P4',
    ...first,
  },
  {
    id: 'months',
    title: 'Months',
    words:
      'A cost belongs to the months of the service, not to the day of the bill. A longer service is spread by days.',
    formula: 'part of a month = cost × its days ÷ all days',
    example: {
      words: '61.00 from 2025-06-01 to 2025-07-31: June bears 30.00 and July 31.00.',
      numbers: { cost: '61.00', from: '2025-06-01', to: '2025-07-31' },
      result: { june: '30.00', july: '31.00' },
    },
    rule: 'P5',
    ...first,
  },
  {
    id: 'one_off',
    title: 'One-off cost',
    words:
      'A charge for setting up, moving or leaving. It stands in the month in which the service began and is never spread.',
    formula: 'one-off cost = net + VAT that is not recovered',
    example: {
      words: 'A set-up of 300.00 for a year from 2025-09-01: September 2025 bears 300.00.',
      numbers: { net: '300.00', from: '2025-09-01' },
      result: { one_off: '300.00' },
    },
    rule: 'P8',
    ...first,
  },
  {
    id: 'off_contract',
    title: 'Leakage',
    words:
      'Buying elsewhere what the contract covers, or a thing for which the contract has no price. It is a cost without a saving and is shown apart.',
    formula: 'leakage = cost of lines outside the contract',
    example: {
      words: '12.00 paid to another supplier: leakage 12.00, cost under the contract 0.00.',
      numbers: { net: '12.00' },
      result: { off_contract_cost: '12.00', cost: '0.00' },
    },
    rule: 'P8',
    ...first,
  },
  {
    id: 'excluded',
    title: 'Kept apart',
    words: 'Deposits, old balances and interest. They are no cost and no saving.',
    formula: 'kept apart = net + VAT that is not recovered',
    example: {
      words: 'A deposit of 50.00: kept apart 50.00, cost 0.00.',
      numbers: { net: '50.00' },
      result: { excluded: '50.00', cost: '0.00' },
    },
    rule: 'P8',
    ...first,
  },
];
