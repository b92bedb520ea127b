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
    rows.map(({ contractId, version, extensionMonths, extensions, ...row }) => {
      const { renewalMonths, noticeLength, noticeUnit, leadWeeks, penalties } = row;
      const extension =
        extensionMonths === null || extensions === null
          ? null
          : { months: extensionMonths, count: extensions };
      const notice =
        noticeLength === null || noticeUnit === null
          ? null
          : { length: noticeLength, unit: noticeUnit as Span['unit'] };
      return [contractId, { version, extension, renewalMonths, notice, leadWeeks, penalties }];
    }),
  );
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
  if (rows.length > 0) await query.insert(boardMeeting).values(rows);
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
  if (rows.length > 0) await query.insert(schoolHoliday).values(rows);
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
