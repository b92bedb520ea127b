import type { Change, LeftBehind } from '../changes/change.ts';
import { type RowsOfImports, whatChanges } from '../changes/commands.ts';
import { registerOf } from '../confirmations/commands.ts';
import { undoImport } from '../corrections/commands.ts';
import { dependentsOf } from '../corrections/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { recogniseRows } from '../documents/commands.ts';
import { clearStage } from '../documents/store.ts';
import type { Person } from '../imports/commands.ts';
import { importsOf } from '../imports/store.ts';
import { profileById, sourceFileById } from '../invoices/store.ts';
import { stagedNowhere } from './store.ts';

/** Who takes an import back, and why. */
export type Undoing = Person & { readonly reason?: string | undefined };

/**
 * What taking an import back would change: its rows and pounds, the figures of each school, and the
 * credits of other files that would wait again; nothing is changed.
 */
export function checkUndo(
  database: Database,
  trustId: string,
  importId: string,
  person: Undoing,
): Promise<Change> {
  return tryInTrust(database, trustId, (tenant) => undo(tenant, importId, person));
}

/** Takes an import back whole, and tells what that changed (P11). */
export function undoAndTell(
  database: Database,
  trustId: string,
  importId: string,
  person: Undoing,
): Promise<Change> {
  return inTrust(database, trustId, (tenant) => undo(tenant, importId, person));
}

async function undo(tenant: Tenant, importId: string, person: Undoing): Promise<Change> {
  const change = await whatChanges(tenant, async () => {
    const credits = new Map<string, Set<number>>();
    for (const { importId: id, row } of await dependentsOf(tenant, importId)) {
      credits.set(id, (credits.get(id) ?? new Set()).add(row));
    }
    await undoImport(asDatabase(tenant), tenant.trustId, importId, person);
    return credits satisfies RowsOfImports;
  });
  return { ...change, leftBehind: await leftBehindBy(tenant, importId) };
}

/**
 * The files of the same supplier with rows that had come before with an import that has gone: they
 * stand nowhere and wait for nobody, and are tried again when their file comes again (P12).
 */
async function leftBehindBy(tenant: Tenant, importId: string): Promise<LeftBehind[]> {
  const register = await registerOf(tenant);
  const [undone] = await importsOf(tenant, { id: importId });
  if (!undone) return [];
  const { supplierId } = await profileById(tenant, undone.profileId);
  const found: LeftBehind[] = [];
  for (const record of await importsOf(tenant, { state: 'posted' })) {
    const profile = await profileById(tenant, record.profileId);
    if (record.rows.already === 0 || profile.supplierId !== supplierId) continue;
    const file = await sourceFileById(tenant, record.fileId);
    const source = { record, file, profile, only: new Set<number>() };
    await recogniseRows({ tenant, register, onProgress: () => {} }, source);
    const left = await stagedNowhere(tenant, record.id);
    await clearStage(tenant);
    if (left.rows > 0) found.push({ record, ...left });
  }
  return found;
}
