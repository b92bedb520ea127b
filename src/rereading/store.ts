import type { Tenant } from '../database/tenant.ts';
import type { LineOfRow, QueuedRow } from './row-check.ts';

/** The kept rows of a file as they are stored, one compressed piece in memory at a time. */
export async function* keptChunks(
  { sql: run, trustId }: Tenant,
  fileId: string,
): AsyncGenerator<Buffer> {
  for (let after = -1; ; ) {
    const [chunk] = await run`
      select ordinal, content from source_chunk
      where trust_id = ${trustId} and file_id = ${fileId} and ordinal > ${after}
      order by ordinal limit 1`;
    if (!chunk) return;
    yield chunk.content;
    after = chunk.ordinal;
  }
}

/** Rows of an import: those after one, up to another. */
export interface RowWindow {
  readonly importId: string;
  readonly after: number;
  readonly upTo: number;
}

/** The lines that were posted from some rows, with the names of what they refer to. */
export async function linesOfRows(
  { sql: run, trustId }: Tenant,
  { importId, after, upTo }: RowWindow,
): Promise<LineOfRow[]> {
  const rows = await run`
    select l.row, l.journal_number, l.content_hash, w.line_id is null as is_standing, i.number as document,
      i.kind as "document kind", l.document_date as "document date", l.credit_kind as "credit kind",
      k.reference as contract, l.school_text as school,
      case when l.school_id is null then 'all schools' else 'one school' end as "whose line",
      l.item, l.description, l.quantity, l.unit_price as "unit price", l.net, l.vat as "VAT",
      l.service_from as "service from", l.service_to as "service to"
    from invoice_line l
    left join invoice i on i.trust_id = l.trust_id and i.id = l.invoice_id
    left join contract k on k.trust_id = l.trust_id and k.id = l.contract_id
    left join line_withdrawal w on w.trust_id = l.trust_id and w.line_id = l.id
    where l.trust_id = ${trustId} and l.import_id = ${importId}
      and l.row > ${after} and l.row <= ${upTo}`;
  return rows.map(({ row, journal_number: journal, content_hash: hash, is_standing, ...facts }) => {
    return { row, journal, hash, isStanding: is_standing, net: Number(facts.net), facts };
  });
}

/** Which of some lines were never posted in this or another import: their rows. */
export async function neverPosted(
  { sql: run, trustId }: Tenant,
  lines: readonly { row: number; invoiceId: string; hash: Buffer }[],
): Promise<number[]> {
  const [rows, ids] = [lines.map(({ row }) => row), lines.map(({ invoiceId }) => invoiceId)];
  const hashes = lines.map(({ hash }) => hash.toString('hex'));
  const lost = await run`
    select c.row from unnest(${rows}::int[], ${ids}::uuid[], ${hashes}::text[]) c(row, id, hash)
    where not exists (select 1 from invoice_line l
                      where l.trust_id = ${trustId} and l.invoice_id = c.id
                        and l.content_hash = decode(c.hash, 'hex'))`;
  return lost.map(({ row }) => row);
}

/** What is queued of some rows. */
export async function queuedRows(
  { sql: run, trustId }: Tenant,
  { importId, after, upTo }: RowWindow,
): Promise<QueuedRow[]> {
  const rows = await run`
    select r.row, r.state, r.net from import_row r
    where r.trust_id = ${trustId} and r.import_id = ${importId}
      and r.row > ${after} and r.row <= ${upTo}`;
  return rows.map(({ row, state, net }) => ({ row, state, net: Number(net) }));
}
