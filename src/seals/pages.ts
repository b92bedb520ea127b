import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type ShownTable, tableView } from '../charts/table.ts';
import { asDatabase, inTrust } from '../database/tenant.ts';
import type { ReportRow } from '../reports/report.ts';
import { whatChanged } from '../restatements/commands.ts';
import { callerOf } from '../web/access.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { checkSeal, requireSeal } from './commands.ts';
import { sealInWords, whatMoved, windowInWords } from './seal-words.ts';
import { sealsOf } from './store.ts';

const ofTrust = { hide: true, params: strict({ trust: TrustId }) };
const ofSeal = {
  hide: true,
  params: strict({
    trust: TrustId,
    seal: Type.String({ pattern: '^([1-9]\\d{0,8}|[0-9a-f]{64})$' }),
  }),
};

const base = (request: FastifyRequest) => `/trusts/${callerOf(request).trustId}/reports`;
const listAbove = (request: FastifyRequest) => {
  return [{ text: 'Sealed reports', href: `${base(request)}/seals` }];
};

/** The sealed reports as pages: the list, one as it was sealed, and whether it still is that. */
export const sealPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.register(checkPages, { ...service, prefix: '' });

  const listSchema = { ...ofTrust, operationId: 'showSeals' };
  app.get('/reports/seals', { schema: listSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const seals = await inTrust(database, trustId, (tenant) => sealsOf(tenant));
    return showTrustPage(service, { request, reply }, 'seals/views/seals.njk', {
      title: 'Sealed reports',
      above: [],
      source: null,
      board: `${base(request)}/board`,
      seals: seals.reverse().map((seal) => ({
        text: sealInWords(seal),
        months: windowInWords(seal.window),
        sha256: seal.sha256,
        href: `${base(request)}/seals/${seal.number}`,
      })),
    });
  });

  const oneSchema = { ...ofSeal, operationId: 'showSeal' };
  app.get('/reports/seals/:seal', { schema: oneSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { seal, changes } = await inTrust(database, trustId, async (tenant) => {
      const found = await requireSeal(tenant, request.params.seal);
      const since = { window: found.window, since: { asKnownAt: found.journal }, until: {} };
      return { seal: found, changes: await whatChanged(asDatabase(tenant), trustId, since) };
    });
    return showTrustPage(service, { request, reply }, 'seals/views/seal.njk', {
      title: `Report ${seal.number}: ${seal.title}`,
      above: listAbove(request),
      source: null,
      inWords: sealInWords(seal),
      months: windowInWords(seal.window),
      ...{ sha256: seal.sha256, journal: seal.journal, number: seal.number },
      table: tableView(sealedTable(seal.content), 'pence'),
      sentences: whatMoved(changes),
      verification: `${base(request)}/seals/${seal.number}/verification`,
      bytes: `/v1/trusts/${trustId}/seals/${seal.number}`,
    });
  });
};

const checkPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const checkSchema = { ...ofSeal, operationId: 'showSealCheck' };
  app.get('/reports/seals/:seal/verification', { schema: checkSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { seal, differences } = await inTrust(database, trustId, (tenant) =>
      checkSeal(tenant, request.params.seal),
    );
    const href = `${base(request)}/seals/${seal.number}`;
    return showTrustPage(service, { request, reply }, 'seals/views/verification.njk', {
      title: differences.length === 0 ? 'The report is as it was sealed' : 'The report was altered',
      above: [...listAbove(request), { text: `Report ${seal.number}`, href }],
      source: null,
      isSound: differences.length === 0,
      inWords: sealInWords(seal),
      sha256: seal.sha256,
      differences,
      bytes: `/v1/trusts/${trustId}/seals/${seal.number}`,
    });
  });
};

interface SealedContent {
  readonly schools: readonly { readonly urn: string; readonly name: string }[];
  readonly rows: readonly ReportRow[];
  readonly total: ReportRow;
}

/** The rows as they were sealed: read from the kept bytes, and not worked out again. */
function sealedTable(content: string): ShownTable {
  const { schools, rows, total } = JSON.parse(content) as SealedContent;
  const names = new Map(schools.map(({ urn, name }) => [urn, name]));
  const placeOfRow = ({ urn, contract, item, month }: ReportRow) =>
    [urn && (names.get(urn) ?? urn), contract, item, month].filter(Boolean).join(', ');
  return {
    id: 'sealed',
    caption: 'The figures as they were sealed',
    columns: [
      { key: 'name', heading: 'What', kind: 'text' },
      { key: 'cost', heading: 'Paid, £', kind: 'pounds' },
      { key: 'cash_saving', heading: 'Cash saving, £', kind: 'saving' },
      { key: 'net_saving', heading: 'Net saving, £', kind: 'saving' },
      { key: 'avoidance', heading: 'Avoided, £', kind: 'pounds' },
      { key: 'coverage_percent', heading: 'Measured', kind: 'percent' },
    ],
    rows: rows.map((row) => ({ values: { ...row, name: placeOfRow(row) } })),
    total: { values: { ...total, name: 'Total' } },
  };
}
