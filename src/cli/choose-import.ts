import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { Problem } from '../problem.ts';

/** The posted import that is named, by its id or by the name of its file. */
export async function chooseImport(
  database: Database,
  trustId: string,
  named: string,
): Promise<ImportRecord> {
  const imports = await inTrust(database, trustId, (tenant) =>
    importsOf(tenant, { state: 'posted' }),
  );
  const fitting = imports.filter(({ id, file }) => id === named || file === named);
  const [record, ...others] = fitting;
  if (record && others.length === 0) return record;
  throw new Problem({
    code: 'import.unknown',
    message: record
      ? `${fitting.length} posted imports are called ${named}.`
      : `No posted import is called ${named}.`,
    remedy: record
      ? `Name one by its id: ${fitting.map(({ id }) => id).join(', ')}.`
      : 'Only what is posted can be taken back or made again.',
  });
}
