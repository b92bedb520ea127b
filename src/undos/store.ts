import type { Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';

/** Rows that are neither posted nor queued, and their net pounds. */
export interface RowsLeft {
  readonly rows: number;
  readonly net: Money;
}

/** The staged lines that did not come before with a line that stands, and are not queued. */
export async function stagedNowhere({ sql, trustId }: Tenant, importId: string): Promise<RowsLeft> {
  const [left] = await sql`
    select count(*)::int as rows, coalesce(sum((s.line::json ->> 'net')::bigint), 0)::bigint as net
    from staging_row s
    where s.trust_id = ${trustId} and s.outcome <> 'already'
      and not exists (select 1 from import_row r
                      where r.trust_id = ${trustId} and r.import_id = ${importId}
                        and r.row = s.row)`;
  return { rows: left?.rows ?? 0, net: pence(Number(left?.net ?? 0)) };
}
