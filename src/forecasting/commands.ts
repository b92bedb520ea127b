import { refuseLong } from '../charges/charge.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { stagesIn } from '../forecasts/commands.ts';
import {
  contracted,
  dropped,
  type Forecast,
  refuseSchools,
  refuseSecond,
  type SchoolForecast,
  standing,
  type Told,
} from '../forecasts/forecast.ts';
import type { StagesReport } from '../forecasts/stages.ts';
import { addVersion, forecastsOf, nextNumber } from '../forecasts/store.ts';
import type { Person } from '../imports/commands.ts';
import { headOf } from '../ledger/store.ts';
import { Problem } from '../problem.ts';
import type { Window } from '../reports/window.ts';
import { type School, urnsOf } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';

/** What somebody does with a forecast. */
export type Forecasting =
  | ({ readonly act: 'add' } & Pick<Told, 'area' | 'contract' | 'window' | 'schools' | 'basis'>)
  | ({ readonly act: 'contract'; readonly number: number; readonly contract: string } & Partial<
      Pick<Told, 'window' | 'schools' | 'basis'>
    >)
  | { readonly act: 'drop'; readonly number: number; readonly reason: string };

/** A forecast as it then is, and the totals of all stages before and after. */
export interface Forecasted {
  readonly forecast: Forecast;
  readonly before: StagesReport['total'];
  readonly after: StagesReport['total'];
}

/** What an act would write down and change; nothing is kept. */
export function checkForecast(
  database: Database,
  trustId: string,
  asked: Forecasting,
  person: Person,
): Promise<Forecasted> {
  return tryInTrust(database, trustId, (tenant) => act(tenant, asked, person));
}

/**
 * Writes a forecast down, says that a contract should bring it, or drops it with a reason. Each is a new
 * version; a saving that another forecast counts already is refused (N21).
 */
export function changeForecast(
  database: Database,
  trustId: string,
  asked: Forecasting,
  person: Person,
): Promise<Forecasted> {
  return inTrust(database, trustId, (tenant) => act(tenant, asked, person));
}

const always: Window = { from: undefined, to: undefined };

async function act(tenant: Tenant, asked: Forecasting, { by, at }: Person): Promise<Forecasted> {
  // Two forecasts of one saving at the same moment would not see each other.
  await lockTrust(tenant);
  const { total: before } = await stagesIn(tenant, always);
  const versions = await forecastsOf(tenant);
  const schools = await schoolsOf(tenant);
  const known = asked.act === 'add' ? undefined : standing(versions, asked.number);
  const told = toldBy(asked, known, schools);
  const contractId = told.contract === null ? null : await contractIdOf(tenant, told.contract);
  refuseSchools(told.schools);
  refuseLong(told.window);
  refuseSecond(versions, told, known?.number);
  const number = known?.number ?? (await nextNumber(tenant));
  const { number: atJournal } = await headOf(tenant);
  const forecast = { ...told, number, version: (known?.version ?? 0) + 1, by, at, atJournal };
  const ids = new Map(schools.map(({ urn, id }) => [urn, id]));
  await addVersion(tenant, forecast, { contractId, schools: ids });
  const { total: after } = await stagesIn(tenant, always);
  return { forecast, before, after };
}

function toldBy(asked: Forecasting, known: Forecast | undefined, schools: School[]): Told {
  if (asked.act === 'drop' && known) return dropped(known, asked.reason);
  if (asked.act === 'contract' && known) {
    const { contract, window, schools: amounts, basis } = asked;
    return contracted(known, {
      contract,
      ...(window && { window }),
      ...(amounts && { schools: amounts.map((each) => found(each, schools)) }),
      ...(basis !== undefined && { basis }),
    });
  }
  if (asked.act !== 'add') throw new Error('a forecast that stands is needed');
  const { act: _, ...told } = asked;
  const stage = told.contract === null ? 'identified' : 'contracted';
  const amounts = told.schools.map((each) => found(each, schools));
  return { ...told, stage, schools: amounts, reason: null };
}

/** The amount under the number by which the school is known here, whichever of its own was named. */
function found({ urn: named, amount }: SchoolForecast, schools: School[]): SchoolForecast {
  const school = schools.find((it) => urnsOf(it).some(({ urn }) => urn === named));
  if (school) return { urn: school.urn, amount };
  throw new Problem({
    code: 'school.unknown',
    column: 'schools',
    found: named,
    message: `There is no school "${named}".`,
    remedy: 'Name one of the register by its URN.',
  });
}

async function contractIdOf(tenant: Tenant, reference: string): Promise<string> {
  const known = (await contractsOf(tenant)).find((it) => it.reference === reference);
  if (known) return known.id;
  throw new Problem({
    code: 'contract.unknown',
    column: 'contract',
    found: reference,
    message: `There is no contract "${reference}".`,
    remedy: 'Name one of the register, or leave it out while the saving is only identified.',
  });
}
