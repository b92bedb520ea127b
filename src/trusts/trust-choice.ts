import type { ProblemDetail } from '../problem.ts';
import type { Trust } from '../schools/school.ts';
import { trustFile } from './trust-file.ts';
import type { TrustFolder } from './trust-folder.ts';

/** The trust that a folder is for, as it will be once the folder is loaded, or why that is open. */
export type TrustChoice =
  | { readonly trust: Trust; readonly isNew: boolean }
  | { readonly problems: readonly ProblemDetail[] };

/**
 * The trust that was asked for, else the one that `trust.csv` names, which may be new, else the
 * only one there is.
 */
export function chooseTrust(
  folder: TrustFolder,
  all: readonly Trust[],
  { trustId, newId }: { trustId: string | undefined; newId: string },
): TrustChoice {
  const row = folder.trust.rows[0]?.value;
  const sameName = all.find(({ name }) => name === row?.name);
  const only = row || all.length > 1 ? undefined : all[0];
  const known = trustId === undefined ? (sameName ?? only) : all.find(({ id }) => id === trustId);
  if (trustId !== undefined && !known) return { problems: [unknownTrust(trustId)] };
  if (known && sameName && known.id !== sameName.id) {
    return { problems: [nameTaken(sameName.name)] };
  }
  if (row) return { trust: { ...row, id: known?.id ?? newId }, isNew: !known };
  if (known) return { trust: known, isNew: false };
  // Of a file that is there and cannot be read, or of an empty folder, that has been said.
  if (folder.trust.isPresent || folder.problems.length > 0) return { problems: [] };
  const there = all.length === 0 ? 'is no trust yet' : `are ${all.length} trusts`;
  const message = `The folder has no trust.csv, and there ${there}.`;
  const remedy = 'Add trust.csv, or say which trust the folder is for.';
  return { problems: [{ code: 'trust.unknown', message, remedy }] };
}

/** An id that no trust has. */
export function unknownTrust(id: string): ProblemDetail {
  return { code: 'trust.unknown', found: id, message: `There is no trust ${id}.` };
}

/** Two trusts cannot have one name: nobody could tell them apart. */
export function nameTaken(name: string): ProblemDetail {
  return {
    code: 'register.conflict',
    file: trustFile.file,
    column: 'name',
    found: name,
    message: `Another trust has the name "${name}".`,
    remedy: 'Load the folder into that trust, or give this one a name of its own.',
  };
}
