import { and, asc, eq, inArray, max } from 'drizzle-orm';
import type { LocalDate } from '../calendar/local-date.ts';
import { inBatches, type OfContract } from '../contracts/store.ts';
import {
  boardMeeting,
  contractDecision,
  contractTerms,
  schoolHoliday,
} from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { BoardMeeting, TrustCalendar } from './deadline.ts';
import type { RenewalAct, RenewalDecision } from './decision.ts';
import type { Ending } from './renewal.ts';
import { isSameTerms, type Span, type WrittenTerms } from './term.ts';
import type { SchoolHoliday } from './working-day.ts';

/** What is written of the ends of contracts, of all or of these, the latest version, by contract. */
export async function renewalTermsOf(
  { query, trustId }: Tenant,
  contractIds?: readonly string[],
): Promise<Map<string, WrittenTerms & { readonly version: number }>> {
  const of = contractIds && inArray(contractTerms.contractId, [...contractIds]);
  const rows = await query
    .select()
    .from(contractTerms)
    .where(and(eq(contractTerms.trustId, trustId), of))
    .orderBy(asc(contractTerms.contractId), asc(contractTerms.version));
  return new Map(
    rows.map(({ contractId, version, ...columns }) => {
      return [contractId, { version, ...termsIn(columns) }];
    }),
  );
}

type TermColumns = Pick<
  typeof contractTerms.$inferSelect,
  | 'extensionMonths'
  | 'extensions'
  | 'renewalMonths'
  | 'noticeLength'
  | 'noticeUnit'
  | 'leadWeeks'
  | 'penalties'
>;

function termsIn({ extensionMonths, extensions, noticeLength, noticeUnit, ...row }: TermColumns) {
  const { renewalMonths, leadWeeks, penalties } = row;
  const extension =
    extensionMonths === null || extensions === null
      ? null
      : { months: extensionMonths, count: extensions };
  const notice =
    noticeLength === null || noticeUnit === null
      ? null
      : { length: noticeLength, unit: noticeUnit as Span['unit'] };
  return { extension, renewalMonths, notice, leadWeeks, penalties };
}

/**
 * A text that is the same for contracts that end alike: with the same last day in the register and the
 * same terms, and nothing decided of either; of the rest each is alone. `c` is the contract.
 */
export function endingKey({ sql }: Tenant) {
  return sql`coalesce(decided.contract_id::text, concat_ws(' ', c.ends_on, c.notice_months,
    coalesce(ending.extension_months, -1), coalesce(ending.extensions, -1),
    coalesce(ending.renewal_months, -1), coalesce(ending.notice_length, -1),
    coalesce(ending.notice_unit, '-'), coalesce(ending.lead_weeks, -1)))`;
}

/** What has to stand beside `c` for that text: the latest terms, and whether something was decided. */
export function endingJoins({ sql, trustId }: Tenant) {
  return sql`
    left join (
      select distinct on (contract_id) * from contract_terms
      where trust_id = ${trustId} order by contract_id, version desc
    ) ending on ending.contract_id = c.id
    left join (
      select distinct contract_id from contract_decision where trust_id = ${trustId}
    ) decided on decided.contract_id = c.id`;
}

/** The ways in which contracts end: a contract for each, known by the text of the way, and its terms. */
export async function waysToEnd(
  tenant: Tenant,
): Promise<readonly { readonly ending: Ending; readonly terms: WrittenTerms }[]> {
  const { sql, trustId } = tenant;
  const rows = await sql<(TermColumns & { id: string; to: LocalDate; noticeMonths: number })[]>`
    select ${endingKey(tenant)} as id, min(c.ends_on)::text as to,
      min(c.notice_months) as "noticeMonths", min(ending.extension_months) as "extensionMonths",
      min(ending.extensions) as extensions, min(ending.renewal_months) as "renewalMonths",
      min(ending.notice_length) as "noticeLength", min(ending.notice_unit) as "noticeUnit",
      coalesce(min(ending.lead_weeks), 0) as "leadWeeks", null as penalties
    from contract c ${endingJoins(tenant)}
    where c.trust_id = ${trustId} group by 1`;
  return rows.map(({ id, to, noticeMonths, ...columns }) => {
    return { ending: { id, noticeMonths, term: { to } }, terms: termsIn(columns) };
  });
}

