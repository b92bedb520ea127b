import type { Supplier } from '../contracts/contract.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { type KnownSuppliers, knownSuppliers } from '../suppliers/commands.ts';
import { suggestSame } from '../suppliers/likeness.ts';
import { suppliersMeant } from '../suppliers/supplier-choice.ts';
import { loadContent } from '../trusts/commands.ts';
import { contractRecordFile, versionRow } from '../trusts/record-file.ts';
import { registerRows } from '../trusts/register-rows.ts';
import { contractTermsFile, termsRow } from '../trusts/renewal-file.ts';
import { contractEndsOf, registerOf } from '../trusts/store.ts';
import { headingsOf, type Table, writeCells } from '../trusts/table.ts';
import { contractFile, supplierFile } from '../trusts/trust-file.ts';
import type { FolderContent } from '../trusts/trust-folder.ts';
import { type AlikeSuppliers, effectOf, type SheetEffect } from './sheet-effect.ts';
import { problemsOfMapping, type SheetMapping, sheetParts } from './sheet-mapping.ts';
import { aboutSheet } from './sheet-problem.ts';
import {
  type Cells,
  filesOf,
  type KnownCells,
  meaningOf,
  readSheet,
  type Sheet,
} from './sheet-rows.ts';

/** A trust's own list of contracts with how it is read. */
export interface ContractSheet {
  readonly file: string;
  readonly rows: readonly CsvRow[];
  readonly mapping: SheetMapping;
}

/** What a sheet does, or would do. */
export interface TakenSheet extends SheetEffect {
  /** How many contracts the sheet has. */
  readonly contracts: number;
  /** The suppliers that the register has by another name than the sheet. */
  readonly suppliersKnown: readonly { readonly found: string; readonly supplier: string }[];
  /** The suppliers that it adds and that may be another one under another name. */
  readonly suppliersAlike: readonly AlikeSuppliers[];
}

/** Who brings a sheet, and when. */
export interface Bringer {
  readonly by: string;
  readonly at: string;
}

/** A mapping as it was written down; refuses one that cannot be used. */
export function readMapping(document: unknown, file: string): SheetMapping {
  const problems = problemsOfMapping(document, file);
  if (problems.length > 0) throw new Problem(problems);
  return document as SheetMapping;
}

/**
 * Takes a trust's own list of contracts into the register, all of it or, with every problem told by row
 * and column, nothing. What the sheet does not say, and contracts that it lacks, stay as they are.
 */
export function takeContractSheet(
  database: Database,
  trustId: string,
  sheet: ContractSheet,
  person: Bringer,
): Promise<TakenSheet> {
  return inTrust(database, trustId, (tenant) => takeIn(tenant, sheet, person));
}

/** The same as a dry run. */
export function checkContractSheet(
  database: Database,
  trustId: string,
  sheet: ContractSheet,
  person: Bringer,
): Promise<TakenSheet> {
  return tryInTrust(database, trustId, (tenant) => takeIn(tenant, sheet, person));
}

async function takeIn(
  tenant: Tenant,
  { file, rows, mapping }: ContractSheet,
  { by, at }: Bringer,
): Promise<TakenSheet> {
  await lockTrust(tenant);
  const sheet = readSheet(rows, mapping, file);
  if (sheet.rows.length === 0) {
    const message = 'There is no contract below the headers.';
    throw new Problem(
      sheet.problems.length > 0 ? sheet.problems : [{ code: 'file.empty', file, message }],
    );
  }
  const before = await knownCells(tenant);
  const { content, problems, suppliersKnown } = folderOf(sheet, {
    ...{ mapping, file, before },
    suppliers: await knownSuppliers(tenant),
  });
  const load = { trustId: tenant.trustId, by, recordedAt: at };
  const found = await loadContent(asDatabase(tenant), content, load).then(
    () => [],
    (error) => {
      if (!(error instanceof Problem)) throw error;
      return error.details.map((detail) => aboutSheet(detail, { mapping, file, rows: sheet.rows }));
    },
  );
  const all = [...sheet.problems, ...problems, ...found];
  if (all.length > 0) throw new Problem(all.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)));
  const effect = effectOf(before, await knownCells(tenant));
  const suppliersAlike = await alikeIn(tenant, effect.suppliersAdded);
  return { contracts: sheet.rows.length, suppliersKnown, suppliersAlike, ...effect };
}

