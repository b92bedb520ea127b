import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { formatMoney } from '../money/money.ts';
import { type ProblemCode, problemCodes } from '../problem.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { entriesAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { named, nullable, oneOf, Pounds, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { unpricedItems, waitingGroups } from './store.ts';
import { type UnpricedItem, type WaitingGroup, ways, waysOut } from './ways.ts';

const RowOfFile = {
  import: ImportId,
  file: Type.String(),
  row: Type.Integer({ description: 'Row of the file, counted from 1.' }),
};

const WaitingDocument = strict(
  {
    code: oneOf(Object.keys(problemCodes) as ProblemCode[], 'Why the rows wait.'),
    found: nullable(Type.String({ description: 'What is printed there.' })),
    column: nullable(Type.String({ description: 'The column in which it is printed.' })),
    rows: Type.Integer(),
    net: Pounds('What they would have counted.'),
    files: Type.Array(strict({ import: ImportId, file: Type.String() })),
    first: strict(RowOfFile, { description: 'The first of the rows: a way out is asked of it.' }),
    message: Type.String({ description: 'What is said of the first of the rows.' }),
    remedy: nullable(Type.String()),
    ways: Type.Array(oneOf(ways), { description: 'What can be done for them.' }),
  },
  { $id: 'Waiting', description: 'Rows that wait for one reason and one printed text.' },
);

const UnpricedDocument = strict(
  {
    item: Type.String({ description: 'As the file prints it; empty where it names none.' }),
    contract: Type.String(),
    rows: Type.Integer(),
    net: Pounds('What they count, as spend outside of the contract.'),
  },
  {
    $id: 'UnpricedItem',
    description:
      'An item without a price in the contract. If it is a known item under another word, teach the word; if it is an item of its own, put a price row with its class and repost the import.',
  },
);

const queueSchema = {
  operationId: 'readQueue',
  summary: 'What waits in all files',
  description: 'The rows that are not posted, by reason and printed text, with the ways out.',
  tags: ['queue'],
  params: strict({ trust: TrustId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(WaitingDocument)), ...problems() },
};

const unpricedSchema = {
  operationId: 'listUnpricedItems',
  summary: 'Items of an import without a price',
  description: 'What is posted as spend outside of the contract because no price row matches it.',
  tags: ['queue'],
  params: strict({ trust: TrustId, import: ImportId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(UnpricedDocument)), ...problems() },
};

/** A group as it travels. */
export function writeWaiting({ key: _, files, first, net, ...group }: WaitingGroup) {
  const { importId, ...place } = first;
  return {
    ...group,
    net: formatMoney(net),
    files: files.map(({ importId: id, file }) => ({ import: id, file })),
    first: { import: importId, ...place },
    ways: [...waysOut(group.code)],
  };
}

const writeUnpriced = ({ item, contract, rows, net }: UnpricedItem) => {
  return { item, contract, rows, net: formatMoney(net) };
};

export const queueRoutes: FastifyPluginAsyncTypebox<Service> = async (app, { database }) => {
  app.addSchema(WaitingDocument);
  app.addSchema(UnpricedDocument);

  app.get('/queue', { schema: queueSchema }, async (request) => {
    const page = readPage(request.query);
    const asked = { after: page.after ?? '', limit: page.limit + 1 };
    const { trustId } = callerOf(request);
    const groups = await inTrust(database, trustId, (tenant) => waitingGroups(tenant, asked));
    return writePage(groups, page, { key: ({ key }) => key, write: writeWaiting });
  });

  app.get('/imports/:import/unpriced-items', { schema: unpricedSchema }, async (request) => {
    const page = readPage(request.query);
    const { trustId } = callerOf(request);
    const { id } = await readImport(database, trustId, request.params.import);
    const items = await inTrust(database, trustId, (tenant) => unpricedItems(tenant, id));
    const key = ({ contract, item }: UnpricedItem) => `${contract} ${item}`;
    const sorted = [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    return writePage(entriesAfter(sorted, page, key), page, { key, write: writeUnpriced });
  });
};
