import { dayCount, daySet, largestRemainder, roundedQuotient } from './exact-sql.ts';
import { sharesOfWindow, told } from './share-question.ts';

// The parameters are those of `share-question.ts`.

/** The entries of the window's lines that stand and are not taken back. */
export const entriesInForce = `
  standing as materialized (
    select e.*, row_number() over (
        partition by e.line_id, e.school_id, e.service_month, e.baseline_id order by e.id) as copy
    from ledger_entry e
    left join ledger_entry r on r.trust_id = $1 and r.line_id > $2 and r.line_id <= $3
      and r.reverses_entry_id = e.id
    where e.trust_id = $1 and e.line_id > $2 and e.line_id <= $3 and e.depth % 2 = 0
      and r.id is null
  )`;

/**
 * The days of each share by baseline version, of those that `candidates` names for it, and the
 * days under none. For one day the latest approved version counts (P6): the days of those before
 * it are taken away from each.
 */
export function piecesUnder(candidates: string): string {
  const valid = "daterange(b.valid_from, b.valid_to, '[]')";
  return `
  candidate as materialized (${candidates}),
  version as (
    select s.line_id, s.school_id, b.id as baseline_id, b.kind, b.version, b.unit_price, b.vat_rate,
      b.index_series, b.index_base_month,
      s.counted * datemultirange(${valid}) - coalesce(
        range_agg(${valid}) over (
          partition by s.line_id, s.school_id
          order by b.approved_at desc, b.version desc
          rows between unbounded preceding and 1 preceding),
        '{}') as days
    from candidate c
    join share s on s.line_id = c.line_id and s.school_id = c.school_id
    join baseline b on b.trust_id = $1 and b.id = c.baseline_id and b.contract_id = s.contract_id
      and b.school_id = s.school_id and b.item = s.item and b.approved_at is not null
    where s.line_class = 'recurring'
  ),
  measured as (
    select line_id, school_id, range_agg(days) as days from version group by line_id, school_id
  ),
  piece as (
    select * from version where not isempty(days)
    union all
    select s.line_id, s.school_id, null, null, null, null, null, null, null,
      s.counted - coalesce(m.days, '{}')
    from share s left join measured m on m.line_id = s.line_id and m.school_id = s.school_id
    where s.counted <> coalesce(m.days, '{}')
  )`;
}

/** Each piece with what its days would have cost in all, rounded once (P6), by calendar month. */
const monthsOfPieces = `
  sized as materialized (
    select p.*, s.cost, s.counted_days, s.parts, s.whole, s.line_class,
      ${dayCount('p.days')} as piece_days,
      100 * p.unit_price * (1 + p.vat_rate * (1 - s.recovery_rate)) * s.parts as priced
    from piece p join share s on s.line_id = p.line_id and s.school_id = p.school_id
  ),
  monthly as (
    select z.*, g.month::date as month, d.days_in_month,
      ${roundedQuotient('(z.priced * z.piece_days)', 'z.whole * z.counted_days')} as priced_total
    from sized z
    cross join lateral generate_series(
      date_trunc('month', lower(z.days)::timestamp), upper(z.days)::timestamp - interval '1 day',
      interval '1 month') g(month)
    cross join lateral (
      select ${dayCount(`z.days * ${daySet('g.month::date', "(g.month + interval '1 month - 1 day')::date")}`)}
    ) d(days_in_month)
    where d.days_in_month > 0
  )`;

const costOfMonth = largestRemainder({
  amount: 'm.cost',
  part: 'm.days',
  whole: 'm.counted_days',
  within: 'm.line_id, m.school_id',
  ties: 'm.month',
});

const costOfPiece = largestRemainder({
  amount: 'c.month_cost',
  part: 'p.days_in_month',
  whole: 'c.days',
  within: 'p.line_id, p.school_id, p.month',
  ties: 'lower(p.days)',
});

const baselineCostOfMonth = largestRemainder({
  amount: 'p.priced_total',
  part: 'p.days_in_month',
  whole: 'p.piece_days',
  within: 'p.line_id, p.school_id, p.baseline_id',
  ties: 'p.month',
});

