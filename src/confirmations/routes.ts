import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { receiveFile } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { listedRows } from '../imports/problem-groups.ts';
import {
  ImportDocument,
  ImportId,
  importFields,
  readImport,
  StoppedRowDocument,
  writeImport,
} from '../imports/routes.ts';
import { parseMoney } from '../money/money.ts';
import { FeeCheckDocument, PriceCheckDocument } from '../posting/routes.ts';
import { type ProblemCode, problemCodes } from '../problem.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Day, named, nullable, oneOf, Pounds, strict, Text, TrustId, Urn } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { fileBody, takeFiles, withUpload } from '../web/upload.ts';
import { checkImport, confirmImport } from './commands.ts';
import type { ImportResult } from './result.ts';
import { writeFindings } from './written.ts';

/** What an act changes for one school. */
export const Effect = strict({
  urn: Urn,
  cost: Pounds('Change of the recurring cost.'),
  cash_saving: Pounds('Change of the cash saving.'),
  avoidance: Pounds('Change of the cost avoidance.'),
  net_saving: Pounds('Change of the net saving.'),
  net_saving_before: Pounds("The school's net saving over all months, before."),
  net_saving_after: Pounds('And after.'),
});

const ContentsDocument = strict(
  {
    lines: Type.Integer(),
    documents: Type.Integer({ description: 'How many documents the lines belong to.' }),
    net: Pounds('Net of all lines.'),
    vat: Pounds('VAT of all lines.'),
    gross: Pounds('Net and VAT.'),
    first_service_day: nullable(Day('The first day that a line names.')),
    last_service_day: nullable(Day('The last day that a line names.')),
  },
  { description: 'What the lines of the file say in all, whatever becomes of them.' },
);

const Texts = (description: string) =>
  Type.Array(strict({ text: Type.String(), rows: Type.Integer(), net: Pounds('Their net.') }), {
    description,
  });

const UnmatchedDocument = strict({
  schools: Texts('Texts that no school answers to.'),
  contracts: Texts('Texts that no contract answers to.'),
  items: Texts('Items without a price on the day: spend outside of the contract.'),
});

const ProblemGroupDocument = strict({
  code: oneOf(Object.keys(problemCodes) as ProblemCode[]),
  state: oneOf(['held', 'refused'] as const),
  column: nullable(Type.String({ description: "The file's column." })),
  rows: Type.Integer(),
  net: Pounds('What they would have counted.'),
  first_rows: Type.Array(Type.Integer()),
  values: Type.Array(Type.String(), { description: 'The first different values found.' }),
  value_count: Type.Integer({ description: 'How many different values there are.' }),
  message: Type.String({ description: 'What is wrong with the first of them.' }),
  remedy: nullable(Type.String({ description: 'What to do about it.' })),
});

/** What checking or confirming a file found. */
export const ImportResultDocument = strict(
  {
    ...importFields,
    supplier: Type.String({ description: 'Whose file it is.' }),
    encoding: Type.String({ description: 'What kind of text its bytes are, or what else.' }),
    profile_version: Type.Integer({
      description: 'The version of the profile that it is read with.',
    }),
    same_file_as: nullable(Type.String({ description: 'The posted file that has these bytes.' })),
    journal: nullable(Type.Integer({ description: 'The newest journal; null for a check.' })),
    newly_posted: strict(
      { rows: Type.Integer(), net: Pounds('Their net.') },
      { description: 'What now counts of the file and did not before.' },
    ),
    contents: ContentsDocument,
    unmatched: UnmatchedDocument,
    problem_groups: Type.Array(ProblemGroupDocument, {
      description: 'The rows that are not posted by reason and column, all of them.',
    }),
    problems: Type.Array(named(StoppedRowDocument), {
      description: `The first ${listedRows} rows that are not posted.`,
    }),
    effect: Type.Array(Effect, { description: "What the file does to each school's figures." }),
    warnings: Type.Array(Type.String()),
    price_check: PriceCheckDocument,
    fee_check: FeeCheckDocument,
  },
  { $id: 'ImportResult', description: 'What happened to every row and pound of a file.' },
);

