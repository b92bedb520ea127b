import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, type Tenant } from '../database/tenant.ts';
import { type ContractDuties, listDuties, unknownContract } from '../duties/commands.ts';
import { listRenewals } from '../renewals/commands.ts';
import type { Renewal } from '../renewals/renewal.ts';
import { type KnownReport, readFigures } from '../reports/commands.ts';
import type { School } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { type ContractEntry, showContract } from '../values/commands.ts';
import { type ContractFilter, chosen } from './contract-filter.ts';
import { type WorkedExample, workedExample } from './worked-example.ts';

/** A contract of a list: what it is, who takes part, and when what has to be decided. */
export interface ListedContract {
  readonly contract: Contract;
  readonly renewal: Renewal;
  readonly supplier: string;
  readonly category: string;
  readonly urns: readonly string[];
  readonly endsOn: LocalDate;
}

/** The contracts that were asked for, and what all of them can be chosen by. */
export interface ContractList {
  readonly today: LocalDate;
  /** What has to be decided first comes first. */
  readonly contracts: readonly ListedContract[];
  readonly all: readonly ListedContract[];
  readonly schools: readonly School[];
}

/** The contracts of a trust, those that were asked for among them, as they stand on a day. */
export function listContractRegister(
  database: Database,
  trustId: string,
  filter: ContractFilter,
  today: LocalDate,
): Promise<ContractList> {
  return inTrust(database, trustId, async (tenant) => {
    const schools = await schoolsOf(tenant);
    const all = await listed(tenant, schools, today);
    return { today, all, contracts: chosen(all, filter), schools };
  });
}

async function listed(
  tenant: Tenant,
  schools: readonly School[],
  today: LocalDate,
): Promise<ListedContract[]> {
  const contracts = new Map((await contractsOf(tenant)).map((each) => [each.id, each]));
  const urns = new Map(schools.map(({ id, urn }) => [id, urn]));
  const { renewals, suppliers } = await listRenewals(asDatabase(tenant), tenant.trustId, today);
  return renewals.flatMap((renewal) => {
    const contract = contracts.get(renewal.contract.id);
    if (!contract) return [];
    const taking = new Set(contract.participations.map(({ schoolId }) => urns.get(schoolId) ?? ''));
    const supplier = suppliers.get(contract.supplierId) ?? '';
    const { category } = contract;
    const { endsOn } = renewal.current;
    return [{ contract, renewal, supplier, category, urns: [...taking], endsOn }];
  });
}

/** Everything that is known of one contract. */
export interface WholeContract extends ListedContract {
  readonly today: LocalDate;
  readonly schools: ReadonlyMap<string, School>;
  readonly example: WorkedExample;
  /** What was saved by it so far, by school. */
  readonly savings: KnownReport;
  /** Value and duties are of the whole trust: null for who is let in for some schools only. */
  readonly entry: ContractEntry | null;
  readonly duties: ContractDuties | null;
}

/** One contract as it stands on a day. */
export function readWholeContract(
  database: Database,
  trustId: string,
  reference: string,
  today: LocalDate,
): Promise<WholeContract> {
  return inTrust(database, trustId, async (tenant) => {
    const all = await schoolsOf(tenant);
    const found = (await listed(tenant, all, today)).find(
      ({ contract }) => contract.reference === reference,
    );
    if (!found) throw unknownContract(reference);
    const schools = new Map(all.map((school) => [school.id, school]));
    const window = { from: undefined, to: undefined };
    const figures = await readFigures(tenant, { window, tellApart: ['school', 'contract'] });
    const isWhole = tenant.schoolIds === undefined;
    const own = asDatabase(tenant);
    const asked = { reference, contract: reference, today };
    const duties = isWhole ? await listDuties(own, trustId, asked) : [];
    return {
      ...found,
      today,
      schools,
      example: workedExample(found.contract, schools, today),
      savings: figures.report(['school'], ({ contract }) => contract === reference),
      entry: isWhole ? await showContract(own, trustId, asked) : null,
      duties: duties[0] ?? null,
    };
  });
}
