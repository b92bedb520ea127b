import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, type TSchema, Type } from 'typebox';
import { dateForms } from '../calendar/date-form.ts';
import { type CsvRow, readCsv } from '../csv/csv-reader.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import {
  type ContractSheet,
  checkContractSheet,
  readMapping,
  takeContractSheet,
} from './commands.ts';
import { sheetFields } from './sheet-mapping.ts';
import { writeTaken } from './written.ts';

const byField = <Schema extends TSchema>(schema: Schema, description: string) =>
  strict(Object.fromEntries(sheetFields.map((field) => [field, Type.Optional(schema)])), {
    description,
  });

const Mapping = strict({
  columns: byField(Text('A header.'), 'The header of the column that holds each field.'),
  ignored: Type.Array(Type.String(), { description: 'The headers of columns that are not read.' }),
  dates: oneOf(dateForms, 'How days are written.'),
  words: Type.Optional(
    byField(Type.Record(Type.String(), Type.String()), 'What words of the sheet mean, by field.'),
  ),
  otherwise: Type.Optional(
    byField(Text('A value.'), 'What a new contract has where the sheet says nothing.'),
  ),
  delimiter: Type.Optional(oneOf([',', ';', '\t', '|'], 'A comma if left out.')),
  skip_rows: Type.Optional(Type.Integer({ minimum: 0, description: 'Rows above the headers.' })),
});

const SheetBody = strict({
  file: Text('The name of the sheet, as problems tell it.', 200),
  text: Type.String({ description: 'The sheet as CSV.' }),
  mapping: Mapping,
});

const TakenDocument = strict(
  {
    contracts: Type.Integer({ description: 'How many contracts the sheet has.' }),
    added: Type.Array(Type.String(), { description: 'The references of those that are new.' }),
    changes: Type.Array(
      strict({
        contract: nullable(Type.String()),
        supplier: nullable(Type.String()),
        field: Type.String(),
        before: Type.String(),
        after: Type.String(),
      }),
      { description: 'Each field of a known contract or supplier that is other than before.' },
    ),
    suppliers_added: Type.Array(Type.String()),
    suppliers_known: Type.Array(strict({ found: Type.String(), supplier: Type.String() }), {
      description: 'Those that the register has by another name than the sheet.',
    }),
    suppliers_alike: Type.Array(
      strict({
        supplier: Type.String({ description: 'One that is added.' }),
        other: Type.String({ description: 'One that it may be.' }),
        reasons: Type.Array(Type.String(), { description: 'In whole sentences.' }),
      }),
      { description: 'For a person to decide; nothing is joined by itself.' },
    ),
  },
  { $id: 'ContractSheetTaken', description: 'What a list of contracts does to the register.' },
);

const shared = {
  tags: ['contracts'],
  params: strict({ trust: TrustId }),
  body: SheetBody,
};

const checkSchema = {
  ...shared,
  operationId: 'checkContractSheet',
  summary: 'What a list of contracts would do to the register',
  description:
    'Every problem by row and column, or what would be added and changed; nothing is kept.',
  response: { 200: named(TakenDocument), ...problems(409, 422) },
};

const takeSchema = {
  ...shared,
  operationId: 'takeContractSheet',
  summary: "Take a trust's own list of contracts into the register",
  description:
    'All of it or nothing. What the sheet leaves empty or does not have, and contracts that it lacks, stay as they are.',
  headers: idempotencyHeader,
  response: { 200: named(TakenDocument), ...problems(409, 422) },
};

async function sheetOf({ file, text, mapping }: Static<typeof SheetBody>): Promise<ContractSheet> {
  const read = readMapping(mapping, 'mapping');
  const rows: CsvRow[] = [];
  const pieces = Readable.from([text.replace(/^\uFEFF/, '')]);
  for await (const row of readCsv(pieces, read.delimiter ?? ',')) rows.push(row);
  return { file, rows, mapping: read };
}

export const contractSheetRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(TakenDocument);

  app.post('/register/sheets/check', { schema: checkSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const person = { by, at: service.now() };
    const sheet = await sheetOf(request.body);
    return writeTaken(await checkContractSheet(service.database, trustId, sheet, person));
  });

  app.post('/register/sheets', { schema: takeSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const taken = await takeContractSheet(database, trustId, await sheetOf(request.body), person);
      return { status: 200, body: writeTaken(taken) };
    }),
  );
};
