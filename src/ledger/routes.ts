import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { callerOf } from '../web/access.ts';
import { NotThere, problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { numberAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Id, Instant, named, nullable, oneOf, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { type Journal, journalKinds } from './chain.ts';
import { headOf, journalsOf } from './store.ts';

const sha256 = (description: string) => Type.String({ description, pattern: '^[0-9a-f]{64}$' });

export const JournalNumber = Type.Integer({
  minimum: 1,
  maximum: 999_999_999,
  description: 'The number of the journal.',
});

/** A journal as the API shows it: enough to work its hash out again. */
const JournalDocument = strict(
  {
    number: JournalNumber,
    kind: oneOf(journalKinds),
    recorded_at: Instant('When it was sealed.'),
    recorded_by: Type.String(),
    reason: Type.String(),
    import: nullable(Id('The import that it posted or took back.')),
    file_sha256: nullable(sha256('The file of that import.')),
    rule_version: Type.String({ description: 'The posting rules that its figures follow.' }),
    lines_sha256: sha256('The digest of the lines that it added.'),
    allocations_sha256: sha256('The digest of the shares of its joint lines.'),
    withdrawals_sha256: sha256('The digest of the lines that it took back.'),
    entries_sha256: sha256('The digest of its entries.'),
    previous_hash: sha256('The hash of the journal before.'),
    hash: sha256('The hash over all of the above.'),
  },
  { $id: 'Journal', description: 'Everything that changed figures at one stroke.' },
);

function writeJournal(journal: Journal): Static<typeof JournalDocument> {
  return {
    number: journal.number,
    kind: journal.kind,
    recorded_at: journal.recordedAt,
    recorded_by: journal.recordedBy,
    reason: journal.reason,
    import: journal.importId,
    file_sha256: journal.fileSha256,
    rule_version: journal.ruleVersion,
    lines_sha256: journal.linesSha256,
    allocations_sha256: journal.allocationsSha256,
    withdrawals_sha256: journal.withdrawalsSha256,
    entries_sha256: journal.entriesSha256,
    previous_hash: journal.previousHash,
    hash: journal.hash,
  };
}

const listSchema = {
  operationId: 'listJournals',
  summary: 'The journals of the trust',
  description: 'All that ever changed figures, in order; each hash covers the one before.',
  tags: ['ledger'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(JournalDocument)), 304: notModified, ...problems() },
};

const readSchema = {
  operationId: 'readJournal',
  summary: 'One journal',
  description: 'A journal with its hash and the digests that the hash covers.',
  tags: ['ledger'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId, journal: JournalNumber }),
  response: { 200: named(JournalDocument), 304: notModified, ...problems() },
};

export const ledgerRoutes: FastifyPluginAsyncTypebox<Service> = async (app, { database }) => {
  app.addSchema(JournalDocument);

  app.get('/journals', { schema: listSchema }, async (request, reply) => {
    const page = readPage(request.query);
    const asked = { after: numberAfter(page), limit: page.limit + 1 };
    return inTrust(database, callerOf(request).trustId, async (tenant) => {
      const { hash } = await headOf(tenant);
      if (isKnown(request, reply, [hash])) return reply.code(304).send();
      const journals = await journalsOf(tenant, asked);
      return writePage(journals, page, { key: ({ number }) => number, write: writeJournal });
    });
  });

  app.get('/journals/:journal', { schema: readSchema }, async (request, reply) => {
    const journal = await readJournal(database, callerOf(request).trustId, request.params.journal);
    if (isKnown(request, reply, [journal.hash])) return reply.code(304).send();
    return writeJournal(journal);
  });
};

/** A journal by its number. */
export async function readJournal(
  database: Service['database'],
  trustId: string,
  number: number,
): Promise<Journal> {
  const asked = { after: number - 1, limit: 1 };
  const [journal] = await inTrust(database, trustId, (tenant) => journalsOf(tenant, asked));
  if (journal?.number === number) return journal;
  const message = `There is no journal ${number}.`;
  throw new NotThere({ code: 'journal.unknown', found: String(number), message });
}
