import { desc, eq } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { namesInFigures } from '../contracts/store.ts';
import { watchedTerms } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { headOf } from '../ledger/store.ts';
import type { HasCome } from './expected-months.ts';
import type { WatchedTerms } from './watched-terms.ts';

/** Keeps what the register says now: reports that know later journals judge by it, earlier ones do not. */
export async function keepTerms(tenant: Tenant, document: readonly WatchedTerms[]): Promise<void> {
  const { query, trustId } = tenant;
  const [known] = await query
    .select()
    .from(watchedTerms)
    .where(eq(watchedTerms.trustId, trustId))
    .orderBy(desc(watchedTerms.knownFromJournal))
    .limit(1);
  if (JSON.stringify(known?.document) === JSON.stringify(document)) return;
  const { number } = await headOf(tenant);
  const knownFromJournal = number === 0 ? 0 : number + 1;
  await query
    .insert(watchedTerms)
    .values({ trustId, knownFromJournal, document })
    // Nothing was posted since the last change, so no report can have judged by that.
    .onConflictDoUpdate({
      target: [watchedTerms.trustId, watchedTerms.knownFromJournal],
      set: { document },
    });
}

/** What was known of expected invoices at a journal (P11). */
export async function termsAsKnownAt(
  { sql, trustId }: Tenant,
  journalNumber: number,
): Promise<WatchedTerms[]> {
  const [row] = await sql`
    select document from watched_terms
    where trust_id = ${trustId} and known_from_journal <= ${journalNumber}
    order by known_from_journal desc limit 1`;
  return row?.document ?? [];
}

/**
 * The months whose recurring lines have come, from the rollups; a month whose lines were all taken
 * back or credited in full has none that counts.
 */
export async function monthsThatCame(
  tenant: Tenant,
  { from = '0001-01', to, asKnownAt }: { from?: string; to: Month; asKnownAt?: number | undefined },
  named = namesInFigures(tenant),
): Promise<HasCome> {
  const { sql, trustId } = tenant;
  const inWindow = sql`trust_id = ${trustId}
    and service_month between ${`${from}-01`} and ${`${to}-01`}`;
  const known =
    asKnownAt === undefined
      ? sql`savings_month where ${inWindow}`
      : sql`savings_journal where ${inWindow} and journal_number <= ${asKnownAt}`;
  const [names, rows] = await Promise.all([
    named,
    sql`
      select school_id, contract_id, string_agg(to_char(service_month, 'YYYY-MM'), ' ') as months
      from (
        select school_id, contract_id, service_month from ${known}
        group by school_id, contract_id, service_month
        having sum(cost) <> 0 or sum(quantity) <> 0
      ) came
      group by school_id, contract_id`,
  ]);
  const came = new Map<string, Map<string, ReadonlySet<string>>>();
  for (const row of rows) {
    const urn = names.get(row.school_id) ?? '';
    const contracts = came.get(urn) ?? new Map<string, ReadonlySet<string>>();
    contracts.set(names.get(row.contract_id) ?? '', new Set(String(row.months).split(' ')));
    came.set(urn, contracts);
  }
  return (urn, contract, month) => came.get(urn)?.get(contract)?.has(month) === true;
}
