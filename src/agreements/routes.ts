import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { formatMoney, type Money } from '../money/money.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import { answerOnce, idempotencyHeader } from '../web/idempotency.ts';
import {
  Instant,
  knowledgeQuery,
  MonthText,
  named,
  nullable,
  oneOf,
  Pounds,
  strict,
  Text,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { type Agreement, answers, closedWindow, type Figure, standings } from './agreement.ts';
import { type Agreements, answerFigure, listAgreements } from './commands.ts';

/** The figure that somebody stands for, as it travels. */
export const figureFields = {
  cash_saving: nullable(Pounds('Null where nothing is measured.')),
  avoidance: nullable(Pounds('Beside the cash saving, never added to it.')),
  net_saving: Pounds('Cash saving less one-off costs plus rebates.'),
};

const AnswerDocument = strict(
  {
    urn: Urn,
    from: MonthText('First service month.'),
    to: MonthText('Last service month.'),
    journal: Type.Integer({ description: 'The newest journal that the figure knew.' }),
    ...figureFields,
    answer: oneOf(answers),
    words: Type.String({ description: 'What the school said.' }),
    answered_by: Type.String(),
    answered_at: Instant('When.'),
  },
  { $id: 'SchoolAnswer', description: 'What a school said to its figure, as it was shown.' },
);

const Part = (description: string) =>
  strict({ schools: Type.Integer(), ...figureFields }, { description });

const AgreementsDocument = strict(
  {
    journal: Type.Integer({ description: 'The newest journal that the figures know.' }),
    from: MonthText('First service month.'),
    to: MonthText('Last service month.'),
    schools: Type.Array(
      strict({
        urn: Urn,
        name: Type.String(),
        ...figureFields,
        standing: oneOf(standings),
        is_outdated: Type.Boolean({
          description: 'The figure changed after the last answer: it is awaited again.',
        }),
        answers: Type.Array(named(AnswerDocument), { description: 'The latest first.' }),
      }),
    ),
    agreed: Part('What schools agree with.'),
    awaiting: Part('What schools have not answered to, or not since it changed.'),
    disputed: Part('What schools query.'),
    total: strict(figureFields, { description: 'The trust: the three parts add to it.' }),
  },
  { $id: 'Agreements', description: 'What the schools say of their figures.' },
);

/** Such a figure: amounts as text, null where nothing is measured. */
export function writeFigure({ cashSaving, avoidance, netSaving }: Figure) {
  const write = (amount: Money | null) => (amount === null ? null : formatMoney(amount));
  return {
    cash_saving: write(cashSaving),
    avoidance: write(avoidance),
    net_saving: formatMoney(netSaving),
  };
}

/** An answer as it travels. */
export function writeAnswer(agreement: Agreement): Static<typeof AnswerDocument> {
  const { urn, window, journal, answer, words, by, at } = agreement;
  return {
    urn,
    ...window,
    journal,
    ...writeFigure(agreement),
    answer,
    words,
    answered_by: by,
    answered_at: at,
  };
}

/** What schools say of their figures, as it travels. */
export function writeAgreements({
  journal,
  window,
  schools,
  parts,
  total,
}: Agreements): Static<typeof AgreementsDocument> {
  const writePart = (part: Figure & { schools: number }) => {
    return { schools: part.schools, ...writeFigure(part) };
  };
  return {
    journal,
    ...window,
    schools: schools.map((school) => ({
      urn: school.urn,
      name: school.name,
      ...writeFigure(school),
      standing: school.standing,
      is_outdated: school.isOutdated,
      answers: school.answers.map(writeAnswer),
    })),
    agreed: writePart(parts.agreed),
    awaiting: writePart(parts.awaiting),
    disputed: writePart(parts.disputed),
    total: writeFigure(total),
  };
}

const listSchema = {
  operationId: 'listAgreements',
  summary: 'What the schools say of their figures',
  description: 'Each figure of a window with its answers; the total split by them, adding exactly.',
  tags: ['agreements'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    from: MonthText('First service month.'),
    to: MonthText('Last service month.'),
    ...knowledgeQuery,
  }),
  response: { 200: named(AgreementsDocument), 304: notModified, ...problems() },
};

const answerSchema = {
  operationId: 'answerFigure',
  summary: 'Agree with a figure, or query it',
  description:
    "Keeps a school's answer with the figure that it was shown. If another figure is known later, the school is asked again.",
  tags: ['agreements'],
  headers: idempotencyHeader,
  params: strict({ trust: TrustId, urn: Urn }),
  body: strict({
    from: MonthText('First service month.'),
    to: MonthText('Last service month.'),
    journal: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 999_999_999,
        description: 'The journal of the report that was shown; the newest if left out.',
      }),
    ),
    answer: oneOf(answers),
    words: Type.Optional(Text('What the school says; a query needs it.', 2000)),
  }),
  response: { 201: named(AnswerDocument), ...problems(409, 422) },
};

export const agreementRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(AnswerDocument);
  app.addSchema(AgreementsDocument);

  app.get('/agreements', { schema: listSchema }, async (request, reply) => {
    const { from, to } = request.query;
    const window = closedWindow(readWindow(from, to));
    const { database, trustId } = placeOf(request, service);
    const asked = { window, ...knowledgeIn(request.query) };
    const found = await listAgreements(database, trustId, asked);
    const document = writeAgreements(found);
    if (isKnown(request, reply, [JSON.stringify(document)])) return reply.code(304).send();
    return document;
  });

  app.post('/schools/:urn/agreements', { schema: answerSchema }, (request, reply) =>
    answerOnce(service, { request, reply }, async ({ database, trustId, person }) => {
      const { from, to, journal, answer, words = '' } = request.body;
      const window = closedWindow(readWindow(from, to));
      const asked = { urn: request.params.urn, window, journal, answer, words };
      return {
        status: 201,
        body: writeAnswer(await answerFigure(database, trustId, asked, person)),
      };
    }),
  );
};
