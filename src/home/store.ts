import type { Tenant } from '../database/tenant.ts';

/** How much there is of a trust, counted and not read. */
export interface Counts {
  readonly schools: number;
  readonly contracts: number;
  readonly approvedBaselines: number;
  readonly postedFiles: number;
  readonly receivedFiles: number;
}

/** Counts what a trust has, as far as whoever asks may see it. */
export async function countsOf({ sql, trustId }: Tenant): Promise<Counts> {
  const [row] = await sql<[Counts]>`
    select
      (select count(*)::int from school where trust_id = ${trustId}) as schools,
      (select count(*)::int from contract where trust_id = ${trustId}) as contracts,
      (select count(*)::int from baseline
       where trust_id = ${trustId} and approved_at is not null) as "approvedBaselines",
      (select count(*)::int from import
       where trust_id = ${trustId} and state = 'posted') as "postedFiles",
      (select count(*)::int from import
       where trust_id = ${trustId} and state = 'received') as "receivedFiles"`;
  return row;
}

/** Who prepared the baselines that wait for a second person, and how many each. */
export async function preparersOfWaiting({
  sql,
  trustId,
}: Tenant): Promise<readonly { readonly preparedBy: string; readonly baselines: number }[]> {
  return sql<{ preparedBy: string; baselines: number }[]>`
    select prepared_by as "preparedBy", count(*)::int as baselines from baseline
    where trust_id = ${trustId} and approved_at is null and withdrawn_at is null
    group by prepared_by`;
}
