import type { CreditTyping, Ruling, Verdict } from '../decisions/decision.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import { type ProblemCode, type ProblemDetail, problemCodes } from '../problem.ts';

/** What a person decides of a held row: what credit it is, or which version of its document counts. */
export type Way = ({ readonly way: 'credit' } & CreditTyping) | { readonly way: VersionWay };
export type VersionWay = 'take-new' | 'keep-old' | 'keep-both';
export const versionWays = ['take-new', 'keep-old', 'keep-both'] as const;

/** The row that a decision is asked for, as it stands. */
export interface AskedRow {
  readonly file: string;
  /** What the row says, with what was decided of its credit. */
  readonly line: InvoiceLine;
  /** Why it is queued; undefined when it is not. */
  readonly code: string | undefined;
  readonly ruling: Ruling;
}

/** The verdict that each way gives to the rows of the file. */
export const verdictOf: Readonly<Record<VersionWay, Verdict>> = {
  'take-new': 'taken',
  'keep-old': 'declined',
  'keep-both': 'beside',
};

const fitting: Readonly<Record<VersionWay, readonly string[]>> = {
  'take-new': ['document.conflict', 'document.moved', 'document.declined', 'document.replaced'],
  'keep-old': ['document.conflict', 'document.moved'],
  'keep-both': ['document.moved', 'document.declined'],
};

/** The reasons why rows wait that a decision about their document's version can settle. */
export const versionCodes: readonly string[] = fitting['take-new'];

/** What was decided, for the journal. */
export function inWords(way: Way): string {
  const words = {
    'take-new': 'this version of the document counts',
    'keep-old': 'what was posted of the document stays',
    'keep-both': 'both lines are right',
  };
  if (way.way !== 'credit') return words[way.way];
  const against = way.originalNumber ? ` against ${way.originalNumber}` : '';
  return `a credit of the kind ${way.kind}${against}`;
}

/** The reasons of rows that wait to be decided, whatever was decided of them before. */
const openCodes: readonly (string | undefined)[] = ['document.conflict', 'document.moved'];

/**
 * Whether a decision is the one that holds already: asked again, it changes nothing. A version that
 * waits, since something else was posted meanwhile, has to be decided again.
 */
export function isDecided(ruling: Ruling, code: string | undefined, asked: Way): boolean {
  if (asked.way !== 'credit') {
    return ruling.version?.verdict === verdictOf[asked.way] && !openCodes.includes(code);
  }
  const { credit } = ruling;
  return credit?.kind === asked.kind && credit.originalNumber === asked.originalNumber;
}

/** Why a decision does not fit a row; undefined when it does. */
export function misfit(row: AskedRow, asked: Way): ProblemDetail | undefined {
  return asked.way === 'credit' ? creditMisfit(row, asked) : versionMisfit(row, asked.way);
}

const decides: Readonly<Record<VersionWay, string>> = {
  'take-new': 'This decides only about a document that came before with other content.',
  'keep-old': 'This decides only about a document that came before with other content.',
  'keep-both': 'This decides only about a line that was posted for another school.',
};

const inSentence = (code: string) => problemCodes[code as ProblemCode];

function versionMisfit(row: AskedRow, way: VersionWay): ProblemDetail | undefined {
  if (row.code === undefined) return posted(row);
  if (fitting[way].includes(row.code)) return undefined;
  return unfit(
    row,
    `It waits for another reason: ${inSentence(row.code)} ${decides[way]}`,
    'List the queue to see what can be done for the row.',
  );
}

/** The reasons why a credit waits that its kind or its original can settle. */
const creditCodes: readonly ProblemCode[] = [
  'credit.kind-unknown',
  'credit.original-unknown',
  'credit.waiting',
];

function creditMisfit(row: AskedRow, asked: CreditTyping): ProblemDetail | undefined {
  const { line, code, ruling } = row;
  if (line.documentKind !== 'credit_note') {
    return unfit(row, `${line.documentNumber} is an invoice, not a credit note.`);
  }
  if (!ruling.credit) {
    if (code === undefined) return posted(row);
    if (!creditCodes.some((known) => known === code)) {
      return unfit(row, `It waits for another reason: ${inSentence(code)}`);
    }
  }
  const printed = line.printed ?? line;
  if (printed.creditKind !== null && printed.creditKind !== asked.kind) {
    return unfit(
      row,
      `It says itself that it is a credit of the kind ${printed.creditKind}.`,
      'Teach the profile what the word means if it was explained wrongly.',
    );
  }
  return originalMisfit(row, printed.originalNumber, asked);
}

function originalMisfit(
  row: AskedRow,
  printed: string,
  { kind, originalNumber }: CreditTyping,
): ProblemDetail | undefined {
  if (kind === 'rebate') {
    return originalNumber ? unfit(row, 'A rebate credits no document.') : undefined;
  }
  if (!originalNumber && !printed) {
    return unfit(
      row,
      `A credit of the kind ${kind} needs the document that it credits, and the row names none.`,
      'Say which document it is.',
    );
  }
  return undefined;
}

function posted(row: AskedRow): ProblemDetail {
  return unfit(
    row,
    'It is not held: it is posted, or came before with another file.',
    'Undo the import if it should not count.',
  );
}

function unfit({ file, line }: AskedRow, message: string, remedy = ''): ProblemDetail {
  return {
    code: 'settlement.unfit',
    file,
    row: line.row,
    message,
    ...(remedy && { remedy }),
  };
}

/** Whether two credit rows are of one note that says the same of itself: they are typed together. */
export function isSameNote(a: InvoiceLine, b: InvoiceLine): boolean {
  const [one, other] = [a.printed ?? a, b.printed ?? b];
  return (
    a.documentKind === b.documentKind &&
    a.documentNumber === b.documentNumber &&
    a.creditWord === b.creditWord &&
    one.creditKind === other.creditKind &&
    one.originalNumber === other.originalNumber
  );
}
