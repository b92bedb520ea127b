import { desc, eq, sql } from 'drizzle-orm';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { inBatches, saveItems } from '../contracts/store.ts';
import { promisedTerms, rebateClause, volumeTier } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { headOf } from '../ledger/store.ts';
import { decimal } from '../money/decimal.ts';
import { pence } from '../money/money.ts';
import { type KeptTerms, type Promises, promisesIn } from './kept-terms.ts';
import type { Receipt } from './rebate.ts';
import type { OfContract, RebateClause, VolumeTerms, VolumeTier } from './volume-terms.ts';
import type { BoughtLine, BoughtMonth } from './year-volume.ts';

/** Above every number that a journal can have. */
const newestJournal = 2_147_483_647;

const openEnd = (to: LocalDate) => (to === lastDay ? null : to);
const range = (from: string, to: string | null) => ({
  from: from as LocalDate,
  to: (to ?? lastDay) as LocalDate,
});

/** Writes tiers with their items; a row for the same item, quantity and first day is corrected. */
export async function saveVolumeTiers(
  tenant: Tenant,
  tiers: readonly OfContract<VolumeTier>[],
): Promise<void> {
  const { query, trustId } = tenant;
  await saveItems(tenant, tiers);
  const rows = tiers.map(({ contractId, item, fromQuantity, unitPrice, valid }) => {
    return {
      ...{ trustId, contractId, item, validFrom: valid.from, validTo: openEnd(valid.to) },
      fromQuantity: fromQuantity.toFixed(6),
      unitPrice: unitPrice.toFixed(6),
    };
  });
  const t = volumeTier;
  await inBatches(rows, (batch) =>
    query
      .insert(volumeTier)
      .values(batch)
      .onConflictDoUpdate({
        target: [t.trustId, t.contractId, t.item, t.fromQuantity, t.validFrom],
        set: { unitPrice: sql`excluded.unit_price`, validTo: sql`excluded.valid_to` },
      }),
  );
}

/** Writes rebate clauses; a row for the same amount and first day is corrected. */
export async function saveRebateClauses(
  { query, trustId }: Tenant,
  clauses: readonly OfContract<RebateClause>[],
): Promise<void> {
  const rows = clauses.map(({ contractId, spendAbove, rebateRate, dueMonths, valid }) => {
    return {
      ...{ trustId, contractId, dueMonths, validFrom: valid.from, validTo: openEnd(valid.to) },
      spendAbove: spendAbove.toFixed(6),
      rebateRate: rebateRate.toFixed(6),
    };
  });
  const t = rebateClause;
  await inBatches(rows, (batch) =>
    query
      .insert(rebateClause)
      .values(batch)
      .onConflictDoUpdate({
        target: [t.trustId, t.contractId, t.spendAbove, t.validFrom],
        set: {
          rebateRate: sql`excluded.rebate_rate`,
          dueMonths: sql`excluded.due_months`,
          validTo: sql`excluded.valid_to`,
        },
      }),
  );
}

/** What the contracts of the trust promise by volume. */
export async function volumeTermsOf({ query, trustId }: Tenant): Promise<VolumeTerms> {
  const tiers = await query.select().from(volumeTier).where(eq(volumeTier.trustId, trustId));
  const clauses = await query.select().from(rebateClause).where(eq(rebateClause.trustId, trustId));
  return {
    tiers: tiers.map(({ contractId, item, fromQuantity, unitPrice, validFrom, validTo }) => ({
      ...{ contractId, item, valid: range(validFrom, validTo) },
      fromQuantity: decimal(fromQuantity),
      unitPrice: decimal(unitPrice),
    })),
    clauses: clauses.map(({ contractId, spendAbove, rebateRate, dueMonths, ...row }) => ({
      ...{ contractId, dueMonths, valid: range(row.validFrom, row.validTo) },
      spendAbove: decimal(spendAbove),
      rebateRate: decimal(rebateRate),
    })),
  };
}

/** What counts of some contracts month by month: recurring lines and their credits. */
export async function boughtMonths(
  { sql, trustId }: Tenant,
  contractIds: readonly string[],
  heldTo?: number,
): Promise<OfContract<BoughtMonth>[]> {
  const rows = await sql`
    select c.contract_id, c.item, c.service_month, sum(c.quantity)::text as quantity
    from ${heldTo === undefined ? sql`savings_month` : sql`savings_journal`} c
    where c.trust_id = ${trustId} and c.contract_id = any(${[...contractIds]}::uuid[])
      and ${heldTo === undefined ? sql`true` : sql`c.journal_number <= ${heldTo}`}
    group by c.contract_id, c.item, c.service_month
    having sum(c.quantity) <> 0
    order by c.service_month, c.item collate "C"`;
  return rows.map((row) => ({
    contractId: row.contract_id,
    item: row.item,
    month: row.service_month.slice(0, 7) as Month,
    quantity: decimal(row.quantity),
  }));
}

