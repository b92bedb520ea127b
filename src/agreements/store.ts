import { and, asc, desc, eq } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { newId } from '../database/new-id.ts';
import { agreement, school } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { type Money, pence } from '../money/money.ts';
import type { Agreement, ClosedWindow } from './agreement.ts';

/** Keeps what a school said; nothing that it said before is changed. */
export async function addAgreement(
  { query, trustId }: Tenant,
  {
    schoolId,
    window,
    journal,
    by,
    at,
    ...told
  }: Omit<Agreement, 'id' | 'urn'> & { schoolId: string },
): Promise<void> {
  await query.insert(agreement).values({
    trustId,
    id: newId(),
    schoolId,
    fromMonth: `${window.from}-01`,
    toMonth: `${window.to}-01`,
    journalNumber: journal,
    ...told,
    answeredBy: by,
    answeredAt: at,
  });
}

/** Every answer, or those about a window, the latest first; of one school if one is named. */
export async function agreementsOf(
  { query, trustId }: Tenant,
  window?: ClosedWindow,
  schoolId?: string,
): Promise<Agreement[]> {
  const rows = await query
    .select({ told: agreement, urn: school.urn })
    .from(agreement)
    .innerJoin(
      school,
      and(eq(school.trustId, agreement.trustId), eq(school.id, agreement.schoolId)),
    )
    .where(
      and(
        eq(agreement.trustId, trustId),
        window && eq(agreement.fromMonth, `${window.from}-01`),
        window && eq(agreement.toMonth, `${window.to}-01`),
        schoolId === undefined ? undefined : eq(agreement.schoolId, schoolId),
      ),
    )
    .orderBy(desc(agreement.id), asc(school.urn));
  const amount = (value: number | null): Money | null => (value === null ? null : pence(value));
  return rows.map(({ told, urn }) => ({
    id: told.id,
    urn,
    window: {
      from: told.fromMonth.slice(0, 7) as Month,
      to: told.toMonth.slice(0, 7) as Month,
    },
    journal: told.journalNumber,
    cashSaving: amount(told.cashSaving),
    avoidance: amount(told.avoidance),
    netSaving: pence(told.netSaving),
    answer: told.answer as Agreement['answer'],
    words: told.words,
    by: told.answeredBy,
    at: new Date(told.answeredAt).toISOString(),
  }));
}
