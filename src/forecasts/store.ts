import { and, asc, eq, max } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { contract, savingsForecast, savingsForecastAmount, school } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { pence } from '../money/money.ts';
import type { Forecast, ForecastStage, SchoolForecast } from './forecast.ts';

/** The number of the next forecast of the trust. */
export async function nextNumber({ query, trustId }: Tenant): Promise<number> {
  const [last] = await query
    .select({ number: max(savingsForecast.number) })
    .from(savingsForecast)
    .where(eq(savingsForecast.trustId, trustId));
  return (last?.number ?? 0) + 1;
}

/** Keeps a version of a forecast; none that is there is changed. */
export async function addVersion(
  { query, trustId }: Tenant,
  { schools, window, by, at, contract: _, ...told }: Forecast,
  ids: { readonly contractId: string | null; readonly schools: ReadonlyMap<string, string> },
): Promise<void> {
  await query.insert(savingsForecast).values({
    trustId,
    ...told,
    contractId: ids.contractId,
    fromMonth: `${window.from}-01`,
    toMonth: `${window.to}-01`,
    recordedBy: by,
    recordedAt: at,
  });
  const { number, version } = told;
  const rows = schools.map(({ urn, amount }) => {
    const schoolId = ids.schools.get(urn);
    if (schoolId === undefined) throw new Error(`school ${urn} is not in the register`);
    return { trustId, number, version, schoolId, amount };
  });
  await query.insert(savingsForecastAmount).values(rows);
}

/** Every version of every forecast, by number and version. */
export async function forecastsOf(tenant: Tenant): Promise<Forecast[]> {
  const { query, trustId } = tenant;
  const amounts = await amountsOf(tenant);
  const rows = await query
    .select({ told: savingsForecast, reference: contract.reference })
    .from(savingsForecast)
    .leftJoin(
      contract,
      and(
        eq(contract.trustId, savingsForecast.trustId),
        eq(contract.id, savingsForecast.contractId),
      ),
    )
    .where(eq(savingsForecast.trustId, trustId))
    .orderBy(asc(savingsForecast.number), asc(savingsForecast.version));
  return rows.map(({ told, reference }) => ({
    number: told.number,
    version: told.version,
    stage: told.stage as ForecastStage,
    area: told.area,
    contract: reference,
    window: { from: told.fromMonth.slice(0, 7) as Month, to: told.toMonth.slice(0, 7) as Month },
    schools: amounts.get(`${told.number} ${told.version}`) ?? [],
    basis: told.basis,
    reason: told.reason,
    by: told.recordedBy,
    at: new Date(told.recordedAt).toISOString(),
    atJournal: told.atJournal,
  }));
}

async function amountsOf({ query, trustId }: Tenant): Promise<Map<string, SchoolForecast[]>> {
  const rows = await query
    .select({ told: savingsForecastAmount, urn: school.urn })
    .from(savingsForecastAmount)
    .innerJoin(
      school,
      and(
        eq(school.trustId, savingsForecastAmount.trustId),
        eq(school.id, savingsForecastAmount.schoolId),
      ),
    )
    .where(eq(savingsForecastAmount.trustId, trustId))
    .orderBy(asc(school.urn));
  const amounts = new Map<string, SchoolForecast[]>();
  for (const { told, urn } of rows) {
    const key = `${told.number} ${told.version}`;
    amounts.set(key, [...(amounts.get(key) ?? []), { urn, amount: pence(told.amount) }]);
  }
  return amounts;
}
