import type { LocalDate } from '../calendar/local-date.ts';
import { monthRange } from '../calendar/period.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { type Derivation, derive } from '../derivations/derivation.ts';
import { historyAt } from '../derivations/store.ts';
import { headOf } from '../ledger/store.ts';
import { one } from '../money/decimal.ts';
import { type School, vatRecoveryOn } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { type Area, type AreaCost, areaNamed, comparedYear } from './area.ts';
import {
  bestFirst,
  type CurrentCost,
  outcomesOf,
  type SchoolOutcome,
  type UnknownCost,
  type Whole,
  wholeOf,
} from './comparison.ts';
import { currentCost } from './current-cost.ts';
import { areasOf } from './store.ts';

/** An option with what it means for each school and for all of them. */
export interface ComparedOption {
  readonly name: string;
  readonly supplier: string;
  readonly document: string;
  readonly schools: readonly SchoolOutcome[];
  readonly whole: Whole;
}

/** An area with what is paid now and what each option would change, as known at a journal. */
export interface ComparedArea {
  readonly area: Area;
  readonly journal: number;
  readonly costs: readonly (CurrentCost | UnknownCost)[];
  /** Those that can be told of all schools first, the greatest gain before the others. */
  readonly options: readonly ComparedOption[];
  readonly names: ReadonlyMap<string, string>;
}

/** Every area in which a contract is looked for or was found. */
export function listAreas(database: Database, trustId: string): Promise<Area[]> {
  return inTrust(database, trustId, areasOf);
}

/** What the options of an area mean for each school, those first that lose. */
export function compareArea(
  database: Database,
  trustId: string,
  reference: string,
  today: LocalDate,
): Promise<ComparedArea> {
  return inTrust(database, trustId, async (tenant) =>
    comparedIn(tenant, areaNamed(await areasOf(tenant), reference), today),
  );
}

/** The same inside a transaction that does more with it. */
export async function comparedIn(
  tenant: Tenant,
  area: Area,
  today: LocalDate,
): Promise<ComparedArea> {
  const schools = new Map((await schoolsOf(tenant)).map((school) => [school.urn, school]));
  const { number: journal } = await headOf(tenant);
  const units = new Map(area.items.map(({ item, unit }) => [item, unit]));
  const costs: (CurrentCost | UnknownCost)[] = [];
  for (const cost of area.costs) {
    const unit = units.get(cost.item);
    if (!unit) throw new Error(`${cost.item} is no item of ${area.reference}`);
    costs.push(currentCost(cost, unit, await historyOf(tenant, area, cost, { journal, today })));
  }
  const recovered = recoveryOn(schools, area.startsOn);
  const options = area.options.map(({ name, supplier, document, quotes }) => {
    const outcomes = outcomesOf(costs, quotes, recovered);
    return { name, supplier, document, schools: outcomes, whole: wholeOf(outcomes) };
  });
  const names = new Map([...schools].map(([urn, { name }]) => [urn, name]));
  return { area, journal, costs, options: bestFirst(options), names };
}

function recoveryOn(schools: ReadonlyMap<string, School>, day: LocalDate) {
  return (urn: string) => {
    const school = schools.get(urn);
    return school ? vatRecoveryOn(school, day) : one;
  };
}

/** The price and volume that posted lines of the year make, or why they make none; undefined where none are named. */
async function historyOf(
  tenant: Tenant,
  area: Area,
  { ofContract, ofContractId, ofItem, schoolId, item, lines, without }: AreaCost,
  { journal, today }: { journal: number; today: LocalDate },
): Promise<Derivation | undefined> {
  if (ofContract === null || ofContractId === null) return undefined;
  const year = comparedYear(area);
  if (monthRange(year.to).to >= today) {
    const message = `The year from ${year.from} to ${year.to} is not over yet.`;
    return { problems: [{ code: 'baseline.history', message }] };
  }
  const place = { contractId: ofContractId, schoolId, item: ofItem ?? item };
  return derive(await historyAt(tenant, place, lines), {
    ...year,
    ...{ contract: ofContract, item: place.item, lineClass: lines, without },
    knownAtJournal: journal,
  });
}
