import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { readSchool, SchoolDocument, schoolFields } from '../schools/routes.ts';
import { answerOnce, change } from '../web/idempotency.ts';
import { Day, strict, Text, TrustId, Urn } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { convertSchool } from './commands.ts';

const addConversionSchema = change(
  {
    operationId: 'addConversion',
    summary: 'Give a school the number that it got by a conversion',
    description:
      'It stays the same school with its history; both numbers find it, and what it is now holds from the day of the conversion. No figure changes.',
    tags: ['schools'],
    params: strict({ trust: TrustId, urn: Urn }),
    body: strict({
      new_urn: Urn,
      converted_on: Day('First day under the new number.'),
      name: Type.Optional(Text('Its full name from then on; as before if left out.')),
      status: schoolFields.status,
      year_starts_month: schoolFields.year_starts_month,
      vat_recovery_rate: schoolFields.vat_recovery_rate,
    }),
  },
  SchoolDocument,
);

export const conversionRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(SchoolDocument);

  app.post('/schools/:urn/conversions', { schema: addConversionSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async (write) => {
      const { urn } = request.params;
      const asked = { urn, conversion: request.body };
      await convertSchool(write.database, write.trustId, asked, write.person);
      return { status: 201, body: await readSchool(write, urn) };
    }),
  );
};
