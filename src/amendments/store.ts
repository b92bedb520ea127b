import { and, asc, eq, inArray } from 'drizzle-orm';
import type { LocalDate } from '../calendar/local-date.ts';
import { contractsOf, inBatches, type OfContract, suppliersOf } from '../contracts/store.ts';
import { contractVersion } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { renewalTermsOf } from '../renewals/store.ts';
import { type AgreedTerms, agreedTerms } from './agreed-terms.ts';
import { type ContractRecord, recordOf } from './record.ts';
import { type ContractVersion, nextVersion, type WrittenVersion } from './version.ts';

/** Every version of what is written of contracts, of all or of these, the oldest first, by contract. */
export async function contractVersionsOf(
  { query, trustId }: Tenant,
  contractIds?: readonly string[],
): Promise<Map<string, ContractVersion[]>> {
  const of = contractIds && inArray(contractVersion.contractId, [...contractIds]);
  const rows = await query
    .select()
    .from(contractVersion)
    .where(and(eq(contractVersion.trustId, trustId), of))
    .orderBy(asc(contractVersion.contractId), asc(contractVersion.version));
  const found = new Map<string, ContractVersion[]>();
  for (const { contractId, version, signedOn, amendment, ...row } of rows) {
    const kept: ContractVersion = {
      ...{ version, amendment },
      signedOn: signedOn as LocalDate | null,
      // A field that is newer than the version is not known of it.
      record: recordOf(row.record as Partial<ContractRecord>),
      terms: row.terms as AgreedTerms,
      by: row.recordedBy,
      at: new Date(row.recordedAt).toISOString(),
    };
    const earlier = found.get(contractId);
    if (earlier) earlier.push(kept);
    else found.set(contractId, [kept]);
  }
  return found;
}

/**
 * Keeps another version of every contract of which something is written, or whose terms in the
 * register have changed. Refuses what would change signed terms without an amendment.
 */
export async function addContractVersions(
  tenant: Tenant,
  written: readonly OfContract<WrittenVersion>[],
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  const { query, trustId } = tenant;
  const known = await contractVersionsOf(tenant);
  const told = new Map(written.map((each) => [each.contractId, each]));
  if (known.size + told.size === 0) return;
  const suppliers = new Map((await suppliersOf(tenant)).map(({ id, name }) => [id, name]));
  const renewals = await renewalTermsOf(tenant);
  const rows: (typeof contractVersion.$inferInsert)[] = [];
  for (const contract of await contractsOf(tenant)) {
    const latest = known.get(contract.id)?.at(-1);
    const said = told.get(contract.id) ?? latest;
    if (!said) continue;
    const supplier = suppliers.get(contract.supplierId) ?? '';
    const terms = agreedTerms(contract, supplier, renewals.get(contract.id));
    const { record, signedOn, amendment } = said;
    const next = nextVersion(contract.reference, latest, { record, signedOn, amendment, terms });
    if (!next) continue;
    rows.push({
      ...{ trustId, contractId: contract.id, ...next },
      version: (latest?.version ?? 0) + 1,
      recordedBy: by,
      recordedAt: at,
    });
  }
  await inBatches(rows, (batch) => query.insert(contractVersion).values(batch));
}
