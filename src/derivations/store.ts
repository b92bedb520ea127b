import { type Place, sharesAt } from '../corrections/store.ts';
import { shareOf } from '../corrections/stored-share.ts';
import type { Tenant } from '../database/tenant.ts';
import type { HistoricShare } from './history.ts';

/** What a school was charged for an item of a contract, as far as it is posted and stands. */
export async function historyAt(
  tenant: Tenant,
  place: Place,
  lineClass: 'recurring' | 'off_contract',
): Promise<HistoricShare[]> {
  const found: HistoricShare[] = [];
  for await (const shares of sharesAt(tenant, place, lineClass)) {
    const facts = await factsOf(
      tenant,
      shares.map(({ source }) => source.lineId),
    );
    for (const stored of shares) {
      const { lineId } = stored.source;
      const { days, net, vat } = stored;
      const { quantity } = shareOf(stored);
      const { unit = null, isCredit = false } = facts.get(lineId) ?? {};
      found.push({ lineId, days, net, vat, quantity, unit, isCredit });
    }
  }
  return found;
}

type LineFacts = Pick<HistoricShare, 'unit' | 'isCredit'>;

async function factsOf(
  { sql, trustId }: Tenant,
  ids: readonly string[],
): Promise<Map<string, LineFacts>> {
  const rows = await sql`
    select l.id, p.unit, l.credit_kind is not null as is_credit
    from invoice_line l
    left join price p on p.trust_id = l.trust_id and p.id = l.price_id
    where l.trust_id = ${trustId} and l.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, { unit: row.unit, isCredit: row.is_credit }]));
}
