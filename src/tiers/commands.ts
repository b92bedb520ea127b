import type { LocalDate } from '../calendar/local-date.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { pointOf } from '../reports/commands.ts';
import { dayOf, type Knowledge } from '../reports/knowledge.ts';
import { trustNameAsKnownAt } from '../reports/store.ts';
import { keptTermsOf, type Promises, promising } from './kept-terms.ts';
import { type Bought, outlookOf, type VolumeOutlook } from './outlook.ts';
import {
  boughtLines,
  boughtMonths,
  keepPromises,
  promisesAsKnownAt,
  rebatesReceived,
  volumeTermsOf,
} from './store.ts';
import type { OfContract } from './volume-terms.ts';
import { writeOutlook } from './written.ts';

/** How the figures of tiers and rebates are to be read. */
export const tierBasis =
  'Quantities and net spend of all schools together, by contract year, as posted; a tier prices every unit of its year. Forecasts go on as the whole months did. A rebate that is expected is no saving before it is received.';

/** The contracts that promise something by volume, and what came of it by a day (F16). */
export async function volumeOutlooks(tenant: Tenant, today: LocalDate): Promise<VolumeOutlook[]> {
  return outlooks(tenant, await promisesToday(tenant), { today, heldTo: undefined });
}

async function promisesToday(tenant: Tenant): Promise<Promises> {
  const terms = await volumeTermsOf(tenant);
  const isEmpty = terms.tiers.length === 0 && terms.clauses.length === 0;
  return promising(isEmpty ? [] : await contractsOf(tenant), terms);
}

/**
 * Has the next journals know what is promised now; earlier ones keep what they knew (P11). To be called
 * before a change of the register as well, since what is kept first holds for all journals before.
 */
export async function watchPromises(tenant: Tenant): Promise<void> {
  await keepPromises(tenant, keptTermsOf(await promisesToday(tenant)));
}

async function outlooks(
  tenant: Tenant,
  { contracts, terms }: Promises,
  { today, heldTo }: { readonly today: LocalDate; readonly heldTo: number | undefined },
): Promise<VolumeOutlook[]> {
  // Most trusts have none, and their ledger need not be read.
  if (contracts.length === 0) return [];
  const ids = contracts.map(({ id }) => id);
  const bought = await boughtBy(tenant, ids, heldTo);
  return contracts.map((contract) => outlookOf(contract, terms, bought(contract.id), today));
}

/** What was bought of some contracts, by contract. */
async function boughtBy(tenant: Tenant, ids: readonly string[], heldTo: number | undefined) {
  const [lines, months, receipts] = [
    await boughtLines(tenant, ids, heldTo),
    await boughtMonths(tenant, ids, heldTo),
    await rebatesReceived(tenant, ids, heldTo),
  ];
  return (id: string): Bought => {
    const own = <Fact>(facts: readonly OfContract<Fact>[]) =>
      facts.filter(({ contractId }) => contractId === id);
    return { lines: own(lines), months: own(months), receipts: own(receipts) };
  };
}

/**
 * Tiers and rebates of every contract that has some, as one document (F16): as known now, or at an
 * earlier point by the lines and the promises of then, and the day of that point (P11).
 */
export function reportTiers(
  database: Database,
  trustId: string,
  { today, ...knowledge }: Knowledge & { readonly today: LocalDate },
) {
  return inTrust(database, trustId, async (tenant) => {
    const point = await pointOf(tenant, knowledge);
    const { journal, heldTo } = point;
    const day = dayOf(point, today);
    const kept = heldTo === undefined ? undefined : await promisesAsKnownAt(tenant, heldTo);
    const promises = kept ?? (await promisesToday(tenant));
    const told = await outlooks(tenant, promises, { today: day, heldTo });
    return {
      trust: await trustNameAsKnownAt(tenant, journal),
      basis: tierBasis,
      journal,
      today: day,
      contracts: told.map(writeOutlook),
    };
  });
}
