import { contractsOf, suppliersOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { lookAt } from '../files/commands.ts';
import type { SupplierFile } from '../imports/commands.ts';
import { addedColumns } from '../imports/mendable.ts';
import { proposeFor, samplesOf } from '../invoices/commands.ts';
import { type FileForms, formSniffer } from '../invoices/file-forms.ts';
import { readHeader } from '../invoices/kept-rows.ts';
import {
  chooseTable,
  fittingProfiles,
  newColumns,
  type Sample,
} from '../invoices/profile-choice.ts';
import { columnsReadWith, profilesOf, type StoredProfile } from '../invoices/store.ts';
import type { SupplierProfile } from '../invoices/supplier-profile.ts';
import { Problem } from '../problem.ts';
import { profileNameFor, remembered } from './mapping.ts';
import type { Reading } from './reading.ts';

const shownRows = 5;

/** Looks at the start of a supplier's file and at what is known of its files; nothing is kept. */
export async function readingOf(
  database: Database,
  trustId: string,
  file: SupplierFile & { readonly supplier: string },
): Promise<Reading> {
  const look = await lookAt(file);
  const known = await inTrust(database, trustId, (tenant) => knownOf(tenant, file));
  const { profiles, fitting } = known;
  const samples = await samplesOf(
    file,
    look,
    fitting.map(({ document }) => document),
  );
  const { stored, document, sample, headerRow, template } = await tableOf(database, trustId, {
    ...{ file, fitting, samples },
  });
  const cells = cellsOf(sample, headerRow);
  const header = readHeader(
    cells,
    { ...document, personal: [], columns: {}, total_rows: null },
    file.name,
  ).printed;
  const profile =
    stored && stored.document !== document
      ? remembered(document, stored.document, header)
      : document;
  const stated = [...Object.values(profile.columns), ...profile.personal];
  return {
    name:
      stored?.name ??
      profileNameFor(
        file.supplier,
        profiles.map(({ name }) => name),
      ),
    profile,
    isRemembered: stored !== undefined,
    template,
    header,
    newColumns:
      known.before.length === 0
        ? []
        : newColumns(header, [...known.before, ...stated, ...addedColumns]),
    rows: sample.rows
      .filter(
        (row) => row.row > headerRow && 'cells' in row && row.cells.some((cell) => cell.trim()),
      )
      .slice(0, shownRows)
      .map((row) => ('cells' in row ? row.cells.map((cell) => cell.trim()) : [])),
    encoding: look.encoding,
    forms: formsIn(profile, header, sample, headerRow),
    contracts: known.contracts.map(({ reference, title }) => ({ reference, title })),
  };
}

/** The supplier whose files are called so, by the profiles; undefined where none says it. */
export async function supplierByName(
  database: Database,
  trustId: string,
  name: string,
): Promise<string | undefined> {
  const profiles = await inTrust(database, trustId, profilesOf);
  return fittingProfiles(profiles, { name })[0]?.document.supplier;
}

/** What was said before of the supplier's files. */
async function knownOf(tenant: Tenant, file: SupplierFile) {
  const profiles = await profilesOf(tenant);
  const fitting = fittingProfiles(profiles, file);
  const [usual] = fitting;
  const supplier = (await suppliersOf(tenant)).find(({ name }) => name === file.supplier);
  const all = await contractsOf(tenant);
  // What is bought outside of a contract is read against the contract that it should have come by.
  const own = all.filter(({ supplierId }) => supplierId === supplier?.id);
  const contracts = [...own, ...all.filter((contract) => !own.includes(contract))];
  const before = usual ? await columnsReadWith(tenant, usual) : [];
  return { profiles, fitting, before, contracts };
}

interface Table {
  readonly stored: StoredProfile | undefined;
  readonly document: SupplierProfile;
  readonly sample: Sample;
  readonly headerRow: number;
  readonly template: string | null;
}

/** The table of the file: by a profile that reads it, or else by what its header suggests. */
async function tableOf(
  database: Database,
  trustId: string,
  {
    file,
    fitting,
    samples,
  }: {
    readonly file: SupplierFile & { readonly supplier: string };
    readonly fitting: readonly StoredProfile[];
    readonly samples: readonly Sample[];
  },
): Promise<Table> {
  const choice = chooseTable(fitting, samples);
  const sampleOf = (delimiter: string, sheet: string | undefined): Sample =>
    samples.find((each) => each.delimiter === delimiter && (each.sheet ?? sheet) === sheet) ??
    (samples[0] as Sample);
  if (choice) {
    const { profile, delimiter, headerRow } = choice;
    const sample = sampleOf(delimiter, profile.document.sheet);
    return { stored: profile, document: profile.document, sample, headerRow, template: null };
  }
  const { profile: document, template } = await proposeFor(database, trustId, file, file);
  const sample = sampleOf(document.delimiter, undefined);
  return { stored: fitting[0], document, sample, headerRow: document.skip_rows + 1, template };
}

function cellsOf({ rows }: Sample, headerRow: number): readonly string[] {
  const header = rows.find(({ row }) => row === headerRow);
  return header && 'cells' in header ? header.cells : [];
}

/** What the first rows show of the forms; a doubt is settled by the person, or by the whole file. */
function formsIn(
  profile: SupplierProfile,
  header: readonly string[],
  { rows }: Sample,
  headerRow: number,
): FileForms | undefined {
  const sniffer = formSniffer(profile, header);
  for (const row of rows) {
    if (row.row > headerRow && 'cells' in row)
      sniffer.look({ row: row.row, cells: row.cells.map((cell) => cell.trim()) });
  }
  try {
    return sniffer.decide('');
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
