import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../database/new-id.ts';
import { queue, type Recognising, type Source } from '../documents/commands.ts';
import {
  type LinesTaker,
  phaseOf,
  type StagedLine,
  type Taken,
  whoseRow,
} from '../documents/staged-line.ts';
import { stoppedBy } from '../documents/stopped.ts';
import type { StoppedRow } from '../imports/import.ts';
import { documentId, documentKey } from '../invoices/invoice.ts';
import { note, type OpenJournal } from '../ledger/commands.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { layEntriesAside } from '../ledger/store.ts';
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
import { cancelledAmong, knownDocuments, layLinesAside } from './store.ts';
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

/** Posts lines that are no credits on others, or holds them. */
export function ownLines(posting: Posting, source: Source, found: Counters): LinesTaker {
  const { post, end } = batches(posting, source, found);
  return {
    async take(staged) {
      const lines = staged.map(({ line }) => line);
      return post(staged, await cancelledAmong(posting.tenant, source.profile.supplierId, lines));
    },
    end,
  };
}

/**
 * Posts lines batch by batch, but those of cancelled documents. Each batch is written once the next one has been
 * asked about, and the database adds it while that one is judged.
 */
function batches(posting: Posting, source: Source, found: Counters) {
  let last = nothing;
  let adding: Promise<unknown> = Promise.resolve();
  const write = async () => {
    const add = await laySettledAside(posting, source, last);
    last = nothing;
    adding = add();
    // Whatever is asked next fails too, and is told of this.
    adding.catch(() => {});
    // The driver sends a small question at the next turn of the loop: it has to turn before the judging begins.
    await delay(1);
  };
  return {
    async post(staged: readonly StagedLine[], cancelled: ReadonlySet<string>): Promise<Taken> {
      await write();
      const judged = staged.map((item) => judgeOwn(posting, source, cancelled, item));
      count(found, posting, source, judged);
      last = settledOf(posting, source, judged);
      const held = judged.flatMap((each) =>
        'problem' in each ? [documentKey(each.item.line)] : [],
      );
      return { taken: new Set(staged), held };
    },
    async end() {
      await write();
      await adding;
    },
  };
}

function judgeOwn(
  posting: Posting,
  source: Source,
  cancelled: ReadonlySet<string>,
  item: StagedLine,
): Judged {
  if (cancelled.has(documentKey(item.line))) return { item, problem: takesNoMore(item.line) };
  const found = judge(posting, source, item);
  if ('problem' in found) return { item, problem: found.problem };
  return { item, assessment: found.assessment, originalInvoiceId: null };
}

function count(
  counters: Counters,
  posting: Posting,
  source: Source,
  judged: readonly Judged[],
): void {
  for (const each of judged) {
    if (!('assessment' in each)) continue;
    const matched = matchedOf(posting, source, each.item);
    for (const counter of Object.values(counters)) counter.count(matched, each.assessment);
  }
}

/** So many documents that a file has brought are remembered while the rest of it is read. */
const remembered = 50_000;

/**
 * The same of lines as they are read: it takes what nothing has to be compared with, lines of documents that never
 * came before (P12), and leaves the others. A document of this very file that is not remembered any more is left
 * with them, and found to be new by comparing it.
 */
export function unheardOf(posting: Posting, source: Source, found: Counters): LinesTaker {
  const { post, end } = batches(posting, source, found);
  const brought = new Set<string>();
  return {
    async take(staged) {
      const own = staged.filter(({ line }) => phaseOf(line) === 'own');
      const asked = own.flatMap(({ line }) => (brought.has(documentKey(line)) ? [] : [line]));
      const known = await knownDocuments(posting.tenant, source.profile.supplierId, asked);
      const fresh = own.filter(({ line }) => !known.has(documentKey(line)));
      if (brought.size > remembered) brought.clear();
      for (const { line } of fresh) brought.add(documentKey(line));
      // No credit note has cancelled what never came.
      return post(fresh, new Set());
    },
    end,
  };
}

/** A staged line with what was made of it. */
export type Judged = { readonly item: StagedLine } & (
  | { readonly assessment: Assessment; readonly originalInvoiceId: string | null }
  | { readonly problem: ProblemDetail }
);

/** What is to be written of judged lines. */
interface Settled {
  readonly lines: readonly PostedLine[];
  readonly entries: readonly LedgerEntry[];
  readonly stopped: readonly StoppedRow[];
  readonly lastRow: number | undefined;
}

const nothing: Settled = { lines: [], entries: [], stopped: [], lastRow: undefined };

/** Posts the lines that were found good, queues the others, and gives the ids of the former. */
export async function settle(
  posting: Posting,
  source: Source,
  judged: readonly Judged[],
): Promise<string[]> {
  const settled = settledOf(posting, source, judged);
  const add = await laySettledAside(posting, source, settled);
  await add();
  return settled.lines.map(({ id }) => id);
}

/** Notes the lines that were found good in the open journal, with their shares and entries. */
function settledOf(posting: Posting, source: Source, judged: readonly Judged[]): Settled {
  const { tenant, journal } = posting;
  const documents = new Map<string, string>();
  const lines: PostedLine[] = [];
  const stopped: StoppedRow[] = [];
  for (const each of judged) {
    const { line, schoolId, contentHash } = each.item;
    if ('problem' in each) {
      const { net, originalNumber: waitsFor } = line;
      stopped.push(stoppedBy(each.problem, { net, waitsFor, schoolId: whoseRow(each.item) }));
      continue;
    }
    const key = documentKey(line);
    const invoiceId =
      documents.get(key) ?? documentId(tenant.trustId, source.profile.supplierId, line);
    documents.set(key, invoiceId);
    const { assessment, originalInvoiceId } = each;
    const from = { id: newId(), importId: source.record.id, invoiceId, originalInvoiceId };
    lines.push({ ...from, schoolId, contentHash, line, assessment });
  }
  noteLines(journal, lines);
  const entries = lines.flatMap((posted) => entriesFor(posting, posted));
  note(journal, entries);
  return { lines, entries, stopped, lastRow: judged.at(-1)?.item.line.row };
}

/** Writes what was settled, all but the adding of what is laid aside: what it answers with does that. */
async function laySettledAside(
  { tenant, journal, onProgress }: Posting,
  source: Source,
  { lines, entries, stopped, lastRow }: Settled,
): Promise<() => Promise<unknown>> {
  const { record, profile } = source;
  await queue(tenant, source, stopped);
  if (lastRow) onProgress({ importId: record.id, phase: 'posting', row: lastRow });
  if (lines.length === 0) return async () => {};
  const addLines = await layLinesAside(tenant, journal.number, profile.supplierId, lines);
  const addEntries = await layEntriesAside(tenant, journal.number, entries);
  return () => Promise.all([addLines(), addEntries()]);
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

function noteLines(journal: OpenJournal, lines: readonly PostedLine[]): void {
  for (const posted of lines) {
    journal.lines.add(canonicalLine(posted));
    if (posted.schoolId !== null) continue;
    const shares = [...posted.assessment.shares].sort((a, b) => (a.schoolId < b.schoolId ? -1 : 1));
    for (const share of shares) journal.allocations.add(canonicalAllocation(posted.id, share));
  }
}

function entriesFor({ register }: Posting, { id, line, assessment }: PostedLine): LedgerEntry[] {
  const { lineClass, contractId } = assessment;
  if (lineClass === 'reversal') return [];
  const { item, documentDate } = line;
  const from = { lineId: id, contractId, item, lineClass, documentDate };
  return assessment.shares.flatMap((share) =>
    entriesOf(from, share, rulesFor(register, from, share, newId)),
  );
}
