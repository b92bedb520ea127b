import type { CsvRow } from '../csv/csv-reader.ts';
import { headerRowIn } from './kept-rows.ts';
import { readsFile, type SupplierProfile } from './supplier-profile.ts';

/** The first rows of a file, as they stand with one sign between the columns. */
export interface Sample {
  readonly delimiter: string;
  /** The sheet of a workbook that they stand in, undefined for the first. */
  readonly sheet?: string | undefined;
  readonly rows: readonly CsvRow[];
}

/** By which profile a file is read, what stands between its columns, and where they are named. */
export interface TableChoice<P> {
  readonly profile: P;
  readonly delimiter: string;
  readonly headerRow: number;
}

interface Named {
  readonly document: SupplierProfile;
}

/**
 * The profiles that may read a file: those of the supplier that a person named, those for the
 * file's name first; without a supplier only those for its name. A header alone never tells whose
 * file it is, since many suppliers use the same program.
 */
export function fittingProfiles<P extends Named>(
  profiles: readonly P[],
  { name, supplier }: { name: string; supplier?: string | undefined },
): P[] {
  const ofSupplier = profiles.filter(
    ({ document }) => supplier === undefined || document.supplier === supplier,
  );
  const forName = ofSupplier.filter(({ document }) => readsFile(document, name));
  if (supplier === undefined) return forName;
  return [...forName, ...ofSupplier.filter((profile) => !forName.includes(profile))];
}

/**
 * The first profile all of whose columns stand in one row of the file, however its columns are
 * separated; nothing else would make that row. Undefined when there is none.
 */
export function chooseTable<P extends Named>(
  fitting: readonly P[],
  samples: readonly Sample[],
): TableChoice<P> | undefined {
  for (const profile of fitting) {
    const { document } = profile;
    const own = samples.filter((sample) => !('sheet' in sample) || sample.sheet === document.sheet);
    const usual = own.filter(({ delimiter }) => delimiter === document.delimiter);
    for (const { delimiter, rows } of [...usual, ...own]) {
      const headerRow = headerRowIn(rows, document);
      if (headerRow !== undefined) return { profile, delimiter, headerRow };
    }
  }
  return undefined;
}

/** Columns of a header that no earlier file of the supplier had; a column without a name is none. */
export function newColumns(header: readonly string[], before: readonly string[]): string[] {
  const known = new Set(before.map(normal));
  return header.filter((name) => name !== '' && !known.has(normal(name)));
}

const normal = (name: string) => name.replace(/\s+/gu, ' ').toLowerCase();
