import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { tableView } from '../charts/table.ts';
import { inTrust } from '../database/tenant.ts';
import { profileById } from '../invoices/store.ts';
import { sendCsv } from '../web/accept.ts';
import { callerOf } from '../web/access.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { importWithin } from './commands.ts';
import { historyTable } from './history.ts';
import type { ImportRecord } from './import.ts';
import { importsOf } from './store.ts';

const params = strict({ trust: TrustId });
const listSchema = {
  hide: true,
  operationId: 'showImports',
  params,
  querystring: strict({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) }),
};
const templateSchema = { hide: true, operationId: 'takeTemplate', params };

const perPage = 50;

/** A file that can be read without being explained: what its columns are called, and two lines. */
export const fileTemplate = {
  header: ['Invoice number', 'Invoice date', 'Type', 'School', 'Item', 'Quantity', 'Net', 'VAT'],
  cells: [
    ['INV-1001', '30/09/2025', 'Invoice', 'Oak Primary', 'Teacher', '4.5', '954.00', '190.80'],
    ['INV-1002', '30/09/2025', 'Invoice', 'Elm Primary', 'Teacher', '2', '424.00', '84.80'],
  ],
};

/** Every file that came, and what became of it. */
export const importPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/imports', { schema: listSchema }, async (request, reply) => {
    const { page = 1 } = request.query;
    const { records, suppliers, count } = await historyOf(service, request, page);
    const base = `/trusts/${callerOf(request).trustId}/imports`;
    return showTrustPage(service, { request, reply }, 'imports/views/history.njk', {
      title: 'Import',
      above: [],
      source: null,
      base,
      table: count === 0 ? null : tableView(historyTable(records, { suppliers, base }), 'pence'),
      newer: page > 1 ? `${base}?page=${page - 1}` : null,
      older: page * perPage < count ? `${base}?page=${page + 1}` : null,
    });
  });

  app.get('/imports/template.csv', { schema: templateSchema }, (_, reply) =>
    sendCsv(reply, 'invoices of a supplier', fileTemplate),
  );
};

async function historyOf({ database }: Service, request: FastifyRequest, page: number) {
  const { trustId, limit } = callerOf(request);
  return inTrust(database, trustId, async (tenant) => {
    const all = (await importsOf(tenant, { limitedKeyId: limit?.holderId })).reverse();
    const records: ImportRecord[] = [];
    const suppliers = new Map<string, string>();
    for (const record of all.slice((page - 1) * perPage, page * perPage)) {
      records.push(await importWithin(tenant, record, limit));
      const { profileId } = record;
      if (suppliers.has(profileId)) continue;
      suppliers.set(profileId, (await profileById(tenant, profileId)).document.supplier);
    }
    return { records, suppliers, count: all.length };
  });
}
