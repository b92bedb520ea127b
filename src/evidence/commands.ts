import { createHash } from 'node:crypto';
import { type ListedBaseline, listBaselines } from '../baselines/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import type { Evidence } from './evidence.ts';
import { mediaTypeOf } from './media-type.ts';
import {
  addChunk,
  addEvidence,
  addFile,
  chunkOf,
  chunksOf,
  documentsKept,
  evidenceOf,
  isKept,
} from './store.ts';

/** The largest document that is kept. */
export const evidenceBytesMax = 32 * 1024 * 1024;

/** A document to be kept, which can be read from its start as often as needed. */
export interface SentDocument {
  readonly baselineId: string;
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** Where a document lies that is not kept here, and the SHA-256 that a person states of it. */
export interface LinkedDocument {
  readonly baselineId: string;
  readonly name: string;
  readonly url: string;
  readonly sha256: string;
}

interface Author {
  readonly by: string;
  readonly at: string;
}

/**
 * Keeps a document as evidence of a version, its bytes once however often they come. Refuses an
 * empty or too large one.
 */
export function keepEvidence(
  database: Database,
  trustId: string,
  { baselineId, name, open }: SentDocument,
  { by, at }: Author,
): Promise<Evidence> {
  return inTrust(database, trustId, async (tenant) => {
    await lockTrust(tenant);
    await versionOf(tenant, baselineId);
    const sha256 = await keepFile(tenant, open);
    const kept = { baselineId, name, sha256, kind: 'file', url: null } as const;
    return added(
      tenant,
      baselineId,
      await addEvidence(tenant, { ...kept, addedAt: at, addedBy: by }),
    );
  });
}

/**
 * Keeps the bytes of a document for good, once however often they come, and answers with their
 * SHA-256. Refuses an empty or too large one.
 */
export async function keepFile(tenant: Tenant, open: SentDocument['open']): Promise<string> {
  const { sha256, byteCount, mediaType } = await lookAt(open());
  if (await isKept(tenant, sha256)) return sha256;
  await addFile(tenant, { sha256, byteCount, mediaType });
  let ordinal = 0;
  for await (const bytes of open()) {
    await addChunk(tenant, { sha256, ordinal, content: Buffer.from(bytes) });
    ordinal += 1;
  }
  return sha256;
}

/** Names a document that lies elsewhere as evidence of a version. */
export function linkEvidence(
  database: Database,
  trustId: string,
  linked: LinkedDocument,
  { by, at }: Author,
): Promise<Evidence> {
  return inTrust(database, trustId, async (tenant) => {
    await versionOf(tenant, linked.baselineId);
    const evidence = { ...linked, kind: 'link', addedAt: at, addedBy: by } as const;
    return added(tenant, linked.baselineId, await addEvidence(tenant, evidence));
  });
}

/** The evidence of a version. */
export function evidenceFor(
  database: Database,
  trustId: string,
  baselineId: string,
): Promise<Evidence[]> {
  return inTrust(database, trustId, async (tenant) => {
    await versionOf(tenant, baselineId);
    return evidenceOf(tenant, baselineId);
  });
}

/** The bytes of a kept document, piece by piece. */
export async function* keptBytes(
  database: Database,
  trustId: string,
  sha256: string,
): AsyncGenerator<Buffer> {
  for (let ordinal = 0; ; ordinal++) {
    const chunk = await inTrust(database, trustId, (tenant) => chunkOf(tenant, sha256, ordinal));
    if (!chunk) return;
    yield chunk;
  }
}

/** One document that is not what it was when it was kept. */
export interface EvidenceDifference {
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

/** Hashes every kept document again, and names those whose bytes are others or gone (N17). */
export async function checkEvidence(
  tenant: Tenant,
): Promise<{ count: number; differences: EvidenceDifference[] }> {
  const differences: EvidenceDifference[] = [];
  const documents = await documentsKept(tenant);
  for (const { sha256, byteCount, names } of documents) {
    const place = `evidence ${names.join(', ') || sha256}`;
    if (byteCount === null) {
      differences.push({ place, expected: 'a kept document', found: 'nothing' });
      continue;
    }
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of chunksOf(tenant, sha256)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    const again = hash.digest('hex');
    if (again !== sha256) {
      differences.push({ place: `${place}, SHA-256`, expected: sha256, found: again });
    } else if (bytes !== byteCount) {
      const [expected, found] = [byteCount, bytes].map(String) as [string, string];
      differences.push({ place: `${place}, bytes`, expected, found });
    }
  }
  return { count: documents.length, differences };
}

async function added(tenant: Tenant, baselineId: string, id: string): Promise<Evidence> {
  const found = (await evidenceOf(tenant, baselineId)).find((evidence) => evidence.id === id);
  if (!found) throw new Error('evidence was not added');
  return found;
}

async function lookAt(pieces: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let [byteCount, mediaType] = [0, ''];
  for await (const bytes of pieces) {
    if (byteCount === 0) mediaType = mediaTypeOf(bytes);
    byteCount += bytes.length;
    if (byteCount > evidenceBytesMax) throw documentTooLarge(evidenceBytesMax);
    hash.update(bytes);
  }
  if (byteCount > 0) return { sha256: hash.digest('hex'), byteCount, mediaType };
  throw new Problem({
    code: 'file.empty',
    message: 'The document has no bytes.',
    remedy: 'Choose another one.',
  });
}

/** The refusal of a document that is larger than what is kept. */
export function documentTooLarge(bytesMax: number): Problem {
  return new Problem({
    code: 'file.too-large',
    message: `The document is larger than ${Math.floor(bytesMax / 1024 / 1024)} MiB, which is the most that is kept.`,
    remedy:
      'Save it smaller, as by scanning it anew, or keep it elsewhere: evidence may be a link with its SHA-256.',
  });
}

async function versionOf(tenant: Tenant, id: string): Promise<ListedBaseline> {
  const [version] = await listBaselines(tenant, { id });
  if (version) return version;
  throw new Problem({
    code: 'baseline.unknown',
    found: id,
    message: `There is no baseline ${id}.`,
  });
}
