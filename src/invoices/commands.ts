import { isDeepStrictEqual } from 'node:util';
import { contractsOf, suppliersOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust } from '../database/tenant.ts';
import { type FileLook, firstRowsOf, type IncomingFile, lookAt } from '../files/commands.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { headerWithin } from './kept-rows.ts';
import { problemsOfProfile } from './profile-check.ts';
import type { Sample } from './profile-choice.ts';
import { type Proposal, proposeProfile } from './proposal.ts';
import { profilesOf, type StoredProfile, saveProfile } from './store.ts';
import { delimiters, type SupplierProfile } from './supplier-profile.ts';

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

/** The first rows of a file, as they stand with each of the signs that may separate columns. */
export async function samplesOf(file: IncomingFile, look: FileLook): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const delimiter of delimiters) {
    const rows = await firstRowsOf(file, look, { delimiter, count: headerWithin });
    samples.push({ delimiter, rows });
  }
  return samples;
}

/**
 * Proposes how a supplier's file is read, from its header. Nothing is kept: the person completes
 * the profile and puts it. A supplier with one contract has it filled in.
 */
export async function proposeFor(
  database: Database,
  trustId: string,
  file: IncomingFile,
  asked: { supplier: string; contract?: string | undefined },
): Promise<Proposal> {
  const look = await lookAt(file);
  const samples = await samplesOf(file, look);
  return inTrust(database, trustId, async (tenant) => {
    const supplier = (await suppliersOf(tenant)).find(({ name }) => name === asked.supplier);
    if (!supplier) throw new Problem(noSupplier(asked.supplier));
    const [own, ...more] = (await contractsOf(tenant)).filter(
      ({ supplierId }) => supplierId === supplier.id,
    );
    const contract = asked.contract ?? (more.length === 0 ? (own?.reference ?? '') : '');
    const proposal = proposeProfile(samples, {
      fileName: file.name,
      supplier: supplier.name,
      contract,
    });
    if (proposal) return proposal;
    throw new Problem({
      code: 'profile.missing',
      file: file.name,
      message: 'No row at the start of the file looks like the header of a list of invoices.',
      remedy: 'Write a profile by hand; CONTRIBUTING.md shows a whole one.',
    });
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
