import type { LocalDate } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import type { Tenant } from '../database/tenant.ts';
import { together } from '../database/together.ts';
import type { Contents } from '../invoices/contents.ts';
import { documentId } from '../invoices/invoice.ts';
import type { Lines } from '../ledger/store.ts';
import type { Cancellable } from '../lines/cancellation.ts';
import type { JointOriginal, Original } from '../lines/credit.ts';
import { parseDays } from '../lines/posted-line.ts';
import { isReversed } from '../lines/store.ts';
import { decimal } from '../money/decimal.ts';
import { add, pence } from '../money/money.ts';

/** What a credit on quantity or price is on: an item of a document, for a school or shared by all. */
export interface Credited {
  readonly number: string;
  readonly schoolId: string | null;
  readonly item: string;
}

/** What is posted of an invoice: the days of its lines by item and school, and how its joint ones were shared. */
interface PostedInvoice {
  readonly services: Map<string, DateRange[]>;
  readonly joint: Map<string, Promise<JointOriginal | undefined>>;
}

const placeOf = (item: string, schoolId: string | null) => JSON.stringify([item, schoolId]);

/**
 * Finds what is known of the invoices that credits of a supplier name, for the school and item of each (P9). An
 * invoice is read once for all credits on it that come one after the other, however many lines it has.
 */
export function originalsOf(
  tenant: Tenant,
  supplierId: string,
): (credits: readonly Credited[]) => Promise<Original[]> {
  let known = new Map<string, PostedInvoice | undefined>();
  const idOf = (documentNumber: string) =>
    documentId(tenant.trustId, supplierId, { documentKind: 'invoice', documentNumber });
  return async (credits) => {
    const ids = new Map(credits.map(({ number }) => [number, idOf(number)]));
    const asked = [...ids.values()];
    const found = await postedInvoices(
      tenant,
      asked.filter((id) => !known.has(id)),
    );
    known = new Map(asked.map((id) => [id, known.get(id) ?? found.get(id)]));
    const ways = credits.map(async ({ number, schoolId, item }): Promise<Original> => {
      const id = ids.get(number) ?? '';
      const invoice = known.get(id);
      if (!invoice) return { invoiceId: undefined, services: [], joint: undefined };
      const services = invoice.services.get(placeOf(item, schoolId)) ?? [];
      if (schoolId !== null) return { invoiceId: id, services, joint: undefined };
      const joint = invoice.joint.get(item) ?? jointOriginal(tenant, id, item);
      invoice.joint.set(item, joint);
      return { invoiceId: id, services, joint: await joint };
    });
    return together(ways);
  };
}

/** What stands of some invoices; those of which nothing does are not there. */
async function postedInvoices(
  { sql, trustId }: Tenant,
  ids: readonly string[],
): Promise<Map<string, PostedInvoice>> {
  const invoices = new Map<string, PostedInvoice>();
  if (ids.length === 0) return invoices;
  // The lines of each document are looked up (`offset 0`): joined, all lines of the trust were read.
  const rows = await sql`
    select d.id, l.item, l.school_id, l.service_from, l.service_to
    from unnest(${[...ids]}::uuid[]) d(id)
    cross join lateral (
      select distinct v.item, v.school_id, v.service_from, v.service_to from invoice_line v
      where v.trust_id = ${trustId} and v.invoice_id = d.id
        and not exists (select 1 from line_withdrawal w
                        where w.trust_id = ${trustId} and w.line_id = v.id) offset 0
    ) l`;
  for (const { id, item, school_id: schoolId, service_from: from, service_to: to } of rows) {
    const invoice = invoices.get(id) ?? { services: new Map(), joint: new Map() };
    invoices.set(id, invoice);
    const place = placeOf(item, schoolId);
    const services = invoice.services.get(place);
    if (services) services.push({ from, to });
    else invoice.services.set(place, [{ from, to }]);
  }
  return invoices;
}

/** How the joint lines of an item of a document were shared, if they all were in the same way. */
async function jointOriginal(
  { sql, trustId }: Tenant,
  invoiceId: string,
  item: string,
): Promise<JointOriginal | undefined> {
  const ways = await sql`
    select min(id::text) as id, period_days from (
      select l.id, l.period_days,
        (select string_agg(a.school_id || ' ' || a.weight || ' ' || a.days, ';' order by a.school_id)
         from allocation a where a.trust_id = ${trustId} and a.line_id = l.id) as way
      from invoice_line l
      where l.trust_id = ${trustId} and l.invoice_id = ${invoiceId}
        and l.school_id is null and l.item = ${item}
        and not exists (select 1 from line_withdrawal w
                        where w.trust_id = ${trustId} and w.line_id = l.id)
    ) w group by way, period_days`;
  const [way, ...others] = ways;
  if (!way || others.length > 0) return undefined;
  const rows = await sql`
    select a.school_id, a.weight::text, a.days::text from allocation a
    join school s on s.trust_id = a.trust_id and s.id = a.school_id
    where a.trust_id = ${trustId} and a.line_id = ${way.id}
    order by length(s.urn), s.urn collate "C"`;
  return {
    periodDays: way.period_days,
    weights: rows.map((row) => ({
      schoolId: row.school_id,
      weight: decimal(row.weight),
      days: parseDays(row.days),
    })),
  };
}

