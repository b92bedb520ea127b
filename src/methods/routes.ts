import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ruleVersion } from '../ledger/chain.ts';
import { problems } from '../web/errors.ts';
import { Day, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { methodAt } from './method.ts';

const numbers = (description: string) =>
  Type.Unsafe<Record<string, string>>({
    type: 'object',
    description,
    additionalProperties: { type: 'string' },
  });

const DefinitionDocument = strict({
  id: Type.String(),
  title: Type.String(),
  words: Type.String({ description: 'What it means, in plain words.' }),
  formula: Type.String(),
  example: strict({
    words: Type.String(),
    numbers: numbers('What the example starts from.'),
    result: numbers('What comes out.'),
  }),
  rule: Type.String({ description: 'The posting rules that it says in plain words.' }),
  version: Type.String({ description: 'The version of the rules since which it holds.' }),
  from: Day('The first day of that version.'),
});

const schema = {
  operationId: 'readMethod',
  summary: 'The method',
  description:
    'Every definition that a figure rests on, with its formula, an example and its version; readable in five minutes.',
  tags: ['reports'],
  params: strict({ trust: TrustId }),
  querystring: strict({
    rule_version: Type.Optional(
      Type.String({
        description: 'As it stood in that version; today if left out.',
        maxLength: 20,
      }),
    ),
  }),
  response: {
    200: strict({ rule_version: Type.String(), definitions: Type.Array(DefinitionDocument) }),
    ...problems(),
  },
};

export const methodRoutes: FastifyPluginAsyncTypebox<Service> = async (app) => {
  app.get('/method', { schema }, async (request) => {
    const { rule_version: version = ruleVersion } = request.query;
    return { rule_version: version, definitions: [...methodAt(version)] };
  });
};
