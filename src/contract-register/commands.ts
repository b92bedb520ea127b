import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, type Tenant, withKeptPlans } from '../database/tenant.ts';
import { together } from '../database/together.ts';
import { type ContractDuties, listDuties, unknownContract } from '../duties/commands.ts';
import { listedIn, listedWithCount, standingNames } from '../register/commands.ts';
import type { ContractFilter, ListedContract } from '../register/listed-contract.ts';
import { choicesOf, countContracts } from '../register/store.ts';
import type { Renewal } from '../renewals/renewal.ts';
import { type KnownReport, readFigures } from '../reports/commands.ts';
import type { School } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { type KnownSuppliers, knownSuppliers } from '../suppliers/commands.ts';
import { standsFor } from '../suppliers/supplier-act.ts';
import { type ContractEntry, showContract } from '../values/commands.ts';
import { type WorkedExample, workedExample } from './worked-example.ts';

/** A contract of a list: what it is, who takes part, and when what has to be decided. */
export interface ShownContract {
  readonly contract: Contract;
  readonly renewal: Renewal;
  readonly supplier: string;
}

/** Which contracts somebody wants to see, as a page asks; an empty text asks for nothing. */
export interface AskedContracts {
  readonly school: string;
  /** The name of the supplier that stands for its own. */
  readonly supplier: string;
  readonly category: string;
  readonly endsBefore: string;
  readonly offset: number;
  readonly count: number;
}

/** A page of the contracts that were asked for, and what all of them can be chosen by. */
export interface ShownContracts {
  /** What has to be decided first comes first. */
  readonly contracts: readonly ShownContract[];
  /** How many fit, and how many there are. */
  readonly fitting: number;
  readonly all: number;
  readonly choices: {
    readonly schools: readonly School[];
    readonly suppliers: readonly string[];
    readonly categories: readonly string[];
  };
}

/** The contracts of a trust, those that were asked for among them, as they stand on a day. */
export function listContractRegister(
  database: Database,
  trustId: string,
  asked: AskedContracts,
  today: LocalDate,
): Promise<ShownContracts> {
  return inTrust(database, trustId, async (tenant) => {
    const schools = await schoolsOf(tenant);
    const known = await knownSuppliers(tenant);
    const { schoolIds, supplierIds, categories } = await choicesOf(tenant);
    const filter = filterOf(asked, schools, known);
    const { offset, count } = asked;
    const page = { filter, sort: 'open_first', offset, count } as const;
    const { contracts, fitting } = await listedWithCount(
      tenant,
      { ...page, standing: standingNames(known) },
      today,
    );
    const all = await countContracts(tenant, { filter: {}, standing: new Map() });
    const suppliers = [...new Set(supplierIds.map((id) => nameStanding(known, id)))].sort();
    const taking = schools.filter(({ id }) => schoolIds.includes(id));
    const choices = { schools: taking, suppliers, categories: [...categories].sort() };
    return { contracts: await shown(tenant, contracts), fitting, all, choices };
  });
}

const nameStanding = ({ names, state }: KnownSuppliers, id: string) =>
  names.get(standsFor(state, id)) ?? '';

/** What is asked for in the register's own terms; what is not there is what no contract has. */
function filterOf(
  { school, supplier, category, endsBefore }: AskedContracts,
  schools: readonly School[],
  known: KnownSuppliers,
): ContractFilter {
  const schoolId = schools.find(({ urn }) => urn === school)?.id ?? nobody;
  const ids = known.suppliers.map(({ id }) => id);
  return {
    ...(school !== '' && { schoolId }),
    ...(supplier !== '' && {
      supplierIds: ids.filter((id) => nameStanding(known, id) === supplier),
    }),
    ...(category !== '' && { category }),
    ...(endsBefore !== '' && { termEndsBefore: endsBefore as LocalDate }),
  };
}

const nobody = '00000000-0000-0000-0000-000000000000';

async function shown(tenant: Tenant, listed: readonly ListedContract[]): Promise<ShownContract[]> {
  const ids = listed.map(({ contract }) => contract.id);
  const contracts = new Map((await contractsOf(tenant, ids)).map((each) => [each.id, each]));
  return listed.flatMap(({ contract: { id, supplier }, renewal }) => {
    const contract = contracts.get(id);
    return contract ? [{ contract, renewal, supplier }] : [];
  });
}

/** Everything that is known of one contract. */
export interface WholeContract extends ShownContract {
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
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const all = await schoolsOf(tenant);
    const standing = standingNames(await knownSuppliers(tenant));
    const one = { filter: { reference }, sort: 'reference', count: 1, standing } as const;
    const [found] = await shown(tenant, await listedIn(tenant, one, today));
    if (!found) throw unknownContract(reference);
    const schools = new Map(all.map((school) => [school.id, school]));
    const window = { from: undefined, to: undefined };
    const part = { contract: reference };
    const isWhole = tenant.schoolIds === undefined;
    const own = asDatabase(tenant);
    const asked = { reference, contract: reference, today };
    const [figures, entry, duties] = await together([
      readFigures(tenant, { window, part, cuts: [['school']] }),
      isWhole ? showContract(own, trustId, asked) : null,
      isWhole ? listDuties(own, trustId, asked) : [],
    ]);
    return {
      ...found,
      today,
      schools,
      example: workedExample(found.contract, schools, today),
      savings: figures.report(['school']),
      entry,
      duties: duties[0] ?? null,
    };
  });
}
