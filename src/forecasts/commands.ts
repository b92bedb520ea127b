import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import type { Money } from '../money/money.ts';
import { pointOf } from '../reports/commands.ts';
import { type Knowledge, type KnownPoint, wasWritten } from '../reports/knowledge.ts';
import { summedCellsOf } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { validationsIn } from '../validations/commands.ts';
import { type Forecast, latestOf } from './forecast.ts';
import { type Signed, type StagesReport, stagesOf } from './stages.ts';
import { forecastsOf } from './store.ts';

/** What stages tell apart: a month of a contract at a school counts once. */
const told = ['urn', 'contract', 'month'] as const;

/** The stages of all savings as known at a journal, with the names that the schools had then. */
export interface KnownStages extends StagesReport {
  readonly journal: number;
  readonly names: ReadonlyMap<string, string>;
}

/** Every forecast as it stands, those that were dropped included. */
export function listForecasts(database: Database, trustId: string): Promise<Forecast[]> {
  return inTrust(database, trustId, async (tenant) => latestOf(await forecastsOf(tenant)));
}

/**
 * What is identified, contracted, realised and validated, by area of spend or contract and school;
 * forecasts apart from what was realised. As known now or at an earlier point: the figures of then,
 * and what was forecast and signed before that journal was sealed (P11).
 */
export function listStages(
  database: Database,
  trustId: string,
  { window, ...knowledge }: Knowledge & { readonly window: Window },
): Promise<KnownStages> {
  return inTrust(database, trustId, (tenant) => stagesIn(tenant, window, knowledge));
}

/** The same inside a transaction that does more with it. */
export async function stagesIn(
  tenant: Tenant,
  window: Window,
  knowledge: Knowledge = {},
): Promise<KnownStages> {
  const point = await pointOf(tenant, knowledge);
  const { journal, heldTo } = point;
  const forecasts = (await forecastsOf(tenant)).filter((each) => wasWritten(point, each));
  const cells = await summedCellsOf(tenant, { ...window, asKnownAt: heldTo }, told);
  const names = await schoolNamesAsKnownAt(tenant, journal);
  const signed = await signedIn(tenant, point);
  return { journal, names, ...stagesOf(window, { forecasts, cells, signed }) };
}

/** What is forecast and not measured yet; null where nothing is forecast, which reads no figures. */
export async function stillToCome(
  tenant: Tenant,
  window: Window,
  knowledge: Knowledge = {},
): Promise<Money | null> {
  if ((await forecastsOf(tenant)).length === 0) return null;
  return (await stagesIn(tenant, window, knowledge)).total.forecast;
}

/** The figures that were signed and have not changed since, cell by cell as they were then. */
async function signedIn(tenant: Tenant, point: KnownPoint): Promise<Signed[]> {
  const signed: Signed[] = [];
  for (const { contract, window, journal, isOutdated } of await validationsIn(tenant, point)) {
    if (isOutdated) continue;
    const cells = await summedCellsOf(tenant, { ...window, asKnownAt: journal }, told);
    signed.push({ contract, cells });
  }
  return signed;
}