/** The invoice that a credit note would cancel, with what is posted of it in all. */
export async function cancellable(
  tenant: Tenant,
  supplierId: string,
  number: string,
): Promise<Cancellable | undefined> {
  const { sql, trustId } = tenant;
  const [row] = await sql`
    select i.id, sum(l.net)::bigint as net, sum(l.vat)::bigint as vat,
      ${isReversed(tenant)} as is_reversed
    from invoice i
    join invoice_line l on l.trust_id = i.trust_id and l.invoice_id = i.id
    where i.trust_id = ${trustId} and i.supplier_id = ${supplierId}
      and i.kind = 'invoice' and i.number = ${number}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = i.trust_id and w.line_id = l.id)
    group by i.id`;
  return (
    row && {
      invoiceId: row.id,
      net: pence(Number(row.net)),
      vat: pence(Number(row.vat)),
      isReversed: row.is_reversed,
    }
  );
}

/** The lines that are posted of an invoice, as a question to be asked inside another. */
export function linesOfInvoice({ sql, trustId }: Tenant, invoiceId: string): Lines {
  return sql`
    select l.id from invoice_line l
    where l.trust_id = ${trustId} and l.invoice_id = ${invoiceId}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = l.id)`;
}

/** The imports with rows that another one had brought first, of the documents now in conflict. */
export async function importsThatKnowMore(
  tenant: Tenant,
  { importId, supplierId }: { readonly importId: string; readonly supplierId: string },
): Promise<string[]> {
  const { sql, trustId } = tenant;
  const rows = await sql`
    with disputed as materialized (
      select distinct document_number, document_kind from staging_row
      where trust_id = ${trustId} and outcome in ('conflict', 'moved')
    ), bringing as materialized (
      -- Each document and its lines are looked up: joined, all that the supplier sent was read for each import.
      select distinct l.import_id from disputed s
      cross join lateral (
        select i.id from invoice i where i.trust_id = ${trustId} and i.supplier_id = ${supplierId}
          and i.number = s.document_number and i.kind = s.document_kind offset 0) d
      cross join lateral (
        select v.import_id from invoice_line v
        where v.trust_id = ${trustId} and v.invoice_id = d.id offset 0) l
    )
    select m.id from bringing b cross join lateral (
      select v.id from import v where v.trust_id = ${trustId} and v.id = b.import_id
        and v.id <> ${importId} and v.state = 'posted' and v.rows_already > 0 offset 0) m
    order by m.id`;
  return rows.map((row) => row.id);
}

/**
 * What the lines of an import that stand say in all, as its rows do; undefined where only the rows can tell. A
 * line keeps the days that it counts for: of a credit they may be its original's, and where they are no more than
 * the day of the document, its row may have named none. What lies within the days that others name changes nothing.
 */
export async function contentsStanding(
  { sql, trustId }: Tenant,
  importId: string,
): Promise<Contents | undefined> {
  const [sum] = await sql`
    select count(*)::int as lines, sum(net)::bigint as net, sum(vat)::bigint as vat,
      min(service_from) filter (where is_named) as first_day, min(service_from) as earliest,
      max(service_to) filter (where is_named) as last_day, max(service_to) as latest
    from (
      select l.*, i.kind = 'invoice' and (l.service_from, l.service_to)
          <> (l.document_date, l.document_date) as is_named
      from invoice_line l join invoice i on i.trust_id = l.trust_id and i.id = l.invoice_id
      where l.trust_id = ${trustId} and l.import_id = ${importId}
        and not exists (select 1 from line_withdrawal w
                        where w.trust_id = ${trustId} and w.line_id = l.id)
    ) standing`;
  if (!sum?.first_day || sum.first_day !== sum.earliest || sum.last_day !== sum.latest) {
    return undefined;
  }
  const [net, vat] = [pence(Number(sum.net)), pence(Number(sum.vat))];
  const [firstDay, lastDay] = [sum.first_day as LocalDate, sum.last_day as LocalDate];
  return { lines: sum.lines, net, vat, gross: add(net, vat), firstDay, lastDay };
}
