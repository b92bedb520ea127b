import type { Change } from '../changes/change.ts';
import { type RowsOfImports, whatChanges } from '../changes/commands.ts';
import { undoImport } from '../corrections/commands.ts';
import { dependentsOf } from '../corrections/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';

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

function undo(tenant: Tenant, importId: string, person: Undoing): Promise<Change> {
  return whatChanges(tenant, async () => {
    const credits = new Map<string, Set<number>>();
    for (const { importId: id, row } of await dependentsOf(tenant, importId)) {
      credits.set(id, (credits.get(id) ?? new Set()).add(row));
    }
    await undoImport(asDatabase(tenant), tenant.trustId, importId, person);
    return credits satisfies RowsOfImports;
  });
}
