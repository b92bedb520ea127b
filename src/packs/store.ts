import type { PendingQuery, Row } from 'postgres';
import { priceReviewsOf } from '../agreed-prices/store.ts';
import { agreementsOf } from '../agreements/store.ts';
import { contractVersionsOf } from '../amendments/store.ts';
import { documentsOfContracts } from '../attachments/store.ts';
import type { ListedBaseline } from '../baselines/store.ts';
import { chargesOf } from '../charges/store.ts';
import { claimsOf } from '../claims/store.ts';
import type { Contract } from '../contracts/contract.ts';
import { cursorFor, rowsOf } from '../database/cursor.ts';
import { heldTogether } from '../database/sets.ts';
import type { Tenant } from '../database/tenant.ts';
import { evidenceOfVersions, sharedWithOthers } from '../evidence/store.ts';
import { forecastsOf } from '../forecasts/store.ts';
import { renewalDecisionsOf, renewalTermsOf } from '../renewals/store.ts';
import { type KnownPoint, wasWritten } from '../reports/knowledge.ts';
import { areasOf } from '../sourcing/store.ts';
import { volumeTermsOf } from '../tiers/store.ts';
import { inOrder, reviewRow } from '../trusts/register-rows.ts';
import { validationsOf } from '../validations/store.ts';
import type { Scope } from './scope.ts';

/** The entries of a scope, as a condition on `e`. */
function inScope({ sql, trustId }: Tenant, { school, contractId, window, journal }: Scope) {
  const { from = '0001-01', to = '9999-12' } = window;
  return sql`e.trust_id = ${trustId} and e.journal_number <= ${journal}
    and e.service_month between ${`${from}-01`} and ${`${to}-01`}
    ${school ? sql`and e.school_id = ${school.id}` : sql``}
    ${contractId ? sql`and e.contract_id = ${contractId}` : sql``}`;
}

/** All rows of a question that joins large tables, so many at a time. */
async function* whole(
  tenant: Tenant,
  name: 'packed_entries' | 'packed_lines',
  question: PendingQuery<Row[]>,
): AsyncGenerator<Row[]> {
  await heldTogether(tenant, cursorFor(tenant, name, question));
  yield* rowsOf(tenant, name, 2000);
}

/** The entries behind the figures, in the order of posting, those that were taken back as well. */
export function entriesIn(tenant: Tenant, scope: Scope): AsyncGenerator<Row[]> {
  const { sql } = tenant;
  return whole(
    tenant,
    'packed_entries',
    sql`
      select e.*, e.cost::text, e.baseline_cost::text, e.indexed_cost::text,
        s.urn, k.reference as contract, b.version as baseline_version
      from ledger_entry e
      join school s on s.trust_id = e.trust_id and s.id = e.school_id
      join contract k on k.trust_id = e.trust_id and k.id = e.contract_id
      left join baseline b on b.trust_id = e.trust_id and b.id = e.baseline_id
      where ${inScope(tenant, scope)} order by e.id`,
  );
}

/** Lines with entries in a scope, and lines that cancelled some. */
function linesBehind(tenant: Tenant, scope: Scope) {
  const { sql } = tenant;
  return sql`(
    select e.line_id from ledger_entry e where ${inScope(tenant, scope)}
    union
    select e.caused_by_line_id from ledger_entry e
    where ${inScope(tenant, scope)} and e.caused_by_line_id is not null)`;
}

