import type { PendingQuery, Row } from 'postgres';
import type { Share } from '../allocation/allocation.ts';
import type { DateRange } from '../calendar/period.ts';
import { type CopyValue, copyInto } from '../database/copy.ts';
import type { Tenant } from '../database/tenant.ts';
import { documentKey, type InvoiceLine } from '../invoices/invoice.ts';
import type { Lines } from '../ledger/store.ts';
import { decimal } from '../money/decimal.ts';
import { pence } from '../money/money.ts';
import type { Cancellable } from './cancellation.ts';
import type { JointOriginal, Original } from './credit.ts';
import { directRecovery, type PostedLine, parseDays, writeDays } from './posted-line.ts';

const lineColumns =
  'trust_id, journal_number, id, import_id, row, invoice_id, original_invoice_id, contract_id, school_id, school_text, item, description, document_date, credit_kind, service_from, service_to, quantity, unit_price, net, vat, content_hash, line_class, quantity_basis, price_id, recovery_rate, period_days';

const invoiceColumns = 'trust_id, id, supplier_id, number, kind';

const allocationColumns =
  'trust_id, journal_number, line_id, school_id, weight, days, net, vat, recovery_rate';

function shareRow(line: readonly CopyValue[], share: Share): CopyValue[] {
  return [
    ...line,
    share.schoolId,
    share.weight?.toFixed(6) ?? null,
    writeDays(share.days),
    share.net,
    share.vat,
    share.recoveryRate.toFixed(6),
  ];
}

function lineRow(trustId: string, journalNumber: number, posted: PostedLine): CopyValue[] {
  const { line, assessment } = posted;
  return [
    trustId,
    journalNumber,
    posted.id,
    posted.importId,
    line.row,
    posted.invoiceId,
    posted.originalInvoiceId,
    assessment.contractId,
    posted.schoolId,
    line.schoolText,
    line.item,
    line.description,
    line.documentDate,
    line.creditKind,
    assessment.service.from,
    assessment.service.to,
    line.quantity?.toFixed(6) ?? null,
    line.unitPrice?.toFixed(6) ?? null,
    line.net,
    line.vat,
    posted.contentHash,
    assessment.lineClass,
    assessment.quantityBasis,
    assessment.priceId,
    directRecovery(posted)?.toFixed(6) ?? null,
    assessment.periodDays,
  ];
}

/** Lays posted lines aside with their documents and, of joint ones, their shares. */
export async function stagePosted(
  tenant: Tenant,
  journalNumber: number,
  supplierId: string,
  lines: readonly PostedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const { trustId } = tenant;
  const documents = new Map(lines.map((posted) => [posted.invoiceId, posted.line]));
  const invoices = [...documents].map(([id, line]) => [
    trustId,
    id,
    supplierId,
    line.documentNumber,
    line.documentKind,
  ]);
  await copyInto(tenant, 'staging_invoice', invoiceColumns.split(', '), invoices);
  const rows = lines.map((posted) => lineRow(trustId, journalNumber, posted));
  await copyInto(tenant, 'staging_invoice_line', lineColumns.split(', '), rows);
  const shares = lines
    .filter(({ schoolId }) => schoolId === null)
    .flatMap(({ id, assessment }) =>
      assessment.shares.map((share) => shareRow([trustId, journalNumber, id], share)),
    );
  if (shares.length === 0) return;
  await copyInto(tenant, 'staging_allocation', allocationColumns.split(', '), shares);
}

/** Adds the lines laid aside, documents first; a document that is there already gains lines. */
export async function addStagedLines({ sql, trustId }: Tenant): Promise<void> {
  const tables = {
    invoice: invoiceColumns,
    invoice_line: lineColumns,
    allocation: allocationColumns,
  };
  for (const [table, columns] of Object.entries(tables)) {
    const names = sql.unsafe(columns);
    const staging = sql(`staging_${table}`);
    const known = table === 'invoice' ? sql`on conflict do nothing` : sql``;
    await sql`
      insert into ${sql(table)} (${names})
      select ${names} from ${staging} where trust_id = ${trustId} ${known}`;
    await sql`delete from ${staging} where trust_id = ${trustId}`;
  }
}

/** The documents among those of some lines that a credit note has cancelled, by kind and number. */
export async function cancelledAmong(
  tenant: Tenant,
  supplierId: string,
  lines: readonly InvoiceLine[],
): Promise<Set<string>> {
  const { sql, trustId } = tenant;
  const numbers = [...new Set(lines.map((line) => line.documentNumber))];
  const rows = await sql`
    select i.number from invoice i
    where i.trust_id = ${trustId} and i.supplier_id = ${supplierId} and i.kind = 'invoice'
      and i.number = any(${numbers}::text[]) and ${isReversed(tenant)}`;
  return new Set(
    rows.map((row) => documentKey({ documentKind: 'invoice', documentNumber: row.number })),
  );
}

/** Whether the invoice `i` is cancelled by a document that is itself still posted. */
function isReversed({ sql, trustId }: Tenant) {
  return sql`exists (
    select 1 from invoice_line r
    where r.trust_id = ${trustId} and r.original_invoice_id = i.id and r.line_class = 'reversal'
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = r.id))`;
}

/** What is known of the invoice that a credit names, for its school and item (P9). */
export async function originalOf(
  tenant: Tenant,
  credit: { supplierId: string; number: string; schoolId: string | null; item: string },
): Promise<Original> {
  const { sql, trustId } = tenant;
  const posted = sql`
    select l.* from invoice i
    join invoice_line l on l.trust_id = i.trust_id and l.invoice_id = i.id
    where i.trust_id = ${trustId} and i.supplier_id = ${credit.supplierId}
      and i.kind = 'invoice' and i.number = ${credit.number}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = i.trust_id and w.line_id = l.id)`;
  const [first] = await sql`
    select invoice_id as id from (${posted}) p limit 1`;
  const services = await sql`
    select distinct service_from, service_to from (${posted}) p
    where item = ${credit.item} and school_id is not distinct from ${credit.schoolId}`;
  return {
    invoiceId: first?.id,
    services: services.map((row): DateRange => ({ from: row.service_from, to: row.service_to })),
    joint: credit.schoolId === null ? await jointOriginal(tenant, posted, credit.item) : undefined,
  };
}

async function jointOriginal(
  { sql, trustId }: Tenant,
  posted: PendingQuery<Row[]>,
  item: string,
): Promise<JointOriginal | undefined> {
  const ways = await sql`
    select min(id::text) as id, period_days from (
      select p.id, p.period_days,
        (select string_agg(a.school_id || ' ' || a.weight || ' ' || a.days, ';' order by a.school_id)
         from allocation a where a.trust_id = ${trustId} and a.line_id = p.id) as way
      from (${posted}) p where p.school_id is null and p.item = ${item}
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
  { sql, trustId }: Tenant,
  importId: string,
): Promise<string[]> {
  const rows = await sql`
    select m.id from import m
    where m.trust_id = ${trustId} and m.id <> ${importId} and m.state = 'posted'
      and m.rows_already > 0 and exists (
        select 1 from recognised_document d
        join staging_row s on s.trust_id = ${trustId} and s.document_number = d.number
          and s.document_kind = d.kind and s.outcome in ('conflict', 'moved')
        join invoice_line l on l.trust_id = ${trustId} and l.invoice_id = d.id
          and l.import_id = m.id)
    order by m.id`;
  return rows.map((row) => row.id);
}
