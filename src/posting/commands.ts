import { priceTermsOf } from '../agreed-prices/store.ts';
import type { Tenant } from '../database/tenant.ts';
import { decisionsOf, rowsAsRead } from '../decisions/store.ts';
import { type Recognised, recogniseRows, type Source } from '../documents/commands.ts';
import type { StagedLine } from '../documents/staged-line.ts';
import { clearStage, countDocuments, stagedLines } from '../documents/store.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf, postedRows, retally, stoppedRows } from '../imports/store.ts';
import { keptRows, profileById, rowsKept, sourceFileById } from '../invoices/store.ts';
import { negateInForce } from '../ledger/commands.ts';
import { cancellation, cancellationProblem } from '../lines/cancellation.ts';
import {
  type Counters,
  type Judged,
  judge,
  ownLines,
  type Posting,
  settle,
  unheardOf,
} from '../lines/commands.ts';
import { type FeeCheck, feeCounter } from '../lines/fee-check.ts';
import { type PriceCheck, priceCounter } from '../lines/price-check.ts';
import { type UnpricedItem, unpricedItems } from '../lines/unpriced.ts';
import {
  type Credited,
  cancellable,
  contentsStanding,
  importsThatKnowMore,
  linesOfInvoice,
  originalsOf,
} from './store.ts';

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
  const terms = await priceTermsOf(tenant, source.profile.supplierId);
  const found = { items: unpricedItems(), prices: priceCounter(terms), fees: feeCounter() };
  // What was never heard of is settled while it is read, where the whole file is and no limit holds rows.
  const quietly = { ...posting, onProgress: () => {} };
  const isWhole = !only && !posting.limit;
  const known = isWhole ? await asItStands(tenant, source) : undefined;
  if (known) return { ...known, ...endOf(found) };
  const recognising = isWhole
    ? { ...posting, unheardOf: unheardOf(quietly, source, found) }
    : posting;
  let recognised = await recogniseRows(recognising, source);
  const { supplierId } = source.profile;
  const others = only ? [] : await importsThatKnowMore(tenant, { importId: record.id, supplierId });
  if (others.length > 0) {
    await clearStage(tenant);
    for (const other of others) await postRowsLeftToOthers(posting, other);
    recognised = await recogniseRows(posting, source);
  }
  posting.onProgress({ importId: record.id, phase: 'posting' });
  // Credits look for what they credit among the lines that stand, those of this file included.
  for (const postPhase of [postOwnLines, postCredits, postCancellations]) {
    await postPhase(posting, source, found);
  }
  await clearStage(tenant);
  return { ...recognised, ...endOf(found) };
}

const endOf = ({ items, prices, fees }: Counters) => ({
  items: items.end(),
  prices: prices.end(),
  fees: fees.end(),
});

/**
 * What reading the rows of an import would find, where every one of them stands in the ledger and nothing was ever
 * decided of any: its lines say what its rows say, and nothing is left to post (P12). Undefined where that cannot
 * be told without reading them: between its first and its last row there may be a total or none at all.
 */
async function asItStands(
  tenant: Tenant,
  { record, profile }: Source,
): Promise<Recognised | undefined> {
  const { state, rows } = record;
  if (state !== 'posted' || rows.posted !== rows.read) return undefined;
  const { firstRow, lastRow } = await rowsKept(tenant, record.fileId);
  if (lastRow - firstRow + 1 !== rows.read) return undefined;
  const decisions = await decisionsOf(tenant, rowsAsRead(record, profile));
  const contents = await contentsStanding(tenant, record.id);
  if (decisions.size > 0 || contents?.lines !== rows.read) return undefined;
  const documents = await countDocuments(tenant, record.id, []);
  return { warnings: [], contents: { ...contents, documents } };
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

async function postOwnLines(posting: Posting, source: Source, found: Counters): Promise<void> {
  const taker = ownLines(posting, source, found);
  for await (const batch of stagedLines(posting.tenant, 'new', 'own')) {
    await taker.take(wanted(source, batch));
  }
  await taker.end();
}

/** Credits on quantity or price, each against the document that it names (P9). */
async function postCredits(posting: Posting, source: Source): Promise<void> {
  const originalsFor = originalsOf(posting.tenant, source.profile.supplierId);
  for await (const batch of stagedLines(posting.tenant, 'new', 'credit')) {
    const items = wanted(source, batch);
    const credited = items.map(
      ({ line, schoolId }): Credited => ({
        number: line.originalNumber,
        schoolId,
        item: line.item,
      }),
    );
    const originals = await originalsFor(credited);
    const judged = items.map((item, index): Judged => {
      const original = originals[index];
      const originalInvoiceId = original?.invoiceId ?? null;
      return { item, originalInvoiceId, ...judge(posting, source, item, original) };
    });
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
    const problemOf = cancellationProblem(lines, invoice);
    const judged = note.map((item): Judged => {
      const problem = problemOf(item.line);
      if (problem) return { item, problem };
      return { item, originalInvoiceId, assessment: cancellation(item.line, item.contractId) };
    });
    const [firstLineId] = await settle(posting, source, judged);
    if (!invoice || !firstLineId) continue;
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
      const note = notes.get(key);
      if (note) note.push(item);
      else notes.set(key, [item]);
    }
  }
  return [...notes.values()];
}
