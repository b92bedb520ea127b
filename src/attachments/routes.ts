import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { evidenceBytesMax } from '../evidence/commands.ts';
import { readText } from '../texts/commands.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Id, Instant, named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { fileBody, takeFiles, withUpload } from '../web/upload.ts';
import { attachDocument, listDocuments, searchDocuments, takeDocument } from './commands.ts';
import { type ContractDocument, type DocumentHit, documentKinds } from './document.ts';

const params = strict({ trust: TrustId, contract: Text('The reference of the contract.', 60) });
const Name = Text('The name of the document.', 300);
const Kind = oneOf(documentKinds, 'What it is for.');

/** A document of a contract as the API shows it. */
export const AttachedDocument = strict(
  {
    id: Id('The id of the document.'),
    kind: Kind,
    name: Name,
    sha256: Type.String({ description: 'The SHA-256 of its bytes.', pattern: '^[0-9a-f]{64}$' }),
    media_type: Type.String({ description: 'What it is by its content.' }),
    byte_count: Type.Integer({ description: 'How many bytes it has.' }),
    is_searchable: Type.Boolean({ description: 'Whether any of its text can be searched.' }),
    not_searchable: nullable(
      Type.String({ description: 'What of it cannot be searched, and why; null where all can.' }),
    ),
    added_at: Instant('When it was added.'),
    added_by: Type.String(),
  },
  { $id: 'ContractDocument', description: 'A document of a contract, kept as it came.' },
);

export function writeDocument(document: ContractDocument): Static<typeof AttachedDocument> {
  const { id, kind, name, sha256 } = document;
  return {
    ...{ id, kind, name, sha256 },
    media_type: document.mediaType,
    byte_count: document.byteCount,
    is_searchable: document.partCount > 0,
    not_searchable: document.unsearchable,
    added_at: document.addedAt,
    added_by: document.addedBy,
  };
}

const HitDocument = strict(
  {
    contract: Type.String({ description: 'The reference of the contract.' }),
    title: Type.String({ description: 'What the contract is about.' }),
    document: Id('The id of the document.'),
    kind: Kind,
    name: Name,
    place: Type.String({ description: 'Where it stands in the document.', examples: ['page 3'] }),
    excerpt: Type.String({ description: 'What stands there, each word that was found in « ».' }),
  },
  { $id: 'DocumentHit', description: 'A place of a document where words were found.' },
);

export function writeHit({ documentId, ...hit }: DocumentHit): Static<typeof HitDocument> {
  return { ...hit, document: documentId };
}

const listSchema = {
  operationId: 'listContractDocuments',
  summary: 'The documents of a contract',
  description: 'In the order in which they came.',
  tags: ['contracts'],
  params,
  response: { 200: Type.Array(named(AttachedDocument)), ...problems() },
};

const sendSchema = {
  operationId: 'attachContractDocument',
  summary: 'Send a document of a contract',
  description:
    'Keeps the bytes as they are, and the text of a PDF, a Word document (.docx) or a plain text for the search. What has no text that can be read, such as a scan, is kept all the same. Nothing is replaced.',
  tags: ['contracts'],
  headers: idempotencyHeader,
  params,
  querystring: strict({ name: Name, kind: Kind }),
  body: fileBody,
  response: { 201: named(AttachedDocument), ...problems(409, 413, 415, 422) },
};

const readSchema = {
  operationId: 'readContractDocument',
  summary: 'The bytes of a document of a contract',
  description:
    'The document as it came, hashed again before it is sent; to be saved and not to be opened by a browser.',
  tags: ['contracts'],
  params: strict({ ...params.properties, document: Id('The id of the document.') }),
  response: {
    200: { description: 'The document.', content: { '*/*': { schema: {} } } },
    ...problems(),
  },
};

const searchSchema = {
  operationId: 'searchContractDocuments',
  summary: 'Search the documents of contracts',
  description:
    'The pages or parts that hold all the words, in any of their English forms: "termination" finds "terminate". Words in quotation marks stand together, `or` and `-` are understood.',
  tags: ['contracts'],
  params: strict({ trust: TrustId }),
  querystring: strict({ words: Text('What to look for.', 200) }),
  response: {
    200: strict({
      count: Type.Integer({ description: 'In how many places they stand.' }),
      hits: Type.Array(named(HitDocument), { description: 'The best places first, at most 50.' }),
    }),
    ...problems(422),
  },
};

export const attachmentRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of [AttachedDocument, HitDocument]) app.addSchema(schema);
  takeFiles(app);
  const bytesMax = Math.min(service.uploadBytesMax, evidenceBytesMax);

  app.get('/contracts/:contract/documents', { schema: listSchema }, async (request) => {
    const { database, trustId } = placeOf(request, service);
    const found = await listDocuments(database, trustId, request.params.contract);
    return found.map(writeDocument);
  });

  app.post('/contracts/:contract/documents', { schema: sendSchema }, (request, reply) =>
    withUpload(request, bytesMax, async ({ sha256, open }) => {
      const text = await readText(open());
      return answerOnce(service, { request, reply, content: sha256 }, async (write) => {
        const sent = { ...request.params, ...request.query, open, text };
        const kept = await attachDocument(write.database, write.trustId, sent, write.person);
        return { status: 201, body: writeDocument(kept) };
      });
    }),
  );

  app.get(
    '/contracts/:contract/documents/:document',
    { schema: readSchema },
    async (request, reply) => {
      const { database, trustId } = placeOf(request, service);
      const { contract, document: id } = request.params;
      const { document, bytes } = await takeDocument(database, trustId, { contract, id });
      const name = encodeURIComponent(document.name);
      return reply
        .type(document.mediaType)
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .send(Readable.from(bytes));
    },
  );

  app.get('/contract-documents', { schema: searchSchema }, async (request) => {
    const { database, trustId } = placeOf(request, service);
    const { hits, count } = await searchDocuments(database, trustId, request.query.words);
    return { count, hits: hits.map(writeHit) };
  });
};
