import { dayCount, daySet, irrecoverableVat, largestRemainder } from './exact-sql.ts';

// Questions about a window of lines. Their parameters: $1 the trust, $2 and $3 the lines' ids
// (after the first, up to the second), $4 the documents that a standing credit note cancels,
// $5 how many differences are told.

/** The lines of the window; one is bearing when its figures have to stand in the ledger. */
export const linesOfWindow = `
  line as materialized (
    select l.*,
      w.line_id is null and c.id is null and l.line_class <> 'reversal' as is_bearing
    from invoice_line l
    left join line_withdrawal w on w.trust_id = $1 and w.line_id = l.id
      and w.line_id > $2 and w.line_id <= $3
    left join unnest($4::uuid[]) as c(id) on c.id = l.invoice_id
    where l.trust_id = $1 and l.id > $2 and l.id <= $3
  )`;

/**
 * Who bears which part of each bearing line, from the stored inputs. `counted` are the days over
 * which the cost is spread: a one-off cost and a rebate stand in one month (P8, P9). The quantity
 * stays a fraction, parts of a whole, so that it is rounded only at the end (P1).
 */
export const sharesOfWindow = `
  ${linesOfWindow},
  part as (
    select l.id as line_id, l.school_id, l.net, l.vat, l.recovery_rate,
      ${daySet('l.service_from', 'l.service_to')} as days,
      coalesce(l.quantity, 0) as parts, 1::numeric as whole
    from line l
    where l.is_bearing and l.school_id is not null
    union all
    select l.id, a.school_id, a.net, a.vat, a.recovery_rate, a.days,
      coalesce(l.quantity, 0)
        * case l.quantity_basis when 'consumed' then a.weight else ${dayCount('a.days')} end,
      case l.quantity_basis when 'consumed' then sum(a.weight) over (partition by a.line_id)
        else l.period_days end
    from line l
    join allocation a on a.trust_id = $1 and a.line_id = l.id and a.line_id > $2 and a.line_id <= $3
    where l.is_bearing and l.school_id is null
  ),
  dated as (
    select p.*, l.import_id, l.row, l.contract_id, l.item, l.line_class,
      p.net + ${irrecoverableVat('p.vat', 'p.recovery_rate')} as cost,
      case l.line_class
        when 'one_off' then ${daySet('lower(p.days)', 'lower(p.days)')}
        when 'rebate' then ${daySet('l.document_date', 'l.document_date')}
        else p.days end as counted
    from part p join line l on l.id = p.line_id
  ),
  share as materialized (
    select d.*, ${dayCount('d.counted')} as counted_days from dated d
  )`;

/** What every question answers with: the place of a difference, what differs, and how. */
export function told(differences: string): string {
  return `
  select count(*) over ()::int as total, m.file_name as file, d.row, s.urn, d.month::text, d.detail,
    d.what, d.expected, d.found
  from (${differences}) d
  left join import m on m.trust_id = $1 and m.id = d.import_id
  left join school s on s.trust_id = $1 and s.id = d.school_id
  order by d.import_id, d.row, s.urn collate "C", d.month, d.detail, d.what
  limit $5`;
}

const byWeight = (amount: string) =>
  largestRemainder({
    amount,
    part: 'a.weight',
    whole: 'a.total',
    within: 'a.line_id',
    ties: 'length(a.urn), a.urn collate "C"',
  });

/** Joint lines whose shares are not what their stored weights make of them (P4). */
export const shareQuestion = `
  with ${linesOfWindow},
  a as (
    select a.*, s.urn, l.net as line_net, l.vat as line_vat,
      sum(a.weight) over (partition by a.line_id) as total
    from line l
    join allocation a on a.trust_id = $1 and a.line_id = l.id and a.line_id > $2 and a.line_id <= $3
    left join school s on s.trust_id = $1 and s.id = a.school_id
    where l.school_id is null and l.line_class <> 'reversal'
  ),
  again as (
    select a.*, (${byWeight('a.line_net')})::bigint as net_again,
      (${byWeight('a.line_vat')})::bigint as vat_again
    from a
  ),
  total as (
    select line_id, sum(net) as net, sum(vat) as vat from a group by line_id
  )
  ${told(`
    select l.import_id, l.row, g.school_id, null::date as month, null as detail, v.*
    from again g join line l on l.id = g.line_id
    cross join lateral (values
      ('share of net', g.net_again::text, g.net::text),
      ('share of VAT', g.vat_again::text, g.vat::text)) v(what, expected, found)
    where v.expected is distinct from v.found
    union all
    select l.import_id, l.row, null, null, null, v.*
    from line l left join total t on t.line_id = l.id
    cross join lateral (values
      ('shares of net', l.net::text, coalesce(t.net, 0)::text),
      ('shares of VAT', l.vat::text, coalesce(t.vat, 0)::text)) v(what, expected, found)
    where l.school_id is null and l.line_class <> 'reversal' and v.expected <> v.found
    union all
    select l.import_id, l.row, a.school_id, null, null, 'share', null,
      'a share of a line that is not shared'
    from line l
    join allocation a on a.trust_id = $1 and a.line_id = l.id and a.line_id > $2 and a.line_id <= $3
    where l.school_id is not null or l.line_class = 'reversal'`)}`;

/**
 * Lines in a document of another supplier than the one whose file brought them. The offset keeps their missing
 * school out of the joins around them: a coordinator (Citus 13.0.3) dies of a join on what is known to be null.
 */
export const supplierQuestion = `
  with ${linesOfWindow}
  ${told(`
    select l.import_id, l.row, null::uuid as school_id, null::date as month, null as detail,
      'supplier' as what, f.name as expected, d.name as found
    from line l
    join invoice i on i.trust_id = $1 and i.id = l.invoice_id
    join import m on m.trust_id = $1 and m.id = l.import_id
    join supplier_profile p on p.trust_id = $1 and p.id = m.profile_id
    left join supplier f on f.trust_id = $1 and f.id = p.supplier_id
    left join supplier d on d.trust_id = $1 and d.id = i.supplier_id
    where i.supplier_id <> p.supplier_id and $4::uuid[] is not null
    offset 0`)}`;
