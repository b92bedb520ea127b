import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { NotThere, problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Id, Instant, named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { fileBody, takeFiles, withUpload } from '../web/upload.ts';
import {
  evidenceBytesMax,
  evidenceFor,
  keepEvidence,
  keptBytes,
  linkEvidence,
} from './commands.ts';
import type { Evidence } from './evidence.ts';

const params = strict({ trust: TrustId, baseline: Id('The id of the version.') });
const Name = Text('The name of the document.', 300);
const Sha256 = Type.String({
  description: 'The SHA-256 of the document.',
  pattern: '^[0-9a-f]{64}$',
});

/** Evidence of a version as the API shows it. */
export const EvidenceDocument = strict(
  {
    id: Id('The id of the evidence.'),
    kind: oneOf(['file', 'link'], 'Kept here, or lying elsewhere with a stated hash.'),
    name: Name,
    sha256: Sha256,
    url: nullable(Type.String({ description: 'Where a link leads.' })),
    media_type: nullable(Type.String({ description: 'What a kept file is by its bytes.' })),
    byte_count: nullable(Type.Integer({ description: 'How many bytes a kept file has.' })),
    added_at: Instant('When it was added.'),
    added_by: Type.String(),
  },
  { $id: 'Evidence', description: 'A document that proves a baseline version.' },
);

export function writeEvidence(evidence: Evidence): Static<typeof EvidenceDocument> {
  const { id, kind, name, sha256, url } = evidence;
  return {
    ...{ id, kind, name, sha256, url },
    media_type: evidence.mediaType,
    byte_count: evidence.byteCount,
    added_at: evidence.addedAt,
    added_by: evidence.addedBy,
  };
}

const listSchema = {
  operationId: 'listBaselineEvidence',
  summary: 'The evidence of a version',
  description:
    'Its kept files and links in the order in which they came; the note is with the version.',
  tags: ['baselines'],
  params,
  response: { 200: Type.Array(named(EvidenceDocument)), ...problems() },
};

const sendSchema = {
  operationId: 'keepBaselineEvidence',
  summary: 'Send a document as evidence',
  description: 'Keeps the bytes as they are, once however often they come. Nothing is replaced.',
  tags: ['baselines'],
  headers: idempotencyHeader,
  params,
  querystring: strict({ name: Name }),
  body: fileBody,
  response: { 201: named(EvidenceDocument), ...problems(409, 413, 415, 422) },
};

const linkSchema = {
  operationId: 'linkBaselineEvidence',
  summary: 'Name a document that lies elsewhere',
  description: 'Keeps the address and the SHA-256 that its author states; it is not fetched.',
  tags: ['baselines'],
  headers: idempotencyHeader,
  params,
  body: strict({
    name: Name,
    url: Type.String({
      description: 'Its address.',
      pattern: '^https?://[^\\s]+$',
      maxLength: 2000,
    }),
    sha256: Sha256,
  }),
  response: { 201: named(EvidenceDocument), ...problems(409, 422) },
};

const readSchema = {
  operationId: 'readBaselineEvidence',
  summary: 'The bytes of a kept document',
  description: 'The document as it came, to be saved and not to be opened by a browser.',
  tags: ['baselines'],
  params: strict({ ...params.properties, evidence: Id('The id of the evidence.') }),
  response: {
    200: { description: 'The document.', content: { '*/*': { schema: {} } } },
    ...problems(),
  },
};

export const evidenceRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(EvidenceDocument);
  takeFiles(app);
  const bytesMax = Math.min(service.uploadBytesMax, evidenceBytesMax);

  app.get('/baselines/:baseline/evidence', { schema: listSchema }, async (request) => {
    const { database, trustId } = placeOf(request, service);
    const found = await evidenceFor(database, trustId, request.params.baseline);
    return found.map(writeEvidence);
  });

  app.post('/baselines/:baseline/evidence', { schema: sendSchema }, (request, reply) =>
    withUpload(request, bytesMax, ({ sha256, open }) =>
      answerOnce(service, { request, reply, content: sha256 }, async (write) => {
        const sent = { baselineId: request.params.baseline, name: request.query.name, open };
        const kept = await keepEvidence(write.database, write.trustId, sent, write.person);
        return { status: 201, body: writeEvidence(kept) };
      }),
    ),
  );

  app.post('/baselines/:baseline/evidence/links', { schema: linkSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const linked = { baselineId: request.params.baseline, ...request.body };
      const added = await linkEvidence(write.database, write.trustId, linked, write.person);
      return { status: 201, body: writeEvidence(added) };
    }),
  );

  app.get(
    '/baselines/:baseline/evidence/:evidence',
    { schema: readSchema },
    async (request, reply) => {
      const { database, trustId } = placeOf(request, service);
      const found = await evidenceFor(database, trustId, request.params.baseline);
      const evidence = found.find(({ id }) => id === request.params.evidence);
      if (evidence?.kind !== 'file') {
        const message = 'There is no kept document of this id.';
        throw new NotThere({ code: 'baseline.unknown', found: request.params.evidence, message });
      }
      const name = encodeURIComponent(evidence.name);
      return reply
        .type(evidence.mediaType ?? 'application/octet-stream')
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .send(Readable.from(keptBytes(database, trustId, evidence.sha256)));
    },
  );
};
