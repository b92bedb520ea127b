import { contractVersionsOf } from '../amendments/store.ts';
import { type ContractVersion, changesBetween, type VersionChange } from '../amendments/version.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { contractsOf, suppliersOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { unknownContract } from '../duties/commands.ts';
import { add } from '../money/money.ts';
import { yearsBegun } from '../tiers/contract-year.ts';
import { boughtLines, boughtMonths } from '../tiers/store.ts';
import { spendOf } from '../tiers/year-volume.ts';
import { type CommitmentYear, commitmentOf } from './commitment.ts';
import { type ContractValue, contractValue } from './value.ts';

/** A version with what it says otherwise than the one before. */
export interface TracedVersion {
  readonly version: ContractVersion;
  readonly changes: readonly VersionChange[];
}

/** What the register has of one contract: its versions, its value and what was spent of it. */
export interface ContractEntry {
  readonly contract: Contract;
  readonly supplier: string;
  readonly versions: readonly TracedVersion[];
  /** Null where the value of a year is not written down. */
  readonly value: ContractValue | null;
  readonly commitments: readonly CommitmentYear[];
}

/** The entry of a contract in the register, on a day. */
export function showContract(
  database: Database,
  trustId: string,
  { reference, today }: { readonly reference: string; readonly today: LocalDate },
): Promise<ContractEntry> {
  return inTrust(database, trustId, async (tenant) => {
    const contract = (await contractsOf(tenant)).find((each) => each.reference === reference);
    if (!contract) throw unknownContract(reference);
    const suppliers = await suppliersOf(tenant);
    const supplier = suppliers.find(({ id }) => id === contract.supplierId)?.name ?? '';
    const versions = (await contractVersionsOf(tenant)).get(contract.id) ?? [];
    const latest = versions.at(-1);
    // What was spent is told beside what was agreed: where nothing is written down, no line is read.
    const years = latest ? await spentByYear(tenant, contract, today) : [];
    const committed = latest?.record.committedSpend ?? null;
    const spent = add(...years.map(({ spend }) => spend));
    return {
      ...{ contract, supplier },
      versions: versions.map((version, index) => {
        const before = versions[index - 1];
        return { version, changes: before ? changesBetween(before, version) : [] };
      }),
      value: latest ? contractValue(latest.record.annualValue, latest.terms, spent) : null,
      commitments:
        committed === null ? [] : years.map((year) => commitmentOf(committed, year, today)),
    };
  });
}

async function spentByYear(tenant: Tenant, { id, term }: Contract, today: LocalDate) {
  const lines = await boughtLines(tenant, [id]);
  const lastMonth = (await boughtMonths(tenant, [id])).at(-1)?.month;
  return yearsBegun(term, today).map((year) => ({ year, spend: spendOf(lines, year), lastMonth }));
}
