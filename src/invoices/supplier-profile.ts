import type { DateForm } from '../calendar/date-form.ts';

export const lineFields = [
  'document_number',
  'document_date',
  'document_kind',
  'credit_kind',
  'original_document',
  'service_from',
  'service_to',
  'school',
  'supplier',
  'item',
  'description',
  'quantity',
  'unit_price',
  'fee',
  'net',
  'vat',
  'gross',
  'contract',
] as const;
export type LineField = (typeof lineFields)[number];

export const documentKinds = ['invoice', 'credit_note'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The four kinds of credit, with opposite effects on a saving (P9). */
export const creditKinds = ['quantity', 'price', 'rebate', 'reversal'] as const;
export type CreditKind = (typeof creditKinds)[number];

/** How one supplier's files are read: columns, dialect, words. The shape of the profile file. */
export interface SupplierProfile {
  readonly supplier: string;
  readonly contract?: string;
  /** The school of every row, or a word for the whole trust, where no column names one. */
  readonly school?: string;
  readonly files: readonly string[];
  readonly encoding: string;
  readonly delimiter: string;
  readonly skip_rows: number;
  readonly total_rows: { readonly column: string; readonly starts_with: readonly string[] } | null;
  /** The sheet of a workbook that is read; the first where none is named. */
  readonly sheet?: string;
  /** How days and numbers are written; what is left out is told by each file, or asked. */
  readonly dates?: DateForm;
  readonly decimal?: '.' | ',';
  readonly thousands?: string;
  /** What the file gives of a line: its net, its gross, or only its quantity and net unit price. */
  readonly amounts: 'net' | 'gross' | 'unit_price';
  readonly credit_sign: 'positive' | 'negative';
  readonly personal: readonly string[];
  readonly columns: Readonly<Partial<Record<LineField, string>>>;
  readonly words: {
    readonly document_kind?: Readonly<Record<string, DocumentKind>>;
    readonly credit_kind?: Readonly<Record<string, CreditKind>>;
    readonly whole_trust: readonly string[];
    /** How files call this supplier, where they hold rows of others too. */
    readonly supplier?: readonly string[];
    readonly item?: Readonly<Record<string, string>>;
    readonly contract?: Readonly<Record<string, string>>;
  };
}

/** What may stand between the columns of a file. */
export const delimiters = [',', ';', '\t', '|'] as const;

/** Whether a profile reads files of this name; `*` and `?` as in a folder, case counts. */
export function readsFile(profile: SupplierProfile, fileName: string): boolean {
  return profile.files.some((glob) => fits([...glob], [...fileName]));
}

/** Goes back to the last star only, so that no pattern takes longer than its length by the name's. */
function fits(glob: readonly string[], name: readonly string[]): boolean {
  let [at, star, taken] = [0, -1, 0];
  for (let sign = 0; sign < name.length; ) {
    if (glob[at] === '*') {
      star = at;
      taken = sign;
      at += 1;
    } else if (at < glob.length && (glob[at] === '?' || glob[at] === name[sign])) {
      at += 1;
      sign += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      sign = taken;
    } else {
      return false;
    }
  }
  return glob.slice(at).every((sign) => sign === '*');
}
