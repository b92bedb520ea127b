import { linesOfWindow, told } from './share-question.ts';

// The parameters are those of `share-question.ts`.

/**
 * When months were closed: from a closing until the reopening that follows it. A month was closed for
 * the journals after `since` and up to `until` (P11).
 */
const closedTimes = `
  closed_time as materialized (
    select c.month, c.at_journal as since, coalesce(r.at_journal, 2147483647) as until
    from period_act c
    left join period_act r on r.trust_id = $1 and r.month = c.month and r.ordinal = c.ordinal + 1
    where c.trust_id = $1 and c.act = 'closed'
  )`;

const wasClosed = 'p.since < e.journal_number and p.until >= e.journal_number';

/** The month whose books an entry belongs to: the first from its own on that was open then (P11). */
const firstOpenMonth = `(
  select min(o.month) from (
    select e.service_month as month
    union all
    select (p.month + interval '1 month')::date from closed_time p
    where p.month >= e.service_month and ${wasClosed}
  ) o
  where not exists (select 1 from closed_time p where p.month = o.month and ${wasClosed}))`;

/** Whether the line that is said to have cancelled an entry is a cancellation of its document. */
const isCancelledByItsCause = `coalesce((
  select r.line_class = 'reversal' and r.original_invoice_id = l.invoice_id
  from invoice_line r where r.trust_id = $1 and r.id = e.caused_by_line_id), false)`;

/**
 * Entries that take others back without being their exact negation, lines that were taken back and
 * do not add up to nothing, and entries in the books of another month than the first open one.
 */
export const reversalQuestion = `
  with ${linesOfWindow}, ${closedTimes},
  entry as materialized (
    select e.*, l.import_id, l.row, l.invoice_id
    from line l join ledger_entry e on e.trust_id = $1 and e.line_id = l.id
      and e.line_id > $2 and e.line_id <= $3
  ),
  pair as (
    select e.import_id, e.row, e.school_id, e.service_month,
      array[(-o.cost)::text, (-o.baseline_cost)::text, (-o.indexed_cost)::text, (-o.quantity)::text,
        o.index_published_on::text, o.index_base_published_on::text,
        o.days_in_month::text, o.baseline_id::text, o.baseline_kind, o.entry_class, o.item,
        o.contract_id::text, o.school_id::text, o.line_id::text, o.service_month::text,
        o.is_sustained::text, (o.depth + 1)::text] as due,
      array[e.cost::text, e.baseline_cost::text, e.indexed_cost::text, e.quantity::text,
        e.index_published_on::text, e.index_base_published_on::text,
        e.days_in_month::text, e.baseline_id::text, e.baseline_kind, e.entry_class, e.item,
        e.contract_id::text, e.school_id::text, e.line_id::text, e.service_month::text,
        e.is_sustained::text, e.depth::text] as there
    from entry e join entry o on o.id = e.reverses_entry_id
  )
  ${told(`
    select p.import_id, p.row, p.school_id, p.service_month as month, 'negation' as detail, f.*
    from pair p
    cross join lateral unnest(
      array['cost', 'baseline cost', 'indexed cost', 'quantity', 'index publication',
        'base publication', 'days', 'baseline version',
        'baseline kind', 'class', 'item', 'contract', 'school', 'line', 'service month',
        'new or sustained', 'depth'], p.due, p.there) f(what, expected, found)
    where p.due is distinct from p.there and f.expected is distinct from f.found
    union all
    select e.import_id, e.row, e.school_id, e.service_month, null, 'reversed entry',
      case when e.depth = 0 then null else 'an entry of the same line' end,
      coalesce(o.id, e.reverses_entry_id)::text
    from entry e left join entry o on o.id = e.reverses_entry_id
    where (e.depth = 0) <> (e.reverses_entry_id is null)
      or (e.reverses_entry_id is not null and o.id is null)
    union all
    select e.import_id, e.row, e.school_id, e.service_month, null, 'cancelling line',
      'a line that cancels this document', e.caused_by_line_id::text
    from entry e join line l on l.id = e.line_id
    where e.caused_by_line_id is not null and not ${isCancelledByItsCause}
    union all
    select e.import_id, e.row, e.school_id, e.service_month, 'line taken back, in all', f.*
    from (select e.import_id, e.row, e.school_id, e.service_month, sum(e.cost) as cost,
            coalesce(sum(e.baseline_cost), 0) as baseline_cost
          from entry e join line l on l.id = e.line_id and not l.is_bearing
          group by e.line_id, e.import_id, e.row, e.school_id, e.service_month) e
    cross join lateral (values ('cost', '0', e.cost::text),
      ('baseline cost', '0', e.baseline_cost::text)) f(what, expected, found)
    where f.expected <> f.found
    union all
    select e.import_id, e.row, e.school_id, e.service_month, null, 'booked month',
      to_char(e.first_open, 'YYYY-MM'), to_char(e.booked_month, 'YYYY-MM')
    from (select e.*, ${firstOpenMonth} as first_open from entry e
          where e.booked_month <> e.service_month or exists (
            select 1 from closed_time p where p.month = e.service_month and ${wasClosed})) e
    where e.booked_month is distinct from e.first_open`)}`;
