import { entriesInForce, piecesUnder } from './entry-question.ts';
import { dayCount, daySet } from './exact-sql.ts';
import { sharesOfWindow, told } from './share-question.ts';

// The parameters are those of `share-question.ts`. What differs here is no fault: a posted figure
// keeps its inputs when the register changes (P4).

/** What class, quantity basis and price row a line would have today (P8). */
const pricedToday = `
  priced as (
    select l.*, k.supplier_id as contract_supplier_id,
      (select i.supplier_id from invoice i where i.trust_id = $1 and i.id = l.invoice_id)
        as supplier_id,
      (select p.id from price p
       where p.trust_id = $1 and p.contract_id = l.contract_id and p.item = l.item
         and l.service_from between p.valid_from and coalesce(p.valid_to, 'infinity')
       order by p.valid_from limit 1) as today_id
    from line l join contract k on k.trust_id = $1 and k.id = l.contract_id
    where l.is_bearing
  ),
  classed as (
    select p.*, coalesce(t.quantity_basis, 'consumed') as basis_today,
      case when p.credit_kind = 'rebate' then 'rebate'
        when t.id is null or p.supplier_id <> p.contract_supplier_id then 'off_contract'
        else t.line_class end as class_today
    from priced p left join price t on t.trust_id = $1 and t.id = p.today_id
  ),
  price_text as (
    select p.id, 'from ' || p.valid_from || ' at ' || trim_scale(p.unit_price) as text
    from price p where p.trust_id = $1
  )`;

/** The weights that joint lines would have today; a credit keeps those of its original (P4, P9). */
const weightsToday = `
  taking as (
    select l.id as line_id, q.school_id, k.driver,
      range_agg(daterange(q.starts_on, q.ends_on, '[]') * daterange(k.starts_on, k.ends_on, '[]')
        * daterange(l.service_from, l.service_to, '[]')) as days
    from line l
    join contract k on k.trust_id = $1 and k.id = l.contract_id
    join participant q on q.trust_id = $1 and q.contract_id = l.contract_id
    where l.is_bearing and l.school_id is null and l.original_invoice_id is null
    group by l.id, q.school_id, k.driver
  ),
  weighed as (
    select t.*, ${dayCount('t.days')} * case t.driver when 'equal' then 1 else (
        select v.value from driver_value v
        where v.trust_id = $1 and v.school_id = t.school_id and v.driver = t.driver
          and v.effective_from <= lower(t.days)
        order by v.effective_from desc limit 1) end as weight
    from taking t where not isempty(t.days)
  ),
  kept as (
    select a.line_id, a.school_id, a.weight, a.days
    from line l
    join allocation a on a.trust_id = $1 and a.line_id = l.id and a.line_id > $2 and a.line_id <= $3
    where l.is_bearing and l.original_invoice_id is null
  )`;

/**
 * The schools that the text of a line names today: by URN, else LAESTAB, else alias (P3). A credit
 * without dates was looked up on the day of its document, so it may be right on either day.
 */
const namedToday = `
  looked_up as (
    select l.id as line_id, l.import_id, l.row, l.school_id, l.school_text, d.on_day
    from line l
    cross join lateral (select distinct d as on_day from (values (l.service_from),
      (case when l.original_invoice_id is null then l.service_from else l.document_date end)) v(d)) d
    where l.is_bearing and l.school_id is not null
  ),
  resolved as (
    select u.*, coalesce(
      (select array_agg(s.urn) from school s where s.trust_id = $1 and s.urn = u.school_text),
      (select array_agg(distinct s.urn) from school_identifier i
       join school s on s.trust_id = $1 and s.id = i.school_id
       where i.trust_id = $1 and i.kind = 'urn' and i.value = u.school_text),
      (select array_agg(distinct s.urn) from school_identifier i
       join school s on s.trust_id = $1 and s.id = i.school_id
       where i.trust_id = $1 and i.kind = 'laestab' and i.value = u.school_text
         and u.on_day between i.valid_from and coalesce(i.valid_to, 'infinity')),
      (select array_agg(distinct s.urn) from school_identifier i
       join school s on s.trust_id = $1 and s.id = i.school_id
       where i.trust_id = $1 and i.kind = 'alias' and i.value = u.school_text
         and u.on_day between i.valid_from and coalesce(i.valid_to, 'infinity'))) as urns
    from looked_up u
  ),
  renamed as (
    select r.line_id, r.import_id, r.row, r.school_id, min(s.urn) as urn,
      min(array_to_string(r.urns, ' or ')) as urns
    from resolved r join school s on s.trust_id = $1 and s.id = r.school_id
    group by r.line_id, r.import_id, r.row, r.school_id
    having not bool_or(r.urns is not null and r.urns = array[s.urn])
  )`;