/** A quantity is for display: six decimals, as millionths first, because only those are whole. */
const quantityOfMonth = `0.000001 * ${roundedQuotient('(1000000 * p.parts * p.days_in_month)', 'p.whole * p.counted_days')}`;

/** The entries that bearing lines have to have: over months, then over versions in a month (P5). */
const entriesAgain = `
  month_cost as (
    select m.*, ${costOfMonth} as month_cost
    from (select line_id, school_id, month, cost, counted_days, sum(days_in_month) as days
          from monthly group by line_id, school_id, month, cost, counted_days) m
  ),
  again as (
    select p.line_id, p.school_id, p.month, p.baseline_id, p.kind, p.version, p.days_in_month,
      p.index_series, p.index_base_month, p.priced, p.whole, p.counted_days,
      ${costOfPiece} as cost, ${baselineCostOfMonth} as baseline_cost,
      case p.line_class when 'recurring' then ${quantityOfMonth} else 0 end as quantity
    from monthly p
    join month_cost c on c.line_id = p.line_id and c.school_id = p.school_id and c.month = p.month
  )`;

/**
 * The indexed cost of an entry from the levels that it says it was made from; of each month the
 * level that was published first has to be used (P7).
 */
const indexedCost = roundedQuotient(
  '(a.priced * a.days_in_month * t.level)',
  'a.whole * a.counted_days * u.level',
);

const firstPublication = (month: string) => `
  (select min(i.published_on)::text from index_level i
   where i.trust_id = $1 and i.series = a.index_series and i.month = ${month}
     and e.index_published_on is not null)`;

/** Entries in force that are not what the stored inputs of their lines make of them (P2–P9). */
export const entryQuestion = `
  with ${sharesOfWindow}, ${entriesInForce},
  ${piecesUnder('select distinct line_id, school_id, baseline_id from standing')},
  ${monthsOfPieces}, ${entriesAgain},
  compared as (
    select coalesce(a.line_id, e.line_id) as line_id, coalesce(a.school_id, e.school_id) as school_id,
      coalesce(a.month, e.service_month) as month,
      coalesce(a.baseline_id, e.baseline_id) as baseline_id,
      a.line_id is not null and e.id is not null as is_paired,
      array[a.cost::bigint::text, a.baseline_cost::bigint::text, (${indexedCost})::bigint::text,
        ${firstPublication('a.month')}, ${firstPublication('a.index_base_month')},
        a.quantity::numeric(24, 6)::text, a.days_in_month::integer::text, a.kind, l.line_class,
        l.item, l.contract_id::text] as due,
      array[e.cost::text, e.baseline_cost::text, e.indexed_cost::text,
        e.index_published_on::text, e.index_base_published_on::text, e.quantity::text,
        e.days_in_month::text, e.baseline_kind, e.entry_class, e.item, e.contract_id::text] as there,
      l.import_id, l.row
    from again a
    full join standing e on e.line_id = a.line_id and e.school_id = a.school_id
      and e.service_month = a.month and e.copy = 1
      and coalesce(e.baseline_id::text, '') = coalesce(a.baseline_id::text, '')
    left join index_level t on t.trust_id = $1 and t.series = a.index_series
      and t.month = a.month and t.published_on = e.index_published_on
    left join index_level u on u.trust_id = $1 and u.series = a.index_series
      and u.month = a.index_base_month and u.published_on = e.index_base_published_on
    join line l on l.id = coalesce(a.line_id, e.line_id)
  )
  ${told(`
    select c.import_id, c.row, c.school_id, c.month, f.what, f.due as expected, f.there as found,
      case when c.baseline_id is not null
        then coalesce('baseline version ' || b.version, 'unknown baseline') end as detail
    from compared c
    left join baseline b on b.trust_id = $1 and b.id = c.baseline_id
    cross join lateral unnest(
      array['cost', 'baseline cost', 'indexed cost', 'index publication',
        'base publication', 'quantity', 'days', 'baseline kind', 'class', 'item', 'contract'],
      c.due, c.there) f(what, due, there)
    where c.due is distinct from c.there and f.due is distinct from f.there
      and (c.is_paired or f.what = 'cost')`)}`;
