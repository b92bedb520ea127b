import type { Baseline } from '../baselines/baseline.ts';
import { lastDay } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import type { CsvCell } from '../csv/csv-writer.ts';
import type { Journal } from '../ledger/chain.ts';
import { formatDecimal } from '../money/decimal.ts';
import { formatMoney, pence } from '../money/money.ts';
import type { School } from '../schools/school.ts';
import type { Guard } from './scope.ts';

/** A row as the database gives it. */
export type Found = Readonly<Record<string, unknown>>;

/** A table of a pack: its columns, and a row of it as cells. */
export interface Table<Item> {
  readonly header: readonly string[];
  cells(item: Item): CsvCell[];
}

const text = (value: unknown): CsvCell =>
  value === null || value === undefined ? null : String(value);
const number = (value: unknown): CsvCell =>
  value === null || value === undefined ? null : { amount: String(value) };
const pounds = (value: unknown): CsvCell =>
  value === null || value === undefined ? null : { amount: formatMoney(pence(Number(value))) };
const month = (value: unknown): CsvCell => String(value).slice(0, 7);
const end = (day: string): CsvCell => (day === lastDay ? null : day);

/** A table by its columns, each with what it says of an item. */
export function table<Item>(
  columns: Readonly<Record<string, (item: Item) => CsvCell>>,
): Table<Item> {
  return {
    header: Object.keys(columns),
    cells: (item) => Object.values(columns).map((read) => read(item)),
  };
}

/** Columns of a database row that are written as they are called. */
function same(names: string, write: (value: unknown) => CsvCell) {
  return Object.fromEntries(
    names.split(' ').map((name) => [name, (row: Found) => write(row[name])]),
  );
}

/** The entries of the ledger (P11: also those that were taken back, and what took them back). */
export const entryTable = table<Found>({
  ...same('id line_id journal_number urn contract item entry_class', text),
  ...same('service_month booked_month', month),
  ...same('baseline_version quantity', number),
  ...same('cost baseline_cost indexed_cost', pounds),
  ...same('is_sustained depth reverses_entry_id caused_by_line_id', text),
});

/**
 * The invoice lines. In a school's pack a joint line shows neither its total nor its quantity nor its
 * free texts, and its net and VAT are the school's own part of it.
 */
export function lineTable(guard: Guard, school: School | undefined): Table<Found> {
  const isWhole = (row: Found) => !school || row.school_id === school.id;
  const guarded = (value: unknown) => text(value === null ? null : guard(String(value)));
  return table<Found>({
    ...same('id journal_number supplier document_kind', text),
    document_number: (row) => guarded(row.number),
    ...same('document_date credit_kind', text),
    file: (row) => guarded(row.file_name),
    file_sha256: (row) => text(row.sha256),
    row: (row) => number(row.row),
    ...same('contract item', text),
    description: (row) => (isWhole(row) ? guarded(row.description) : null),
    school_text: (row) => (isWhole(row) ? guarded(row.school_text) : null),
    urn: (row) => text(row.urn ?? 'joint'),
    ...same('service_from service_to', text),
    quantity: (row) => (isWhole(row) ? number(row.quantity) : null),
    unit_price: (row) => number(row.unit_price),
    net: (row) => pounds(row.own_net),
    vat: (row) => pounds(row.own_vat),
    ...same('line_class quantity_basis withdrawn_in', text),
  });
}

/** How joint lines were shared (P4). */
export const shareTable = table<Found>({
  ...same('line_id urn', text),
  ...same('weight', number),
  ...same('days', text),
  ...same('net vat', pounds),
  ...same('recovery_rate', number),
});

/** A baseline version with the names of its place, and with who took it back and why. */
export interface NamedBaseline extends Baseline {
  readonly contract: string;
  readonly urn: string;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
}

