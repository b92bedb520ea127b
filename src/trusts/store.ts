import { asc, desc, eq } from 'drizzle-orm';
import { priceReviewsOf, savePriceReviews } from '../agreed-prices/store.ts';
import { addContractVersions, contractVersionsOf } from '../amendments/store.ts';
import { baselineKey } from '../baselines/baseline.ts';
import { addBaselines, approveBaselines, baselinesOf } from '../baselines/store.ts';
import { addCharges, chargesOf } from '../charges/store.ts';
import {
  contractsOf,
  saveContracts,
  saveItems,
  saveParticipants,
  savePrices,
  saveSuppliers,
  suppliersOf,
} from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { trustName, trust as trustTable } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { saveProfile } from '../invoices/store.ts';
import { headOf } from '../ledger/store.ts';
import {
  addRenewalTerms,
  calendarOf,
  renewalTermsOf,
  replaceHolidays,
  replaceMeetings,
} from '../renewals/store.ts';
import type { Trust } from '../schools/school.ts';
import {
  replaceMemberships,
  saveDriverValues,
  saveIdentifiers,
  saveSchools,
  saveTerms,
  schoolsOf,
} from '../schools/store.ts';
import { saveRebateClauses, saveVolumeTiers, volumeTermsOf } from '../tiers/store.ts';
import {
  approvalsIn,
  type BaselineChanges,
  baselineChanges,
  type ChangedBaseline,
  knownVersions,
} from './baseline-changes.ts';
import { newCharges } from './charge-changes.ts';
import {
  baselineRecord,
  chargeRecord,
  contractFacts,
  contractsIn,
  type Ids,
  schoolFacts,
  schoolsIn,
  valuesOf,
} from './folder-records.ts';
import type { ContractEnds } from './folder-text.ts';
import { named, type Register } from './register-rows.ts';
import type { TrustFolder } from './trust-folder.ts';

// The directory belongs to no single trust: a connection and a trust's transaction both reach it.
type Directory = Pick<Database, 'query'>;

/** Every trust of the directory, by name. */
export async function trusts({ query }: Directory): Promise<Trust[]> {
  const rows = await query.select().from(trustTable).orderBy(asc(trustTable.name));
  return rows.map((row) => ({ ...row, kind: row.kind as Trust['kind'] }));
}

/** The legal form of a trust; undefined where there is none. */
export async function kindOfTrust(
  { query }: Directory,
  id: string,
): Promise<Trust['kind'] | undefined> {
  const [found] = await query
    .select({ kind: trustTable.kind })
    .from(trustTable)
    .where(eq(trustTable.id, id));
  return found?.kind as Trust['kind'] | undefined;
}

/** Adds a trust to the directory; false when the name is taken, and nothing is changed. */
export async function createTrust({ query }: Directory, trust: Trust): Promise<boolean> {
  const added = await query
    .insert(trustTable)
    .values(trust)
    .onConflictDoNothing()
    .returning({ id: trustTable.id });
  return added.length > 0;
}

/** Writes what is now true of a trust that is in the directory. */
export async function updateTrust({ query }: Directory, trust: Trust): Promise<void> {
  await query.update(trustTable).set(trust).where(eq(trustTable.id, trust.id));
}

/** Keeps the name of the trust: reports that know later journals print it, earlier ones do not. */
export async function saveTrustName(tenant: Tenant, name: string): Promise<void> {
  const { query, trustId } = tenant;
  const [known] = await query
    .select()
    .from(trustName)
    .where(eq(trustName.trustId, trustId))
    .orderBy(desc(trustName.knownFromJournal))
    .limit(1);
  if (known?.name === name) return;
  const knownFromJournal = known ? (await headOf(tenant)).number + 1 : 0;
  await query
    .insert(trustName)
    .values({ trustId, knownFromJournal, name })
    // Nothing was posted since the last change, so no report can have shown that name.
    .onConflictDoUpdate({ target: [trustName.trustId, trustName.knownFromJournal], set: { name } });
}

