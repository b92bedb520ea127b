import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { OfContract } from '../contracts/store.ts';
import { newId } from '../database/new-id.ts';
import { contractDocument, documentText, evidenceFile } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { TextPart } from '../texts/text-part.ts';
import type { ContractDocument, DocumentHit, DocumentKind } from './document.ts';

/** A document before it has its place. */
export type NewDocument = Omit<ContractDocument, 'id' | 'byteCount'> & {
  readonly contractId: string;
};

/** Adds a document to a contract for good, and answers with its id. */
export async function addDocument(
  { query, trustId }: Tenant,
  document: NewDocument,
): Promise<string> {
  const id = newId();
  await query.insert(contractDocument).values({ trustId, id, ...document });
  return id;
}

/** Keeps the text of a document with its words, unless that was done with an earlier one. */
export async function addText(
  { query, trustId }: Tenant,
  sha256: string,
  parts: readonly TextPart[],
): Promise<void> {
  for (const [index, { place, text: content }] of parts.entries()) {
    await query
      .insert(documentText)
      .values({
        ...{ trustId, sha256, place, content },
        part: index + 1,
        words: sql`to_tsvector('english', ${content})`,
      })
      .onConflictDoNothing();
  }
}

/** The documents of a contract in the order in which they came. */
export function documentsOf(tenant: Tenant, contractId: string): Promise<DocumentOfContract[]> {
  return documentsOfContracts(tenant, [contractId]);
}

/** A document with the contract that it is of. */
export type DocumentOfContract = OfContract<ContractDocument>;

/** The documents of all contracts, or of these, in the order in which they came. */
export async function documentsOfContracts(
  { query, trustId }: Tenant,
  contractIds?: readonly string[],
): Promise<DocumentOfContract[]> {
  const d = contractDocument;
  const of = contractIds && inArray(d.contractId, [...contractIds]);
  const rows = await query
    .select({
      id: d.id,
      contractId: d.contractId,
      kind: d.kind,
      name: d.name,
      sha256: d.sha256,
      mediaType: d.mediaType,
      byteCount: evidenceFile.byteCount,
      partCount: d.partCount,
      unsearchable: d.unsearchable,
      addedAt: d.addedAt,
      addedBy: d.addedBy,
    })
    .from(d)
    .innerJoin(
      evidenceFile,
      and(eq(evidenceFile.trustId, d.trustId), eq(evidenceFile.sha256, d.sha256)),
    )
    .where(and(eq(d.trustId, trustId), of))
    .orderBy(asc(d.id));
  return rows.map((row) => ({
    ...row,
    kind: row.kind as DocumentKind,
    addedAt: new Date(row.addedAt).toISOString(),
  }));
}

/** How many words a search really has: `the` and signs are none. */
export async function wordCount({ sql: client }: Tenant, words: string): Promise<number> {
  const [row] = await client`select numnode(websearch_to_tsquery('english', ${words})) as count`;
  return Number(row?.count ?? 0);
}

const excerptForm = 'StartSel=«, StopSel=», MaxFragments=1, MinWords=10, MaxWords=30';

/**
 * The parts of documents that hold all words of a search, the best first, and how many there are.
 * Only those that are told are read again for their excerpts.
 */
export async function findWords(
  { sql: client, trustId }: Tenant,
  words: string,
  most: number,
): Promise<{ hits: DocumentHit[]; count: number }> {
  const rows = await client`
    select found.*, ts_headline('english', found.content, found.asked, ${excerptForm}) as excerpt
    from (
      select c.reference, c.title, d.id, d.kind, d.name, t.part, t.place, t.content, q.asked,
        ts_rank(t.words, q.asked) as rank, count(*) over ()::int as count
      from (select websearch_to_tsquery('english', ${words}) as asked) q
      join document_text t on t.words @@ q.asked
      join contract_document d on d.trust_id = t.trust_id and d.sha256 = t.sha256
      join contract c on c.trust_id = d.trust_id and c.id = d.contract_id
      where t.trust_id = ${trustId}
      order by rank desc, c.reference, d.id, t.part
      limit ${most}
    ) found
    order by rank desc, reference, id, part`;
  const hits = rows.map((row): DocumentHit => {
    return {
      contract: row.reference,
      title: row.title,
      documentId: row.id,
      kind: row.kind,
      name: row.name,
      place: row.place,
      excerpt: String(row.excerpt).replace(/\s+/g, ' ').trim(),
    };
  });
  return { hits, count: rows[0]?.count ?? 0 };
}
