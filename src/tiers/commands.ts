import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { knownJournal } from '../reports/commands.ts';
import { trustNameAsKnownAt } from '../reports/store.ts';
import { type Bought, outlookOf, type VolumeOutlook } from './outlook.ts';
import { boughtLines, boughtMonths, rebatesReceived, volumeTermsOf } from './store.ts';
import type { OfContract, VolumeTerms } from './volume-terms.ts';
import { writeOutlook } from './written.ts';

/** How the figures of tiers and rebates are to be read. */
export const tierBasis =
  'Quantities and net spend of all schools together, by contract year, as posted; a tier prices every unit of its year. Forecasts go on as the whole months did. A rebate that is expected is no saving before it is received.';

/** The contracts that promise something by volume, and what came of it by a day (F16). */
export async function volumeOutlooks(tenant: Tenant, today: LocalDate): Promise<VolumeOutlook[]> {
  const terms = await volumeTermsOf(tenant);
  const contracts = promising(await contractsOf(tenant), terms);
  // Most trusts have none, and their ledger need not be read.
  if (contracts.length === 0) return [];
  const bought = await boughtBy(
    tenant,
    contracts.map(({ id }) => id),
  );
  return contracts.map((contract) => outlookOf(contract, terms, bought(contract.id), today));
}

function promising(contracts: readonly Contract[], { tiers, clauses }: VolumeTerms): Contract[] {
  const ids = new Set([...tiers, ...clauses].map(({ contractId }) => contractId));
  return contracts.filter(({ id }) => ids.has(id));
}

/** What was bought of some contracts, by contract. */
async function boughtBy(tenant: Tenant, ids: readonly string[]) {
  const [lines, months, receipts] = [
    await boughtLines(tenant, ids),
    await boughtMonths(tenant, ids),
    await rebatesReceived(tenant, ids),
  ];
  return (id: string): Bought => {
    const own = <Fact>(facts: readonly OfContract<Fact>[]) =>
      facts.filter(({ contractId }) => contractId === id);
    return { lines: own(lines), months: own(months), receipts: own(receipts) };
  };
}

/** Tiers and rebates of every contract that has some, as one document (F16). */
export function reportTiers(database: Database, trustId: string, today: LocalDate) {
  return inTrust(database, trustId, async (tenant) => {
    const journal = await knownJournal(tenant, {});
    const outlooks = await volumeOutlooks(tenant, today);
    return {
      trust: await trustNameAsKnownAt(tenant, journal),
      basis: tierBasis,
      journal,
      today,
      contracts: outlooks.map(writeOutlook),
    };
  });
}
