import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type ShownRow, tableView } from '../charts/table.ts';
import type { Contract } from '../contracts/contract.ts';
import { contractsOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { profilesOf } from '../invoices/store.ts';
import { findDoubles, type KnownSuppliers, knownSuppliers } from '../suppliers/commands.ts';
import { writeSuggestion, writeSupplier } from '../suppliers/written.ts';
import { callerOf } from '../web/access.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';

const schema = { hide: true, operationId: 'showSuppliers', params: strict({ trust: TrustId }) };

/** The suppliers of a trust: their numbers and names, their contracts, and how their files are read. */
export const supplierRegisterPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/suppliers', { schema }, async (request, reply) => {
    const { trustId } = callerOf(request);
    const { database } = service;
    const { known, contracts, profiles } = await inTrust(database, trustId, async (tenant) => ({
      known: await knownSuppliers(tenant),
      contracts: await contractsOf(tenant),
      profiles: await profilesOf(tenant),
    }));
    const { suggestions, documents, names } = await findDoubles(database, trustId);
    const read = profiles.map(({ supplierId, name, version, document: { files } }) => ({
      supplierId,
      text: `${name}, version ${version}, for files such as ${(files ?? []).join(', ') || 'it names none'}`,
    }));
    const listed = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? '').join(' and ');
    return showTrustPage(service, { request, reply }, 'supplier-register/views/suppliers.njk', {
      title: 'Suppliers',
      above: [],
      source: null,
      table: known.suppliers.length === 0 ? null : tableView(tableOf(known, contracts), 'pence'),
      profiles: known.suppliers.map(({ id, name }) => ({
        name,
        read: read.filter(({ supplierId }) => supplierId === id).map(({ text }) => text),
      })),
      doubles: suggestions.map(writeSuggestion).map(({ suppliers, reasons }) => ({
        names: suppliers.join(' and '),
        reasons,
      })),
      twice: documents.map(({ number, supplierIds }) => `${number}: ${listed(supplierIds)}`),
    });
  });
};

function tableOf(known: KnownSuppliers, contracts: readonly Contract[]) {
  return {
    id: 'suppliers',
    caption: 'Suppliers, by name',
    columns: [
      { key: 'name', heading: 'Supplier', kind: 'text' as const },
      { key: 'company', heading: 'Company number', kind: 'text' as const },
      { key: 'vat', heading: 'VAT registration', kind: 'text' as const },
      { key: 'others', heading: 'Also called', kind: 'text' as const },
      { key: 'contracts', heading: 'Contracts', kind: 'text' as const },
    ],
    rows: known.suppliers.map((supplier): ShownRow => {
      const { name, aliases, ...told } = writeSupplier(supplier, known);
      const own = contracts.filter(({ supplierId }) => supplierId === supplier.id);
      return {
        values: {
          name,
          company: told.company_number,
          vat: told.vat_number,
          others: aliases.join(', ') || null,
          contracts: own.map(({ reference }) => reference).join(', ') || null,
        },
        tags:
          told.same_as === null
            ? []
            : [{ text: `Same as ${told.same_as}`, colour: 'blue' as const }],
      };
    }),
    total: null,
  };
}