/** New suppliers that may be one that was known, or another new one: nothing is joined by itself. */
async function alikeIn(tenant: Tenant, added: readonly string[]): Promise<AlikeSuppliers[]> {
  if (added.length === 0) return [];
  const { suppliers, state } = await knownSuppliers(tenant);
  return suggestSame(suppliers, state).flatMap(({ suppliers: pair, reasons }) => {
    const [one, other] = pair.map(({ name }) => name);
    if (one === undefined || other === undefined) return [];
    if (added.includes(one)) return [{ supplier: one, other, reasons }];
    return added.includes(other) ? [{ supplier: other, other: one, reasons }] : [];
  });
}

/** The register as the cells that a sheet could have. */
async function knownCells(tenant: Tenant): Promise<KnownCells> {
  const register = await registerOf(tenant);
  const rows = registerRows(register);
  const { terms, records } = await contractEndsOf(tenant);
  const termRows = register.contracts.flatMap(({ id, reference }) => {
    const written = terms.get(id);
    return written ? [termsRow(reference, written)] : [];
  });
  const recordRows = register.contracts.flatMap(({ id, reference }) => {
    const written = records.get(id);
    return written ? [versionRow(reference, written)] : [];
  });
  return {
    contract: cellsOf(contractFile, rows.contracts, ({ reference }) => reference),
    terms: cellsOf(contractTermsFile, termRows, ({ contract }) => contract),
    record: cellsOf(contractRecordFile, recordRows, ({ contract }) => contract),
    supplier: cellsOf(supplierFile, rows.suppliers, ({ name }) => name),
  };
}

function cellsOf<Row>(table: Table<Row>, rows: readonly Row[], keyOf: (row: Row) => string) {
  const headings = headingsOf(table);
  return new Map(
    rows.map((row): [string, Cells] => {
      const cells = writeCells(table, row).map((cell, index) => [headings[index] ?? '', cell]);
      return [keyOf(row), Object.fromEntries(cells)];
    }),
  );
}

interface Reading {
  readonly mapping: SheetMapping;
  readonly file: string;
  readonly before: KnownCells;
  readonly suppliers: KnownSuppliers;
}

/** The rows of a sheet as the files of a folder, each with the number that it has in the sheet. */
function folderOf(sheet: Sheet, { mapping, file, before, suppliers }: Reading) {
  const found: Found = {
    ...{ contract: new Map(), terms: new Map() },
    ...{ record: new Map(), supplier: new Map() },
  };
  const problems: ProblemDetail[] = [];
  const suppliersKnown = new Map<string, string>();
  for (const row of sheet.rows) {
    const text = meaningOf('supplier', row.cells.supplier ?? '', mapping);
    const meant = suppliersMeant(text, suppliers.suppliers, suppliers.state);
    const supplier = meant[0]?.name ?? text;
    if (meant.length > 1) {
      const place = { file, row: row.row, column: mapping.columns.supplier ?? 'supplier' };
      problems.push({ ...place, ...unclear(text, meant) });
    } else if (supplier !== text) suppliersKnown.set(text, supplier);
    addRows(found, row.row, filesOf(row, { mapping, known: before, supplier }));
  }
  const tables = tablesOf(found, sheet.headerRow);
  const content: FolderContent = { tables: new Map(tables), profiles: new Map(), problems: [] };
  const known = [...suppliersKnown].map(([text, supplier]) => ({ found: text, supplier }));
  return { content, problems, suppliersKnown: known };
}

type Found = Readonly<Record<keyof typeof sheetParts, Map<string, CsvRow>>>;

function addRows(found: Found, row: number, files: ReturnType<typeof filesOf>): void {
  for (const [name, cells] of Object.entries(files) as [keyof Found, Cells][]) {
    const line = headingsOf(sheetParts[name].table).map((heading) => cells[heading] ?? '');
    // A supplier comes with each of its contracts; only what differs is another row, and refused.
    const key = name === 'supplier' ? JSON.stringify(line) : String(row);
    if (!found[name].has(key)) found[name].set(key, { row, cells: line });
  }
}

function tablesOf(found: Found, headerRow: number): [string, CsvRow[]][] {
  return Object.entries(found)
    .filter(([, rows]) => rows.size > 0)
    .map(([name, rows]) => {
      const { table } = sheetParts[name as keyof typeof sheetParts];
      return [table.file, [{ row: headerRow, cells: headingsOf(table) }, ...rows.values()]];
    });
}

function unclear(found: string, suppliers: readonly Supplier[]) {
  const names = suppliers.map(({ name }) => `"${name}"`).join(', ');
  return {
    code: 'supplier.unknown' as const,
    found,
    message: `"${found}" can mean ${names}.`,
    remedy: 'Write the name of one of them, or say that they are the same supplier.',
  };
}
