import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { formatDecimal } from '../money/decimal.ts';
import { callerOf } from '../web/access.ts';
import { NotThere, problems } from '../web/errors.ts';
import { change } from '../web/idempotency.ts';
import { entriesAfter, pageOf, pageQuery, readPage, writePage } from '../web/page.ts';
import {
  Amount,
  Day,
  LastDay,
  named,
  nullable,
  oneOf,
  Rate,
  strict,
  Text,
  TrustId,
  Urn,
  writeLastDay,
} from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';
import { drivers, phases, type School, statuses, urnsOf } from './school.ts';
import { schoolsOf } from './store.ts';

/** What is said of a school in one piece. */
export const schoolFields = {
  name: Text('Its full name.'),
  phase: oneOf(phases),
  status: oneOf(statuses),
  year_starts_month: Type.Integer({ minimum: 1, maximum: 12, description: '4 for April.' }),
  vat_recovery_rate: Rate('The part of the VAT on its costs that it gets back.'),
  memberships: Type.Array(
    strict({ joined_on: Day('First day.'), left_on: LastDay('membership') }),
    {
      minItems: 1,
      maxItems: 100,
      description: 'The days on which it belongs to the trust.',
    },
  ),
};

/** Another name by which suppliers know a school. */
export const aliasFields = {
  alias: Text('Site, account, meter, cost centre or exact name, as suppliers write it.'),
  valid_from: Day('First day.'),
  valid_to: LastDay('name'),
};

/** A size of a school, by which joint costs are shared. */
export const driverFields = {
  driver: oneOf(drivers.filter((driver) => driver !== 'equal')),
  value: Amount('How much of it the school has.'),
  effective_from: Day('The day from which it holds.'),
  source: Text('Where it was read.'),
};

/** A school as the API shows it. */
export const SchoolDocument = strict(
  {
    urn: Urn,
    ...schoolFields,
    urns: Type.Array(
      strict({
        urn: Urn,
        valid_from: nullable(Day('The day from which it holds; null for the first.')),
        valid_to: LastDay('number'),
        predecessor: nullable(Urn),
      }),
      { description: 'Its numbers in the national register: each of them finds it.' },
    ),
    aliases: Type.Array(strict(aliasFields)),
    drivers: Type.Array(strict({ ...driverFields, driver: oneOf(drivers) })),
  },
  { $id: 'School', description: 'A school with its dated facts.' },
);

function writeSchool(school: School): Static<typeof SchoolDocument> {
  const terms = school.terms.at(-1);
  return {
    urn: school.urn,
    name: school.name,
    phase: school.phase,
    status: terms?.status ?? 'maintained',
    year_starts_month: terms?.yearStartsMonth ?? 4,
    vat_recovery_rate: terms ? formatDecimal(terms.vatRecoveryRate) : '1',
    memberships: school.memberships.map(({ from, to }) => {
      return { joined_on: from, left_on: writeLastDay(to) };
    }),
    urns: urnsOf(school).map(({ urn, valid, predecessor }) => {
      const valid_from = predecessor === null ? null : valid.from;
      return { urn, valid_from, valid_to: writeLastDay(valid.to), predecessor };
    }),
    aliases: school.identifiers
      .filter(({ kind }) => kind === 'alias')
      .map(({ value, valid }) => {
        return { alias: value, valid_from: valid.from, valid_to: writeLastDay(valid.to) };
      }),
    drivers: school.drivers.map(({ driver, value, effectiveFrom, source }) => {
      return { driver, value: formatDecimal(value), effective_from: effectiveFrom, source };
    }),
  };
}

const listSchoolsSchema = {
  operationId: 'listSchools',
  summary: 'The schools of the trust',
  description: 'Every school that is or was a member, by URN.',
  tags: ['schools'],
  params: strict({ trust: TrustId }),
  querystring: strict(pageQuery),
  response: { 200: pageOf(named(SchoolDocument)), ...problems() },
};

const readSchoolSchema = {
  operationId: 'readSchool',
  summary: 'One school',
  description: 'A school with its memberships, other names and sizes.',
  tags: ['schools'],
  params: strict({ trust: TrustId, urn: Urn }),
  response: { 200: named(SchoolDocument), ...problems() },
};

export const putSchoolSchema = change(
  {
    operationId: 'putSchool',
    summary: 'Add or change a school',
    description: 'Replaces its memberships, and corrects what holds today. No figure changes.',
    tags: ['schools'],
    params: strict({ trust: TrustId, urn: Urn }),
    body: strict(schoolFields),
  },
  SchoolDocument,
);

export const addAliasSchema = change(
  {
    operationId: 'addAlias',
    summary: 'Add another name of a school',
    description: 'The same name and first day again change its last day.',
    tags: ['schools'],
    params: strict({ trust: TrustId, urn: Urn }),
    body: strict(aliasFields),
  },
  SchoolDocument,
);

export const addDriverSchema = change(
  {
    operationId: 'addDriverValue',
    summary: 'Add a size of a school',
    description: 'The same driver and day again correct the value.',
    tags: ['schools'],
    params: strict({ trust: TrustId, urn: Urn }),
    body: strict(driverFields),
  },
  SchoolDocument,
);

export const schoolRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const { database } = service;
  app.addSchema(SchoolDocument);

  app.get('/schools', { schema: listSchoolsSchema }, async (request) => {
    const { trustId } = callerOf(request);
    const page = readPage(request.query);
    const schools = await inTrust(database, trustId, schoolsOf);
    const key = (school: School) => school.urn;
    return writePage(entriesAfter(schools, page, key), page, { key, write: writeSchool });
  });

  app.get('/schools/:urn', { schema: readSchoolSchema }, (request) =>
    readSchool(placeOf(request, service), request.params.urn),
  );
};

/** A school by its URN, or by one that it has or had besides. */
export async function readSchool(
  { database, trustId }: Place,
  urn: string,
): Promise<Static<typeof SchoolDocument>> {
  const schools = await inTrust(database, trustId, schoolsOf);
  const school = schools.find((it) => urnsOf(it).some((each) => each.urn === urn));
  if (school) return writeSchool(school);
  const message = `There is no school ${urn}.`;
  throw new NotThere({ code: 'school.unknown', found: urn, message });
}
