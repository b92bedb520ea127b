import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { ChangeDocument, changeSchemas, writeChange } from '../changes/routes.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { RowNumber } from '../settlements/routes.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import { Day, named, oneOf, strict, Text, TrustId, Urn } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { checkSchool, checkWord, nameSchool, type SchoolNamed, teachWord } from './commands.ts';
import { wordKinds } from './word.ts';

const answered = { 200: named(ChangeDocument), ...problems(409, 422) };

const schoolBody = strict({
  urn: Urn,
  from: Type.Optional(Day("From which day on; the first day of the row's service otherwise.")),
});
const aboutSchool = {
  tags: ['queue'],
  params: strict({ trust: TrustId, import: ImportId, row: RowNumber }),
  body: schoolBody,
  response: answered,
};
const checkSchoolSchema = {
  ...aboutSchool,
  operationId: 'checkSchool',
  summary: 'Check what naming a school would do',
  description: 'Answers which rows of which files would be posted, to the penny.',
};
const nameSchoolSchema = {
  ...aboutSchool,
  operationId: 'nameSchool',
  summary: 'Say which school a text means',
  description:
    'Remembers the text of a held row as a dated alias of the school, and posts all rows of all files that waited for it.',
  headers: idempotencyHeader,
};

const wordBody = strict({
  kind: oneOf(wordKinds, 'In which column the word stands; a contract is told by the item.'),
  word: Text('The word as the file prints it.'),
  meaning: Text(
    'A document kind, a credit kind, `whole_trust` for a school, an item or a contract.',
  ),
});
const aboutWord = {
  tags: ['queue'],
  params: strict({ trust: TrustId, import: ImportId }),
  body: wordBody,
  response: answered,
};
const checkWordSchema = {
  ...aboutWord,
  operationId: 'checkWord',
  summary: 'Check what teaching a word would do',
  description: 'Answers what each file with the word would be if its profile knew it.',
};
const teachWordSchema = {
  ...aboutWord,
  operationId: 'teachWord',
  summary: 'Say what a word means',
  description:
    'Makes a new version of the profile that knows the word, and reads the posted imports that have it again: each is undone and imported once more.',
  headers: idempotencyHeader,
};

const schoolOf = ({ urn, from }: Static<typeof schoolBody>): SchoolNamed => {
  return { urn, from: from as LocalDate | undefined };
};

export const teachingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  for (const schema of changeSchemas) app.addSchema(schema);
  const { database } = service;

  app.post(
    '/imports/:import/rows/:row/school/check',
    { schema: checkSchoolSchema },
    async (request) => {
      const { trustId, by } = callerOf(request);
      const { id } = await readImport(database, trustId, request.params.import);
      const place = { importId: id, row: request.params.row };
      const person = { by, at: service.now() };
      const change = await checkSchool(database, trustId, place, schoolOf(request.body), person);
      return writeChange(change, false);
    },
  );

  app.post('/imports/:import/rows/:row/school', { schema: nameSchoolSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database: part, trustId, person }) => {
      const { id } = await readImport(part, trustId, request.params.import);
      const place = { importId: id, row: request.params.row };
      const change = await nameSchool(part, trustId, place, schoolOf(request.body), person);
      return { status: 200, body: writeChange(change, true) };
    }),
  );

  app.post('/imports/:import/words/check', { schema: checkWordSchema }, async (request) => {
    const { trustId, by } = callerOf(request);
    const { id } = await readImport(database, trustId, request.params.import);
    const person = { by, at: service.now() };
    return writeChange(await checkWord(database, trustId, id, request.body, person), false);
  });

  app.post('/imports/:import/words', { schema: teachWordSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database: part, trustId, person }) => {
      const { id } = await readImport(part, trustId, request.params.import);
      const change = await teachWord(part, trustId, id, request.body, person);
      return { status: 200, body: writeChange(change, true) };
    }),
  );
};
