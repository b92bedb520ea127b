import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import { monthOf } from '../calendar/period.ts';
import { newId } from '../database/new-id.ts';
import {
  baseline as baselineTable,
  contract as contractTable,
  school,
} from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { firstPublished } from '../indices/level.ts';
import { levelsOf } from '../indices/store.ts';
import { type Baseline, type BaselineIndex, baselineKey, type IndexChoice } from './baseline.ts';
import { type StoredVersion, versionOf } from './stored-version.ts';
import type { Working } from './working.ts';

/** A baseline before it has its place among the versions for its contract, school and item. */
export type NewBaseline = Omit<Baseline, 'id' | 'version' | 'withdrawnAt' | 'index'> & {
  readonly index: IndexChoice | null;
  readonly working?: Working | undefined;
};

/** The same once it has its place. */
export type AddedBaseline = NewBaseline & Pick<Baseline, 'id' | 'version' | 'withdrawnAt'>;

/** A moment as `2025-08-12T10:00:00Z`: whatever zone the connection has, and no empty fractions. */
function instantText(column: AnyPgColumn): SQL<string | null> {
  return sql`regexp_replace(
    to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '\\.?0{1,6}$', '') || 'Z'`;
}

/** Every baseline version of the trust, withdrawn ones included, the lower version first. */
export async function baselinesOf(tenant: Tenant): Promise<Baseline[]> {
  const { query, trustId } = tenant;
  const rows = await query
    .select({
      ...columns,
      approvedAt: instantText(baselineTable.approvedAt),
      withdrawnAt: instantText(baselineTable.withdrawnAt),
    })
    .from(baselineTable)
    .where(eq(baselineTable.trustId, trustId));
  const indexOf = await indices(tenant, rows);
  return rows
    .sort((a, b) => a.version - b.version || (a.id < b.id ? -1 : 1))
    .map((row) => ({ ...versionOf(row), index: indexOf(row) }));
}

/** What moves the price of each version: the levels of the series that they name are read once. */
async function indices(tenant: Tenant, rows: readonly StoredVersion[]) {
  const series = new Set(rows.flatMap(({ indexSeries }) => indexSeries ?? []));
  const book = firstPublished(await levelsOf(tenant, [...series]));
  return ({ indexSeries, indexBaseMonth }: StoredVersion): BaselineIndex | null => {
    if (indexSeries === null || indexBaseMonth === null) return null;
    const baseMonth = monthOf(indexBaseMonth as LocalDate);
    return { series: indexSeries, baseMonth, levels: book.get(indexSeries) ?? new Map() };
  };
}

const columns = {
  id: baselineTable.id,
  contractId: baselineTable.contractId,
  schoolId: baselineTable.schoolId,
  item: baselineTable.item,
  version: baselineTable.version,
  kind: baselineTable.kind,
  unitPrice: baselineTable.unitPrice,
  vatRate: baselineTable.vatRate,
  validFrom: baselineTable.validFrom,
  validTo: baselineTable.validTo,
  indexSeries: baselineTable.indexSeries,
  indexBaseMonth: baselineTable.indexBaseMonth,
  evidence: baselineTable.evidence,
  preparedBy: baselineTable.preparedBy,
  approvedBy: baselineTable.approvedBy,
};

/**
 * Adds baseline versions in the order given, each numbered after those that its contract, school
 * and item have. The item has to be in the register.
 */
export async function addBaselines(
  tenant: Tenant,
  baselines: readonly NewBaseline[],
): Promise<AddedBaseline[]> {
  if (baselines.length === 0) return [];
  const newest = new Map<string, number>();
  for (const { contractId, schoolId, item, version } of await baselinesOf(tenant)) {
    newest.set(baselineKey(contractId, schoolId, item), version);
  }
  const added = baselines.map((baseline) => {
    const key = baselineKey(baseline.contractId, baseline.schoolId, baseline.item);
    const version = (newest.get(key) ?? 0) + 1;
    newest.set(key, version);
    return { ...baseline, id: newId(), version, withdrawnAt: null };
  });
  // A statement takes 65,535 values at most.
  for (let at = 0; at < added.length; at += 500) {
    const rows = added.slice(at, at + 500).map(({ valid, index, ...baseline }) => ({
      ...baseline,
      trustId: tenant.trustId,
      unitPrice: baseline.unitPrice.toFixed(6),
      vatRate: baseline.vatRate.toFixed(6),
      validFrom: valid.from,
      validTo: valid.to === lastDay ? null : valid.to,
      indexSeries: index?.series ?? null,
      indexBaseMonth: index ? `${index.baseMonth}-01` : null,
    }));
    await tenant.query.insert(baselineTable).values(rows);
  }
  return added;
}

