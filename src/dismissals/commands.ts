import type { Change } from '../changes/change.ts';
import { type RowsOfImports, whatChanges } from '../changes/commands.ts';
import { postWaiting, registerOf } from '../confirmations/commands.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { retally, stoppedRows } from '../imports/store.ts';
import { openJournal, sealOpenJournal } from '../ledger/commands.ts';
import type { Posting } from '../lines/commands.ts';
import { postRows } from '../posting/commands.ts';
import { Problem } from '../problem.ts';
import { decide } from '../replacements/commands.ts';
import { postedImport, type RowOfImport } from '../settlements/commands.ts';

/** Whether a row should not count at all, and why; or that it should be judged again after all. */
export type Dismissing =
  | { readonly verdict: 'dismissed'; readonly reason: string }
  | { readonly verdict: 'restored' };

/** What dismissing or restoring a row would change; nothing is changed. */
export function checkDismissal(
  database: Database,
  trustId: string,
  place: RowOfImport,
  asked: Dismissing,
  person: Person,
): Promise<Change> {
  return tryInTrust(database, trustId, (tenant) => settle(tenant, place, asked, person));
}

/**
 * Lets a row that waits not count at all, with the reason and who said so: one of a pro forma, of a
 * total, of a charge that the supplier has withdrawn. It counts as refused, waits no more, and is not
 * posted when the file comes again. A dismissed row can be restored: it is judged anew by all rules.
 */
export function dismissRow(
  database: Database,
  trustId: string,
  place: RowOfImport,
  asked: Dismissing,
  person: Person,
): Promise<Change> {
  return inTrust(database, trustId, (tenant) => settle(tenant, place, asked, person));
}

function settle(
  tenant: Tenant,
  { importId, row }: RowOfImport,
  asked: Dismissing,
  person: Person,
): Promise<Change> {
  return whatChanges(tenant, async () => {
    const about: RowsOfImports = new Map([[importId, new Set([row])]]);
    const journal = await openJournal(tenant);
    const register = await registerOf(tenant);
    const posting: Posting = { tenant, journal, register, onProgress: () => {} };
    const record = await postedImport(tenant, importId);
    const isDismissed = await wasDismissed(tenant, record, row, asked);
    if (isDismissed === (asked.verdict === 'dismissed')) return about;
    const reason = asked.verdict === 'dismissed' ? asked.reason : '';
    const { by, at } = person;
    const decision = { about: 'dismissal' as const, verdict: asked.verdict, reason, by, at };
    await decide(posting, record, [row], decision);
    await postRows(posting, record, new Set([row]));
    await postWaiting(posting, record);
    await retally(tenant, importId);
    if (!journal.lines.isEmpty()) await seal(posting, record, row, person);
    return about;
  });
}

/** Whether the row is dismissed now; refuses one that does not wait. */
async function wasDismissed(
  tenant: Tenant,
  { id, file }: ImportRecord,
  row: number,
  { verdict }: Dismissing,
): Promise<boolean> {
  const [stopped] = await stoppedRows(tenant, id, { after: row - 1, limit: 1 });
  const isStopped = stopped?.row === row;
  const isDismissed = isStopped && stopped.code === 'row.dismissed';
  if (isStopped || verdict === 'restored') return isDismissed;
  throw new Problem({
    code: 'settlement.unfit',
    file,
    row,
    message: 'There is no such row, or it does not wait: it is posted, or came before.',
    remedy: 'Undo the import if it should not count.',
  });
}

async function seal(
  { tenant, journal }: Posting,
  { id, file, sha256 }: ImportRecord,
  row: number,
  { by, at }: Person,
): Promise<void> {
  await sealOpenJournal(tenant, journal, {
    kind: 'settlement',
    recordedAt: at,
    recordedBy: by,
    reason: `Row ${row} of ${file}: it counts after all`,
    importId: id,
    fileSha256: sha256,
  });
}
