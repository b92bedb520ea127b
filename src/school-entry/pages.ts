import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { tableView } from '../charts/table.ts';
import { inTrust } from '../database/tenant.ts';
import { decimal, formatDecimal } from '../money/decimal.ts';
import { readSchool } from '../schools/routes.ts';
import { schoolsOf } from '../schools/store.ts';
import { fieldIn } from '../trusts/register-change.ts';
import { save } from '../trusts/routes.ts';
import { driverFile, schoolFile } from '../trusts/trust-file.ts';
import { callerOf } from '../web/access.ts';
import { addEntry, type Entry } from '../web/entry-page.ts';
import { mayOpen } from '../web/navigation.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { schoolFields, schoolRows, sizeFields } from './school-form.ts';
import { schoolTable, sizesTable } from './school-tables.ts';

const ofSchools = { text: 'Schools', path: '/schools' };

const entries: readonly Entry[] = [
  {
    path: '/schools/new',
    operationId: 'addSchool',
    show: async () => ({
      title: 'Add a school',
      intro: 'The register knows schools by their URN.',
      button: 'Add this school',
      fields: schoolFields(true),
      above: [ofSchools],
    }),
    write: async (write, _, typed) => {
      const { school, size } = schoolRows(typed);
      await save(write, schoolFile, school, fieldIn(typed));
      if (size) await save(write, driverFile, size, fieldIn({ ...typed }));
    },
    leadsTo: () => '/schools',
  },
  {
    path: '/schools/:urn/edit',
    operationId: 'putSchool',
    show: async (place, { urn }) => {
      const { memberships, vat_recovery_rate: rate, ...school } = await readSchool(place, urn);
      const last = memberships.at(-1);
      return {
        title: `Change ${school.name}`,
        intro: 'Another first day adds a time in the trust, for a school that left and came back.',
        button: 'Save the school',
        fields: schoolFields(false),
        known: {
          ...{ name: school.name, phase: school.phase, status: school.status },
          year_starts_month: String(school.year_starts_month),
          vat_recovery_rate: formatDecimal(decimal(rate).times(100)),
          joined_on: last?.joined_on,
          left_on: last?.left_on ?? '',
        },
        above: [ofSchools],
        links: [{ text: 'Its sizes', path: `/schools/${urn}/sizes`, page: '/schools/:urn/sizes' }],
      };
    },
    write: (write, { urn }, typed) => {
      const { school } = schoolRows({ ...typed, urn });
      return save(write, schoolFile, school, fieldIn(typed));
    },
    leadsTo: () => '/schools',
  },
  {
    path: '/schools/:urn/sizes',
    operationId: 'addDriver',
    show: async (place, { urn }) => {
      const school = await readSchool(place, urn);
      return {
        title: `Sizes of ${school.name}`,
        intro:
          'Joint costs are shared by these. A new one holds from its day on; earlier months keep theirs.',
        button: 'Add this size',
        fields: sizeFields,
        table: sizesTable(school.drivers),
        above: [ofSchools],
      };
    },
    write: (write, { urn }, typed) => save(write, driverFile, { urn, ...typed }, fieldIn(typed)),
    leadsTo: ({ urn }) => `/schools/${urn}/sizes`,
  },
];

/** The schools of a trust, and the forms by which its register is kept. */
export const schoolEntryPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const listSchema = { hide: true, operationId: 'showSchools', params: strict({ trust: TrustId }) };
  app.get('/schools', { schema: listSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const caller = callerOf(request);
    const schools = await inTrust(database, trustId, schoolsOf);
    const base = `/trusts/${trustId}`;
    const way = (path: string) => (mayOpen(caller, path) ? `${base}${path}` : null);
    return showTrustPage(service, { request, reply }, 'school-entry/views/schools.njk', {
      title: 'Schools',
      above: [],
      source: null,
      table:
        schools.length === 0
          ? null
          : tableView(schoolTable(schools, way('/schools/new') && `${base}/schools`), 'pence'),
      add: way('/schools/new'),
      load: way('/register-files'),
    });
  });
  for (const entry of entries) addEntry(app as unknown as FastifyInstance, service, entry);
};