/** The result of a check or a posting as it travels; of the stopped rows the first. */
export function writeResult(result: ImportResult): Static<typeof ImportResultDocument> {
  const { problems, ...findings } = writeFindings(result);
  return {
    ...writeImport(result.record),
    ...findings,
    problems: problems as Static<typeof StoppedRowDocument>[],
  };
}

/** What a dry run found, with what is really kept of the import. */
export function writeCheck(result: ImportResult, { state, journalNumber }: ImportRecord) {
  return { ...writeResult(result), state, posted_by_journal: journalNumber, journal: null };
}

/** New columns of a file, for the routes that take one. */
export const acceptedColumns = Type.Optional(
  Type.Array(Text('A column.', 300), {
    maxItems: 100,
    description: 'New columns of the file that a person has seen: none of them is personal.',
  }),
);

const uploadSchema = {
  operationId: 'uploadFile',
  summary: 'Send a supplier file and check it',
  description:
    'Takes the bytes of a file as they are, keeps its rows without personal columns, and answers what confirming it would do. Nothing counts until it is confirmed.',
  tags: ['imports'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId }),
  querystring: strict({
    file: Text("The file's name, by which its supplier is told.", 255),
    supplier: Type.Optional(Text('The supplier, where the name of the file does not tell.')),
    accept_column: acceptedColumns,
  }),
  body: fileBody,
  response: { 201: named(ImportResultDocument), ...problems(409, 413, 415, 422) },
};

const checkSchema = {
  operationId: 'checkImport',
  summary: 'Check a received file again',
  description: 'Answers what confirming the file would do now, to the row and the penny.',
  tags: ['imports'],
  params: strict({ trust: TrustId, import: ImportId }),
  response: { 200: named(ImportResultDocument), ...problems(409, 422) },
};

const confirmSchema = {
  operationId: 'confirmImport',
  summary: 'Post a received file',
  description:
    'Posts the good rows in one journal and holds or refuses the others. Asked again of a posted file, it tries the rows that are left.',
  tags: ['imports'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId, import: ImportId }),
  body: nullable(
    strict({
      all_or_nothing: Type.Optional(
        Type.Boolean({ description: 'Refuse the file if any of its rows cannot be posted.' }),
      ),
      control_total: Type.Optional(Pounds('What the net of the rows has to add up to.')),
    }),
  ),
  response: { 200: named(ImportResultDocument), ...problems(409, 422) },
};

export const confirmationRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ImportDocument);
  app.addSchema(StoppedRowDocument);
  app.addSchema(ImportResultDocument);
  takeFiles(app);

  app.post('/imports', { schema: uploadSchema }, (request, reply) =>
    withUpload(request, service.uploadBytesMax, ({ sha256, open }) =>
      answerOnce(
        service,
        { request, reply, content: sha256 },
        async ({ database, trustId, person }) => {
          const { file: name, supplier, accept_column: newColumns } = request.query;
          const file = { name, supplier, newColumns, open };
          const { importId } = await receiveFile(database, trustId, file, person);
          const kept = await readImport(database, trustId, importId, person.limit);
          const result = await checkImport(database, trustId, importId, person);
          return { status: 201, body: writeCheck(result, kept) };
        },
      ),
    ),
  );

  const ofCheck = { schema: checkSchema };
  app.post('/imports/:import/check', ofCheck, async (request) => {
    const { trustId, by, limit } = callerOf(request);
    const kept = await readImport(service.database, trustId, request.params.import, limit);
    const person = { by, at: service.now(), limit };
    return writeCheck(await checkImport(service.database, trustId, kept.id, person), kept);
  });

  const ofConfirm = { schema: confirmSchema };
  app.post('/imports/:import/confirm', ofConfirm, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { id } = await readImport(database, trustId, request.params.import, person.limit);
      const { all_or_nothing: allOrNothing = false, control_total } = request.body ?? {};
      const controlTotal = control_total === undefined ? undefined : parseMoney(control_total);
      const options = { allOrNothing, controlTotal };
      const result = await confirmImport(database, trustId, id, person, options);
      return { status: 200, body: writeResult(result) };
    }),
  );
};
