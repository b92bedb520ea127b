import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { callerOf } from '../web/access.ts';
import { answerOnce, change } from '../web/idempotency.ts';
import { oneOf, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { reminderChoices } from './reminder.ts';
import { readersOf, saveChoice } from './store.ts';

const every = oneOf(reminderChoices, 'week: once a week at the most; never: no such mail.');

const ChoiceDocument = strict(
  { every },
  { $id: 'ReminderChoice', description: 'How often somebody is reminded by mail.' },
);

const putChoiceSchema = change(
  {
    operationId: 'chooseReminders',
    summary: 'Whether you are reminded of contracts by mail',
    description:
      'For whoever is signed in. Who keeps the register is reminded unless it is ended here; whoever else is let in for the whole trust may ask for it.',
    tags: ['renewals'],
    params: strict({ trust: TrustId }),
    body: strict({ every }),
  },
  ChoiceDocument,
);

export const reminderRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ChoiceDocument);

  app.put('/renewals/mail', { schema: putChoiceSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { kind, id: personId } = callerOf(request);
      if (kind !== 'person') throw new Problem(forPeople);
      const { every } = request.body;
      const before = await inTrust(database, trustId, async (tenant) => {
        const reader = (await readersOf(tenant)).find((each) => each.personId === personId);
        const choice = { personId, every, changedBy: person.by, changedAt: person.at };
        await saveChoice(tenant, choice);
        return { every: reader?.choice ?? null };
      });
      return { status: 200, body: { every }, before };
    }),
  );
};

const forPeople = {
  code: 'person.unknown',
  message: 'A key is nobody who could be sent mail.',
  remedy: 'Sign in, or use renewals mail in the terminal.',
} as const;
