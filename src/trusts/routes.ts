import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  ContractDocument,
  contractFields,
  participantFields,
  priceFields,
  readContract,
} from '../contracts/routes.ts';
import { inTrust, lockTrust } from '../database/tenant.ts';
import {
  addAliasSchema,
  addDriverSchema,
  putSchoolSchema,
  readSchool,
  SchoolDocument,
} from '../schools/routes.ts';
import { trustKinds } from '../schools/school.ts';
import { putSupplierSchema, readSupplier, SupplierDocument } from '../suppliers/routes.ts';
import { NotThere, problems } from '../web/errors.ts';
import { answerOnce, change, type Write } from '../web/idempotency.ts';
import { Id, named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';
import { saveRows } from './commands.ts';
import { type FieldOf, type Fields, fieldIn, fieldOfSchool } from './register-change.ts';
import { trusts } from './store.ts';
import type { Table } from './table.ts';
import {
  aliasFile,
  contractFile,
  driverFile,
  participantFile,
  priceFile,
  schoolFile,
  supplierFile,
  trustFile,
} from './trust-file.ts';

const trustFacts = {
  name: Text('Its name; no other trust has it.'),
  kind: oneOf(trustKinds),
  company_number: nullable(Text('Its number at Companies House.', 20)),
  ukprn: nullable(Text('Its UK provider reference number.', 20)),
  year_starts_month: Type.Integer({ minimum: 1, maximum: 12, description: '9 for September.' }),
};

const TrustDocument = strict(
  { id: Id('The id of the trust, as its addresses name it.'), ...trustFacts },
  { $id: 'Trust', description: 'A group of schools that buys together.' },
);

const trustParams = strict({ trust: TrustId });
const contractParams = strict({ trust: TrustId, contract: Text('Its reference.', 60) });

const readTrustSchema = {
  operationId: 'readTrust',
  summary: 'The trust',
  description: 'The facts about the trust whose key is shown.',
  tags: ['trusts'],
  params: trustParams,
  response: { 200: named(TrustDocument), ...problems() },
};

const changeTrustSchema = change(
  {
    operationId: 'changeTrust',
    summary: 'Change facts about the trust',
    description: 'Changes the facts that are named and leaves the others as they are.',
    tags: ['trusts'],
    params: trustParams,
    body: Type.Partial(strict(trustFacts), { additionalProperties: false, minProperties: 1 }),
  },
  TrustDocument,
);

const putContractSchema = change(
  {
    operationId: 'putContract',
    summary: 'Add or change a contract',
    description: 'Leaves its schools and prices as they are.',
    tags: ['contracts'],
    params: contractParams,
    body: strict(contractFields),
  },
  ContractDocument,
);

const addPriceSchema = change(
  {
    operationId: 'addPrice',
    summary: 'Add a price to a contract',
    description: 'The same item and first day again correct the price.',
    tags: ['contracts'],
    params: contractParams,
    body: strict(priceFields),
  },
  ContractDocument,
);

const addParticipantSchema = change(
  {
    operationId: 'addParticipant',
    summary: 'Let a school take part in a contract',
    description: 'The same school and first day again change the last day.',
    tags: ['contracts'],
    params: contractParams,
    body: strict(participantFields),
  },
  ContractDocument,
);

/** Writes rows as a folder would bring them, and tells what stands against them field by field. */
export const save = <Row>(
  { database, trustId, person }: Write,
  table: Table<Row>,
  row: Fields | readonly Fields[],
  fieldOf: FieldOf,
) => {
  const load = { trustId, by: person.by, recordedAt: person.at };
  return saveRows(database, load, { table, rows: [row].flat(), fieldOf });
};

/** Saves a thing that may be new, and answers with it as it then is. */
async function put<Body>(read: () => Promise<Body>, write: () => Promise<void>) {
  const before = await read().catch((error) => {
    if (error instanceof NotThere) return null;
    throw error;
  });
  await write();
  return { status: before === null ? 201 : 200, body: await read(), before };
}

async function readTrust({ database, trustId }: Place) {
  const trust = (await trusts(database)).find(({ id }) => id === trustId);
  if (!trust) throw new Error(`trust ${trustId} is gone`);
  const { companyNumber: company_number, yearStartsMonth: year_starts_month, ...facts } = trust;
  return { ...facts, company_number, year_starts_month };
}

export const trustRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(TrustDocument);

  app.get('', { schema: readTrustSchema }, (request) => readTrust(placeOf(request, service)));

  app.patch('', { schema: changeTrustSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      // The facts that are not named are written again as they are read here.
      await inTrust(write.database, write.trustId, lockTrust);
      const before = await readTrust(write);
      const { id: _, ...facts } = before;
      await save(write, trustFile, { ...facts, ...request.body }, fieldIn(facts));
      return { status: 200, body: await readTrust(write), before };
    }),
  );
};

/** Writes about schools, which stand here because the rules of the whole register judge them. */
export const schoolWrites: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(SchoolDocument);

  app.put('/schools/:urn', { schema: putSchoolSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, (write) => {
      const { urn } = request.params;
      const { memberships, ...facts } = request.body;
      const rows = memberships.map((days) => ({ urn, ...facts, ...days }));
      return put(
        () => readSchool(write, urn),
        () => save(write, schoolFile, rows, fieldOfSchool(facts)),
      );
    }),
  );

  app.post('/schools/:urn/aliases', { schema: addAliasSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const { urn } = request.params;
      await save(write, aliasFile, { urn, ...request.body }, fieldIn(request.body));
      return { status: 201, body: await readSchool(write, urn) };
    }),
  );

  app.post('/schools/:urn/drivers', { schema: addDriverSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const { urn } = request.params;
      await save(write, driverFile, { urn, ...request.body }, fieldIn(request.body));
      return { status: 201, body: await readSchool(write, urn) };
    }),
  );
};

/** Writes about suppliers and contracts, for the same reason. */
export const contractWrites: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(SupplierDocument);
  app.addSchema(ContractDocument);

  app.put('/suppliers/:supplier', { schema: putSupplierSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, (write) => {
      const { supplier: name } = request.params;
      return put(
        () => readSupplier(write, name),
        () => save(write, supplierFile, { name, ...request.body }, fieldIn(request.body)),
      );
    }),
  );

  app.put('/contracts/:contract', { schema: putContractSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, (write) => {
      const { contract: reference } = request.params;
      return put(
        () => readContract(write, reference),
        () => save(write, contractFile, { reference, ...request.body }, fieldIn(request.body)),
      );
    }),
  );

  app.post('/contracts/:contract/prices', { schema: addPriceSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const { contract } = request.params;
      await save(write, priceFile, { contract, ...request.body }, fieldIn(request.body));
      return { status: 201, body: await readContract(write, contract) };
    }),
  );

  app.post(
    '/contracts/:contract/participants',
    { schema: addParticipantSchema },
    (request, reply) =>
      answerOnce(service, { request, reply }, async (write) => {
        const { contract } = request.params;
        await save(write, participantFile, { contract, ...request.body }, fieldIn(request.body));
        return { status: 201, body: await readContract(write, contract) };
      }),
  );
};
