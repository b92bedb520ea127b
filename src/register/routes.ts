import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { contractFields } from '../contracts/routes.ts';
import { renewalStates } from '../renewals/deadline.ts';
import { asCsvFile } from '../web/accept.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { badCursor, type PageAsked, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import { Day, named, oneOf, strict, Text, TrustId, Urn } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { sendText } from '../web/text-stream.ts';
import {
  type ContractList,
  listContracts,
  writeReleasePackage,
  writeTransparencyRegister,
} from './commands.ts';
import { type ListPlace, type ListSort, listSorts, readPlace, writePlace } from './list-place.ts';
import { type ListedContract, placeOfContract, writeListed } from './listed-contract.ts';
import { ocidPrefix } from './release.ts';

/** A contract as a list of contracts shows it. */
const ContractSummary = strict(
  {
    reference: Text('Its reference, by which it is known.'),
    ...contractFields,
    supplier: Text('The name of the supplier that stands for its own.'),
    ends_on: Day('Last day as the register has it.'),
    term_ends_on: Day('Last day of the term in which it stands today, extended or renewed.'),
    notice_by: Day('Last working day to give notice.'),
    decide_by: Day('The last meeting, or without one the last school day, to decide.'),
    state: oneOf(renewalStates, 'How far the decision is, as the list of renewals says it.'),
  },
  { $id: 'ContractSummary', description: 'A joint agreement with one supplier.' },
);

const listSchema = {
  operationId: 'listContracts',
  summary: 'The contracts of the trust',
  description:
    'Every contract without its schools and prices, chosen by all filters together. Texts are sorted by code point, capitals first.',
  tags: ['contracts'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    ...pageQuery,
    urn: Type.Optional(Urn),
    supplier: Type.Optional(
      Text('A supplier by name, other name or company number, with those that are the same.'),
    ),
    category: Type.Optional(Text('What is bought, as the contract has it.', 60)),
    ends_before: Type.Optional(Day('Last day in the register before this day.')),
    decide_by_before: Type.Optional(Day('To be decided before this day.')),
    text: Type.Optional(
      Text('Part of the reference, the title or a name of the supplier, in capitals or not.'),
    ),
    sort: Type.Optional(oneOf(listSorts, 'reference if left out; the reference decides then.')),
  }),
  response: { 200: pageOf(named(ContractSummary)), ...problems(422) },
};

const ocdsSchema = {
  operationId: 'exportContractsAsOcds',
  summary: 'The register of contracts as open data (OCDS 1.1.5)',
  description:
    'One release package with a release for each contract. Amounts are net of VAT, as its publication policy says too, for which version 1.1 has no field; savings have none either and are not in it.',
  tags: ['contracts'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    prefix: Type.Optional(
      Type.String({
        description:
          'The prefix that the publisher registered at the Open Contracting Partnership; without it no ocid is one of the standard yet.',
        pattern: ocidPrefix.source,
        examples: ['ocds-a1b2c3'],
      }),
    ),
  }),
  response: {
    200: {
      description: 'The release package.',
      content: {
        'application/json': {
          schema: Type.Unsafe<string>({ description: 'As the schema of OCDS 1.1.5 has it.' }),
        },
      },
    },
    ...problems(),
  },
};

const csvSchema = {
  operationId: 'exportContractsAsCsv',
  summary: 'The register of contracts as a table for the public',
  description:
    'A row for each contract with the columns of the Local Government Transparency Code 2015, safe for a spreadsheet. What the register does not know is empty.',
  tags: ['contracts'],
  params: strict({ trust: TrustId }),
  response: {
    200: {
      description: 'The table.',
      content: { 'text/csv': { schema: Type.String({ description: 'The rows.' }) } },
    },
    ...problems(),
  },
};

export const registerRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ContractSummary);

  app.get('/contracts', { schema: listSchema }, async (request) => {
    const { query } = request;
    const { database, trustId } = placeOf(request, service);
    const today = service.now().slice(0, 10) as LocalDate;
    const page = readPage(query);
    const list: ContractList = {
      urn: query.urn,
      supplier: query.supplier,
      category: query.category,
      endsBefore: query.ends_before as LocalDate | undefined,
      decideBefore: query.decide_by_before as LocalDate | undefined,
      text: query.text,
      ...placeInList(query.sort ?? 'reference', page),
    };
    return writeContractPage(await listContracts(database, trustId, list, today), list, page);
  });

  app.get('/register/ocds', { schema: ocdsSchema }, async (request, reply) => {
    const { trustId } = callerOf(request);
    const uri = `${service.publicUrl()}/v1/trusts/${trustId}/register/ocds`;
    const publishing = { uri, prefix: request.query.prefix ?? null, at: service.now() };
    reply.type('application/json; charset=utf-8');
    return sendText(reply, (write) =>
      writeReleasePackage(service.database, trustId, publishing, write),
    );
  });

  app.get('/register/csv', { schema: csvSchema }, async (request, reply) => {
    const { trustId } = callerOf(request);
    const today = service.now().slice(0, 10) as LocalDate;
    asCsvFile(reply, `contracts ${today}`);
    return sendText(reply, (write) =>
      writeTransparencyRegister(service.database, trustId, today, write),
    );
  });
};

/** Where a page of a list begins; refuses the end of a page of a list that is sorted otherwise. */
export function placeInList(
  sort: ListSort,
  { after, limit }: PageAsked,
): { sort: ListSort; limit: number; after: ListPlace | undefined } {
  const place = after === undefined ? undefined : readPlace(sort, after);
  if (after !== undefined && !place) throw badCursor(after);
  return { sort, limit, after: place };
}

/** A page of a list of contracts as it is told. */
export function writeContractPage(
  found: readonly ListedContract[],
  { sort }: Pick<ContractList, 'sort'>,
  page: PageAsked,
) {
  const key = (entry: ListedContract) => writePlace(sort, placeOfContract(sort, entry));
  return writePage(found, page, { key, write: writeListed });
}
