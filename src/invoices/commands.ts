import { isDeepStrictEqual } from 'node:util';
import { contractsOf, suppliersOf } from '../contracts/store.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust } from '../database/tenant.ts';
import {
  emptyFile,
  type FileLook,
  firstRowsOf,
  type IncomingFile,
  isText,
  lookAt,
  rowsOf,
} from '../files/commands.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { type FileForms, formSniffer } from './file-forms.ts';
import { type Header, headerWithin, type KeptRow, readHeader, rowShape } from './kept-rows.ts';
import { problemsOfProfile } from './profile-check.ts';
import type { Sample, TableChoice } from './profile-choice.ts';
import { type Proposal, proposeProfile } from './proposal.ts';
import { profilesOf, type StoredProfile, saveProfile } from './store.ts';
import { delimiters, type SupplierProfile } from './supplier-profile.ts';

/**
 * Keeps a supplier profile: one that says something new becomes the next version, and files read
 * with an earlier one stay as they are. Refuses a profile that could not read any file.
 */
export async function putProfile(
  database: Database,
  trustId: string,
  { name, document }: { name: string; document: SupplierProfile },
): Promise<{ profile: StoredProfile; isNew: boolean }> {
  const faults = problemsOfProfile(document, name);
  if (faults.length > 0) throw new Problem(faults.map(({ file: _, ...fault }) => inBody(fault)));
  return inTrust(database, trustId, async (tenant) => {
    await lockTrust(tenant);
    const supplier = (await suppliersOf(tenant)).find((known) => known.name === document.supplier);
    const references = new Set((await contractsOf(tenant)).map(({ reference }) => reference));
    const unknown = contractsIn(document).filter(({ found }) => !references.has(found));
    if (!supplier || unknown.length > 0) {
      throw new Problem([...(supplier ? [] : [noSupplier(document.supplier)]), ...unknown]);
    }
    const current = (await profilesOf(tenant)).find((known) => known.name === name);
    // The order of its keys says nothing, and a version that says nothing new is none.
    if (current && isDeepStrictEqual(current.document, document)) {
      return { profile: current, isNew: false };
    }
    await saveProfile(tenant, { name, supplierId: supplier.id, document });
    const profile = (await profilesOf(tenant)).find((known) => known.name === name);
    if (!profile) throw new Error(`profile ${name} was not kept`);
    return { profile, isNew: !current };
  });
}

/**
 * The first rows of a file: of a text, as they stand with each of the signs that may separate
 * columns; of a workbook, those of each sheet that the profiles name.
 */
export async function samplesOf(
  file: IncomingFile,
  look: FileLook,
  profiles: readonly SupplierProfile[],
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const forms = isText(look)
    ? delimiters.map((delimiter) => ({ delimiter }))
    : [...new Set(profiles.length > 0 ? profiles.map(({ sheet }) => sheet) : [undefined])].map(
        (sheet) => ({ delimiter: ',', sheet }),
      );
  for (const form of forms) {
    const rows = await firstRowsOf(file, look, { ...form, count: headerWithin });
    samples.push({ ...form, rows });
  }
  return samples;
}

/** A file whose header is read: its rows as they are to be kept, and then the forms that they show. */
export interface OpenTable {
  readonly header: Header;
  readonly rows: AsyncGenerator<KeptRow>;
  /** How days and numbers are written; known, or refused, once the rows are at their end. */
  forms(): FileForms;
}

/** Opens a file as a table by its profile; refuses one without its header or without rows. */
export async function openTable(
  file: IncomingFile,
  look: FileLook,
  { profile, delimiter, headerRow }: TableChoice<SupplierProfile>,
): Promise<OpenTable> {
  const { sheet, decimal } = profile;
  const found = rowsOf(file, look, { delimiter, sheet, decimal });
  const header = await headerIn(found, file.name, profile, headerRow);
  // The numbers of a workbook are none of anybody's handwriting.
  const written = isText(look) ? profile : { decimal: '.' as const, ...profile };
  const sniffer = formSniffer(written, header.kept);
  async function* rows() {
    let isEmpty = true;
    const shape = rowShape(header, profile);
    for await (const row of found) {
      const kept = shape(row);
      if (!kept) continue;
      isEmpty = false;
      sniffer.look(kept);
      yield kept;
    }
    if (isEmpty) throw emptyFile(file.name, 'The file has a header and no rows below it.');
  }
  return { header, rows: rows(), forms: () => sniffer.decide(file.name) };
}

async function headerIn(
  rows: AsyncGenerator<CsvRow>,
  file: string,
  profile: SupplierProfile,
  headerRow: number,
): Promise<Header> {
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    const row = next.value;
    if (row.row < headerRow) continue;
    if ('cells' in row) return readHeader(row.cells, profile, file, headerRow);
    throw new Problem({
      code: 'file.unreadable',
      file,
      message: `The header cannot be read. ${row.fault}`,
      remedy: 'Check that this is a file of this supplier.',
    });
  }
  const place = `row ${headerRow}`;
  throw emptyFile(file, `The file ends before its header, which should stand in ${place}.`);
}

/**
 * Proposes how a supplier's file is read, from its header. Nothing is kept: the person completes
 * the profile and puts it. A supplier with one contract has it filled in.
 */
export async function proposeFor(
  database: Database,
  trustId: string,
  file: IncomingFile,
  asked: { supplier: string; contract?: string | undefined },
): Promise<Proposal> {
  const look = await lookAt(file);
  const samples = await samplesOf(file, look, []);
  return inTrust(database, trustId, async (tenant) => {
    const supplier = (await suppliersOf(tenant)).find(({ name }) => name === asked.supplier);
    if (!supplier) throw new Problem(noSupplier(asked.supplier));
    const [own, ...more] = (await contractsOf(tenant)).filter(
      ({ supplierId }) => supplierId === supplier.id,
    );
    const contract = asked.contract ?? (more.length === 0 ? (own?.reference ?? '') : '');
    const proposal = proposeProfile(samples, {
      fileName: file.name,
      supplier: supplier.name,
      contract,
    });
    if (proposal) return proposal;
    throw new Problem({
      code: 'profile.missing',
      file: file.name,
      message: 'No row at the start of the file looks like the header of a list of invoices.',
      remedy: 'Write a profile by hand; CONTRIBUTING.md shows a whole one.',
    });
  });
}

/** A key such as `words.item` as the place of a field. */
const inBody = ({ column, ...fault }: ProblemDetail): ProblemDetail => ({
  ...fault,
  ...(column !== undefined && { column: column.replaceAll('.', '/') }),
});

function noSupplier(found: string): ProblemDetail {
  return {
    code: 'supplier.unknown',
    column: 'supplier',
    found,
    message: `There is no supplier "${found}".`,
    remedy: 'Correct it, or add it first.',
  };
}

function contractsIn(document: SupplierProfile): (ProblemDetail & { found: string })[] {
  const named = Object.entries(document.words.contract ?? {}).map(
    ([word, reference]) => [`words/contract/${word}`, reference] as const,
  );
  const own = document.contract === undefined ? [] : [['contract', document.contract] as const];
  return [...own, ...named].map(([column, found]) => ({
    code: 'contract.unknown',
    column,
    found,
    message: `There is no contract "${found}".`,
    remedy: 'Correct it, or add it first.',
  }));
}
