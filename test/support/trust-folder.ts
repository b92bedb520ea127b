import { Readable } from 'node:stream';
import { type CsvRow, readCsv } from '../../src/csv/csv-reader.ts';
import { describe, type ProblemDetail } from '../../src/problem.ts';
import type { RegisterRows } from '../../src/trusts/register-rows.ts';
import { readTrustFolder, type TrustFolder } from '../../src/trusts/trust-folder.ts';

/** The rows of a CSV text, one line for each row. */
export async function csvRows(lines: readonly string[]): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(Readable.from([lines.join('\n')]), ',')) rows.push(row);
  return rows;
}

/** A folder from the lines of its files. */
export async function folderOf(files: Record<string, readonly string[]>): Promise<TrustFolder> {
  const tables = new Map<string, CsvRow[]>();
  const profiles = new Map<string, string>();
  for (const [file, lines] of Object.entries(files)) {
    if (file.endsWith('.csv')) tables.set(file, await csvRows(lines));
    else profiles.set(file, lines.join('\n'));
  }
  return readTrustFolder({ tables, profiles, problems: [] });
}

/** The rows of a folder as those of a register that the folder was loaded into. */
export function asRegister(folder: TrustFolder): RegisterRows {
  const values = <Row>({ rows }: { rows: readonly { value: Row }[] }) =>
    rows.map(({ value }) => value);
  return {
    schools: values(folder.schools),
    conversions: values(folder.conversions),
    aliases: values(folder.aliases),
    drivers: values(folder.drivers),
    suppliers: values(folder.suppliers),
    contracts: values(folder.contracts),
    participants: values(folder.participants),
    prices: values(folder.prices),
    volumeTiers: values(folder.volumeTiers),
    rebateClauses: values(folder.rebateClauses),
    priceReviews: values(folder.priceReviews),
  };
}

/** Problems as a person reads them, each behind its code. */
export function told(problems: readonly ProblemDetail[]): string[] {
  return problems.map((problem) => `${problem.code} | ${describe(problem)}`);
}