/** What was paid before, with the evidence and who stands for it (P6). */
export function baselineTable(guard: Guard): Table<NamedBaseline> {
  return table<NamedBaseline>({
    contract: ({ contract }) => contract,
    urn: ({ urn }) => urn,
    item: ({ item }) => item,
    version: ({ version }) => number(version),
    kind: ({ kind }) => kind,
    unit_price: ({ unitPrice }) => number(formatDecimal(unitPrice)),
    vat_rate: ({ vatRate }) => number(formatDecimal(vatRate)),
    valid_from: ({ valid }) => valid.from,
    valid_to: ({ valid }) => end(valid.to),
    evidence: ({ evidence }) => guard(evidence),
    prepared_by: ({ preparedBy }) => preparedBy,
    approved_by: ({ approvedBy }) => approvedBy,
    approved_at: ({ approvedAt }) => approvedAt,
    withdrawn_by: ({ withdrawnBy }) => withdrawnBy,
    withdrawn_at: ({ withdrawnAt }) => withdrawnAt,
    withdrawn_reason: ({ withdrawnReason }) => withdrawnReason && guard(withdrawnReason),
  });
}

export const contractTable = table<Contract & { supplier: string }>({
  reference: ({ reference }) => reference,
  title: ({ title }) => title,
  supplier: ({ supplier }) => supplier,
  category: ({ category }) => category,
  starts_on: ({ term }) => term.from,
  ends_on: ({ term }) => end(term.to),
  notice_months: ({ noticeMonths }) => number(noticeMonths),
  procurement_route: ({ procurementRoute }) => procurementRoute,
  shared_by: ({ driver }) => driver,
});

export const participantTable = table<{
  contract: string;
  urn: string;
  days: { from: string; to: string };
}>({
  contract: ({ contract }) => contract,
  urn: ({ urn }) => urn,
  starts_on: ({ days }) => days.from,
  ends_on: ({ days }) => end(days.to),
});

export const priceTable = table<{ contract: string; price: Contract['prices'][number] }>({
  contract: ({ contract }) => contract,
  item: ({ price }) => price.item,
  description: ({ price }) => price.description,
  unit: ({ price }) => price.unit,
  quantity_basis: ({ price }) => price.quantityBasis,
  line_class: ({ price }) => price.lineClass,
  unit_price: ({ price }) => number(formatDecimal(price.unitPrice)),
  valid_from: ({ price }) => price.valid.from,
  valid_to: ({ price }) => end(price.valid.to),
});

export const schoolTable = table<{ school: School; terms: School['terms'][number] | undefined }>({
  urn: ({ school }) => school.urn,
  name: ({ school }) => school.name,
  phase: ({ school }) => school.phase,
  valid_from: ({ terms }) => text(terms?.validFrom),
  status: ({ terms }) => text(terms?.status),
  vat_recovery_rate: ({ terms }) => number(terms && formatDecimal(terms.vatRecoveryRate)),
});

export const driverTable = table<{ urn: string; driver: School['drivers'][number] }>({
  urn: ({ urn }) => urn,
  driver: ({ driver }) => driver.driver,
  value: ({ driver }) => number(formatDecimal(driver.value)),
  effective_from: ({ driver }) => driver.effectiveFrom,
  source: ({ driver }) => driver.source,
});

/** The journals; of one that did not touch the school only what the chain needs. */
export function journalTable(guard: Guard, isTouching: (journal: Journal) => boolean) {
  const told = (read: (journal: Journal) => string | null) => (journal: Journal) =>
    isTouching(journal) ? text(read(journal)) : null;
  return table<Journal>({
    number: (journal) => number(journal.number),
    kind: told(({ kind }) => kind),
    recorded_at: told(({ recordedAt }) => recordedAt),
    recorded_by: told(({ recordedBy }) => guard(recordedBy)),
    reason: told(({ reason }) => guard(reason)),
    file_sha256: told(({ fileSha256 }) => fileSha256),
    rule_version: told((journal) => journal.ruleVersion),
    lines_sha256: told((journal) => journal.linesSha256),
    allocations_sha256: told((journal) => journal.allocationsSha256),
    withdrawals_sha256: told((journal) => journal.withdrawalsSha256),
    entries_sha256: told((journal) => journal.entriesSha256),
    previous_hash: (journal) => journal.previousHash,
    hash: (journal) => journal.hash,
  });
}

/** A deed that somebody stands for: a baseline approved, a journal posted, a month closed. */
export interface SignOff {
  readonly deed: string;
  readonly about: string;
  readonly by: string;
  readonly at: string;
}

export const signOffTable = table<SignOff>({
  deed: ({ deed }) => deed,
  about: ({ about }) => about,
  by: ({ by }) => by,
  at: ({ at }) => at,
});
