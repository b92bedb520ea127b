import type { Tenant } from '../database/tenant.ts';
import { decided, type Ruling, rulingOn } from '../decisions/decision.ts';
import { decisionsOf, rowsAsRead } from '../decisions/store.ts';
import type { ImportRecord } from '../imports/import.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import { invoiceReader } from '../invoices/invoice-reader.ts';
import { keptRows, profileById, sourceFileById } from '../invoices/store.ts';
import type { ProblemCode } from '../problem.ts';
import type { StandingLine } from './holding.ts';

/** The lines that a kept file says, with the credits that a person has typed, row by row. */
export async function* linesOfFile(
  tenant: Tenant,
  record: ImportRecord,
): AsyncGenerator<{ line: InvoiceLine; ruling: Ruling }> {
  const { header, forms } = await sourceFileById(tenant, record.fileId);
  const profile = await profileById(tenant, record.profileId);
  const read = invoiceReader(profile.document, header, forms);
  const decisions = await decisionsOf(tenant, rowsAsRead(record, profile));
  for await (const kept of keptRows(tenant, record.fileId)) {
    const ruling = rulingOn(decisions, kept.row);
    // Which version counts is what is being decided, so that the row is read without it.
    const { version: _, ...credit } = ruling;
    const row = decided(read(kept), credit);
    if (row.kind === 'line') yield { line: row.line, ruling };
  }
}

/** What is posted of a document, by any import. */
export async function standingLines(
  { sql, trustId }: Tenant,
  invoiceId: string,
): Promise<StandingLine[]> {
  const rows = await sql`
    select l.id, l.import_id, l.row, l.school_id, l.school_text, l.service_from, l.document_date,
      l.content_hash
    from invoice_line l
    where l.trust_id = ${trustId} and l.invoice_id = ${invoiceId}
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = l.id)
    order by l.id`;
  return rows.map((row) => ({
    id: row.id,
    importId: row.import_id,
    row: row.row,
    schoolId: row.school_id,
    schoolText: row.school_text,
    serviceFrom: row.service_from,
    documentDate: row.document_date,
    hash: row.content_hash,
  }));
}

/** The posted imports of which rows stopped for one of these reasons. */
export async function importsStoppedBy(
  { sql, trustId }: Tenant,
  codes: readonly ProblemCode[],
): Promise<string[]> {
  const rows = await sql`
    select distinct r.import_id from import_row r
    join import m on m.trust_id = r.trust_id and m.id = r.import_id and m.state = 'posted'
    where r.trust_id = ${trustId} and r.code = any(${[...codes]}::text[])
    order by r.import_id`;
  return rows.map((row) => row.import_id);
}