/** Writes down what contracts say of their ends: another version where it differs, else nothing. */
export async function addRenewalTerms(
  tenant: Tenant,
  terms: readonly OfContract<WrittenTerms>[],
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  const { query, trustId } = tenant;
  const known = await renewalTermsOf(tenant);
  const changed = terms.filter((told) => {
    const before = known.get(told.contractId);
    return !before || !isSameTerms(told, before);
  });
  const rows = changed.map(({ contractId, extension, renewalMonths, notice, ...told }) => ({
    ...{ trustId, contractId, renewalMonths },
    ...{ leadWeeks: told.leadWeeks, penalties: told.penalties },
    version: (known.get(contractId)?.version ?? 0) + 1,
    extensionMonths: extension?.months ?? null,
    extensions: extension?.count ?? null,
    noticeLength: notice?.length ?? null,
    noticeUnit: notice?.unit ?? null,
    recordedBy: by,
    recordedAt: at,
  }));
  await inBatches(rows, (batch) => query.insert(contractTerms).values(batch));
}

/** When the trust meets and when its schools are closed, the earliest first. */
export async function calendarOf({ query, trustId }: Tenant): Promise<TrustCalendar> {
  const meetings = await query
    .select()
    .from(boardMeeting)
    .where(eq(boardMeeting.trustId, trustId))
    .orderBy(asc(boardMeeting.day));
  const holidays = await query
    .select()
    .from(schoolHoliday)
    .where(eq(schoolHoliday.trustId, trustId))
    .orderBy(asc(schoolHoliday.startsOn));
  return {
    meetings: meetings.map(({ day, name }) => ({ day: day as LocalDate, name })),
    holidays: holidays.map(({ startsOn, endsOn, name }) => {
      return { from: startsOn as LocalDate, to: endsOn as LocalDate, name };
    }),
  };
}

/** Writes the meetings of the trust in place of those that it had. */
export async function replaceMeetings(
  { query, trustId }: Tenant,
  meetings: readonly BoardMeeting[],
): Promise<void> {
  await query.delete(boardMeeting).where(eq(boardMeeting.trustId, trustId));
  const rows = meetings.map(({ day, name }) => ({ trustId, day, name }));
  await inBatches(rows, (batch) => query.insert(boardMeeting).values(batch));
}

/** Writes the school holidays of the trust in place of those that it had. */
export async function replaceHolidays(
  { query, trustId }: Tenant,
  holidays: readonly SchoolHoliday[],
): Promise<void> {
  await query.delete(schoolHoliday).where(eq(schoolHoliday.trustId, trustId));
  const rows = holidays.map(({ from, to, name }) => {
    return { trustId, startsOn: from, endsOn: to, name };
  });
  await inBatches(rows, (batch) => query.insert(schoolHoliday).values(batch));
}

/** What was decided of contracts, of all or of these, in the order in which it was, by contract. */
export async function renewalDecisionsOf(
  { query, trustId }: Tenant,
  contractIds?: readonly string[],
): Promise<Map<string, RenewalDecision[]>> {
  const of = contractIds && inArray(contractDecision.contractId, [...contractIds]);
  const rows = await query
    .select()
    .from(contractDecision)
    .where(and(eq(contractDecision.trustId, trustId), of))
    .orderBy(asc(contractDecision.contractId), asc(contractDecision.number));
  const decisions = new Map<string, RenewalDecision[]>();
  for (const { contractId, act, endsOn, noticeBy, until, reason, ...row } of rows) {
    const decision = {
      act: act as RenewalAct,
      endsOn: endsOn as LocalDate,
      noticeBy: noticeBy as LocalDate,
      until: until as LocalDate | null,
      reason,
      by: row.decidedBy,
      at: new Date(row.decidedAt).toISOString(),
    };
    const earlier = decisions.get(contractId);
    if (earlier) earlier.push(decision);
    else decisions.set(contractId, [decision]);
  }
  return decisions;
}

/** Keeps a decision; none that is there is changed. */
export async function addRenewalDecision(
  { query, trustId }: Tenant,
  { contractId, by, at, ...decision }: OfContract<RenewalDecision>,
): Promise<void> {
  const t = contractDecision;
  const [last] = await query
    .select({ number: max(t.number) })
    .from(t)
    .where(and(eq(t.trustId, trustId), eq(t.contractId, contractId)));
  const number = (last?.number ?? 0) + 1;
  const who = { decidedBy: by, decidedAt: at };
  await query.insert(t).values({ trustId, contractId, number, ...decision, ...who });
}
