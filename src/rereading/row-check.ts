import type { ImportRecord, Tally } from '../imports/import.ts';
import { contentHash, type InvoiceLine } from '../invoices/invoice.ts';
import type { ReadRow } from '../invoices/invoice-reader.ts';
import type { Journal } from '../ledger/chain.ts';
import { amount, type Difference, word } from './difference.ts';

/** A line as it was posted from a row, with the names of what it refers to. */
export interface LineOfRow {
  readonly row: number;
  readonly isStanding: boolean;
  /** The journal that posted it: its row says what was decided until then. */
  readonly journal: number;
  readonly hash: Buffer;
  readonly net: number;
  /** What the line says, by name, in the words in which `factsOf` says it of a row. */
  readonly facts: Readonly<Record<string, string | null>>;
}

/** A row that is held or refused, as it is queued. */
export interface QueuedRow {
  readonly row: number;
  readonly state: string;
  readonly net: number;
}

/** A row as it reads with what was decided of it as known at a journal; now, if none is named. */
export type Reading = (knownAt?: number) => ReadRow;

/** A row of a kept file with everything that is stored of it. */
export interface RowWithRecords {
  readonly row: number;
  /** Undefined when the file has no such row. */
  readonly read: Reading | undefined;
  readonly lines: readonly LineOfRow[];
  readonly queued: QueuedRow | undefined;
}

/** What is stored of rows, row by row; a row that is only read or only stored counts as well. */
export function recordsByRow(
  read: ReadonlyMap<number, Reading>,
  lines: readonly LineOfRow[],
  queued: readonly QueuedRow[],
): RowWithRecords[] {
  const posted = new Map<number, LineOfRow[]>();
  for (const line of lines) {
    const others = posted.get(line.row);
    if (others) others.push(line);
    else posted.set(line.row, [line]);
  }
  const waiting = new Map(queued.map((each) => [each.row, each]));
  const rows = new Set([...read.keys(), ...posted.keys(), ...waiting.keys()]);
  const inOrder = [...rows].sort((a, b) => a - b);
  return inOrder.map((row) => ({
    row,
    read: read.get(row),
    lines: posted.get(row) ?? [],
    queued: waiting.get(row),
  }));
}

/** What a row says, by name. Service days are left out where a credit takes its original's. */
export function factsOf(line: InvoiceLine): Record<string, string | null> {
  const isOwnService = line.serviceFrom !== null || line.creditKind === null;
  return {
    document: line.documentNumber,
    'document kind': line.documentKind,
    'document date': line.documentDate,
    'credit kind': line.creditKind,
    contract: line.contract,
    school: line.schoolText,
    'whose line': line.isJoint ? 'all schools' : 'one school',
    item: line.item,
    description: line.description,
    quantity: line.quantity?.toFixed(6) ?? null,
    'unit price': line.unitPrice?.toFixed(6) ?? null,
    net: String(line.net),
    VAT: String(line.vat),
    ...(isOwnService && {
      'service from': line.serviceFrom ?? line.documentDate,
      'service to': line.serviceTo ?? line.documentDate,
    }),
  };
}

/** Where what is posted or queued of a row is not what the row says. */
export function rowDifferences(file: string, records: RowWithRecords): Difference[] {
  const { row, read, lines, queued } = records;
  const at = (what: string, expected: string, found: string): Difference => ({
    check: 'rows',
    place: `${file}, row ${row}, ${what}`,
    expected,
    found,
  });
  const standing = lines.filter(({ isStanding }) => isStanding).length;
  const places = standing + (queued ? 1 : 0);
  return [
    ...lines.flatMap((line) => lineDifferences(line, read?.(line.journal), at)),
    ...(places > 1 ? [at('posted or queued', 'once', `${places} times`)] : []),
    ...(queued ? queueDifferences(queued, read?.(), at) : []),
  ];
}

type At = (what: string, expected: string, found: string) => Difference;

function lineDifferences(line: LineOfRow, read: ReadRow | undefined, at: At): Difference[] {
  if (read?.kind !== 'line') {
    return [at('posted line', read ? `nothing, the row is ${read.kind}` : 'nothing', 'a line')];
  }
  const facts = Object.entries(factsOf(read.line)).flatMap(([name, expected]) => {
    const found = line.facts[name] ?? null;
    if (expected === found) return [];
    const say = name === 'net' || name === 'VAT' ? amount : word;
    return [at(name, say(expected), say(found))];
  });
  const hash = contentHash(read.line);
  return hash.equals(line.hash)
    ? facts
    : [...facts, at('content hash', hash.toString('hex'), line.hash.toString('hex'))];
}