/** Everything that a folder can say of a trust, as it is now. */
export async function registerOf(tenant: Tenant): Promise<Register> {
  return {
    schools: await schoolsOf(tenant),
    suppliers: await suppliersOf(tenant),
    contracts: await contractsOf(tenant),
    baselines: await baselinesOf(tenant),
    volumeTerms: await volumeTermsOf(tenant),
    priceReviews: await priceReviewsOf(tenant),
  };
}

/** What is written of contracts beside their prices, and the trust's own calendar. */
export async function contractEndsOf(tenant: Tenant): Promise<ContractEnds> {
  const records = [...(await contractVersionsOf(tenant))].flatMap(([id, versions]) => {
    const latest = versions.at(-1);
    return latest ? [[id, latest] as const] : [];
  });
  const [terms, calendar] = [await renewalTermsOf(tenant), await calendarOf(tenant)];
  return { records: new Map(records), terms, calendar };
}

/** Writes what the folder says of the trust; answers where another baseline counts than before. */
export async function saveFolder(
  tenant: Tenant,
  folder: TrustFolder,
  { before, by, at }: { before: Register; by: string; at: string },
): Promise<ChangedBaseline[]> {
  const schools = await saveSchools(tenant, schoolsIn(folder));
  const school = schoolFacts(folder, schools, before);
  await saveTerms(tenant, school.terms);
  await replaceMemberships(tenant, school.memberships);
  await saveIdentifiers(tenant, school.identifiers);
  await saveDriverValues(tenant, school.drivers);
  const suppliers = await saveSuppliers(tenant, valuesOf(folder.suppliers));
  const contracts = await saveContracts(tenant, contractsIn(folder, suppliers));
  const contract = contractFacts(folder, { schools, contracts });
  await saveParticipants(tenant, contract.participants);
  await savePrices(tenant, contract.prices);
  await saveVolumeTiers(tenant, contract.volumeTiers);
  await saveRebateClauses(tenant, contract.rebateClauses);
  await savePriceReviews(tenant, contract.priceReviews);
  await addRenewalTerms(tenant, contract.terms, { by, at });
  await addContractVersions(tenant, contract.records, { by, at });
  if (folder.boardMeetings.isPresent) await replaceMeetings(tenant, valuesOf(folder.boardMeetings));
  if (folder.schoolHolidays.isPresent) {
    await replaceHolidays(tenant, valuesOf(folder.schoolHolidays));
  }
  for (const { name, document } of folder.profiles) {
    await saveProfile(tenant, { name, supplierId: named(suppliers, document.supplier), document });
  }
  const charges = newCharges(valuesOf(folder.charges), await chargesOf(tenant));
  await addCharges(
    tenant,
    charges.map((row) => chargeRecord(row, schools)),
    { by, at },
  );
  const changes = baselineChanges(valuesOf(folder.baselines), knownVersions(before));
  return saveBaselines(tenant, changes, { schools, contracts });
}

async function saveBaselines(
  tenant: Tenant,
  { added, approved }: BaselineChanges,
  ids: Ids,
): Promise<ChangedBaseline[]> {
  const records = added.map((row) => baselineRecord(row, ids));
  await saveItems(tenant, records);
  await addBaselines(tenant, records);
  for (const { ids: versions, ...approval } of approvalsIn(approved)) {
    await approveBaselines(tenant, versions, approval);
  }
  const counting = records.filter(({ approvedAt }) => approvedAt !== null);
  const changed = [...counting, ...approved.map(({ row }) => baselineRecord(row, ids))].map(
    ({ contractId, schoolId, item }) => ({ contractId, schoolId, item }),
  );
  const key = (it: ChangedBaseline) => baselineKey(it.contractId, it.schoolId, it.item);
  return [...new Map(changed.map((it) => [key(it), it])).values()];
}