/** Adds one baseline version; it counts once someone else than its author has approved it. */
export async function addBaseline(tenant: Tenant, baseline: NewBaseline): Promise<AddedBaseline> {
  const [added] = await addBaselines(tenant, [baseline]);
  if (!added) throw new Error('a baseline was not added');
  return added;
}

/**
 * Approves those of some versions that wait for it; answers with the ids that now count. A version
 * that is approved or withdrawn already, or that the approver prepared, is left as it is.
 */
export async function approveBaselines(
  { query, trustId }: Tenant,
  ids: readonly string[],
  { approvedBy, approvedAt }: { approvedBy: string; approvedAt: string },
): Promise<string[]> {
  if (ids.length === 0) return [];
  const approved = await query
    .update(baselineTable)
    .set({ approvedBy, approvedAt })
    .where(
      and(
        eq(baselineTable.trustId, trustId),
        inArray(baselineTable.id, [...ids]),
        isNull(baselineTable.approvedAt),
        isNull(baselineTable.withdrawnAt),
        ne(baselineTable.preparedBy, approvedBy),
      ),
    )
    .returning({ id: baselineTable.id });
  return approved.map(({ id }) => id);
}

/** Approves one version; false when it did not wait for this person's approval. */
export async function approveBaseline(
  tenant: Tenant,
  approval: { id: string; approvedBy: string; approvedAt: string },
): Promise<boolean> {
  const approved = await approveBaselines(tenant, [approval.id], approval);
  return approved.length > 0;
}

/** Takes an approved version back, with the reason; false when it does not count any more. */
export async function withdrawBaseline(
  { query, trustId }: Tenant,
  withdrawal: { id: string; withdrawnBy: string; withdrawnAt: string; withdrawnReason: string },
): Promise<boolean> {
  const { id, ...set } = withdrawal;
  const withdrawn = await query
    .update(baselineTable)
    .set(set)
    .where(
      and(
        eq(baselineTable.trustId, trustId),
        eq(baselineTable.id, id),
        isNotNull(baselineTable.approvedAt),
        isNull(baselineTable.withdrawnAt),
      ),
    )
    .returning({ id: baselineTable.id });
  return withdrawn.length > 0;
}

/** A version with the names of its place, and with who took it back and why. */
export interface ListedBaseline extends Baseline {
  readonly contract: string;
  readonly urn: string;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
  readonly working: Working | null;
}

/** Which versions a list shows. */
export interface BaselineFilter {
  readonly id?: string | undefined;
  readonly contract?: string | undefined;
  readonly urn?: string | undefined;
  readonly item?: string | undefined;
  /** Only versions that were added after this one. */
  readonly after?: string | undefined;
  readonly limit?: number;
}

/** Versions in the order in which they were added. */
export async function listBaselines(
  tenant: Tenant,
  { id, contract, urn, item, after, limit = 1 }: BaselineFilter,
): Promise<ListedBaseline[]> {
  const { query, trustId } = tenant;
  const rows = await query
    .select({
      ...columns,
      approvedAt: instantText(baselineTable.approvedAt),
      withdrawnAt: instantText(baselineTable.withdrawnAt),
      withdrawnBy: baselineTable.withdrawnBy,
      withdrawnReason: baselineTable.withdrawnReason,
      working: baselineTable.working,
      contract: contractTable.reference,
      urn: school.urn,
    })
    .from(baselineTable)
    .innerJoin(contractTable, eq(contractTable.id, baselineTable.contractId))
    .innerJoin(school, eq(school.id, baselineTable.schoolId))
    .where(
      and(
        eq(baselineTable.trustId, trustId),
        eq(contractTable.trustId, trustId),
        eq(school.trustId, trustId),
        id === undefined ? undefined : eq(baselineTable.id, id),
        contract === undefined ? undefined : eq(contractTable.reference, contract),
        urn === undefined ? undefined : eq(school.urn, urn),
        item === undefined ? undefined : eq(baselineTable.item, item),
        after === undefined ? undefined : gt(baselineTable.id, after),
      ),
    )
    .orderBy(asc(baselineTable.id))
    .limit(limit);
  const indexOf = await indices(tenant, rows);
  return rows.map((row) => ({
    ...versionOf(row),
    index: indexOf(row),
    working: row.working as Working | null,
  }));
}
