import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { changeView } from '../changes/change-view.ts';
import { tableView } from '../charts/table.ts';
import { inTrust } from '../database/tenant.ts';
import { ImportId } from '../imports/routes.ts';
import { documentKinds } from '../invoices/supplier-profile.ts';
import { add, displayMoney } from '../money/money.ts';
import { Problem } from '../problem.ts';
import { RowNumber } from '../settlements/routes.ts';
import { wholeTrust } from '../teachings/word.ts';
import { callerOf } from '../web/access.ts';
import { answerForm, problemAt } from '../web/form-answer.ts';
import { mayOpen } from '../web/navigation.ts';
import { readPage, writePage } from '../web/page.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { readAct } from './act.ts';
import { checkAct, doAct, readWaitingRow, type WaitingRow } from './commands.ts';
import { queueTable, unpricedTable } from './queue-tables.ts';
import { unpricedItems, waitingByImport, waitingGroups } from './store.ts';
import { chosenWays, creditWords, toldWays } from './way-words.ts';
import { waysOut } from './ways.ts';

const text = Type.Optional(Type.String({ maxLength: 1000 }));
const listSchema = {
  hide: true,
  operationId: 'showQueue',
  params: strict({ trust: TrustId }),
  querystring: strict({
    after: text,
    done: Type.Optional(Type.Integer({ minimum: 0, maximum: 999_999_999 })),
  }),
};
const params = strict({ trust: TrustId, import: ImportId, row: RowNumber });
const Form = strict({
  ...{ way: text, urn: text, from: text, meaning: text },
  ...{ kind: text, original: text, reason: text },
});
type Typed = Static<typeof Form>;
const rowSchema = { hide: true, operationId: 'showWaitingRow', params };
const checkSchema = { hide: true, operationId: 'checkWaitingRow', params, body: Form };
const settleSchema = { hide: true, operationId: 'settleWaitingRow', params, body: Form };
const perPage = 50;

/** What waits in all files, and the page of each row on which it is decided. */
export const queuePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/queue', { schema: listSchema }, async (request, reply) => {
    const { trustId } = callerOf(request);
    const page = readPage({ limit: perPage, ...(request.query.after && request.query) });
    const asked = { after: page.after ?? '', limit: page.limit + 1 };
    const { groups, totals, items } = await inTrust(service.database, trustId, async (tenant) => ({
      groups: await waitingGroups(tenant, asked),
      totals: [...(await waitingByImport(tenant)).values()],
      items: await unpricedItems(tenant),
    }));
    const base = `/trusts/${trustId}/queue`;
    const shown = writePage(groups, page, { key: ({ key }) => key, write: (group) => group });
    return showTrustPage(service, { request, reply }, 'queue/views/queue.njk', {
      title: 'Rows that wait',
      above: [],
      source: null,
      done: request.query.done ?? null,
      rows: totals.reduce((sum, { rows }) => sum + rows, 0),
      net: displayMoney(add(...totals.map(({ net }) => net))),
      table: shown.items.length === 0 ? null : tableView(queueTable(shown.items, base), 'pence'),
      first: page.after ? base : null,
      more: shown.next && `${base}?after=${shown.next}`,
      items: items.length === 0 ? null : tableView(unpricedTable(items, base), 'pence'),
    });
  });
  app.register(rowPages, { ...service, prefix: '' });
};

interface Exchange {
  readonly request: FastifyRequest & { params: Static<typeof params> };
  readonly reply: FastifyReply;
}

const placeIn = ({ params: asked }: Exchange['request']) => {
  return { importId: asked.import, row: asked.row };
};

const rowPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/queue/:import/:row', { schema: rowSchema }, (request, reply) =>
    showRow(service, { request, reply }, {}),
  );

  // Answered at once: what a decision would change is only told.
  app.post('/queue/:import/:row/check', { schema: checkSchema }, async (request, reply) => {
    const { trustId, by } = callerOf(request);
    const exchange = { request, reply };
    const person = { by, at: service.now() };
    const { offer } = await readWaitingRow(service.database, trustId, placeIn(request));
    try {
      const act = readAct(request.body, offer);
      const change = await checkAct(service.database, trustId, placeIn(request), act, person);
      return showRow(service, exchange, request.body, { change: changeView(change) });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return showRow(service, exchange, request.body, { problem: problemAt(problem, 'way') });
    }
  });

  app.post('/queue/:import/:row', { schema: settleSchema }, (request, reply) => {
    const exchange = { request, reply };
    return answerForm(service, exchange, {
      field: 'way',
      again: (problem) => showRow(service, exchange, request.body, { problem }),
      work: async ({ database, trustId, person }) => {
        const { offer } = await readWaitingRow(database, trustId, placeIn(request));
        const act = readAct(request.body, offer);
        const { journal } = await doAct(database, trustId, placeIn(request), act, person);
        return { status: 303, body: { act, journal } };
      },
      leadsTo: ({ journal }) => `/trusts/${request.params.trust}/queue?done=${journal ?? 0}`,
    });
  });
};

interface Answered {
  readonly change?: ReturnType<typeof changeView>;
  readonly problem?: Problem;
}

async function showRow(
  service: Service,
  exchange: Exchange,
  typed: Typed,
  { change, problem }: Answered = {},
) {
  const { request } = exchange;
  const { trustId } = callerOf(request);
  const { importId, row } = placeIn(request);
  const found = await readWaitingRow(service.database, trustId, { importId, row });
  const { record, stopped, supplier, cells, alike, offer, schools } = found;
  const base = `/trusts/${trustId}`;
  return showTrustPage(service, exchange, 'queue/views/waiting-row.njk', {
    title: `Row ${row} of ${record.file}`,
    problem,
    above: [{ text: 'Rows that wait', href: `${base}/queue` }],
    source: null,
    path: `${base}/queue/${importId}/${row}`,
    ...{ supplier, cells, alike },
    file: { text: record.file, href: `${base}/imports/${importId}` },
    message: stopped.message,
    net: displayMoney(stopped.net),
    ways: offer.ways.flatMap((value) => {
      const words = chosenWays[value]?.(offer.word?.word ?? '');
      return words ? [{ value, ...words }] : [];
    }),
    told: waysOut(stopped.code as Parameters<typeof waysOut>[0]).flatMap(
      (way) => toldWays[way] ?? [],
    ),
    copy: mayOpen(callerOf(request), '/imports/:import/copy')
      ? `${base}/imports/${importId}/copy`
      : null,
    schools: schools.map(({ urn, name }) => ({ value: urn, text: name })),
    meanings: meaningsOf(found),
    kinds: Object.entries(creditWords).map(([value, words]) => ({ value, text: words })),
    typed: {
      ...{ way: '', urn: '', from: '', meaning: '', kind: '', original: '', reason: '' },
      ...typed,
    },
    change: change ?? null,
  });
}

/** What the word of a row can mean. */
function meaningsOf({ offer: { word }, contracts }: WaitingRow) {
  switch (word?.kind) {
    case 'school':
      return [{ value: wholeTrust, text: 'All schools together' }];
    case 'document_kind':
      return documentKinds.map((value) => {
        return { value, text: value === 'invoice' ? 'An invoice' : 'A credit note' };
      });
    case 'credit_kind':
      return Object.entries(creditWords).map(([value, words]) => ({ value, text: words }));
    default:
      return contracts.map(({ reference, title }) => {
        return { value: reference, text: `${title} (${reference})` };
      });
  }
}
