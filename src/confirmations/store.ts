import type { Tenant } from '../database/tenant.ts';
import { isWithin, type Limit } from '../limits/limit.ts';
import { cellsOf } from '../reports/store.ts';
import { schoolNamesAsKnownAt, schoolsOf } from '../schools/store.ts';
import { effectOn, type SchoolEffect } from './result.ts';

/** What a journal did to each school that it touched, and where that leaves the school now. */
export async function effectOfJournal(tenant: Tenant, touchedBy: number): Promise<SchoolEffect[]> {
  const before = await cellsOf(tenant, { touchedBy, asKnownAt: touchedBy - 1 });
  const after = await cellsOf(tenant, { touchedBy, asKnownAt: touchedBy });
  const urns = [...new Set([...before, ...after].map(({ urn }) => urn))];
  const names = await schoolNamesAsKnownAt(tenant, touchedBy);
  return effectOn(before, after, { names, all: await cellsOf(tenant, { urns }) });
}

/** The schools within a limit by their URNs; undefined for all schools. */
export async function urnsWithin(
  tenant: Tenant,
  limit: Limit | undefined,
): Promise<Set<string> | undefined> {
  if (!limit) return undefined;
  const schools = await schoolsOf(tenant);
  return new Set(schools.filter(({ id }) => isWithin(limit, id)).map(({ urn }) => urn));
}
