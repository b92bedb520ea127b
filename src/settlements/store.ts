import type { Tenant } from '../database/tenant.ts';
import { decided, type Ruling, rulingOn } from '../decisions/decision.ts';
import { decisionsOf } from '../decisions/store.ts';
import { matchLine } from '../documents/match.ts';
import type { Register } from '../documents/register.ts';
import type { ImportRecord } from '../imports/import.ts';
import { documentKey, type InvoiceLine } from '../invoices/invoice.ts';
import { invoiceReader } from '../invoices/invoice-reader.ts';
import { keptRows, profileById, sourceFileById } from '../invoices/store.ts';
import type { DocumentRow, StandingLine } from './version.ts';

/** A row with what it says and what was decided of it. */
export interface RuledRow extends DocumentRow {
  readonly ruling: Ruling;
}

/** The lines that a kept file says, with the credits that a person has typed, row by row. */
async function* linesOfFile(
  tenant: Tenant,
  record: ImportRecord,
): AsyncGenerator<{ line: InvoiceLine; ruling: Ruling }> {
  const { header, forms } = await sourceFileById(tenant, record.fileId);
  const { document } = await profileById(tenant, record.profileId);
  const read = invoiceReader(document, header, forms);
  const decisions = await decisionsOf(tenant, record.sha256);
  for await (const kept of keptRows(tenant, record.fileId)) {
    const ruling = rulingOn(decisions, kept.row);
    // Which version counts is what is being decided, so that the row is read without it.
    const { version: _, ...credit } = ruling;
    const row = decided(read(kept), credit);
    if (row.kind === 'line') yield { line: row.line, ruling };
  }
}

/** What a row says; undefined where it is no line. */
export async function lineAt(
  tenant: Tenant,
  record: ImportRecord,
  row: number,
): Promise<InvoiceLine | undefined> {
  for await (const { line } of linesOfFile(tenant, record)) if (line.row === row) return line;
  return undefined;
}

/** All rows of the document that a line belongs to, as its file has them. */
export async function rowsOfDocument(
  tenant: Tenant,
  register: Register,
  record: ImportRecord,
  asked: InvoiceLine,
): Promise<RuledRow[]> {
  const rows: RuledRow[] = [];
  for await (const { line, ruling } of linesOfFile(tenant, record)) {
    if (documentKey(line) !== documentKey(asked)) continue;
    const matched = matchLine(line, register);
    rows.push({ line, ruling, schoolId: 'stopped' in matched ? undefined : matched.schoolId });
  }
  return rows;
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

/** The lines that are posted from some rows of an import. */
export async function linesOfRows(
  { sql, trustId }: Tenant,
  importId: string,
  rows: readonly number[],
): Promise<string[]> {
  const found = await sql`
    select l.id from invoice_line l
    where l.trust_id = ${trustId} and l.import_id = ${importId} and l.row = any(${[...rows]}::int[])
      and not exists (select 1 from line_withdrawal w
                      where w.trust_id = ${trustId} and w.line_id = l.id)
    order by l.id`;
  return found.map(({ id }) => id);
}
