import type { Baseline } from '../baselines/baseline.ts';
import { formatDecimal } from '../money/decimal.ts';
import { inOrder, named, type Register } from './register-rows.ts';
import { keyOf } from './table.ts';
import { type BaselineRow, baselineFile } from './trust-file.ts';

/** A baseline version of the register with the row that it would be in the folder. */
export interface KnownVersion {
  readonly baseline: Baseline;
  readonly row: BaselineRow;
}

/** What rows of a folder do to the register's baselines. */
export interface BaselineChanges {
  /** New versions, in the order of the file. */
  readonly added: readonly BaselineRow[];
  readonly approved: readonly { readonly id: string; readonly row: BaselineRow }[];
}

/** A price history that a load changed: figures that rest on it have to be made again (P6). */
export interface ChangedBaseline {
  readonly contractId: string;
  readonly schoolId: string;
  readonly item: string;
}

/** Every version of the register, by contract, school and item, the older first. */
export function knownVersions({ schools, contracts, baselines }: Register): KnownVersion[] {
  const references = new Map(contracts.map(({ id, reference }) => [id, reference]));
  const urns = new Map(schools.map(({ id, urn }) => [id, urn]));
  const versions = [...baselines].sort((a, b) => a.version - b.version);
  const known = versions.map((baseline) => ({
    baseline,
    row: {
      contract: named(references, baseline.contractId),
      urn: named(urns, baseline.schoolId),
      item: baseline.item,
      kind: baseline.kind,
      unitPrice: baseline.unitPrice,
      vatRate: baseline.vatRate,
      validFrom: baseline.valid.from,
      validTo: baseline.valid.to,
      indexSeries: baseline.index?.series ?? null,
      indexBaseMonth: baseline.index?.baseMonth ?? null,
      evidence: baseline.evidence,
      preparedBy: baseline.preparedBy,
      approvedBy: baseline.approvedBy,
      approvedAt: baseline.approvedAt,
    },
  }));
  return inOrder(known, ({ row }) => [row.contract, row.urn, row.item]);
}

/**
 * The rows of `baselines.csv`. A folder cannot say that a version was withdrawn, so withdrawn ones
 * are left out: loaded elsewhere, they would count again.
 */
export function baselineRows(versions: readonly KnownVersion[]): BaselineRow[] {
  const counting = versions.filter(({ baseline }) => baseline.withdrawnAt === null);
  return [...new Map(counting.map(({ row }) => [keyOf(baselineFile, row), row])).values()];
}

/**
 * Compares the rows of a folder with the register, each version standing for one row. An equal row
 * changes nothing, nor does one from before an approval; a row that is now approved approves the
 * version that waited for it; anything else is a new version (P6).
 */
export function baselineChanges(
  rows: readonly BaselineRow[],
  versions: readonly KnownVersion[],
): BaselineChanges {
  const whole = (row: BaselineRow) => keyOf(baselineFile, row);
  const content = (row: BaselineRow) => whole({ ...row, approvedBy: null, approvedAt: null });
  const free = new Set(versions);
  const take = (found: KnownVersion | undefined) => found && free.delete(found);
  const equal = grouped(versions, ({ row }) => whole(row));
  const alike = grouped(versions, ({ row }) => content(row));
  const changed = rows.filter((row) => !take(equal(whole(row)).find((it) => free.has(it))));
  const added: BaselineRow[] = [];
  const approved: { id: string; row: BaselineRow }[] = [];
  for (const row of changed) {
    const isApproved = row.approvedAt !== null;
    const known = alike(content(row)).find(
      (it) => free.has(it) && (!isApproved || isWaiting(it.baseline)),
    );
    if (!take(known)) added.push(row);
    else if (known && isApproved) approved.push({ id: known.baseline.id, row });
  }
  return { added, approved };
}

/** A sentence for each version that counts at a place of these rows, and that they do not have. */
export function countingElsewhere(
  rows: readonly BaselineRow[],
  versions: readonly KnownVersion[],
): string[] {
  const place = ({ contract, urn, item }: BaselineRow) => JSON.stringify([contract, urn, item]);
  const places = new Set(rows.map(place));
  const given = new Set(rows.map((row) => keyOf(baselineFile, row)));
  return versions
    .filter(({ baseline }) => baseline.approvedAt !== null && baseline.withdrawnAt === null)
    .filter(({ row }) => places.has(place(row)) && !given.has(keyOf(baselineFile, row)))
    .map(
      ({ baseline: { version }, row: { urn, item, contract, unitPrice, approvedAt } }) =>
        `Version ${version} of the baseline of ${urn} for ${item} of ${contract}, ${formatDecimal(unitPrice)} approved at ${approvedAt}, is not in baselines.csv and counts all the same. Of several versions the latest approved counts: approve the right one later, or withdraw this one.`,
    );
}

/** The approvals of a load by approver and time, which are few, with the versions of each. */
export function approvalsIn(approved: BaselineChanges['approved']) {
  const approvals = new Map<string, { approvedBy: string; approvedAt: string; ids: string[] }>();
  for (const { id, row } of approved) {
    const { approvedBy, approvedAt } = row;
    // A row that approves says by whom and when: a folder with half of it is refused.
    if (approvedBy === null || approvedAt === null) continue;
    const key = `${approvedAt} ${approvedBy}`;
    const ids = [...(approvals.get(key)?.ids ?? []), id];
    approvals.set(key, { approvedBy, approvedAt, ids });
  }
  return [...approvals.values()];
}

const isWaiting = ({ approvedAt, withdrawnAt }: Baseline) =>
  approvedAt === null && withdrawnAt === null;

function grouped<Value>(values: readonly Value[], key: (value: Value) => string) {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return (name: string): readonly Value[] => groups.get(name) ?? [];
}
