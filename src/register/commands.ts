import { contractVersionsOf } from '../amendments/store.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { contractsOf } from '../contracts/store.ts';
import { spreadsheetLines, writeSpreadsheetCsv } from '../csv/csv-writer.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { dueByWay, knownOfEnds } from '../renewals/commands.ts';
import { renewalOf } from '../renewals/renewal.ts';
import { type School, schoolDirectory } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { type KnownSuppliers, knownSuppliers, theOne } from '../suppliers/commands.ts';
import { standsFor } from '../suppliers/supplier-act.ts';
import type { ListPlace, ListSort } from './list-place.ts';
import type { ContractFilter, ListedContract } from './listed-contract.ts';
import { publishedTerms } from './published-terms.ts';
import type { RegisterEntry } from './register-entry.ts';
import { type Publication, releaseOf } from './release.ts';
import { packageHead } from './release-package.ts';
import {
  type ContractsAsked,
  contractsAsked,
  countContracts,
  holdStill,
  trustOf,
} from './store.ts';
import { transparencyHeadings, transparencyRow } from './transparency-row.ts';

/** Which contracts somebody wants to see, in words, in which order and from where on. */
export interface ContractList
  extends Pick<ContractFilter, 'category' | 'endsBefore' | 'decideBefore' | 'text'> {
  readonly urn?: string | undefined;
  /** A supplier by its company number or one of its names. */
  readonly supplier?: string | undefined;
  readonly sort: ListSort;
  readonly after?: ListPlace | undefined;
  readonly limit: number;
}

/** A page of the contracts of a trust as of a day, and one contract more where others follow. */
export function listContracts(
  database: Database,
  trustId: string,
  { sort, after, limit, ...list }: ContractList,
  today: LocalDate,
): Promise<ListedContract[]> {
  return inTrust(database, trustId, async (tenant) => {
    const suppliers = await knownSuppliers(tenant);
    const filter = await filterOf(tenant, list, suppliers);
    const page = { filter, sort, after, count: limit + 1 };
    return listedIn(tenant, { ...page, standing: standingNames(suppliers) }, today);
  });
}

/** Contracts as they are asked for, before it is known by when they have to be decided. */
export type Asked = Omit<ContractsAsked, 'due'>;

/**
 * Some contracts with their deadlines as of a day. Deadlines are worked out for these alone, unless they
 * are chosen or sorted by them: then once for each way in which contracts of the trust end.
 */
export async function listedIn(
  tenant: Tenant,
  asked: Asked,
  today: LocalDate,
): Promise<ListedContract[]> {
  return listedAmong(tenant, { ...asked, due: await dueFor(tenant, asked, today) }, today);
}

/** The same with how many there are on all pages together. */
export async function listedWithCount(
  tenant: Tenant,
  asked: Asked,
  today: LocalDate,
): Promise<{ readonly contracts: ListedContract[]; readonly fitting: number }> {
  const due = await dueFor(tenant, asked, today);
  const fitting = await countContracts(tenant, { ...asked, due });
  return { contracts: await listedAmong(tenant, { ...asked, due }, today), fitting };
}

async function listedAmong(
  tenant: Tenant,
  asked: ContractsAsked,
  today: LocalDate,
): Promise<ListedContract[]> {
  const contracts = await contractsAsked(tenant, asked);
  const ids = contracts.map(({ id }) => id);
  const known = await knownOfEnds(tenant, ids);
  return contracts.map((contract) => ({ contract, renewal: renewalOf(contract, known, today) }));
}

async function dueFor(tenant: Tenant, { filter, sort }: Asked, today: LocalDate) {
  const { decideBefore, termEndsBefore } = filter;
  const isSorted = sort === 'decide_by' || sort === 'open_first';
  const isNeeded = isSorted || decideBefore !== undefined || termEndsBefore !== undefined;
  return isNeeded ? dueByWay(tenant, today) : undefined;
}

async function filterOf(
  tenant: Tenant,
  { urn, supplier, ...chosen }: Omit<ContractList, 'sort' | 'limit'>,
  suppliers: KnownSuppliers,
): Promise<ContractFilter> {
  return {
    ...chosen,
    schoolId: urn === undefined ? undefined : await schoolIdOf(tenant, urn),
    supplierIds: supplier === undefined ? undefined : idsOf(suppliers, supplier),
  };
}

