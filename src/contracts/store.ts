import { and, eq, inArray, sql } from 'drizzle-orm';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { DateRange } from '../calendar/period.ts';
import { newId } from '../database/new-id.ts';
import {
  contractItem,
  contract as contractTable,
  participant,
  price as priceTable,
  supplier as supplierTable,
} from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { decimal } from '../money/decimal.ts';
import type { Contract, Participation, Supplier } from './contract.ts';
import type { Price } from './price-schedule.ts';

/** What a contract says of itself, without its participants and prices. */
export type ContractTerms = Omit<Contract, 'id' | 'participations' | 'prices'>;

/** A fact about a contract that is in the register. */
export type OfContract<Fact> = Fact & { readonly contractId: string };

// A statement takes 65,535 values at most; 500 rows of any table here stay far below.
const batchSize = 500;

/** Writes rows in as many statements as they need. */
export async function inBatches<Row>(
  rows: readonly Row[],
  write: (batch: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += batchSize) await write(rows.slice(at, at + batchSize));
}

const openEnd = (to: LocalDate) => (to === lastDay ? null : to);
const range = (from: string, to: string | null): DateRange => ({
  from: from as LocalDate,
  to: (to ?? lastDay) as LocalDate,
});

/**
 * Adds new suppliers and corrects known ones, by name; answers with the id of every supplier of
 * the trust.
 */
export async function saveSuppliers(
  { query, trustId }: Tenant,
  suppliers: readonly Omit<Supplier, 'id'>[],
): Promise<Map<string, string>> {
  const known = await query
    .select({ name: supplierTable.name, id: supplierTable.id })
    .from(supplierTable)
    .where(eq(supplierTable.trustId, trustId));
  const ids = new Map(known.map(({ name, id }) => [name, id]));
  const rows = suppliers.map((row) => ({ ...row, trustId, id: ids.get(row.name) ?? newId() }));
  await inBatches(rows, (batch) =>
    query
      .insert(supplierTable)
      .values(batch)
      .onConflictDoUpdate({
        target: [supplierTable.trustId, supplierTable.name],
        set: { companyNumber: sql`excluded.company_number`, vatNumber: sql`excluded.vat_number` },
      }),
  );
  for (const { name, id } of rows) ids.set(name, id);
  return ids;
}

/** Every supplier of the trust, by name. */
export async function suppliersOf({ query, trustId }: Tenant): Promise<Supplier[]> {
  const rows = await query.select().from(supplierTable).where(eq(supplierTable.trustId, trustId));
  return rows
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ id, name, companyNumber, vatNumber }) => ({ id, name, companyNumber, vatNumber }));
}

/**
 * Adds new contracts and corrects known ones, by reference; answers with the id of every contract
 * of the trust.
 */
export async function saveContracts(
  { query, trustId }: Tenant,
  contracts: readonly ContractTerms[],
): Promise<Map<string, string>> {
  const known = await query
    .select({ reference: contractTable.reference, id: contractTable.id })
    .from(contractTable)
    .where(eq(contractTable.trustId, trustId));
  const ids = new Map(known.map(({ reference, id }) => [reference, id]));
  const rows = contracts.map(({ term, ...row }) => {
    const id = ids.get(row.reference) ?? newId();
    return { ...row, trustId, id, startsOn: term.from, endsOn: term.to };
  });
  await inBatches(rows, (batch) =>
    query
      .insert(contractTable)
      .values(batch)
      .onConflictDoUpdate({
        target: [contractTable.trustId, contractTable.reference],
        set: {
          title: sql`excluded.title`,
          supplierId: sql`excluded.supplier_id`,
          category: sql`excluded.category`,
          cfrCode: sql`excluded.cfr_code`,
          startsOn: sql`excluded.starts_on`,
          endsOn: sql`excluded.ends_on`,
          noticeMonths: sql`excluded.notice_months`,
          procurementRoute: sql`excluded.procurement_route`,
          driver: sql`excluded.driver`,
        },
      }),
  );
  for (const { reference, id } of rows) ids.set(reference, id);
  return ids;
}

/** Makes sure that contracts have these items: a price or a baseline belongs to one. */
export async function saveItems(
  { query, trustId }: Tenant,
  items: readonly OfContract<{ item: string }>[],
): Promise<void> {
  const rows = items.map(({ contractId, item }) => ({ trustId, contractId, code: item }));
  await inBatches(rows, (batch) => query.insert(contractItem).values(batch).onConflictDoNothing());
}

