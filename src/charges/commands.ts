import type { ClosedWindow } from '../agreements/agreement.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, isSeen, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import type { Money } from '../money/money.ts';
import { Problem } from '../problem.ts';
import { pointOf } from '../reports/commands.ts';
import { type Knowledge, type KnownPoint, wasWritten } from '../reports/knowledge.ts';
import { monthsWithFigures, summedCellsOf } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { type School, urnsOf } from '../schools/school.ts';
import { schoolNamesAsKnownAt, schoolsOf } from '../schools/store.ts';
import { type Charge, type ChargedSchools, refuseLong } from './charge.ts';
import { type NetOfCharges, netOfCharges, type SchoolNet } from './net-of-charge.ts';
import { shareCharge } from './shared-charge.ts';
import { addCharges, chargesOf, type NewCharge } from './store.ts';

/** What is net of central charges, as known at a journal, with the names of the schools then. */
export interface KnownNet extends NetOfCharges {
  readonly journal: number;
  readonly names: ReadonlyMap<string, string>;
}

/** A charge that somebody wants to record: of one school, or of all, shared by a driver. */
export interface Charging {
  readonly to: ChargedSchools;
  readonly window: ClosedWindow;
  readonly amount: Money;
  readonly source: string;
}

/** What was recorded, and what is net of charge in its months before and after. */
export interface Charged {
  readonly recorded: readonly Charge[];
  readonly before: KnownNet;
  readonly after: KnownNet;
}

/**
 * Net saving less central charge of each school and together (N18), as known now or at an earlier
 * point: the figures as they were then, and the charges that were recorded by then (P11).
 */
export function listNetOfCharges(
  database: Database,
  trustId: string,
  { window, ...knowledge }: Knowledge & { readonly window: Window },
): Promise<KnownNet> {
  return inTrust(database, trustId, (tenant) => netIn(tenant, window, knowledge));
}

/** The same inside a transaction that does more with it. */
export async function netIn(
  tenant: Tenant,
  window: Window,
  knowledge: Knowledge = {},
): Promise<KnownNet> {
  const point = await pointOf(tenant, knowledge);
  const { journal, heldTo } = point;
  const cells = await summedCellsOf(tenant, { ...window, asKnownAt: heldTo }, ['urn', 'month']);
  const names = await schoolNamesAsKnownAt(tenant, journal);
  const facts = await chargesAndSchools(tenant, point);
  return { journal, names, ...netOfCharges(window, { cells, ...facts }) };
}

/** What one school saved net of charges, without reading the figures of the others; undefined if nothing. */
export async function netOfSchool(
  tenant: Tenant,
  window: Window,
  knowledge: Knowledge,
  urn: string,
): Promise<SchoolNet | undefined> {
  const point = await pointOf(tenant, knowledge);
  const of = { ...window, asKnownAt: point.heldTo, part: { urn } };
  const [cells, months, facts] = await Promise.all([
    summedCellsOf(tenant, of, ['month']),
    monthsWithFigures(tenant, point.heldTo),
    chargesAndSchools(tenant, point),
  ]);
  const own = cells.map((cell) => ({ ...cell, urn }));
  const { schools } = netOfCharges(window, { cells: own, months, ...facts });
  return schools.find((school) => school.urn === urn);
}

/** The charges that were recorded by a point of knowledge, and the schools that are seen. */
async function chargesAndSchools(tenant: Tenant, point: KnownPoint) {
  const charges = (await chargesOf(tenant)).filter((each) => wasWritten(point, each));
  const schools = (await schoolsOf(tenant)).filter(({ id }) => isSeen(tenant, id));
  return { charges, schools };
}

/** What recording a charge would write down and change; nothing is kept. */
export function checkCharge(
  database: Database,
  trustId: string,
  asked: Charging,
  person: Person,
): Promise<Charged> {
  return tryInTrust(database, trustId, (tenant) => charge(tenant, asked, person));
}

/**
 * Records what the trust takes from a school in some months, or from all schools together by a driver. A
 * later record of the same months is a correction; an amount of zero with its reason takes one back.
 */
export function recordCharge(
  database: Database,
  trustId: string,
  asked: Charging,
  person: Person,
): Promise<Charged> {
  return inTrust(database, trustId, (tenant) => charge(tenant, asked, person));
}

async function charge(tenant: Tenant, asked: Charging, person: Person): Promise<Charged> {
  refuseLong(asked.window);
  // Two records at the same moment would get one number.
  await lockTrust(tenant);
  const parts = partsOf(asked, await schoolsOf(tenant));
  const before = await netIn(tenant, asked.window);
  const numbers = new Set(await addCharges(tenant, parts, person));
  const recorded = (await chargesOf(tenant)).filter(({ number }) => numbers.has(number));
  return { recorded, before, after: await netIn(tenant, asked.window) };
}

function partsOf({ to, window, amount, source }: Charging, schools: School[]): NewCharge[] {
  if ('driver' in to) {
    const parts = shareCharge({ driver: to.driver, window, amount }, schools);
    return parts.map((part) => ({ ...part, source }));
  }
  const school = schools.find((it) => urnsOf(it).some(({ urn }) => urn === to.urn));
  if (school) return [{ schoolId: school.id, window, amount, source, shared: null }];
  throw new Problem({
    code: 'school.unknown',
    column: 'urn',
    found: to.urn,
    message: `There is no school "${to.urn}".`,
    remedy: 'Name one of the register by its URN.',
  });
}
