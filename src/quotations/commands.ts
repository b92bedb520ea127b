import type { LocalDate } from '../calendar/local-date.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { type ComparedArea, comparedIn } from '../sourcing/commands.ts';
import { areaFile, costFile, quoteFile } from '../sourcing/sourcing-file.ts';
import { areasOf, replaceCosts, replaceQuotes, saveArea } from '../sourcing/store.ts';
import { filesIn, readTables } from '../trusts/commands.ts';
import { type QuotationRows, readQuotation } from './quotation.ts';
import { problemsOfQuotation } from './quotation-check.ts';

/** Reads the three files of a folder; refuses one with none of them, or with another table. */
export async function readQuotationFolder(folder: string): Promise<QuotationRows> {
  const known = [areaFile, costFile, quoteFile].map(({ file }) => file);
  const tables = (await filesIn(folder)).filter((name) => /^[^.].*\.csv$/i.test(name));
  const remedy = `The files of sourcing are ${known.join(', ')}.`;
  const strangers = tables.filter((name) => !known.includes(name));
  const message = 'There is no such file in sourcing.';
  if (strangers.length > 0) {
    throw new Problem(
      strangers.map((file) => ({ code: 'file.unreadable', file, message, remedy }) as const),
    );
  }
  if (tables.length === 0) {
    const empty = 'The folder holds no file of sourcing.';
    throw new Problem({ code: 'file.empty', file: folder, message: empty, remedy });
  }
  const problems: ProblemDetail[] = [];
  return readQuotation({ tables: await readTables(folder, tables, problems), problems });
}

/** What rows would make of their areas; nothing is kept. */
export function checkQuotation(
  database: Database,
  trustId: string,
  rows: QuotationRows,
  person: Person,
): Promise<ComparedArea[]> {
  return tryInTrust(database, trustId, (tenant) => takeIn(tenant, rows, person));
}

/**
 * Takes areas, costs and quotes in: the costs of an area and the quotes of an option take the place of what was
 * there. All is taken in or, with everything that stands against it, nothing.
 */
export function saveQuotation(
  database: Database,
  trustId: string,
  rows: QuotationRows,
  person: Person,
): Promise<ComparedArea[]> {
  return inTrust(database, trustId, (tenant) => takeIn(tenant, rows, person));
}

async function takeIn(
  tenant: Tenant,
  rows: QuotationRows,
  person: Person,
): Promise<ComparedArea[]> {
  await lockTrust(tenant);
  const schools = new Map((await schoolsOf(tenant)).map(({ urn, id }) => [urn, id]));
  const contracts = new Map((await contractsOf(tenant)).map((it) => [it.reference, it.id]));
  const problems = problemsOfQuotation(rows, {
    urns: new Set(schools.keys()),
    contracts: new Set(contracts.keys()),
    areas: await areasOf(tenant),
  });
  if (problems.length > 0) throw new Problem(problems);
  const valuesOf = <Row>({ rows: placed }: { rows: readonly { value: Row }[] }) =>
    placed.map(({ value }) => value);
  const [costs, quotes] = [valuesOf(rows.costs), valuesOf(rows.quotes)];
  for (const area of valuesOf(rows.areas)) await saveArea(tenant, area, person);
  const touched = new Set(
    [...valuesOf(rows.areas).map(({ reference }) => reference), ...costs, ...quotes].map((each) =>
      typeof each === 'string' ? each : each.area,
    ),
  );
  const ids = { schoolOf: found(schools), contractOf: found(contracts) };
  for (const { id, reference } of await areasOf(tenant)) {
    const ofArea = <Row extends { area: string }>(all: readonly Row[]) =>
      all.filter(({ area }) => area === reference);
    const [ownCosts, ownQuotes] = [ofArea(costs), ofArea(quotes)];
    if (ownCosts.length > 0) await replaceCosts(tenant, id, ownCosts, ids);
    if (ownQuotes.length > 0) await replaceQuotes(tenant, id, ownQuotes, { ...person, ...ids });
  }
  const compared: ComparedArea[] = [];
  for (const area of await areasOf(tenant)) {
    if (!touched.has(area.reference)) continue;
    compared.push(await comparedIn(tenant, area, person.at.slice(0, 10) as LocalDate));
  }
  return compared;
}

const found = (ids: ReadonlyMap<string, string>) => (name: string) => {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`${name} is not in the register`);
  return id;
};
