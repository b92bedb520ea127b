import type { Tenant } from '../database/tenant.ts';
import { matchLine } from '../documents/match.ts';
import type { Register } from '../documents/register.ts';
import type { ImportRecord } from '../imports/import.ts';
import { documentKey, type InvoiceLine } from '../invoices/invoice.ts';
import type { RuledRow } from '../versions/holding.ts';
import { linesOfFile } from '../versions/store.ts';

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
