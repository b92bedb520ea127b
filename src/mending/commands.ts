import { confirmImport } from '../confirmations/commands.ts';
import { spreadsheetLines, writeSpreadsheetCsv } from '../csv/csv-writer.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { type Person, postedAlready } from '../imports/commands.ts';
import type { ImportRecord, StoppedRow } from '../imports/import.ts';
import { mendableCopy } from '../imports/mendable.ts';
import { stoppedRows } from '../imports/store.ts';
import { formsOfProfile } from '../invoices/file-forms.ts';
import { keptRows, profileById, sourceFileById } from '../invoices/store.ts';

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

/** Why rows of a file are not posted; of one that came again, in the import that holds its rows. */
export async function stoppedNow(tenant: Tenant, record: ImportRecord): Promise<StoppedRow[]> {
  return stoppedRows(tenant, (await holderOf(tenant, record)).id);
}

async function holderOf(tenant: Tenant, record: ImportRecord): Promise<ImportRecord> {
  if (record.state !== 'recognised') return record;
  const { supplierId } = await profileById(tenant, record.profileId);
  return (await postedAlready(tenant, record.sha256, supplierId)) ?? record;
}

/**
 * Writes a copy of a kept file for mending, row by row, each piece when the one before is taken. Rows
 * that were dismissed are not in it: they would wait again.
 */
export async function writeMendable(
  tenant: Tenant,
  record: ImportRecord,
  stopped: readonly StoppedRow[],
  write: (text: string) => Promise<void>,
): Promise<void> {
  const { id: importId, fileId, profileId } = await holderOf(tenant, record);
  const { header, forms } = await sourceFileById(tenant, fileId);
  const { document } = await profileById(tenant, profileId);
  const copy = mendableCopy(header, document, {
    importId,
    form: forms ?? formsOfProfile(document),
  });
  const reasons = new Map(stopped.map((row) => [row.row, row]));
  await write(writeSpreadsheetCsv(copy.header, []));
  for await (const kept of keptRows(tenant, fileId)) {
    if (reasons.get(kept.row)?.code === 'row.dismissed') continue;
    await write(spreadsheetLines([copy.row(kept, reasons.get(kept.row))]));
  }
}
