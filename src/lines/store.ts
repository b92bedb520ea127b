import { type CopyValue, layAside } from '../database/copy.ts';
import type { Tenant } from '../database/tenant.ts';
import { documentId, documentKey, type InvoiceLine } from '../invoices/invoice.ts';
import { directRecovery, type PostedLine, writeDays } from './posted-line.ts';

const lineColumns =
  'trust_id,journal_number,id,import_id,row,invoice_id,original_invoice_id,contract_id,school_id,school_text,item,description,document_date,credit_kind,service_from,service_to,quantity,unit_price,net,vat,content_hash,line_class,quantity_basis,price_id,recovery_rate,period_days'.split(
    ',',
  );

const invoiceColumns = ['trust_id', 'id', 'supplier_id', 'number', 'kind'];

const allocationColumns =
  'trust_id,journal_number,line_id,school_id,weight,days,net,vat,recovery_rate'.split(',');

function* shareRows(trustId: string, journalNumber: number, lines: readonly PostedLine[]) {
  for (const { id, assessment } of lines) {
    for (const share of assessment.shares) {
      yield [
        trustId,
        journalNumber,
        id,
        share.schoolId,
        share.weight?.toFixed(6) ?? null,
        writeDays(share.days),
        share.net,
        share.vat,
        share.recoveryRate.toFixed(6),
      ];
    }
  }
}

function* lineRows(trustId: string, journalNumber: number, lines: readonly PostedLine[]) {
  for (const posted of lines) yield lineRow(trustId, journalNumber, posted);
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

/**
 * Lays posted lines aside with their documents and, of joint ones, their shares, and answers with what adds them:
 * documents first, and a document that is there already gains lines.
 */
export async function layLinesAside(
  tenant: Tenant,
  journalNumber: number,
  supplierId: string,
  lines: readonly PostedLine[],
): Promise<() => Promise<unknown>> {
  const { trustId } = tenant;
  const documents = new Map(lines.map((posted) => [posted.invoiceId, posted.line]));
  const invoices = [...documents].map(([id, line]) => [
    trustId,
    id,
    supplierId,
    line.documentNumber,
    line.documentKind,
  ]);
  const known = 'on conflict do nothing';
  const adds = [
    await layAside(tenant, 'invoice', invoiceColumns, invoices, known),
    await layAside(tenant, 'invoice_line', lineColumns, lineRows(trustId, journalNumber, lines)),
  ];
  const joint = lines.filter(({ schoolId }) => schoolId === null);
  if (joint.length > 0) {
    const shares = shareRows(trustId, journalNumber, joint);
    adds.push(await layAside(tenant, 'allocation', allocationColumns, shares));
  }
  return () => Promise.all(adds.map((add) => add()));
}

/** The documents among those of some lines that a supplier sent before, posted or taken back since. */
export async function knownDocuments(
  { sql, trustId }: Tenant,
  supplierId: string,
  lines: readonly InvoiceLine[],
): Promise<Set<string>> {
  const documents = new Map(lines.map((line) => [documentKey(line), line]));
  const ids = [...documents.values()].map((line) => documentId(trustId, supplierId, line));
  // In the order of the ids, and never sorted: to the server, any index is as good for a trust that its statistics
  // do not know, and it would read all documents of the trust for each of these.
  const [, rows] = await Promise.all([
    sql`set local enable_sort = off`,
    sql`
      select i.id from unnest(${ids}::uuid[]) d(id) cross join lateral (
        select v.id from invoice v
        where v.trust_id = ${trustId} and v.id >= d.id order by v.id limit 1
      ) i where i.id = d.id`,
    sql`set local enable_sort to default`,
  ]);
  const known = new Set(rows.map(({ id }) => id));
  return new Set([...documents.keys()].filter((_, index) => known.has(ids[index])));
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
export function isReversed({ sql, trustId }: Tenant) {
  return sql`exists (
    select 1 from invoice_line r
    where r.trust_id = ${trustId} and r.original_invoice_id = i.id and r.line_class = 'reversal'
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = r.id))`;
}
