import type { StoppedRow } from '../imports/import.ts';
import { contentHash, documentKey } from '../invoices/invoice.ts';
import type { ReadRow } from '../invoices/invoice-reader.ts';
import { matchLine } from './match.ts';
import type { Register } from './register.ts';
import { type StagedLine, whoseRow } from './staged-line.ts';
import { stoppedBy } from './stopped.ts';

/** What a row came to: a line to be recognised, or a row that goes no further, with its document. */
export type Placed =
  | { readonly staged: StagedLine }
  | { readonly stopped: StoppedRow; readonly documents: readonly string[] };

/** A row as a line with its contract and school, or why it is none; a line without them has a document. */
export function place(
  found: Exclude<ReadRow, { kind: 'total' }>,
  printed: ReadRow,
  register: Register,
): Placed {
  if (found.kind === 'refused') {
    return { stopped: refusedRow(found, whoseRead(printed, register)), documents: [] };
  }
  const matched = matchLine(found.line, register);
  if ('stopped' in matched) return { ...matched, documents: [documentKey(found.line)] };
  return { staged: { ...matched, contentHash: contentHash(matched.line) } };
}

function refusedRow(
  { problem, net }: Extract<ReadRow, { kind: 'refused' }>,
  schoolId: string | null,
): StoppedRow {
  // The row can be read, but for a word that a person has to explain.
  const state = problem.code === 'word.unknown' ? 'held' : 'refused';
  return stoppedBy(problem, { net, schoolId, state });
}

/** Whose row it is as it is printed; null where that cannot be told. */
function whoseRead(read: ReadRow, register: Register): string | null {
  const matched = read.kind === 'line' ? matchLine(read.line, register) : undefined;
  return matched && !('stopped' in matched) ? whoseRow(matched) : null;
}