function queueDifferences(queued: QueuedRow, read: ReadRow | undefined, at: At): Difference[] {
  if (!read || read.kind === 'total') return [at('queued row', 'nothing', queued.state)];
  const net = netOf(read);
  // A word that nobody has explained yet holds its row: a person can explain it.
  const isRefused = read.kind === 'refused' && read.problem.code !== 'word.unknown';
  const state = isRefused ? 'refused' : 'held';
  return [
    ...(state === queued.state ? [] : [at('queued as', state, queued.state)]),
    ...(net === queued.net ? [] : [at('queued net', amount(net), amount(queued.net))]),
  ];
}

/** The lines of rows that stand nowhere: they must have come before, with another file (P12). */
export function linesKnownBefore(records: readonly RowWithRecords[]): InvoiceLine[] {
  return records.flatMap(({ read, lines, queued }) => {
    const stands = queued || lines.some(({ isStanding }) => isStanding);
    const row = read?.();
    return stands || row?.kind !== 'line' ? [] : [row.line];
  });
}

/** A row that is neither posted nor queued, and never came before either: it was lost. */
export function lostRow(file: string, row: number): Difference {
  const place = `${file}, row ${row}, posted or queued`;
  return { check: 'rows', place, expected: 'once, or before', found: 'nowhere' };
}

/** The pounds that a row counts with; a total of the supplier's own counts as no row (P13). */
export function netOf(read: ReadRow): number {
  if (read.kind === 'line') return read.line.net;
  return read.kind === 'refused' ? read.net : 0;
}

/** What became of the rows of a file and of their pounds, counted again row by row. */
export interface Recount {
  readonly rows: Tally<number>;
  readonly net: Tally<number>;
}

/** A count that grows with every row. */
export interface Counter {
  add(records: RowWithRecords): void;
  end(): Recount;
}

/** Counts rows and pounds by what became of them; what is nowhere else came before (P12). */
export function rowCounter(): Counter {
  const nothing = () => ({ read: 0, posted: 0, already: 0, held: 0, refused: 0 });
  const [rows, net] = [nothing(), nothing()];
  const count = (state: keyof Tally<number>, pounds: number) => {
    rows[state] += 1;
    net[state] += pounds;
  };
  return {
    add({ read, lines, queued }) {
      const row = read?.();
      if (row && row.kind !== 'total') count('read', netOf(row));
      for (const line of lines) if (line.isStanding) count('posted', line.net);
      if (queued) count(queued.state === 'refused' ? 'refused' : 'held', queued.net);
    },
    end() {
      const rest = (tally: Tally<number>) => tally.read - tally.posted - tally.held - tally.refused;
      return { rows: { ...rows, already: rest(rows) }, net: { ...net, already: rest(net) } };
    },
  };
}

/**
 * The journal up to which decisions say how the rows of an import are queued: the one that took it
 * back, since what is decided later about the same bytes is about another import of them.
 */
export function lastDecided({ id, state }: ImportRecord, journals: readonly Journal[]): number {
  if (state !== 'undone') return Infinity;
  const undo = journals.findLast(({ kind, importId }) => kind === 'undo' && importId === id);
  return undo?.number ?? Infinity;
}

/** What an import's own counts are true of, by its state. */
const countedOf: Record<ImportRecord['state'], readonly (keyof Tally<number>)[]> = {
  received: [],
  recognised: [],
  posted: ['read', 'posted', 'already', 'held', 'refused'],
  undone: ['read'],
};

/**
 * Where an import's own counts are not those of its rows (P13). Of an import that is not posted
 * only what was read is compared, and that none of its lines stand: the rest tells how it was.
 */
export function tallyDifferences(record: ImportRecord, { rows, net }: Recount): Difference[] {
  const { file } = record;
  const isPosted = record.state === 'posted';
  return [
    ...countedOf[record.state].flatMap((state) => [
      ...fileDifference(file, `rows ${state}`, String(rows[state]), String(record.rows[state])),
      ...fileDifference(file, `net ${state}`, amount(net[state]), amount(record.net[state])),
    ]),
    ...(isPosted ? [] : fileDifference(file, 'standing lines', '0', String(rows.posted))),
  ];
}

/** A fact about a whole file that is not as it should be; nothing when it is. */
export function fileDifference(
  file: string,
  what: string,
  expected: string,
  found: string,
): Difference[] {
  return expected === found ? [] : [{ check: 'rows', place: `${file}, ${what}`, expected, found }];
}

/** Where the digest by which a file is recognised is not the one that its journal sealed (P12). */
export function sealedFileDifferences(
  { file, state, sha256, id, journalNumber }: ImportRecord,
  keptAs: string,
  journals: readonly Journal[],
): Difference[] {
  if (state !== 'posted') return [];
  const journal = journals.find(({ number }) => number === journalNumber);
  if (!journal) return fileDifference(file, 'journal', String(journalNumber), 'none');
  const sealed = journal.fileSha256 ?? 'none';
  return [
    ...fileDifference(file, 'import of its journal', id, journal.importId ?? 'none'),
    ...fileDifference(file, 'SHA-256', sealed, sha256),
    ...fileDifference(file, 'SHA-256 of the kept file', sealed, keptAs),
  ];
}
