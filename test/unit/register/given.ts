import type { ListedContract } from '../../../src/register/listed-contract.ts';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import { day } from '../lines/given.ts';
import { contractEnding, termsOf } from '../renewals/given.ts';

/** A contract of a list that renews by a year at a time, as of 11 February 2026. */
export function listed(reference: string, ends: string): ListedContract {
  const ending = contractEnding(reference, ends);
  const contract = {
    ...ending,
    supplier: 'Acme',
    category: 'paper',
    cfrCode: 'E19',
    procurementRoute: '',
    driver: 'pupils' as const,
  };
  const known = {
    terms: new Map([[reference, termsOf({ renewalMonths: 12 })]]),
    decisions: new Map(),
    calendar: { meetings: [], holidays: [] },
  };
  return { contract, renewal: renewalOf(ending, known, day('2026-02-11')) };
}
