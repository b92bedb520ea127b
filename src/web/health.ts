import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { asDatabaseProblem } from '../database/connect.ts';
import { refuseOtherVersion } from '../database/migrate.ts';
import { type ProblemCode, problemCodes } from '../problem.ts';
import { NotThere, openProblems } from './errors.ts';
import { oneOf, strict } from './schemas.ts';
import type { Service } from './service.ts';

const State = strict({ status: oneOf(['ok'] as const) }, { description: 'It does.' });
const codes = Object.keys(problemCodes) as ProblemCode[];
const Explained = strict(
  { code: oneOf(codes), meaning: Type.String() },
  { description: 'The meaning of a code.' },
);

const healthSchema = {
  operationId: 'readHealth',
  summary: 'Whether the service runs',
  description: 'Answers as long as the process works.',
  tags: ['service'],
  security: [],
  response: { 200: State, ...openProblems(400) },
};

const readySchema = {
  operationId: 'readReadiness',
  summary: 'Whether the service can work',
  description: 'Answers while the database does, and is at the version of the service.',
  tags: ['service'],
  security: [],
  response: { 200: State, ...openProblems(400, 503) },
};

const problemSchema = {
  operationId: 'readProblem',
  summary: 'What a problem means',
  description: 'The `type` of a refusal leads here.',
  tags: ['service'],
  security: [],
  params: strict({ code: Type.String() }),
  response: { 200: Explained, ...openProblems(404) },
};

/** The few addresses that need no key: they tell nothing about any trust. */
export const healthRoutes: FastifyPluginAsyncTypebox<Service> = async (app, { database }) => {
  app.get('/health', { schema: healthSchema }, async () => ({ status: 'ok' as const }));

  app.get('/ready', { schema: readySchema }, async () => {
    try {
      await refuseOtherVersion(database);
    } catch (error) {
      throw asDatabaseProblem(error);
    }
    return { status: 'ok' as const };
  });

  app.get('/problems/:code', { schema: problemSchema }, async (request) => {
    const code = codes.find((known) => known === request.params.code);
    if (code) return { code, meaning: problemCodes[code] };
    throw new NotThere({ code: 'request.unreadable', message: 'There is no such problem.' });
  });
};
