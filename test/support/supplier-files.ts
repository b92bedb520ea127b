// Supplier files with their known truth: what every line says, and what stops and why.
import { createReadStream, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lookAt } from '../../src/files/commands.ts';
import { openTable, samplesOf } from '../../src/invoices/commands.ts';
import { controlTotal } from '../../src/invoices/control-total.ts';
import type { InvoiceLine } from '../../src/invoices/invoice.ts';
import { invoiceReader } from '../../src/invoices/invoice-reader.ts';
import type { KeptRow } from '../../src/invoices/kept-rows.ts';
import { chooseTable } from '../../src/invoices/profile-choice.ts';
import type { SupplierProfile } from '../../src/invoices/supplier-profile.ts';
import { formatDecimal } from '../../src/money/decimal.ts';
import { formatMoney } from '../../src/money/money.ts';
import { Problem } from '../../src/problem.ts';

/** What a file is known to say: its lines by row, or the rows that stop, or why it is refused. */
export interface Truth {
  readonly profile?: Partial<SupplierProfile>;
  readonly lines?: Readonly<Record<string, string>>;
  readonly stopped?: Readonly<Record<string, { readonly code: string; readonly message: string }>>;
  readonly refused?: string;
  readonly warning?: string;
}

/** What reading a file gave, in the form of its truth. */
export type Outcome = Required<Pick<Truth, 'lines' | 'stopped'>> &
  Pick<Truth, 'refused' | 'warning'>;

/** The files of a folder with the profile by which each is read and their truth. */
export function truthsIn(
  folder: string,
): { path: string; profile: SupplierProfile; truth: Truth }[] {
  const { profile, files } = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  return Object.entries<Truth>(files).map(([name, truth]) => {
    return { path: join(folder, name), profile: { ...profile, ...truth.profile }, truth };
  });
}

/** Opens a file as the import does, as far as its rows. */
export async function openFile(path: string, profile: SupplierProfile) {
  const file = { name: basename(path), open: () => createReadStream(path) };
  const look = await lookAt(file);
  const samples = await samplesOf(file, look, [profile]);
  const { delimiter, skip_rows: skipped } = profile;
  const choice = chooseTable([{ document: profile }], samples);
  return openTable(file, look, {
    profile,
    delimiter: choice?.delimiter ?? delimiter,
    headerRow: choice?.headerRow ?? skipped + 1,
  });
}

/** Reads a file as the import does, all but its schools and what came before. */
export async function outcomeOf(path: string, profile: SupplierProfile): Promise<Outcome> {
  const outcome = {
    lines: {} as Record<string, string>,
    stopped: {} as Record<string, { code: string; message: string }>,
  };
  try {
    const table = await openFile(path, profile);
    const kept: KeptRow[] = [];
    for await (const row of table.rows) kept.push(row);
    const read = invoiceReader(profile, table.header.kept, table.forms());
    const control = controlTotal();
    for (const row of kept.map(read)) {
      control.count(row);
      if (row.kind === 'line') outcome.lines[row.line.row] = written(row.line);
      if (row.kind !== 'refused') continue;
      const { code, message } = row.problem;
      outcome.stopped[row.row] = { code, message };
    }
    const [warning] = control.warnings();
    return warning === undefined ? outcome : { ...outcome, warning };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const refused = error.details.map(({ message }) => message).join(' ');
    return { lines: {}, stopped: {}, refused };
  }
}

/** A line as one text: number, date, school, item, quantity, price, net, VAT. */
function written(line: InvoiceLine): string {
  const { documentNumber, documentDate, schoolText, item, quantity, unitPrice, net, vat } = line;
  const numbers = [quantity, unitPrice].map((value) => (value ? formatDecimal(value) : '-'));
  const amounts = [formatMoney(net), formatMoney(vat)];
  return [documentNumber, documentDate, schoolText, item, ...numbers, ...amounts].join(' ');
}
