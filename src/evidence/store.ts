import { and, asc, eq, not, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { newId } from '../database/new-id.ts';
import { baselineEvidence, evidenceChunk, evidenceFile } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { Evidence } from './evidence.ts';

/** Evidence before it has its place. */
export type NewEvidence = Pick<
  Evidence,
  'kind' | 'name' | 'sha256' | 'url' | 'addedAt' | 'addedBy'
> & {
  readonly baselineId: string;
};

/** Whether the trust has these bytes already. */
export async function isKept({ query, trustId }: Tenant, sha256: string): Promise<boolean> {
  const found = await query
    .select({ sha256: evidenceFile.sha256 })
    .from(evidenceFile)
    .where(and(eq(evidenceFile.trustId, trustId), eq(evidenceFile.sha256, sha256)));
  return found.length > 0;
}

/** Keeps a file of which the bytes follow, and so the hash of a file that has its own. */
export async function addFile(
  { query, trustId }: Tenant,
  file: { readonly sha256: string; readonly byteCount: number; readonly mediaType: string },
): Promise<void> {
  await query.insert(evidenceFile).values({ trustId, ...file });
}

export async function addChunk(
  { query, trustId }: Tenant,
  chunk: { readonly sha256: string; readonly ordinal: number; readonly content: Buffer },
): Promise<void> {
  await query.insert(evidenceChunk).values({ trustId, ...chunk });
}

/** Every document that should be kept, with its size, and the names by which versions and contracts call it. */
export async function documentsKept({
  sql: client,
  trustId,
}: Tenant): Promise<{ sha256: string; byteCount: number | null; names: string[] }[]> {
  const rows = await client`
    select coalesce(f.sha256, e.sha256) as sha256, f.byte_count,
      coalesce(array_agg(distinct e.name) filter (where e.name is not null), '{}') as names
    from (select * from evidence_file where trust_id = ${trustId}) f
    full join (select sha256, name from baseline_evidence
               where trust_id = ${trustId} and kind = 'file'
               union all
               select sha256, name from contract_document
               where trust_id = ${trustId}) e on e.sha256 = f.sha256
    group by 1, 2 order by 1`;
  return rows.map((row) => ({
    sha256: row.sha256,
    byteCount: row.byte_count === null ? null : Number(row.byte_count),
    names: row.names,
  }));
}

/** A piece of a kept file; undefined behind the last one. */
export async function chunkOf(
  { query, trustId }: Tenant,
  sha256: string,
  ordinal: number,
): Promise<Buffer | undefined> {
  const [chunk] = await query
    .select({ content: evidenceChunk.content })
    .from(evidenceChunk)
    .where(
      and(
        eq(evidenceChunk.trustId, trustId),
        eq(evidenceChunk.sha256, sha256),
        eq(evidenceChunk.ordinal, ordinal),
      ),
    );
  return chunk?.content;
}

/** Adds evidence to a version for good; nothing that is there is ever replaced. */
export async function addEvidence(
  { query, trustId }: Tenant,
  evidence: NewEvidence,
): Promise<string> {
  const id = newId();
  await query.insert(baselineEvidence).values({ trustId, id, ...evidence });
  return id;
}

/** A kept file from its first piece to its last. */
export async function* chunksOf(tenant: Tenant, sha256: string): AsyncGenerator<Buffer> {
  for (let ordinal = 0; ; ordinal++) {
    const chunk = await chunkOf(tenant, sha256, ordinal);
    if (!chunk) return;
    yield chunk;
  }
}

/** Evidence with the version that it proves. */
export type EvidenceOfVersion = Evidence & { readonly baselineId: string };

/** The evidence of a version in the order in which it came. */
export async function evidenceOf(tenant: Tenant, baselineId: string): Promise<Evidence[]> {
  return evidenceOfVersions(tenant, [baselineId]);
}

/** The evidence of some versions in the order in which it came. */
export async function evidenceOfVersions(
  { query, trustId }: Tenant,
  baselineIds: readonly string[],
): Promise<EvidenceOfVersion[]> {
  const rows = await query
    .select({
      id: baselineEvidence.id,
      baselineId: baselineEvidence.baselineId,
      kind: baselineEvidence.kind,
      name: baselineEvidence.name,
      sha256: baselineEvidence.sha256,
      url: baselineEvidence.url,
      addedAt: baselineEvidence.addedAt,
      addedBy: baselineEvidence.addedBy,
      mediaType: evidenceFile.mediaType,
      byteCount: evidenceFile.byteCount,
    })
    .from(baselineEvidence)
    .leftJoin(
      evidenceFile,
      and(
        eq(evidenceFile.trustId, baselineEvidence.trustId),
        eq(evidenceFile.sha256, baselineEvidence.sha256),
        eq(baselineEvidence.kind, 'file'),
      ),
    )
    .where(
      and(eq(baselineEvidence.trustId, trustId), isOneOf(baselineEvidence.baselineId, baselineIds)),
    )
    .orderBy(asc(baselineEvidence.id));
  return rows.map((row) => ({
    ...row,
    kind: row.kind as Evidence['kind'],
    addedAt: new Date(row.addedAt).toISOString(),
  }));
}

/** Which documents are evidence of further versions than some, by their hashes. */
export async function sharedWithOthers(
  { query, trustId }: Tenant,
  baselineIds: readonly string[],
): Promise<Set<string>> {
  const rows = await query
    .selectDistinct({ sha256: baselineEvidence.sha256 })
    .from(baselineEvidence)
    .where(
      and(
        eq(baselineEvidence.trustId, trustId),
        not(isOneOf(baselineEvidence.baselineId, baselineIds)),
      ),
    );
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** One of any number of ids: a list of parameters would end at 65,535. */
const isOneOf = (column: AnyPgColumn, ids: readonly string[]) =>
  sql`${column} = any(${`{${ids.join()}}`}::uuid[])`;