/** The invoice lines behind the figures; of a school's pack net and VAT are the school's own part. */
export function linesIn(tenant: Tenant, scope: Scope): AsyncGenerator<Row[]> {
  const { sql, trustId } = tenant;
  const { school } = scope;
  // Without a school the shares are not joined at all: a coordinator cannot tell where to ask for those of none.
  const own = (amount: 'net' | 'vat') =>
    school
      ? sql`case when l.school_id = ${school.id} then l.${sql(amount)} else a.${sql(amount)} end`
      : sql`l.${sql(amount)}`;
  const ownShare = school
    ? sql`left join allocation a on a.trust_id = l.trust_id and a.line_id = l.id
        and a.school_id = ${school.id}`
    : sql``;
  return whole(
    tenant,
    'packed_lines',
    sql`
      select l.*, i.number, i.kind as document_kind, p.name as supplier, k.reference as contract,
        m.file_name, m.sha256, s.urn, w.journal_number as withdrawn_in,
        ${own('net')} as own_net, ${own('vat')} as own_vat
      from invoice_line l
      join invoice i on i.trust_id = l.trust_id and i.id = l.invoice_id
      join supplier p on p.trust_id = i.trust_id and p.id = i.supplier_id
      join contract k on k.trust_id = l.trust_id and k.id = l.contract_id
      join import m on m.trust_id = l.trust_id and m.id = l.import_id
      left join school s on s.trust_id = l.trust_id and s.id = l.school_id
      ${ownShare}
      left join line_withdrawal w on w.trust_id = l.trust_id and w.line_id = l.id
        and w.journal_number <= ${scope.journal}
      where l.trust_id = ${trustId} and l.id in ${linesBehind(tenant, scope)}
      order by l.id`,
  );
}

/** How the joint lines among them were shared; of a school's pack only its own shares. */
export async function* sharesIn(tenant: Tenant, scope: Scope): AsyncGenerator<Row[]> {
  const { sql, trustId } = tenant;
  for await (const lines of linesIn(tenant, scope)) {
    const ids = lines.map(({ id }) => id);
    yield await sql`
      select a.*, a.weight::text, a.days::text, a.recovery_rate::text, s.urn
      from allocation a join school s on s.trust_id = a.trust_id and s.id = a.school_id
      where a.trust_id = ${trustId} and a.line_id = any(${ids}::uuid[])
        ${scope.school ? sql`and a.school_id = ${scope.school.id}` : sql``}
      order by a.line_id, s.urn collate "C"`;
  }
}

/** The journals that touched a scope's school or contract, in any month. */
export async function journalsTouching(tenant: Tenant, scope: Scope): Promise<Set<number>> {
  const { sql } = tenant;
  const always = { ...scope, window: { from: undefined, to: undefined } };
  const rows = await sql`
    select distinct e.journal_number as number from ledger_entry e where ${inScope(tenant, always)}`;
  return new Set(rows.map(({ number }) => number));
}

/** The evidence of some baselines, with which of it proves other schools' baselines too. */
export async function documentsOf(
  tenant: Tenant,
  {
    baselines,
    own,
  }: {
    readonly baselines: readonly ListedBaseline[];
    /** All baselines of the one school that a pack is for. */
    readonly own: readonly ListedBaseline[] | undefined;
  },
) {
  const ids = (of: readonly ListedBaseline[]) => of.map(({ id }) => id);
  const documents = await evidenceOfVersions(tenant, ids(baselines));
  const shared = own ? await sharedWithOthers(tenant, ids(own)) : new Set<string>();
  return { baselines, documents, shared };
}

/** The entries of contracts in the register, with their documents and how they were looked for. */
export async function entriesOf(tenant: Tenant, contracts: readonly Contract[]) {
  const references = new Map(contracts.map(({ id, reference }) => [id, reference]));
  const reviews = (await priceReviewsOf(tenant)).flatMap((review) => {
    const contract = references.get(review.contractId);
    return contract === undefined ? [] : [reviewRow(review, contract)];
  });
  return {
    terms: await renewalTermsOf(tenant),
    versions: await contractVersionsOf(tenant),
    decisions: await renewalDecisionsOf(tenant),
    reviews: inOrder(reviews, (row) => [row.contract, row.item, row.validFrom]),
    documents: await documentsOfContracts(tenant),
    areas: await areasOf(tenant),
  };
}

/** What stands beside the ledger and is no part of it; charges and forecasts are known from the next journal on. */
export async function writtenBeside(tenant: Tenant, point: KnownPoint) {
  return {
    volume: await volumeTermsOf(tenant),
    charges: (await chargesOf(tenant)).filter((each) => wasWritten(point, each)),
    forecasts: (await forecastsOf(tenant)).filter((each) => wasWritten(point, each)),
    agreements: await agreementsOf(tenant),
    validations: await validationsOf(tenant),
    claims: await claimsOf(tenant),
  };
}
