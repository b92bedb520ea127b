import { dayBefore, type LocalDate, lastDay } from '../calendar/local-date.ts';
import { overlap } from '../calendar/period.ts';
import { type Charge, unfitPrice } from '../contracts/charge.ts';
import { type Contract, type Participation, participationOf } from '../contracts/contract.ts';
import { type Decimal, decimal, fraction, round } from '../money/decimal.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { type Driver, type DriverValue, driverOn, type School } from '../schools/school.ts';

/** One thing that would be otherwise, on and after a day. */
export type Change =
  | {
      readonly kind: 'leave';
      readonly contract: string;
      readonly urn: string;
      readonly on: LocalDate;
    }
  | {
      readonly kind: 'join';
      readonly contract: string;
      readonly urn: string;
      readonly on: LocalDate;
    }
  | { readonly kind: 'key'; readonly contract: string; readonly driver: Driver }
  | PriceChange
  | DriverChange;

/** Another net unit price of an item: a lost volume tier, a price rise. */
export interface PriceChange {
  readonly kind: 'price';
  readonly contract: string;
  readonly item: string;
  readonly unitPrice: Decimal;
  /** Whether it was stated as a mark-up or discount; only of what is measured in pounds. */
  readonly charge?: Charge | null;
  readonly from: LocalDate;
}

/** Another size of a school: what it would be, or how many times what it is. */
export interface DriverChange {
  readonly kind: 'driver_value';
  readonly urn: string;
  readonly driver: Driver;
  readonly value?: Decimal | undefined;
  readonly factor?: Decimal | undefined;
  readonly from: LocalDate;
}

/** What of the register a change writes, in the transaction that forgets it again. */
export interface Writes {
  readonly contract?: Contract;
  readonly participations?: readonly (Participation & { readonly contractId: string })[];
  readonly values?: readonly (DriverValue & { readonly schoolId: string })[];
}

export interface Known {
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly schools: ReadonlyMap<string, School>;
}

/**
 * What a change writes into the register as it stands. Refuses one that names what is not there, or
 * that would change nothing because it is so already; `at` is its place among the changes.
 */
export function writesOf(change: Change, known: Known, at = 0): Writes {
  const place = { known, at };
  switch (change.kind) {
    case 'leave':
      return leave(
        place,
        contractAt(place, change.contract),
        schoolAt(place, change.urn),
        change.on,
      );
    case 'join':
      return join(
        place,
        contractAt(place, change.contract),
        schoolAt(place, change.urn),
        change.on,
      );
    case 'key':
      return { contract: { ...contractAt(place, change.contract), driver: change.driver } };
    case 'price':
      return price(place, contractAt(place, change.contract), change);
    default:
      return sized(place, schoolAt(place, change.urn), change);
  }
}

/** Where a change stands among the others, and what its words may name. */
interface Place {
  readonly known: Known;
  readonly at: number;
}

function contractAt(place: Place, reference: string): Contract {
  const message = `There is no contract "${reference}".`;
  const found = place.known.contracts.get(reference);
  return found ?? refuse(place, 'contract.unknown', 'contract', message);
}

function schoolAt(place: Place, urn: string): School {
  const found = [...place.known.schools.values()].find((school) => school.urn === urn);
  return found ?? refuse(place, 'school.unknown', 'urn', `There is no school ${urn}.`);
}

function refuse(
  { at }: Place,
  code: ProblemCode,
  field: string,
  message: string,
  remedy?: string,
): never {
  throw new Problem({
    code,
    column: `changes/${at}/${field}`,
    message,
    ...(remedy && { remedy }),
  });
}

function leave(place: Place, contract: Contract, school: School, on: LocalDate): Writes {
  const rest = { from: on, to: lastDay };
  if (!participationOf(contract, school.id).some((days) => overlap(days, rest))) {
    const message = `${school.name} takes no part in ${contract.reference} on ${on} or later.`;
    refuse(place, 'scenario.unfit', 'on', message, 'Name a day on which it does.');
  }
  const participations = contract.participations
    .filter(({ schoolId, days }) => schoolId === school.id && days.to >= on)
    .map(({ schoolId, days }) => {
      // A part that had not begun has no days at all: it ends before its first one.
      const to = days.from >= on ? dayBefore(days.from) : dayBefore(on);
      return { contractId: contract.id, schoolId, days: { from: days.from, to } };
    });
  return { participations };
}

function join(place: Place, contract: Contract, school: School, on: LocalDate): Writes {
  if (on > contract.term.to) {
    const message = `${contract.reference} ends on ${contract.term.to}, before ${on}.`;
    refuse(place, 'scenario.unfit', 'on', message, 'Name a day inside of its term.');
  }
  const [first] = participationOf(contract, school.id).filter(({ to }) => to >= on);
  if (first && first.from <= on && first.to >= contract.term.to) {
    const message = `${school.name} takes part in ${contract.reference} on ${on} already.`;
    refuse(place, 'scenario.unfit', 'on', message, 'Leave this change out.');
  }
  const days = { from: on, to: lastDay };
  return { participations: [{ contractId: contract.id, schoolId: school.id, days }] };
}

function price(place: Place, contract: Contract, change: PriceChange): Writes {
  const { item, unitPrice, charge = null } = change;
  const row = contract.prices.find((row) => row.item === item && row.lineClass === 'recurring');
  const unfit = row && unfitPrice(item, row.unit, { unitPrice, charge });
  if (unfit) refuse(place, 'scenario.unfit', 'unit_price', unfit.message, unfit.remedy);
  if (row) return {};
  return refuse(
    place,
    'scenario.unfit',
    'item',
    `${contract.reference} has no price of a recurring item "${item}".`,
    'Name an item of its price list.',
  );
}

function sized(place: Place, school: School, change: DriverChange): Writes {
  const { driver, value, factor, from } = change;
  if (driver === 'equal' || (value === undefined) === (factor === undefined)) {
    const message =
      driver === 'equal'
        ? 'Sharing equally needs no value of a school.'
        : 'A driver has either a new value or a factor.';
    refuse(place, 'scenario.unfit', driver === 'equal' ? 'driver' : 'value', message);
  }
  const now = driverOn(school, driver, from);
  if (factor && !now) {
    const name = driver.replaceAll('_', ' ');
    const message = `No ${name} of ${school.name} is known on ${from}, so it cannot be multiplied.`;
    refuse(place, 'scenario.unfit', 'factor', message, 'Say a value instead.');
  }
  const times = (known: Decimal) =>
    factor ? decimal(round(fraction(known.times(factor)), 6)) : (value ?? known);
  const first = { driver, effectiveFrom: from, value: times(now ?? value ?? decimal(0)) };
  const later = school.drivers
    .filter((known) => known.driver === driver && known.effectiveFrom > from)
    .map((known) => ({ ...known, value: times(known.value) }));
  const values = [{ ...first, source: 'scenario' }, ...later];
  return { values: values.map((row) => ({ ...row, schoolId: school.id })) };
}
