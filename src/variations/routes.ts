import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, type TSchema, Type } from 'typebox';
import { type ContractRecord, recordFieldNames, recordFields } from '../amendments/record.ts';
import { fieldName, valueInText } from '../amendments/version.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { saveRows } from '../trusts/commands.ts';
import { contractRecordFile } from '../trusts/record-file.ts';
import { fieldIn } from '../trusts/register-change.ts';
import { showContract, type TracedVersion } from '../values/commands.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, change } from '../web/idempotency.ts';
import {
  Day,
  Instant,
  named,
  nullable,
  oneOf,
  Pounds,
  strict,
  Text,
  TrustId,
} from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';

function schemaOf(name: keyof ContractRecord): TSchema {
  const field = recordFields[name];
  const description = `${field.inWords[0]?.toUpperCase()}${field.inWords.slice(1)}.`;
  if (field.kind === 'word') return oneOf(field.words as readonly string[], description);
  if (field.kind === 'day') return Day(description);
  if (field.kind === 'pounds') return Pounds(description);
  return field.kind === 'flag' ? Type.Boolean({ description }) : Text(description, 2000);
}

const fields = (wrap: (schema: TSchema) => TSchema) =>
  Object.fromEntries(recordFieldNames.map((name) => [fieldName(name), wrap(schemaOf(name))]));

const RecordDocument = strict(fields(nullable), {
  $id: 'ContractRecord',
  description: 'What the register holds of a contract; null is not known.',
});

const signing = {
  signed_on: nullable(Day('The day on which it was signed; null of a draft.')),
  amendment: nullable(Text('Why signed terms are changed; null as it was first agreed.', 2000)),
};

const VersionDocument = strict(
  {
    version: Type.Integer({ minimum: 1 }),
    ...signing,
    by: Type.String({ description: 'Who wrote it.' }),
    at: Instant('When it was written.'),
    changes: Type.Array(
      strict({
        field: Type.String({ description: 'What is otherwise than in the version before.' }),
        before: nullable(Type.String({ description: 'Null where nothing was said.' })),
        after: nullable(Type.String({ description: 'Null where nothing is said any more.' })),
        is_agreed: Type.Boolean({ description: 'Whether a signature freezes it.' }),
      }),
    ),
  },
  { $id: 'ContractVersion', description: 'A version of what a contract says, kept for ever.' },
);

const RecordAnswer = strict(
  {
    contract: Type.String(),
    version: nullable(Type.Integer({ description: 'The latest; null where none is written.' })),
    ...signing,
    record: named(RecordDocument),
    versions: Type.Array(named(VersionDocument), { description: 'The oldest first.' }),
  },
  { $id: 'RecordOfContract', description: 'The record of a contract with its history.' },
);

/** A record as the API and the terminal show it: every field, unknown ones as null. */
export function writeRecord(record: ContractRecord | undefined): Static<typeof RecordDocument> {
  return Object.fromEntries(
    recordFieldNames.map((name) => {
      const value = record?.[name] ?? null;
      const isPlain = value === null || typeof value === 'boolean';
      return [fieldName(name), isPlain || !record ? value : valueInText(name, record)];
    }),
  );
}

export function writeVersion({
  version: { version, signedOn, amendment, by, at },
  changes,
}: TracedVersion): Static<typeof VersionDocument> {
  return {
    ...{ version, amendment, by, at },
    signed_on: signedOn,
    changes: changes.map(({ field, before, after, isAgreed }) => {
      return { field, before, after, is_agreed: isAgreed };
    }),
  };
}

const params = strict({ trust: TrustId, contract: Text('The reference of the contract.', 60) });

const readSchema = {
  operationId: 'readContractRecord',
  summary: 'What the register holds of a contract',
  description: 'As it is now, and each version with what it changed and why.',
  tags: ['contracts'],
  params,
  response: { 200: named(RecordAnswer), ...problems() },
};

const putSchema = change(
  {
    operationId: 'putContractRecord',
    summary: 'Write the next version of a contract’s record',
    description:
      'The whole of it: what is left out is not known. Once signed_on is filled, what was agreed is frozen, and its prices and days with it; another amendment, which is its reason, opens them until it is signed in its turn. Without a change there is no version.',
    tags: ['contracts'],
    params,
    body: strict({
      ...{ signed_on: Type.Optional(signing.signed_on) },
      ...{ amendment: Type.Optional(signing.amendment) },
      ...fields((schema) => Type.Optional(nullable(schema))),
    }),
  },
  RecordAnswer,
);

async function readRecord(
  { database, trustId }: Place,
  reference: string,
  today: LocalDate,
): Promise<Static<typeof RecordAnswer>> {
  const { versions } = await showContract(database, trustId, { reference, today });
  const latest = versions.at(-1)?.version;
  return {
    contract: reference,
    version: latest?.version ?? null,
    signed_on: latest?.signedOn ?? null,
    amendment: latest?.amendment ?? null,
    record: writeRecord(latest?.record),
    versions: versions.map(writeVersion),
  };
}

const inCell = (value: unknown) =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '');

export const variationRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of [RecordDocument, VersionDocument, RecordAnswer]) app.addSchema(schema);
  const today = () => service.now().slice(0, 10) as LocalDate;

  app.get('/contracts/:contract/record', { schema: readSchema }, (request) =>
    readRecord(placeOf(request, service), request.params.contract, today()),
  );

  app.put('/contracts/:contract/record', { schema: putSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const { contract } = request.params;
      const before = await readRecord(write, contract, today());
      const cells = Object.entries(request.body).map(([name, value]) => [name, inCell(value)]);
      const row = { ...Object.fromEntries(cells), contract };
      const load = { trustId: write.trustId, by: write.person.by, recordedAt: write.person.at };
      await saveRows(write.database, load, {
        table: contractRecordFile,
        rows: [row],
        fieldOf: fieldIn(request.body),
      });
      const status = before.version === null ? 201 : 200;
      return { status, body: await readRecord(write, contract, today()), before };
    }),
  );
};
