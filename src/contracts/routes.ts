import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { inTrust } from '../database/tenant.ts';
import { formatDecimal } from '../money/decimal.ts';
import { drivers } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { NotThere, problems } from '../web/errors.ts';
import {
  Amount,
  Day,
  LastDay,
  named,
  nullable,
  oneOf,
  Price,
  strict,
  Text,
  TrustId,
  Urn,
  writeLastDay,
} from '../web/schemas.ts';
import { type Place, placeOf, type Service } from '../web/service.ts';
import type { Contract } from './contract.ts';
import { lineClasses, quantityBases, units } from './price-schedule.ts';
import { contractsOf, suppliersOf } from './store.ts';

/** What is said of a contract in one piece. */
export const contractFields = {
  title: Text('What it is about.'),
  supplier: Text('The name of its supplier.'),
  category: Text('What is bought, such as payroll or supply_staff.', 60),
  cfr_code: Text('The code of the consistent financial reporting framework.', 20),
  starts_on: Day('First day.'),
  ends_on: Day('Last day.'),
  notice_months: Type.Integer({ minimum: 0, maximum: 120 }),
  procurement_route: Type.Optional(nullable(Text('How the supplier was chosen.'))),
  driver: oneOf(drivers, 'How joint lines are shared.'),
};

/** A price of a contract. */
export const priceFields = {
  item: Text('The code of what is bought.', 60),
  description: Type.Optional(nullable(Text('The same in words.'))),
  unit: oneOf(units),
  quantity_basis: oneOf(quantityBases, 'Whether a school gets a part of the service or all of it.'),
  line_class: oneOf(lineClasses),
  unit_price: Price('Net pounds for one unit.'),
  fee_cap: Type.Optional(nullable(Amount('The most that the supplier may keep of it.'))),
  valid_from: Day('First day of the price.'),
  valid_to: LastDay('price'),
};

/** The days of a school in a contract. */
export const participantFields = {
  urn: Urn,
  starts_on: Day('First day in the contract.'),
  ends_on: LastDay('participation'),
};

/** A contract as the API shows it. */
export const ContractDocument = strict(
  {
    reference: Text('Its reference, by which it is known.'),
    ...contractFields,
    participants: Type.Array(strict(participantFields)),
    prices: Type.Array(strict(priceFields)),
  },
  { $id: 'Contract', description: 'A joint agreement with its schools and prices.' },
);

type Named = { readonly id: string; readonly name: string };
type WithUrn = { readonly id: string; readonly urn: string };

function writeContract(
  contract: Contract,
  { suppliers, schools }: { suppliers: readonly Named[]; schools: readonly WithUrn[] },
): Static<typeof ContractDocument> {
  const urns = new Map(schools.map(({ id, urn }) => [id, urn]));
  return {
    reference: contract.reference,
    title: contract.title,
    supplier: suppliers.find(({ id }) => id === contract.supplierId)?.name ?? '',
    category: contract.category,
    cfr_code: contract.cfrCode,
    starts_on: contract.term.from,
    ends_on: contract.term.to,
    notice_months: contract.noticeMonths,
    procurement_route: contract.procurementRoute || null,
    driver: contract.driver,
    participants: contract.participations.map(({ schoolId, days }) => ({
      urn: urns.get(schoolId) ?? '',
      starts_on: days.from,
      ends_on: writeLastDay(days.to),
    })),
    prices: contract.prices.map((price) => ({
      item: price.item,
      description: price.description || null,
      unit: price.unit,
      quantity_basis: price.quantityBasis,
      line_class: price.lineClass,
      unit_price: formatDecimal(price.unitPrice),
      fee_cap: price.feeCap && formatDecimal(price.feeCap),
      valid_from: price.valid.from,
      valid_to: writeLastDay(price.valid.to),
    })),
  };
}

const readContractSchema = {
  operationId: 'readContract',
  summary: 'One contract',
  description: 'A contract with the schools that take part and its prices.',
  tags: ['contracts'],
  params: strict({ trust: TrustId, contract: Text('The reference of the contract.') }),
  response: { 200: named(ContractDocument), ...problems() },
};

export const contractRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.addSchema(ContractDocument);

  app.get('/contracts/:contract', { schema: readContractSchema }, (request) =>
    readContract(placeOf(request, service), request.params.contract),
  );
};

/** A contract by its reference. */
export function readContract(
  { database, trustId }: Place,
  reference: string,
): Promise<Static<typeof ContractDocument>> {
  return inTrust(database, trustId, async (tenant) => {
    const contracts = await contractsOf(tenant);
    const contract = contracts.find((candidate) => candidate.reference === reference);
    if (contract) {
      const suppliers = await suppliersOf(tenant);
      return writeContract(contract, { suppliers, schools: await schoolsOf(tenant) });
    }
    const message = `There is no contract "${reference}".`;
    throw new NotThere({ code: 'contract.unknown', found: reference, message });
  });
}
