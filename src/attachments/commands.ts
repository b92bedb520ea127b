import { createHash } from 'node:crypto';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant } from '../database/tenant.ts';
import { unknownContract } from '../duties/commands.ts';
import { keepFile, keptBytes } from '../evidence/commands.ts';
import { Problem } from '../problem.ts';
import type { DocumentText } from '../texts/text-part.ts';
import type { ContractDocument, DocumentHit, DocumentKind } from './document.ts';
import { addDocument, addText, documentsOf, findWords, wordCount } from './store.ts';

/** A document to be kept with a contract, and what was read of its text. */
export interface AttachedDocument {
  readonly contract: string;
  readonly kind: DocumentKind;
  readonly name: string;
  /** Its bytes, which can be read from their start as often as needed. */
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly text: DocumentText;
}

/** Keeps a document of a contract with its hash and its text. Refuses an empty or too large one. */
export function attachDocument(
  database: Database,
  trustId: string,
  { contract, kind, name, open, text }: AttachedDocument,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<ContractDocument> {
  return inTrust(database, trustId, async (tenant) => {
    await lockTrust(tenant);
    const contractId = await contractIdOf(tenant, contract);
    const sha256 = await keepFile(tenant, open);
    const { mediaType, parts, unsearchable } = text;
    await addText(tenant, sha256, parts);
    const id = await addDocument(tenant, {
      ...{ contractId, kind, name, sha256, mediaType, unsearchable },
      partCount: parts.length,
      addedAt: at,
      addedBy: by,
    });
    return documentIn(await documentsOf(tenant, contractId), id);
  });
}

/** The documents of a contract, the first to come first. */
export function listDocuments(
  database: Database,
  trustId: string,
  contract: string,
): Promise<ContractDocument[]> {
  return inTrust(database, trustId, async (tenant) =>
    documentsOf(tenant, await contractIdOf(tenant, contract)),
  );
}

/** A document with its bytes as they came, which were hashed again before the first is given. */
export async function takeDocument(
  database: Database,
  trustId: string,
  { contract, id }: { readonly contract: string; readonly id: string },
): Promise<{ document: ContractDocument; bytes: AsyncGenerator<Buffer> }> {
  const document = documentIn(await listDocuments(database, trustId, contract), id);
  const { sha256 } = document;
  const hash = createHash('sha256');
  for await (const piece of keptBytes(database, trustId, sha256)) hash.update(piece);
  const found = hash.digest('hex');
  if (found === sha256) return { document, bytes: keptBytes(database, trustId, sha256) };
  throw new Problem({
    code: 'document.damaged',
    found,
    message: `${document.name} is not what it was when it was kept: its SHA-256 was ${sha256}.`,
    remedy: 'Restore the database from a backup, and let verify say what else has changed.',
  });
}

/** So many places are told at once. */
export const hitsMost = 50;

/** Where documents of contracts hold some words, and in how many places altogether. */
export function searchDocuments(
  database: Database,
  trustId: string,
  words: string,
): Promise<{ hits: DocumentHit[]; count: number }> {
  return inTrust(database, trustId, async (tenant) => {
    if ((await wordCount(tenant, words)) > 0) return findWords(tenant, words, hitsMost);
    throw new Problem({
      code: 'search.wordless',
      found: words,
      message: 'There is no word to look for: words such as "the" stand everywhere.',
      remedy: 'Name a word that tells something, such as: termination.',
    });
  });
}

async function contractIdOf(tenant: Tenant, reference: string): Promise<string> {
  const found = (await contractsOf(tenant)).find((each) => each.reference === reference);
  if (!found) throw unknownContract(reference);
  return found.id;
}

function documentIn(documents: readonly ContractDocument[], id: string): ContractDocument {
  const found = documents.find((document) => document.id === id);
  if (found) return found;
  throw new Problem({
    code: 'document.unknown',
    found: id,
    message: 'The contract has no document of this id.',
    remedy: 'List its documents, and take the id from there.',
  });
}
