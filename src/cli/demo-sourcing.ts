import { join } from 'node:path';
import type { Database } from '../database/connect.ts';
import { readQuotationFolder, saveQuotation } from '../quotations/commands.ts';
import { listAreas } from '../sourcing/commands.ts';

/** Takes in what the schools of the demonstration pay for printing and are quoted, once. */
export async function lookForPrinting(
  database: Database,
  { trustId, folder, at }: { trustId: string; folder: string; at: string },
): Promise<void> {
  // Whoever tries it out may have changed or chosen something by then.
  if ((await listAreas(database, trustId)).length > 0) return;
  const rows = await readQuotationFolder(join(folder, 'sourcing'));
  await saveQuotation(database, trustId, rows, { by: 'demonstration', at });
}
