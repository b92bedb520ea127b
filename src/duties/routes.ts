import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { Day, named, nullable, oneOf, strict, Text, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { listDuties } from './commands.ts';
import { outcomes } from './duty.ts';
import { adviceNotice, writeDuty } from './words.ts';

const DutyDocument = strict(
  {
    duty: Type.String({ description: 'The name of the rule.' }),
    title: Type.String({ description: 'What has to be done.' }),
    outcome: oneOf(outcomes, 'Whether it applies; never whether anything was done lawfully.'),
    section: Type.String({ description: 'Where the rule stands.' }),
    source: Type.String({ description: 'Where it was read.' }),
    due_by: nullable(Day('The last day for it; null where it is no day or not known.')),
    due: nullable(Type.String({ description: 'When it is due, in words.' })),
    done_on: nullable(Day('When it was done, as the register has it.')),
    missing: Type.Array(Type.String(), { description: 'The fields that would tell.' }),
    in_words: Type.Array(Type.String(), { description: 'The reason, in whole sentences.' }),
  },
  { $id: 'Duty', description: 'What law or guidance asks of a contract.' },
);

const dutiesSchema = {
  operationId: 'listContractDuties',
  summary: 'What law and guidance ask of a contract',
  description:
    'Every rule that is known, with whether it applies to the contract as the register has it on that day, why, and by when. Advice only.',
  tags: ['contracts'],
  params: strict({ trust: TrustId, contract: Text('The reference of the contract.', 60) }),
  querystring: strict({ on: Type.Optional(Day('As of this day; today if left out.')) }),
  response: {
    200: strict({
      contract: Type.String(),
      today: Day('The day of the answer.'),
      notice: Type.String({ description: 'How the answer is to be read.' }),
      duties: Type.Array(named(DutyDocument)),
    }),
    ...problems(404),
  },
};

export const dutyRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(DutyDocument);

  app.get('/contracts/:contract/duties', { schema: dutiesSchema }, async (request) => {
    const { contract } = request.params;
    const today = (request.query.on ?? service.now().slice(0, 10)) as LocalDate;
    const { database } = placeOf(request, service);
    const [found] = await listDuties(database, callerOf(request).trustId, { today, contract });
    const duties = (found?.duties ?? []).map((duty) => writeDuty(duty, today));
    return { contract, today, notice: adviceNotice, duties };
  });
};
