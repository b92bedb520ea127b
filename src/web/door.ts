import type { Ability } from '../access/role.ts';

/** What opens an address, and whether it is open to who is let in for some schools only. */
export interface Door {
  readonly ability: Ability;
  /** `schools`: shows and does what is of the caller's schools, and nothing else. */
  readonly reach: 'trust' | 'schools';
}

/** Addresses by the ability that opens them. */
export type Doors = Partial<Record<Ability, readonly string[]>>;

/** The doors of a table by their addresses. */
export function doorsOf(table: Doors, reach: Door['reach']): [string, Door][] {
  return Object.entries(table).flatMap(([ability, addresses]) =>
    addresses.map((address): [string, Door] => [address, { ability: ability as Ability, reach }]),
  );
}
