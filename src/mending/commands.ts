import { confirmImport } from '../confirmations/commands.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, tryInTrust } from '../database/tenant.ts';
import { type Person, stoppedNow, writeMendable } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';

/**
 * Writes a copy of a file with the reason of each row that is not posted, or would not be: of a file
 * that waits to be confirmed, as a check finds it now. Nothing is changed, and however slowly the copy
 * is taken, nobody waits for it: the reasons are gathered first.
 */
export async function writeCopyForMending(
  database: Database,
  trustId: string,
  { record, person }: { record: ImportRecord; person: Person },
  write: (text: string) => Promise<void>,
): Promise<void> {
  const stopped = await tryInTrust(database, trustId, async (tenant) => {
    if (record.state === 'received') {
      await confirmImport(asDatabase(tenant), trustId, record.id, person);
    }
    return stoppedNow(tenant, record);
  });
  await inTrust(database, trustId, (tenant) => writeMendable(tenant, record, stopped, write));
}
