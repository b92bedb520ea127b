/** The sums of a cell, as P6–P9 count its entries: one text for the rollups and for their proof. */
export const cellSums = `
  count(*)::int as entries,
  count(baseline_id)::int as measured_entries,
  coalesce(sum(quantity) filter (where entry_class = 'recurring'), 0) as quantity,
  coalesce(sum(cost) filter (where entry_class = 'recurring'), 0)::bigint as cost,
  coalesce(sum(cost) filter (where baseline_id is not null), 0)::bigint as measured_cost,
  coalesce(sum(cost) filter (where baseline_kind in ('previous_contract', 'historic_spend')), 0)::bigint
    as cash_cost,
  coalesce(sum(baseline_cost), 0)::bigint as baseline_cost,
  coalesce(sum(baseline_cost) filter
    (where baseline_kind in ('previous_contract', 'historic_spend')), 0)::bigint as cash_baseline_cost,
  coalesce(sum(cost) filter (where entry_class = 'one_off'), 0)::bigint as one_off,
  coalesce(-sum(cost) filter (where entry_class = 'rebate'), 0)::bigint as rebate,
  coalesce(sum(cost) filter (where entry_class = 'off_contract'), 0)::bigint as off_contract_cost,
  coalesce(sum(cost) filter (where entry_class = 'excluded'), 0)::bigint as excluded,
  coalesce(sum(indexed_cost), 0)::bigint as indexed_cost,
  coalesce(sum(baseline_cost) filter (where indexed_cost is not null), 0)::bigint
    as indexed_baseline_cost,
  coalesce(sum(cost) filter (where indexed_cost is not null), 0)::bigint as indexed_measured_cost`;

/** The names of these sums, in their order. */
export const sumColumns = [
  'entries',
  'measured_entries',
  'quantity',
  'cost',
  'measured_cost',
  'cash_cost',
  'baseline_cost',
  'cash_baseline_cost',
  'one_off',
  'rebate',
  'off_contract_cost',
  'excluded',
  'indexed_cost',
  'indexed_baseline_cost',
  'indexed_measured_cost',
];
