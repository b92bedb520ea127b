import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { headOf } from '../ledger/store.ts';
import { cellsOf } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { validationsIn } from '../validations/commands.ts';
import { type Forecast, latestOf } from './forecast.ts';
import { type Signed, type StagesReport, stagesOf } from './stages.ts';
import { forecastsOf } from './store.ts';

/** The stages of all savings as known now, with the names of the schools. */
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
 * forecasts apart from what was realised.
 */
export function listStages(
  database: Database,
  trustId: string,
  window: Window,
): Promise<KnownStages> {
  return inTrust(database, trustId, (tenant) => stagesIn(tenant, window));
}

/** The same inside a transaction that does more with it. */
export async function stagesIn(tenant: Tenant, window: Window): Promise<KnownStages> {
  const { number: journal } = await headOf(tenant);
  const forecasts = await forecastsOf(tenant);
  const cells = await cellsOf(tenant, window);
  const names = await schoolNamesAsKnownAt(tenant, journal);
  const signed = await signedIn(tenant);
  return { journal, names, ...stagesOf(window, { forecasts, cells, signed }) };
}

/** The figures that were signed and are the same now, cell by cell as they were then. */
async function signedIn(tenant: Tenant): Promise<Signed[]> {
  const signed: Signed[] = [];
  for (const { contract, window, journal, isOutdated } of await validationsIn(tenant)) {
    if (isOutdated) continue;
    signed.push({ contract, cells: await cellsOf(tenant, { ...window, asKnownAt: journal }) });
  }
  return signed;
}
