import { and, asc, eq, max } from 'drizzle-orm';
import { newId } from '../database/new-id.ts';
import { journal, rowDecision } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { CreditKind, SupplierProfile } from '../invoices/supplier-profile.ts';
import type { Decision, Decisions, Dismissal, Verdict } from './decision.ts';

/** The number of the journal that is being written, or comes next. */
export async function nextJournal({ query, trustId }: Tenant): Promise<number> {
  const [newest] = await query
    .select({ number: max(journal.number) })
    .from(journal)
    .where(eq(journal.trustId, trustId));
  return (newest?.number ?? 0) + 1;
}

/** Of which rows a number speaks: one supplier's, in a file's bytes, in the sheet that is read. */
export interface RowsOfFile {
  readonly sha256: string;
  readonly supplierId: string;
  readonly sheet: string;
}

/** The rows of an import. The same bytes may come again, by another import of the same supplier. */
export function rowsAsRead(
  { sha256 }: { readonly sha256: string },
  profile: { readonly supplierId: string; readonly document: Pick<SupplierProfile, 'sheet'> },
): RowsOfFile {
  return { sha256, supplierId: profile.supplierId, sheet: profile.document.sheet ?? '' };
}

/** What was decided about the rows of a file, whichever import brought its bytes. */
export async function decisionsOf(
  { query, trustId }: Tenant,
  { sha256, supplierId, sheet }: RowsOfFile,
): Promise<Decisions> {
  const rows = await query
    .select()
    .from(rowDecision)
    .where(
      and(
        eq(rowDecision.trustId, trustId),
        eq(rowDecision.fileSha256, sha256),
        eq(rowDecision.supplierId, supplierId),
        eq(rowDecision.sheet, sheet),
      ),
    )
    .orderBy(asc(rowDecision.id));
  const decisions = new Map<number, Decision[]>();
  for (const stored of rows) {
    const known = decisions.get(stored.row);
    if (known) known.push(decisionOf(stored));
    else decisions.set(stored.row, [decisionOf(stored)]);
  }
  return decisions;
}

function decisionOf(stored: typeof rowDecision.$inferSelect): Decision {
  const { row, about, verdict, originalNumber, otherFile, reason } = stored;
  const told = {
    row,
    knownFrom: stored.knownFromJournal,
    by: stored.decidedBy,
    at: new Date(stored.decidedAt).toISOString(),
  };
  if (about === 'credit') return { ...told, about, kind: verdict as CreditKind, originalNumber };
  if (about === 'dismissal') {
    return { ...told, about, verdict: verdict as Dismissal['verdict'], reason };
  }
  return { ...told, about: 'version', verdict: verdict as Verdict, otherFile };
}

const batchSize = 500;

/** Keeps decisions about rows of a file; the latest of a kind about a row is the one that holds. */
export async function addDecisions(
  { query, trustId }: Tenant,
  { sha256, supplierId, sheet }: RowsOfFile,
  decisions: readonly Decision[],
): Promise<void> {
  const rows = decisions.map((decision) => ({
    trustId,
    id: newId(),
    fileSha256: sha256,
    supplierId,
    sheet,
    row: decision.row,
    about: decision.about,
    verdict: decision.about === 'credit' ? decision.kind : decision.verdict,
    originalNumber: decision.about === 'credit' ? decision.originalNumber : '',
    otherFile: decision.about === 'version' ? decision.otherFile : '',
    reason: decision.about === 'dismissal' ? decision.reason : '',
    knownFromJournal: decision.knownFrom,
    decidedBy: decision.by,
    decidedAt: decision.at,
  }));
  for (let at = 0; at < rows.length; at += batchSize) {
    await query.insert(rowDecision).values(rows.slice(at, at + batchSize));
  }
}
