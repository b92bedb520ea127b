import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { changeView } from '../changes/change-view.ts';
import { contractsOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { ImportId, readImport } from '../imports/routes.ts';
import { Problem } from '../problem.ts';
import { callerOf } from '../web/access.ts';
import { answerForm, problemAt } from '../web/form-answer.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { checkWord, teachWord } from './commands.ts';

const params = strict({ trust: TrustId, import: ImportId });
const name = Type.String({ minLength: 1, maxLength: 300 });
const querystring = strict({ item: name, contract: name });
const body = strict({ meaning: Type.Optional(Type.String({ maxLength: 300 })) });
const showSchema = { hide: true, operationId: 'showUnpricedItem', params, querystring };
const checkSchema = { hide: true, operationId: 'checkWord', params, querystring, body };
const teachSchema = { hide: true, operationId: 'teachWord', params, querystring, body };

interface Exchange {
  readonly request: FastifyRequest & {
    params: Static<typeof params>;
    query: Static<typeof querystring>;
  };
  readonly reply: FastifyReply;
}

/** An item that the contract has no price for, and the form that says which known item it is. */
export const teachingPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/queue/:import/items', { schema: showSchema }, (request, reply) =>
    showItem(service, { request, reply }, ''),
  );

  // Answered at once: what it would change is only told.
  app.post('/queue/:import/items/check', { schema: checkSchema }, async (request, reply) => {
    const { trustId, by } = callerOf(request);
    const { meaning = '' } = request.body;
    const exchange = { request, reply };
    const { id } = await readImport(service.database, trustId, request.params.import);
    try {
      const lesson = lessonOf(request.query.item, meaning);
      const person = { by, at: service.now() };
      const change = await checkWord(service.database, trustId, id, lesson, person);
      return showItem(service, exchange, meaning, { change: changeView(change) });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return showItem(service, exchange, meaning, { problem: problemAt(problem, 'meaning') });
    }
  });

  app.post('/queue/:import/items', { schema: teachSchema }, (request, reply) => {
    const { meaning = '' } = request.body;
    return answerForm(
      service,
      { request, reply },
      {
        field: 'meaning',
        again: (problem) => showItem(service, { request, reply }, meaning, { problem }),
        work: async ({ database, trustId, person }) => {
          const { id } = await readImport(database, trustId, request.params.import);
          const lesson = lessonOf(request.query.item, meaning);
          const { journal } = await teachWord(database, trustId, id, lesson, person);
          return { status: 303, body: { ...lesson, journal } };
        },
        leadsTo: ({ journal }) => `/trusts/${request.params.trust}/queue?done=${journal ?? 0}`,
      },
    );
  });
};

function lessonOf(word: string, meaning: string) {
  if (meaning !== '') return { kind: 'item' as const, word, meaning };
  throw new Problem({
    code: 'request.unreadable',
    column: 'meaning',
    message: 'Choose the item that is meant.',
  });
}

interface Answered {
  readonly change?: ReturnType<typeof changeView>;
  readonly problem?: Problem;
}

async function showItem(
  service: Service,
  exchange: Exchange,
  meaning: string,
  { change, problem }: Answered = {},
) {
  const { request } = exchange;
  const { trustId } = callerOf(request);
  const { item, contract: reference } = request.query;
  const { id, file } = await readImport(service.database, trustId, request.params.import);
  const contracts = await inTrust(service.database, trustId, contractsOf);
  const contract = contracts.find((each) => each.reference === reference);
  const items = [...new Set(contract?.prices.map((price) => price.item))];
  const base = `/trusts/${trustId}`;
  return showTrustPage(service, exchange, 'teachings/views/item.njk', {
    title: `What “${item}” is`,
    problem,
    above: [{ text: 'Rows that wait', href: `${base}/queue` }],
    source: null,
    path: `${base}/queue/${id}/items`,
    query: `?${new URLSearchParams({ item, contract: reference })}`,
    item,
    contract: contract
      ? { text: contract.title, href: `${base}/contracts/${encodeURIComponent(reference)}` }
      : { text: reference, href: null },
    file: { text: file, href: `${base}/imports/${id}` },
    items: items.map((value) => ({ value, text: value })),
    meaning,
    change: change ?? null,
  });
}