/** The first day from which a school's savings in a contract count as sustained today (P10). */
const sustainedToday = `
  sustained as (
    select q.contract_id, q.school_id,
      (min(greatest(q.starts_on, k.starts_on)) + interval '12 months')::date as since
    from participant q join contract k on k.trust_id = $1 and k.id = q.contract_id
    where q.trust_id = $1
      and greatest(q.starts_on, k.starts_on) <= least(q.ends_on, k.ends_on)
    group by q.contract_id, q.school_id
  )`;

const versionsToday = `
  select s.line_id, s.school_id, b.id as baseline_id
  from share s
  join baseline b on b.trust_id = $1 and b.contract_id = s.contract_id
    and b.school_id = s.school_id and b.item = s.item
  where s.line_class = 'recurring' and b.withdrawn_at is null
    and s.counted && ${daySet('b.valid_from', 'b.valid_to')}`;

/** The days of recurring shares by baseline version: as their entries have them, and today. */
const daysByVersion = `
  stored_days as (
    select e.line_id, e.school_id, e.baseline_id, sum(e.days_in_month)::int as days
    from standing e where e.entry_class = 'recurring'
    group by e.line_id, e.school_id, e.baseline_id
  ),
  today_days as (
    select p.line_id, p.school_id, p.baseline_id, ${dayCount('p.days')}::int as days
    from piece p join share s on s.line_id = p.line_id and s.school_id = p.school_id
    where s.line_class = 'recurring'
  ),
  versions as (
    select coalesce(e.line_id, t.line_id) as line_id, coalesce(e.school_id, t.school_id) as school_id,
      coalesce(e.baseline_id, t.baseline_id) as baseline_id, t.days as today, e.days as stored
    from stored_days e
    full join today_days t on t.line_id = e.line_id and t.school_id = e.school_id
      and coalesce(t.baseline_id::text, '') = coalesce(e.baseline_id::text, '')
  )`;

/** Bearing lines whose stored inputs are not those that today's register would give. */
export const todayQuestion = `
  with ${sharesOfWindow}, ${entriesInForce}, ${piecesUnder(versionsToday)},
  ${pricedToday}, ${weightsToday}, ${namedToday}, ${sustainedToday}, ${daysByVersion}
  ${told(`
    select c.import_id, c.row, c.school_id, null::date as month, null as detail, f.*
    from classed c
    left join price_text a on a.id = c.price_id
    left join price_text t on t.id = c.today_id
      and c.class_today not in ('rebate', 'off_contract')
    cross join lateral (values
      ('class', c.class_today, c.line_class),
      ('quantity basis', c.basis_today, c.quantity_basis),
      ('price row', t.text, a.text)) f(what, expected, found)
    where f.expected is distinct from f.found
    union all
    select s.import_id, s.row, s.school_id, null, null, 'VAT recovery', r.today::text, r.stored::text
    from share s
    cross join lateral (select trim_scale(s.recovery_rate), trim_scale(coalesce((
        select t.vat_recovery_rate from school_terms t
        where t.trust_id = $1 and t.school_id = s.school_id and t.valid_from <= lower(s.days)
        order by t.valid_from desc limit 1), 1))) r(stored, today)
    where r.today <> r.stored
    union all
    select l.import_id, l.row, coalesce(k.school_id, w.school_id), null, null, f.*
    from weighed w
    full join kept k on k.line_id = w.line_id and k.school_id = w.school_id
    join line l on l.id = coalesce(k.line_id, w.line_id)
    cross join lateral (values
      ('weight', trim_scale(w.weight)::text, trim_scale(k.weight)::text),
      ('days', w.days::text, k.days::text)) f(what, expected, found)
    where f.expected is distinct from f.found
    union all
    select r.import_id, r.row, r.school_id, null, null, 'school', r.urns, r.urn from renamed r
    union all
    select l.import_id, l.row, v.school_id, null,
      coalesce('baseline version ' || b.version, 'not measured'), 'days', v.today::text,
      v.stored::text
    from versions v
    join line l on l.id = v.line_id
    left join baseline b on b.trust_id = $1 and b.id = v.baseline_id
    where v.today is distinct from v.stored
    union all
    select l.import_id, l.row, e.school_id, e.service_month, 'series ' || t.series, 'index level',
      trim_scale(t.level)::text, null
    from standing e
    join line l on l.id = e.line_id
    join baseline b on b.trust_id = $1 and b.id = e.baseline_id
    join index_level t on t.trust_id = $1 and t.series = b.index_series
      and t.month = e.service_month
    where e.indexed_cost is null and t.published_on = (
      select min(i.published_on) from index_level i
      where i.trust_id = $1 and i.series = t.series and i.month = t.month)
    union all
    select l.import_id, l.row, e.school_id, e.service_month, null, 'new or sustained', f.*
    from standing e
    join line l on l.id = e.line_id
    left join sustained s on s.contract_id = e.contract_id and s.school_id = e.school_id
    cross join lateral (values (
      case when e.service_month >= s.since then 'sustained' else 'new' end,
      case when e.is_sustained then 'sustained' else 'new' end)) f(expected, found)
    where f.expected <> f.found`)}`;
