import { isDeepStrictEqual } from 'node:util';
import { contractsOf, suppliersOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust } from '../database/tenant.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { profilesOf, type StoredProfile, saveProfile } from './store.ts';
import { problemsOfProfile, type SupplierProfile } from './supplier-profile.ts';

/**
 * Keeps a supplier profile: one that says something new becomes the next version, and files read
 * with an earlier one stay as they are. Refuses a profile that could not read any file.
 */
export async function putProfile(
  database: Database,
  trustId: string,
  { name, document }: { name: string; document: SupplierProfile },
): Promise<{ profile: StoredProfile; isNew: boolean }> {
  const faults = problemsOfProfile(document, name);
  if (faults.length > 0) throw new Problem(faults.map(({ file: _, ...fault }) => inBody(fault)));
  return inTrust(database, trustId, async (tenant) => {
    await lockTrust(tenant);
    const supplier = (await suppliersOf(tenant)).find((known) => known.name === document.supplier);
    const references = new Set((await contractsOf(tenant)).map(({ reference }) => reference));
    const unknown = contractsIn(document).filter(({ found }) => !references.has(found));
    if (!supplier || unknown.length > 0) {
      throw new Problem([...(supplier ? [] : [noSupplier(document.supplier)]), ...unknown]);
    }
    const current = (await profilesOf(tenant)).find((known) => known.name === name);
    // The order of its keys says nothing, and a version that says nothing new is none.
    if (current && isDeepStrictEqual(current.document, document)) {
      return { profile: current, isNew: false };
    }
    await saveProfile(tenant, { name, supplierId: supplier.id, document });
    const profile = (await profilesOf(tenant)).find((known) => known.name === name);
    if (!profile) throw new Error(`profile ${name} was not kept`);
    return { profile, isNew: !current };
  });
}

/** A key such as `words.item` as the place of a field. */
const inBody = ({ column, ...fault }: ProblemDetail): ProblemDetail => ({
  ...fault,
  ...(column !== undefined && { column: column.replaceAll('.', '/') }),
});

function noSupplier(found: string): ProblemDetail {
  return {
    code: 'supplier.unknown',
    column: 'supplier',
    found,
    message: `There is no supplier "${found}".`,
    remedy: 'Correct it, or add it first.',
  };
}

function contractsIn(document: SupplierProfile): (ProblemDetail & { found: string })[] {
  const named = Object.entries(document.words.contract ?? {}).map(
    ([word, reference]) => [`words/contract/${word}`, reference] as const,
  );
  const own = document.contract === undefined ? [] : [['contract', document.contract] as const];
  return [...own, ...named].map(([column, found]) => ({
    code: 'contract.unknown',
    column,
    found,
    message: `There is no contract "${found}".`,
    remedy: 'Correct it, or add it first.',
  }));
}