async function schoolIdOf(tenant: Tenant, urn: string): Promise<string> {
  const school = schoolDirectory(await schoolsOf(tenant)).byUrn.get(urn);
  if (school) return school.id;
  throw new Problem({
    code: 'school.unknown',
    column: 'urn',
    found: urn,
    message: `There is no school with the URN "${urn}".`,
    remedy: 'Name one by its URN, as schools.csv has it.',
  });
}

/** A supplier with all that are the same. */
function idsOf(known: KnownSuppliers, text: string): string[] {
  const { suppliers, state } = known;
  const stands = standsFor(state, theOne(known, text, 'supplier').id);
  return suppliers.map(({ id }) => id).filter((id) => standsFor(state, id) === stands);
}

/** The names of the suppliers that stand for others, by the id of each such other. */
export function standingNames({ names, state }: KnownSuppliers): Map<string, string> {
  return new Map([...state.sameAs.keys()].map((id) => [id, names.get(standsFor(state, id)) ?? '']));
}

const contractsAtOnce = 200;

/** The whole register as of a day, some contracts at a time, by reference. */
export async function* registerEntries(
  tenant: Tenant,
  today: LocalDate,
): AsyncGenerator<RegisterEntry[]> {
  const known = await knownSuppliers(tenant);
  const suppliers = new Map(known.suppliers.map((supplier) => [supplier.id, supplier]));
  const schools = new Map((await schoolsOf(tenant)).map((school) => [school.id, school]));
  let after: ListPlace | undefined;
  for (;;) {
    const page = { filter: {}, sort: 'reference', after, count: contractsAtOnce } as const;
    const found = await contractsAsked(tenant, { ...page, standing: new Map() });
    const last = found.at(-1);
    if (!last) return;
    const ids = found.map(({ id }) => id);
    const ends = await knownOfEnds(tenant, ids);
    const versions = await contractVersionsOf(tenant, ids);
    yield (await contractsOf(tenant, ids)).map((contract) => ({
      contract,
      supplier: named(suppliers, standsFor(known.state, contract.supplierId)),
      schools: takingPart(contract, schools),
      renewal: renewalOf(contract, ends, today),
      published: publishedTerms(versions.get(contract.id) ?? []),
    }));
    after = { value: last.reference, reference: last.reference };
  }
}

function takingPart({ participations }: Contract, schools: ReadonlyMap<string, School>): School[] {
  const ids = [...new Set(participations.map(({ schoolId }) => schoolId))];
  return ids.map((id) => named(schools, id)).sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

function named<Thing>(things: ReadonlyMap<string, Thing>, id: string): Thing {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`${id} is not in the register`);
  return thing;
}

/** Where a register is published, and when. */
export interface Publishing extends Omit<Publication, 'trust'> {
  /** The address by which the package is known. */
  readonly uri: string;
}

/**
 * Writes the register as one package of OCDS releases, some contracts at a time, each piece when the
 * one before is taken; of what is changed meanwhile nothing is in it, and nobody waits for it.
 */
export function writeReleasePackage(
  database: Database,
  trustId: string,
  { uri, prefix, at }: Publishing,
  write: (text: string) => Promise<void>,
): Promise<void> {
  return inTrust(database, trustId, async (tenant) => {
    await holdStill(tenant);
    const publication = { trust: await trustOf(tenant), prefix, at };
    const head = JSON.stringify(packageHead(publication, uri)).slice(0, -1);
    let before = `${head},"releases":[\n`;
    for await (const entries of registerEntries(tenant, at.slice(0, 10) as LocalDate)) {
      const releases = entries.map((entry) => JSON.stringify(releaseOf(entry, publication)));
      await write(before + releases.join(',\n'));
      before = ',\n';
    }
    if (before !== ',\n') throw nothingToPublish(publication.trust.name);
    await write('\n]}\n');
  });
}

function nothingToPublish(trust: string): Problem {
  return new Problem({
    code: 'contract.unknown',
    message: `${trust} has no contract to publish, and the standard asks for one at least.`,
    remedy: 'Load contracts.csv first.',
  });
}

/** Writes the register as the rows that the Transparency Code asks for, as the package is written. */
export function writeTransparencyRegister(
  database: Database,
  trustId: string,
  today: LocalDate,
  write: (text: string) => Promise<void>,
): Promise<void> {
  return inTrust(database, trustId, async (tenant) => {
    await holdStill(tenant);
    const { name } = await trustOf(tenant);
    await write(writeSpreadsheetCsv(transparencyHeadings, []));
    for await (const entries of registerEntries(tenant, today)) {
      await write(spreadsheetLines(entries.map((entry) => transparencyRow(entry, name, today))));
    }
  });
}
