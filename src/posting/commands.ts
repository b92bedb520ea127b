import { priceTermsOf } from '../agreed-prices/store.ts';
import { newId } from '../database/new-id.ts';
import type { Tenant } from '../database/tenant.ts';
import type { Recognised, Recognising, Source } from '../documents/commands.ts';
import { queue, recogniseRows } from '../documents/commands.ts';
import { type StagedLine, whoseRow } from '../documents/staged-line.ts';
import { stoppedBy } from '../documents/stopped.ts';
import { clearStage, stagedLines } from '../documents/store.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf, postedRows, retally, stoppedRows } from '../imports/store.ts';
import { documentId, documentKey } from '../invoices/invoice.ts';
import { keptRows, profileById, sourceFileById } from '../invoices/store.ts';
import { negateInForce, type OpenJournal, post } from '../ledger/commands.ts';
import { addStagedEntries } from '../ledger/store.ts';
import type { ProblemDetail } from '../problem.ts';
import { assess, type MatchedLine } from './assess.ts';
import { cancellation, cancellationProblem, takesNoMore } from './cancellation.ts';
import type { Original } from './credit.ts';
import { entriesOf, rulesFor } from './entries.ts';
import { type FeeCheck, type FeeCounter, feeCounter } from './fee-check.ts';
import {
  type Assessment,
  canonicalAllocation,
  canonicalLine,
  type PostedLine,
} from './posted-line.ts';
import { type PriceCheck, type PriceCounter, priceCounter } from './price-check.ts';
import {
  addStagedLines,
  cancellable,
  cancelledAmong,
  importsThatKnowMore,
  linesOfInvoice,
  originalOf,
  stagePosted,
} from './store.ts';
import { type UnpricedItem, type UnpricedItems, unpricedItems } from './unpriced.ts';

/** An open journal, and what its lines are judged by. */
export interface Posting extends Recognising {
  readonly journal: OpenJournal;
}

/** What a person should know of a file beside its stopped rows. */
export interface Findings extends Recognised {
  /** Items of the contract's own supplier that no price explains. */
  readonly items: readonly UnpricedItem[];
  readonly prices: PriceCheck;
  readonly fees: FeeCheck;
}

/**
 * Posts the rows of an import that can be posted and queues the others with their reasons. Rows
 * that stand in the ledger already are left alone; `only` limits it to some rows (P12).
 */
export async function postRows(
  posting: Posting,
  record: ImportRecord,
  only?: ReadonlySet<number>,
): Promise<Findings> {
  const { tenant } = posting;
  const source: Source = {
    record,
    file: await sourceFileById(tenant, record.fileId),
    profile: await profileById(tenant, record.profileId),
    only,
  };
  let recognised = await recogniseRows(posting, source);
  const others = only ? [] : await importsThatKnowMore(tenant, record.id);
  if (others.length > 0) {
    await clearStage(tenant);
    for (const other of others) await postRowsLeftToOthers(posting, other);
    recognised = await recogniseRows(posting, source);
  }
  // Credits look for what they credit among the lines that stand, those of this file included.
  const terms = await priceTermsOf(tenant, source.profile.supplierId);
  const found = { items: unpricedItems(), prices: priceCounter(terms), fees: feeCounter() };
  for (const postPhase of [postOwnLines, postCredits, postCancellations]) {
    await postPhase(posting, source, found);
    await addStagedLines(tenant);
    await addStagedEntries(tenant);
  }
  await clearStage(tenant);
  const [items, prices, fees] = [found.items.end(), found.prices.end(), found.fees.end()];
  return { ...recognised, items, prices, fees };
}

/**
 * Posts the rows of an import that stand nowhere, since the import that had brought them first was
 * taken back: what contradicts this import's posted lines may agree with the whole of it (P12).
 */
async function postRowsLeftToOthers(posting: Posting, importId: string): Promise<void> {
  const { tenant } = posting;
  const [record] = await importsOf(tenant, { id: importId });
  if (!record) return;
  const settled = await postedRows(tenant, importId);
  for (const { row } of await stoppedRows(tenant, importId)) settled.add(row);
  const left = new Set<number>();
  for await (const { row } of keptRows(tenant, record.fileId)) if (!settled.has(row)) left.add(row);
  // Whoever confirmed that import had the say over these rows.
  await postRows({ ...posting, limit: undefined }, record, left);
  await retally(tenant, importId);
}

function wanted(source: Source, batch: readonly StagedLine[]): StagedLine[] {
  return batch.filter(({ line }) => !source.only || source.only.has(line.row));
}

