import type { Supplier } from '../../../src/contracts/contract.ts';

/** A supplier whose id is its name. */
export function supplier(name: string, companyNumber = '', vatNumber = ''): Supplier {
  return { id: name, name, companyNumber: companyNumber || null, vatNumber: vatNumber || null };
}

export const nothingSaid = { aliases: new Map(), sameAs: new Map() };
