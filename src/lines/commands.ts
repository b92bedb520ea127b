import { newId } from '../database/new-id.ts';
import type { Tenant } from '../database/tenant.ts';
import { queue, type Recognising, type Source } from '../documents/commands.ts';
import { type StagedLine, whoseRow } from '../documents/staged-line.ts';
import { stoppedBy } from '../documents/stopped.ts';
import { documentId, documentKey } from '../invoices/invoice.ts';
import { type OpenJournal, post } from '../ledger/commands.ts';
import { addStagedEntries } from '../ledger/store.ts';
import type { ProblemDetail } from '../problem.ts';
import { assess, type MatchedLine } from './assess.ts';
import { takesNoMore } from './cancellation.ts';
import type { Original } from './credit.ts';
import { entriesOf, rulesFor } from './entries.ts';
import type { FeeCounter } from './fee-check.ts';
import {
  type Assessment,
  canonicalAllocation,
  canonicalLine,
  type PostedLine,
} from './posted-line.ts';
import type { PriceCounter } from './price-check.ts';
import { addStagedLines, cancelledAmong, stagePosted } from './store.ts';
import type { UnpricedItems } from './unpriced.ts';

/** An open journal, and what its lines are judged by. */
export interface Posting extends Recognising {
  readonly journal: OpenJournal;
}

/** What is counted of the lines that are posted. */
export interface Counters {
  readonly items: UnpricedItems;
  readonly prices: PriceCounter;
  readonly fees: FeeCounter;
}

/** Posts lines that are no credits on others, or holds them; answers with the documents of those held. */
export async function postOwn(
  posting: Posting,
  source: Source,
  found: Counters,
  staged: readonly StagedLine[],
): Promise<string[]> {
  const lines = staged.map(({ line }) => line);
  const cancelled = await cancelledAmong(posting.tenant, source.profile.supplierId, lines);
  const judged = staged.map((item): Judged => {
    if (cancelled.has(documentKey(item.line))) return { item, problem: takesNoMore(item.line) };
    const found = judge(posting, source, item);
    if ('problem' in found) return { item, problem: found.problem };
    return { item, assessment: found.assessment, originalInvoiceId: null };
  });
  for (const each of judged) {
    if (!('assessment' in each)) continue;
    const matched = matchedOf(posting, source, each.item);
    for (const counter of Object.values(found)) counter.count(matched, each.assessment);
  }
  await settle(posting, source, judged);
  return judged.flatMap((each) => ('problem' in each ? [documentKey(each.item.line)] : []));
}

/** A staged line with what was made of it. */
export type Judged = { readonly item: StagedLine } & (
  | { readonly assessment: Assessment; readonly originalInvoiceId: string | null }
  | { readonly problem: ProblemDetail }
);

/** Posts the lines that were found good, queues the others, and gives the ids of the former. */
export async function settle(
  posting: Posting,
  source: Source,
  judged: readonly Judged[],
): Promise<string[]> {
  const good = judged.flatMap((each) => ('assessment' in each ? [each] : []));
  const stopped = judged.flatMap((each) => {
    if ('assessment' in each) return [];
    const { net, originalNumber: waitsFor } = each.item.line;
    return [stoppedBy(each.problem, { net, waitsFor, schoolId: whoseRow(each.item) })];
  });
  const { supplierId } = source.profile;
  const documents = new Map<string, string>();
  const posted = good.map(({ item, assessment, originalInvoiceId }): PostedLine => {
    const key = documentKey(item.line);
    const invoiceId =
      documents.get(key) ?? documentId(posting.tenant.trustId, supplierId, item.line);
    documents.set(key, invoiceId);
    const { line, schoolId, contentHash } = item;
    const [id, importId] = [newId(), source.record.id];
    return { id, importId, invoiceId, originalInvoiceId, schoolId, contentHash, line, assessment };
  });
  await postLines(posting, supplierId, posted);
  await queue(posting.tenant, source, stopped);
  const row = judged.at(-1)?.item.line.row;
  if (row) posting.onProgress({ importId: source.record.id, phase: 'posting', row });
  return posted.map(({ id }) => id);
}

/** What a staged line counts as and who bears it, by today's register, or why it is held (P2–P9). */
export function judge(posting: Posting, source: Source, staged: StagedLine, original?: Original) {
  return assess(matchedOf(posting, source, staged), posting.register, original);
}

function matchedOf({ register }: Posting, { profile }: Source, staged: StagedLine): MatchedLine {
  const { line, contractId, schoolId } = staged;
  const contract = register.contractsById.get(contractId);
  if (!contract) throw new Error(`contract ${contractId} is not in the register`);
  return { line, contract, supplierId: profile.supplierId, schoolId };
}

/** Adds lines with their shares and entries to the open journal. */
async function postLines(
  posting: Posting,
  supplierId: string,
  lines: readonly PostedLine[],
): Promise<void> {
  const { tenant, journal, register } = posting;
  for (const posted of lines) {
    journal.lines.add(canonicalLine(posted));
    if (posted.schoolId !== null) continue;
    const shares = [...posted.assessment.shares].sort((a, b) => (a.schoolId < b.schoolId ? -1 : 1));
    for (const share of shares) journal.allocations.add(canonicalAllocation(posted.id, share));
  }
  await stagePosted(tenant, journal.number, supplierId, lines);
  const entries = lines.flatMap(({ id, line, assessment }) => {
    const { lineClass, contractId } = assessment;
    if (lineClass === 'reversal') return [];
    const { item, documentDate } = line;
    const from = { lineId: id, contractId, item, lineClass, documentDate };
    return assessment.shares.flatMap((share) =>
      entriesOf(from, share, rulesFor(register, from, share, newId)),
    );
  });
  await post(tenant, journal, entries);
}

/** Adds what was posted so far to the ledger, so that it can be asked for. */
export async function addPosted(tenant: Tenant): Promise<void> {
  await addStagedLines(tenant);
  await addStagedEntries(tenant);
}