async function postOwnLines(
  posting: Posting,
  source: Source,
  found: { items: UnpricedItems; prices: PriceCounter; fees: FeeCounter },
): Promise<void> {
  for await (const batch of stagedLines(posting.tenant, 'new', 'own')) {
    const staged = wanted(source, batch);
    const lines = staged.map(({ line }) => line);
    const cancelled = await cancelledAmong(posting.tenant, source.profile.supplierId, lines);
    const judged = staged.map((item): Judged => {
      if (cancelled.has(documentKey(item.line))) return { item, problem: takesNoMore(item.line) };
      return { item, originalInvoiceId: null, ...judge(posting, source, item) };
    });
    for (const each of judged) {
      if (!('assessment' in each)) continue;
      const matched = matchedOf(posting, source, each.item);
      for (const counter of Object.values(found)) counter.count(matched, each.assessment);
    }
    await settle(posting, source, judged);
  }
}

/** A staged line with what was made of it. */
type Judged = { readonly item: StagedLine } & (
  | { readonly assessment: Assessment; readonly originalInvoiceId: string | null }
  | { readonly problem: ProblemDetail }
);

/** Posts the lines that were found good, queues the others, and gives the ids of the former. */
async function settle(
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
  const posted = good.map(({ item, assessment, originalInvoiceId }): PostedLine => {
    const invoiceId = documentId(posting.tenant.trustId, supplierId, item.line);
    const ids = { id: newId(), importId: source.record.id, invoiceId, originalInvoiceId };
    return { ...item, ...ids, assessment };
  });
  await postLines(posting, supplierId, posted);
  await queue(posting.tenant, source, stopped);
  const row = judged.at(-1)?.item.line.row;
  if (row) posting.onProgress({ importId: source.record.id, phase: 'posting', row });
  return posted.map(({ id }) => id);
}

function judge(posting: Posting, source: Source, staged: StagedLine, original?: Original) {
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

/** Credits on quantity or price, each against the document that it names (P9). */
async function postCredits(posting: Posting, source: Source): Promise<void> {
  const originals = new Map<string, Original>();
  for await (const batch of stagedLines(posting.tenant, 'new', 'credit')) {
    const judged: Judged[] = [];
    for (const item of wanted(source, batch)) {
      const { originalNumber: number, item: code } = item.line;
      const [supplierId, schoolId] = [source.profile.supplierId, item.schoolId];
      const asked = { supplierId, number, schoolId, item: code };
      const key = JSON.stringify(asked);
      const original = originals.get(key) ?? (await originalOf(posting.tenant, asked));
      originals.set(key, original);
      const originalInvoiceId = original.invoiceId ?? null;
      judged.push({ item, originalInvoiceId, ...judge(posting, source, item, original) });
    }
    await settle(posting, source, judged);
  }
}

/** Credit notes that cancel a whole invoice: its entries in force are negated one by one (P9). */
async function postCancellations(posting: Posting, source: Source): Promise<void> {
  const { tenant, journal } = posting;
  for (const note of await cancellationNotes(tenant, source)) {
    const lines = note.map(({ line }) => line);
    const number = lines[0]?.originalNumber ?? '';
    const invoice = await cancellable(tenant, source.profile.supplierId, number);
    const originalInvoiceId = invoice?.invoiceId ?? null;
    const judged = note.map((item): Judged => {
      const problem = cancellationProblem(item.line, lines, invoice);
      if (problem) return { item, problem };
      return { item, originalInvoiceId, assessment: cancellation(item.line, item.contractId) };
    });
    const [firstLineId] = await settle(posting, source, judged);
    if (!invoice || !firstLineId) continue;
    await addStagedLines(tenant);
    // The note's own lines have no entries: they stand for what they take back.
    await negateInForce(tenant, journal, linesOfInvoice(tenant, invoice.invoiceId), firstLineId);
  }
}

/** The staged cancellations by credit note and by the invoice that each takes back. */
async function cancellationNotes(tenant: Tenant, source: Source): Promise<StagedLine[][]> {
  const notes = new Map<string, StagedLine[]>();
  for await (const batch of stagedLines(tenant, 'new', 'reversal')) {
    for (const item of wanted(source, batch)) {
      const key = JSON.stringify([item.line.documentNumber, item.line.originalNumber]);
      notes.set(key, [...(notes.get(key) ?? []), item]);
    }
  }
  return [...notes.values()];
}