/**
 * What counts of some contracts by contract year, from the lines themselves, so that parts that were
 * rounded for display add no error: whole lines together, and each line that lies in two years.
 */
export async function boughtLines(
  { sql, trustId }: Tenant,
  contractIds: readonly string[],
  heldTo = newestJournal,
): Promise<OfContract<BoughtLine>[]> {
  const rows = await sql`
    with part as (
      select e.line_id, e.contract_id, e.item, sum(e.days_in_month)::int as days,
        sum(e.quantity) as quantity,
        ((extract(year from e.service_month)::int - extract(year from k.starts_on)::int) * 12
          + extract(month from e.service_month)::int - extract(month from k.starts_on)::int) / 12
          as year
      from ledger_entry e
      join contract k on k.trust_id = ${trustId} and k.id = e.contract_id
      where e.trust_id = ${trustId} and e.contract_id = any(${[...contractIds]}::uuid[])
        and e.entry_class = 'recurring' and e.depth % 2 = 0 and e.journal_number <= ${heldTo}
        and not exists (select 1 from ledger_entry r
                        where r.trust_id = ${trustId} and r.reverses_entry_id = e.id
                          and r.journal_number <= ${heldTo})
      group by e.line_id, e.contract_id, e.item, year
    ), counted as (select part.*, count(*) over (partition by line_id) as years from part)
    select c.contract_id, c.item, c.year, null as line_id, 0 as days,
      sum(coalesce(l.quantity, 0))::text as quantity, sum(l.net)::bigint as net
    from counted c join invoice_line l on l.trust_id = ${trustId} and l.id = c.line_id
    where c.years = 1
    group by c.contract_id, c.item, c.year
    union all
    select c.contract_id, c.item, c.year, c.line_id::text, c.days, c.quantity::text, l.net
    from counted c join invoice_line l on l.trust_id = ${trustId} and l.id = c.line_id
    where c.years > 1
    order by 3, 4`;
  return rows.map((row) => ({
    contractId: row.contract_id,
    item: row.item,
    year: row.year,
    lineId: row.line_id,
    days: row.days,
    quantity: decimal(row.quantity),
    net: pence(Number(row.net)),
  }));
}

/** The rebate credits that count of some contracts, net and above zero. */
export async function rebatesReceived(
  { sql, trustId }: Tenant,
  contractIds: readonly string[],
  heldTo = newestJournal,
): Promise<OfContract<Receipt>[]> {
  const rows = await sql`
    select l.contract_id, -l.net as net, l.document_date, l.service_from, l.service_to
    from invoice_line l
    where l.trust_id = ${trustId} and l.contract_id = any(${[...contractIds]}::uuid[])
      and l.line_class = 'rebate'
      and exists (select 1 from ledger_entry e
                  where e.trust_id = ${trustId} and e.line_id = l.id and e.depth % 2 = 0
                    and e.journal_number <= ${heldTo}
                    and not exists (select 1 from ledger_entry r
                                    where r.trust_id = ${trustId} and r.reverses_entry_id = e.id
                                      and r.journal_number <= ${heldTo}))
    order by l.document_date, l.id`;
  return rows.map((row) => {
    const namesDays = row.service_from !== row.document_date || row.service_to !== row.service_from;
    return {
      contractId: row.contract_id,
      net: pence(Number(row.net)),
      documentDate: row.document_date as LocalDate,
      service: namesDays ? range(row.service_from, row.service_to) : null,
    };
  });
}

/** Keeps what is promised now: reports that know later journals go by it, earlier ones do not. */
export async function keepPromises(tenant: Tenant, document: readonly KeptTerms[]): Promise<void> {
  const { query, trustId } = tenant;
  const t = promisedTerms;
  const [known] = await query
    .select()
    .from(t)
    .where(eq(t.trustId, trustId))
    .orderBy(desc(t.knownFromJournal))
    .limit(1);
  if (JSON.stringify(known?.document) === JSON.stringify(document)) return;
  const { number } = await headOf(tenant);
  // The first that is kept held as long as anybody knows.
  const knownFromJournal = known && number > 0 ? number + 1 : 0;
  await query
    .insert(t)
    .values({ trustId, knownFromJournal, document })
    .onConflictDoUpdate({ target: [t.trustId, t.knownFromJournal], set: { document } });
}

/** What was promised as known at a journal; undefined where the register never changed since it is kept. */
export async function promisesAsKnownAt(
  { sql, trustId }: Tenant,
  journalNumber: number,
): Promise<Promises | undefined> {
  const [row] = await sql`
    select document from promised_terms
    where trust_id = ${trustId} and known_from_journal <= ${journalNumber}
    order by known_from_journal desc limit 1`;
  return row && promisesIn(row.document);
}
