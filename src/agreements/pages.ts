import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { monthInWords } from '../calendar/month-words.ts';
import { saySaving, showAmount } from '../charts/table.ts';
import { formatMoney } from '../money/money.ts';
import { Problem } from '../problem.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { NotThere } from '../web/errors.ts';
import { answerForm } from '../web/form-answer.ts';
import { mayOpen } from '../web/navigation.ts';
import { strict, TrustId, Urn } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { answers, type ClosedWindow, closedWindow } from './agreement.ts';
import { standingTags } from './answers-view.ts';
import { answerFigure, listAgreements } from './commands.ts';
import { writeAnswer } from './routes.ts';

const month = Type.Optional(Type.String({ maxLength: 10 }));
const params = strict({ trust: TrustId, urn: Urn });
const Form = strict({
  from: month,
  to: month,
  journal: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })),
  answer: Type.Optional(Type.String({ maxLength: 20 })),
  words: Type.Optional(Type.String({ maxLength: 4000 })),
});
const showSchema = {
  hide: true,
  operationId: 'showAnswer',
  params,
  querystring: strict({ from: month, to: month }),
};
const answerSchema = { hide: true, operationId: 'answerFigure', params, body: Form };

type Asked = Partial<Static<typeof Form>>;

/** Where a school agrees with its figure, or queries it with words. */
export const agreementPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const path = '/savings/schools/:urn/answer';
  app.get(path, { schema: showSchema }, (request, reply) =>
    showForm(service, { request, reply }, request.params.urn, request.query),
  );

  app.post(path, { schema: answerSchema }, (request, reply) => {
    const { urn } = request.params;
    const { journal, words = '' } = request.body;
    const exchange = { request, reply };
    const { trustId } = callerOf(request);
    return answerForm(service, exchange, {
      field: 'answer',
      again: (problem) => showForm(service, exchange, urn, request.body, problem),
      work: async ({ database, person }) => {
        const window = windowOf(request.body);
        const asked = { urn, window, answer: readAnswer(request.body), words: words.trim() };
        const known = journal ? { ...asked, journal: Number(journal) } : asked;
        const body = writeAnswer(await answerFigure(database, trustId, known, person));
        return { status: 201, body };
      },
      leadsTo: ({ from, to }) =>
        `/trusts/${trustId}/savings/schools/${urn}?from=${from}&to=${to}#answers`,
    });
  });
};

const windowOf = ({ from = '', to = '' }: Asked): ClosedWindow =>
  closedWindow(readWindow(from, to));

function readAnswer({ answer: said }: Asked) {
  const found = answers.find((each) => each === said);
  if (found) return found;
  throw new Problem({
    code: 'request.unreadable',
    column: 'answer',
    found: said ?? '',
    message: 'Say whether the school agrees or queries the figure.',
  });
}

async function showForm(
  service: Service,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  urn: string,
  typed: Asked,
  problem?: Problem,
) {
  const { request } = exchange;
  const { database, trustId } = placeOf(request, service);
  const window = windowOf(typed);
  const { journal, schools } = await listAgreements(database, trustId, { window });
  const school = schools.find((each) => each.urn === urn);
  if (!school) {
    throw new NotThere({
      code: 'school.unknown',
      found: urn,
      message: `The school ${urn} has no figure of these months.`,
      remedy: 'Open the page of its savings, and choose other months.',
    });
  }
  const savings = `/trusts/${trustId}/savings`;
  const months = `?from=${window.from}&to=${window.to}`;
  const amount = (value: (typeof school)['cashSaving']) =>
    showAmount(value === null ? null : formatMoney(value), 'pence');
  return showTrustPage(service, exchange, 'agreements/views/answer.njk', {
    title: `Is the figure of ${school.name} right?`,
    problem,
    above: [
      { text: 'Savings', href: `${savings}${months}` },
      { text: school.name, href: `${savings}/schools/${urn}${months}` },
    ],
    source: null,
    path: `${savings}/schools/${urn}/answer`,
    mayAnswer: mayOpen(callerOf(request), '/savings/schools/:urn/answer', 'POST'),
    school: {
      name: school.name,
      saving: saySaving(formatMoney(school.netSaving), 'pence'),
      cashSaving: amount(school.cashSaving),
      avoidance: amount(school.avoidance),
      tag: standingTags[school.standing],
    },
    window,
    months: `${monthInWords(window.from)} to ${monthInWords(window.to)}`,
    // The figure that is shown is the one that is answered, whatever comes meanwhile.
    journal: typed.journal ?? String(journal),
    typed: { answer: typed.answer ?? '', words: typed.words ?? '' },
    earlier: school.answers.map(({ answer, words, by, at, netSaving }) => {
      const did = answer === 'agreed' ? 'agreed with' : 'queried';
      const figure = saySaving(formatMoney(netSaving), 'pence');
      return `${at.slice(0, 10)}: ${by} ${did} "${figure}"${words ? `: ${words}` : ''}`;
    }),
  });
}
