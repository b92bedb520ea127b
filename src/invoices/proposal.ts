import { creditWords, fieldWords, isPersonal, kindWords, plainWords } from './column-words.ts';
import { type KnownTemplate, knownTemplates } from './known-templates.ts';
import type { Sample } from './profile-choice.ts';
import type { LineField, SupplierProfile } from './supplier-profile.ts';

/** A profile that a file's header suggests, for a person to look through, complete and keep. */
export interface Proposal {
  /** The program or publication that makes such files; null where the columns' names were read. */
  readonly template: string | null;
  readonly profile: SupplierProfile;
  /** What the person has to fill in, decide or know. */
  readonly notes: readonly string[];
}

/** Whose file it is, as far as that is known. */
export interface ProposedFor {
  readonly fileName: string;
  readonly supplier: string;
  /** The contract that its lines are read against; empty where the person has to choose. */
  readonly contract: string;
}

interface Table {
  readonly sample: Sample;
  readonly headerRow: number;
  readonly header: readonly string[];
}

type Columns = Partial<Record<LineField, string>>;

/**
 * Proposes how a file is read: from the exact header of a program that is known, else from the
 * names of its columns. Undefined when no row of its start looks like a header. A proposal reads
 * nothing: a person keeps it as a profile first.
 */
export function proposeProfile(
  samples: readonly Sample[],
  about: ProposedFor,
): Proposal | undefined {
  const tables = samples.flatMap(tablesOf);
  for (const template of knownTemplates) {
    const table = tables.find(({ header }) =>
      template.marks.every((mark) => columnOf(header, mark)),
    );
    if (table) return fromTemplate(template, table, about);
  }
  const [best] = tables
    .map((table) => ({ table, columns: columnsByName(table.header) }))
    .filter(({ columns }) => columns.document_number && columns.document_date)
    .filter(({ columns }) => columns.net ?? columns.gross)
    .sort((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length);
  return best && fromNames(best.columns, best.table, about);
}

function tablesOf(sample: Sample): Table[] {
  return sample.rows.flatMap((row) => {
    const header = 'cells' in row ? row.cells.map((cell) => cell.trim()) : [];
    return header.filter(Boolean).length < 3 ? [] : [{ sample, headerRow: row.row, header }];
  });
}

/** The column of a name as the file prints it; one that comes twice is none that can be meant. */
function columnOf(header: readonly string[], name: string): string | undefined {
  const [column, ...more] = header.filter(
    (printed) => printed.toLowerCase() === name.toLowerCase(),
  );
  return more.length === 0 ? column : undefined;
}

function columnsByName(header: readonly string[]): Columns {
  const columns: Columns = {};
  for (const [field, words] of fieldWords) {
    for (const word of words) {
      const [column, ...more] = header.filter((printed) =>
        namesField(plainWords(printed), field, word),
      );
      if (!column || more.length > 0 || Object.values(columns).includes(column)) continue;
      columns[field] = column;
      break;
    }
  }
  return columns;
}

/** A number may have the name of whoever gives it before it, `Council ref no`. */
function namesField(printed: string, field: LineField, word: string): boolean {
  if (printed === word) return true;
  return field === 'document_number' && word.includes(' ') && printed.endsWith(` ${word}`);
}

function fromTemplate(template: KnownTemplate, table: Table, about: ProposedFor): Proposal {
  const columns: Columns = {};
  for (const [field, names] of Object.entries(template.columns)) {
    const column = names.map((name) => columnOf(table.header, name)).find(Boolean);
    if (column) columns[field as LineField] = column;
  }
  const { amounts, creditSign, words = { whole_trust: [] }, dates } = template;
  const personal = template.personal.flatMap((name) => columnOf(table.header, name) ?? []);
  const profile: SupplierProfile = {
    ...common(table, about),
    ...(dates && { dates }),
    amounts,
    credit_sign: creditSign,
    personal,
    columns,
    words: { ...words, ...(columns.supplier && { supplier: [] }) },
  };
  return { template: template.name, profile, notes: [...openIn(profile), ...template.notes] };
}

function fromNames(found: Columns, table: Table, about: ProposedFor): Proposal {
  const columns = withoutOtherTypes(found, table);
  const used = new Set(Object.values(columns));
  const personal = table.header.filter((name) => isPersonal(name) && !used.has(name));
  const words = {
    ...meanings('document_kind', columns, table, kindWords),
    ...meanings('credit_kind', columns, table, creditWords),
    whole_trust: [],
  };
  const profile: SupplierProfile = {
    ...common(table, about),
    amounts: columns.net ? 'net' : 'gross',
    credit_sign: 'negative',
    personal,
    columns,
    words: { ...words, ...(columns.supplier && { supplier: [] }) },
  };
  const kinds = columns.document_kind
    ? ['Check "credit_sign": whether credit notes are printed below zero or above.']
    : [];
  const amount = columns.gross && !columns.net && !columns.vat;
  const vat = amount
    ? [`Check whether "${columns.gross}" has VAT in it: all of it counts as net.`]
    : [];
  return { template: null, profile, notes: [...openIn(profile), ...kinds, ...vat] };
}

/** A column called `Type` that says revenue or capital in every row says nothing of documents. */
function withoutOtherTypes(columns: Columns, table: Table): Columns {
  const { document_kind: column, ...others } = columns;
  const { document_kind: known = {} } = meanings('document_kind', columns, table, kindWords);
  const hasRows = table.sample.rows.some(({ row }) => row > table.headerRow);
  return column && hasRows && Object.keys(known).length === 0 ? others : columns;
}

/** What the first rows say in a column of words, as far as the words speak for themselves. */
function meanings<Meaning>(
  field: LineField,
  columns: Columns,
  { sample, header, headerRow }: Table,
  known: Readonly<Record<string, Meaning>>,
): { [name: string]: Record<string, Meaning> } {
  const column = columns[field];
  if (!column) return {};
  const index = header.indexOf(column);
  const found: Record<string, Meaning> = {};
  for (const row of sample.rows) {
    const word = ('cells' in row && row.row > headerRow && row.cells[index]?.trim()) || '';
    const meaning = known[plainWords(word)];
    if (meaning) found[word] = meaning;
  }
  return { [field]: found };
}

function common({ sample, headerRow }: Table, { fileName, supplier, contract }: ProposedFor) {
  const pattern = fileName.replace(/\d[\d_. -]*\d|\d/g, '*');
  return {
    supplier,
    contract,
    files: [/^\**\.?[a-z]*$/i.test(pattern) ? fileName : pattern],
    encoding: 'utf-8',
    delimiter: sample.delimiter,
    skip_rows: headerRow - 1,
    total_rows: null,
  };
}

/** What a profile still lacks, or says without anybody having looked. */
function openIn({ contract, columns, words, personal }: SupplierProfile): string[] {
  return [
    ...(contract ? [] : ['"contract": the reference of the contract that the lines are for.']),
    ...(columns.school
      ? ['"words.whole_trust": what the school column says of a line for all schools, if any.']
      : ['"school": the school of the whole file, or a word of "words.whole_trust".']),
    ...(columns.supplier ? ['"words.supplier": what the file calls this supplier.'] : []),
    ...(columns.item ? ['"words.item": which item of the contract each word means.'] : []),
    ...(columns.credit_kind && words.credit_kind
      ? ['"words.credit_kind": quantity, price, rebate or reversal for each reason.']
      : []),
    personal.length > 0
      ? `Columns that are never kept, for they are personal: ${personal.join(', ')}.`
      : 'No column looks personal; if one is, add it to "personal", and it is never kept.',
  ];
}