/** Writes prices with their items; a row for the same item and first day is corrected. */
export async function savePrices(
  tenant: Tenant,
  prices: readonly OfContract<Omit<Price, 'id'>>[],
): Promise<void> {
  const { query, trustId } = tenant;
  await saveItems(tenant, prices);
  const rows = prices.map(({ unitPrice, feeCap, valid, ...row }) => ({
    ...row,
    trustId,
    id: newId(),
    unitPrice: unitPrice.toFixed(6),
    feeCap: feeCap?.toFixed(6) ?? null,
    validFrom: valid.from,
    validTo: openEnd(valid.to),
  }));
  const { contractId, item, validFrom } = priceTable;
  await inBatches(rows, (batch) =>
    query
      .insert(priceTable)
      .values(batch)
      .onConflictDoUpdate({
        target: [priceTable.trustId, contractId, item, validFrom],
        set: {
          description: sql`excluded.description`,
          unit: sql`excluded.unit`,
          quantityBasis: sql`excluded.quantity_basis`,
          lineClass: sql`excluded.line_class`,
          unitPrice: sql`excluded.unit_price`,
          feeCap: sql`excluded.fee_cap`,
          validTo: sql`excluded.valid_to`,
        },
      }),
  );
}

/** Writes who takes part; a row for the same school and first day gets the new last day. */
export async function saveParticipants(
  { query, trustId }: Tenant,
  participants: readonly OfContract<Participation>[],
): Promise<void> {
  const rows = participants.map(({ contractId, schoolId, days }) => {
    return { trustId, contractId, schoolId, startsOn: days.from, endsOn: openEnd(days.to) };
  });
  const { contractId, schoolId, startsOn } = participant;
  await inBatches(rows, (batch) =>
    query
      .insert(participant)
      .values(batch)
      .onConflictDoUpdate({
        target: [participant.trustId, contractId, schoolId, startsOn],
        set: { endsOn: sql`excluded.ends_on` },
      }),
  );
}

/** The contracts of the trust, all or these, with their participants and prices, by reference. */
export async function contractsOf(
  { query, trustId }: Tenant,
  contractIds?: readonly string[],
): Promise<Contract[]> {
  const ids = contractIds && [...contractIds];
  const isAsked = and(eq(contractTable.trustId, trustId), ids && inArray(contractTable.id, ids));
  const isOf = (table: typeof participant | typeof priceTable) =>
    and(eq(table.trustId, trustId), ids && inArray(table.contractId, ids));
  const [rows, participants, prices] = await Promise.all([
    query.select().from(contractTable).where(isAsked),
    query.select().from(participant).where(isOf(participant)),
    query.select().from(priceTable).where(isOf(priceTable)),
  ]);
  const taking = byContract(participants, (row) => `${row.startsOn} ${row.schoolId}`);
  const priced = byContract(prices, (row) => `${row.item} ${row.validFrom}`);
  return rows
    .sort((a, b) => (a.reference < b.reference ? -1 : 1))
    .map(({ trustId: _, startsOn, endsOn, ...row }) => ({
      ...row,
      term: range(startsOn, endsOn),
      driver: row.driver as Contract['driver'],
      participations: taking(row.id).map(({ schoolId, startsOn, endsOn }) => {
        return { schoolId, days: range(startsOn, endsOn) };
      }),
      prices: priced(row.id).map(priceOf),
    }));
}

function priceOf(row: typeof priceTable.$inferSelect): Price {
  return {
    id: row.id,
    item: row.item,
    description: row.description,
    unit: row.unit as Price['unit'],
    quantityBasis: row.quantityBasis as Price['quantityBasis'],
    lineClass: row.lineClass as Price['lineClass'],
    unitPrice: decimal(row.unitPrice),
    feeCap: row.feeCap === null ? null : decimal(row.feeCap),
    valid: range(row.validFrom, row.validTo),
  };
}

/** The rows of each contract in a fixed order that no collation of the database decides. */
function byContract<Row extends { contractId: string }>(rows: Row[], order: (row: Row) => string) {
  const found = new Map<string, Row[]>();
  for (const row of rows.sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    found.set(row.contractId, found.get(row.contractId) ?? []);
    found.get(row.contractId)?.push(row);
  }
  return (contractId: string) => found.get(contractId) ?? [];
}

/** The title of every contract of the trust, by its reference. */
export async function titlesOfContracts({ sql, trustId }: Tenant): Promise<Map<string, string>> {
  const rows = await sql`select reference, title from contract where trust_id = ${trustId}`;
  return new Map(rows.map(({ reference, title }) => [reference, title]));
}

/**
 * The URN of each school and the reference of each contract, by their ids. Figures are added up by ids and
 * named afterwards: to name them in the same question costs more than to ask apart.
 */
export async function namesInFigures({ sql, trustId }: Tenant): Promise<Map<string, string>> {
  const rows = await sql`
    select id, urn as name from school where trust_id = ${trustId}
    union all
    select id, reference from contract where trust_id = ${trustId}`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
