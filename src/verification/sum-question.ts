import { irrecoverableVat } from './exact-sql.ts';

// $1 is the trust. Questions about cells have $2, how many differences are told; those about
// postings have $2, the documents that a standing credit note cancels, and $3, how many are told.

const isCash = "e.baseline_kind in ('previous_contract', 'historic_spend')";

/** What each measure of a cell is the sum of, and over which of its entries (P6–P9). */
const measures: readonly [name: string, summand: string, condition: string][] = [
  ['entries', '1', 'true'],
  ['measured_entries', '1', 'e.baseline_id is not null'],
  ['quantity', 'e.quantity', "e.entry_class = 'recurring'"],
  ['cost', 'e.cost', "e.entry_class = 'recurring'"],
  ['measured_cost', 'e.cost', 'e.baseline_id is not null'],
  ['cash_cost', 'e.cost', isCash],
  ['baseline_cost', 'e.baseline_cost', 'e.baseline_cost is not null'],
  ['cash_baseline_cost', 'e.baseline_cost', isCash],
  ['one_off', 'e.cost', "e.entry_class = 'one_off'"],
  ['rebate', '-e.cost', "e.entry_class = 'rebate'"],
  ['off_contract_cost', 'e.cost', "e.entry_class = 'off_contract'"],
  ['excluded', 'e.cost', "e.entry_class = 'excluded'"],
  ['indexed_cost', 'e.indexed_cost', 'e.indexed_cost is not null'],
  ['indexed_baseline_cost', 'e.baseline_cost', 'e.indexed_cost is not null'],
  ['indexed_measured_cost', 'e.cost', 'e.indexed_cost is not null'],
];

const names = measures.map(([name]) => name);
const cell = ['school_id', 'contract_id', 'item', 'service_month', 'booked_month', 'is_sustained'];

const overEntries = measures
  .map(
    ([name, summand, condition]) =>
      `sum(case when ${condition} then ${summand} else 0 end) as ${name}`,
  )
  .join(', ');
const overCells = names.map((name) => `sum(e.${name}) as ${name}`).join(', ');

interface Comparison {
  readonly keys: readonly string[];
  /** The sums over which rows of which table are right. */
  readonly sums: string;
  readonly of: string;
  /** The table whose rows are compared with them. */
  readonly stored: string;
  readonly detail: string;
}

/** Cells of one table that are not the sums over the rows of another, measure by measure. */
function cellQuestion({ keys, sums, of, stored, detail }: Comparison): string {
  const list = keys.join(', ');
  const figures = (alias: string) => names.map((name) => `${alias}.${name}::numeric`).join(', ');
  const labels = names.map((name) => `'${name.replaceAll('_', ' ')}'`).join(', ');
  return `
  with due as (select ${list}, ${sums} from ${of} e where e.trust_id = $1 group by ${list}),
  there as (select * from ${stored} c where c.trust_id = $1),
  compared as (
    select ${list}, array[${figures('d')}] as due, array[${figures('t')}] as there
    from due d full join there t using (${list})
  )
  select count(*) over ()::int as total, s.urn, k.reference as contract, c.item,
    c.service_month::text as month, ${keys.includes('journal_number') ? 'c.journal_number' : 'null'} as journal,
    concat_ws(', ', nullif('${detail}', ''), case when c.is_sustained then 'sustained' end,
      case when c.booked_month <> c.service_month
        then 'booked in ' || to_char(c.booked_month, 'YYYY-MM') end) as detail,
    f.what, trim_scale(f.expected)::text as expected, trim_scale(f.found)::text as found
  from compared c
  cross join lateral unnest(array[${labels}], c.due, c.there) f(what, expected, found)
  left join school s on s.trust_id = $1 and s.id = c.school_id
  left join contract k on k.trust_id = $1 and k.id = c.contract_id
  where c.due <> c.there and f.expected is distinct from f.found
    and (f.what = 'entries' or coalesce(f.expected, 0) <> coalesce(f.found, 0))
  order by journal, s.urn collate "C", contract, c.item, month, detail, f.what
  limit $2`;
}

/** Cells of the sums, current and by journal, that are not what entries or journals add up to. */
export const cellQuestions: readonly string[] = [
  cellQuestion({
    keys: cell,
    sums: overEntries,
    of: 'ledger_entry',
    stored: 'savings_month',
    detail: '',
  }),
  cellQuestion({
    keys: ['journal_number', ...cell],
    sums: overEntries,
    of: 'ledger_entry',
    stored: 'savings_journal',
    detail: '',
  }),
  cellQuestion({
    keys: cell,
    sums: overCells,
    of: 'savings_journal',
    stored: 'savings_month',
    detail: 'over all journals',
  }),
];

/**
 * Whether what is posted, net and irrecoverable VAT, is what the entries add up to (P13). A
 * cancelling credit note counts with its net against the document that it cancels; neither has
 * VAT that a school bears any more.
 */
const postedQuestion = `
  with standing as materialized (
    select l.id, l.school_id, l.net, l.vat, l.recovery_rate,
      c.id is null and l.line_class <> 'reversal' as is_bearing
    from invoice_line l
    left join line_withdrawal w on w.trust_id = $1 and w.line_id = l.id
    left join unnest($2::uuid[]) as c(id) on c.id = l.invoice_id
    where l.trust_id = $1 and w.line_id is null
  ),
  posted as (
    select sum(net) as pence from standing
    union all
    select sum(${irrecoverableVat('vat', 'recovery_rate')}) from standing
    where is_bearing and school_id is not null
    union all
    select sum(${irrecoverableVat('a.vat', 'a.recovery_rate')})
    from standing s join allocation a on a.trust_id = $1 and a.line_id = s.id
    where s.is_bearing
  )
  select 1 as total, 'posted net and irrecoverable VAT' as what, d.expected::text, d.found::text
  from (select (select coalesce(sum(pence), 0) from posted) as expected,
          (select coalesce(sum(e.cost), 0) from ledger_entry e where e.trust_id = $1) as found) d
  where d.expected <> d.found limit $3`;

const standing = `
  l.trust_id = $1 and not exists (
    select 1 from line_withdrawal w where w.trust_id = $1 and w.line_id = l.id)`;

/** Cancelled documents of which something else is posted than their credit notes take back (P9). */
const cancellationQuestion = `
  select count(*) over ()::int as total, 'document ' || i.number as detail, f.what,
    f.expected::text, f.found::text
  from unnest($2::uuid[]) as c(id)
  join invoice i on i.trust_id = $1 and i.id = c.id
  cross join lateral (
    select coalesce(-sum(l.net), 0) as net, coalesce(-sum(l.vat), 0) as vat
    from invoice_line l where l.invoice_id = c.id and ${standing}) p
  cross join lateral (
    select coalesce(sum(l.net), 0) as net, coalesce(sum(l.vat), 0) as vat
    from invoice_line l
    where l.original_invoice_id = c.id and l.line_class = 'reversal' and ${standing}) r
  cross join lateral (values ('cancelled net', p.net, r.net), ('cancelled VAT', p.vat, r.vat))
    f(what, expected, found)
  where f.expected <> f.found
  order by i.number collate "C", f.what
  limit $3`;

/** Whether documents and entries add up to the same. */
export const postingQuestions: readonly string[] = [postedQuestion, cancellationQuestion];
