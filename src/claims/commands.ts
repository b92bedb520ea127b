import type { ClosedWindow } from '../agreements/agreement.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { Problem } from '../problem.ts';
import { urnsOf } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { type Claim, refuseSecond } from './claim.ts';
import { addClaim, addWithdrawal, claimsOf } from './store.ts';

/** A claim that somebody wants to make. */
export interface Claiming {
  readonly contract: string;
  readonly urn: string;
  readonly window: ClosedWindow;
  readonly claimant: string;
  readonly words: string;
}

/** All claims of the trust, the first first. */
export function listClaims(database: Database, trustId: string): Promise<Claim[]> {
  return inTrust(database, trustId, claimsOf);
}

/** What claiming would write down; nothing is kept. */
export function checkClaim(
  database: Database,
  trustId: string,
  asked: Claiming,
  person: Person,
): Promise<Claim> {
  return tryInTrust(database, trustId, (tenant) => make(tenant, asked, person));
}

/**
 * Writes down who claims the saving of a contract at a school in some months. Refuses what is claimed
 * already, for any of the months and by whomever (N21).
 */
export function claimSaving(
  database: Database,
  trustId: string,
  asked: Claiming,
  person: Person,
): Promise<Claim> {
  return inTrust(database, trustId, (tenant) => make(tenant, asked, person));
}

async function make(tenant: Tenant, asked: Claiming, { by, at }: Person): Promise<Claim> {
  // Two claims at the same moment would not see each other.
  await lockTrust(tenant);
  const contract = (await contractsOf(tenant)).find((it) => it.reference === asked.contract);
  if (!contract) throw unknown('contract.unknown', 'contract', asked.contract);
  const schools = await schoolsOf(tenant);
  const school = schools.find((it) => urnsOf(it).some(({ urn }) => urn === asked.urn));
  if (!school) throw unknown('school.unknown', 'urn', asked.urn);
  const { window, claimant, words } = asked;
  refuseSecond(await claimsOf(tenant), { ...asked, urn: school.urn });
  const place = { contractId: contract.id, schoolId: school.id };
  const id = await addClaim(tenant, { ...place, window, claimant, words, by, at });
  return claimById(tenant, id);
}

/** Takes a claim back with a reason; it stays on record, and others may claim the same then. */
export function withdrawClaim(
  database: Database,
  trustId: string,
  asked: { claimId: string; reason: string },
  person: Person,
): Promise<Claim> {
  return inTrust(database, trustId, (tenant) => withdraw(tenant, asked, person));
}

/** What withdrawing a claim would write down; nothing is kept. */
export function checkWithdrawal(
  database: Database,
  trustId: string,
  asked: { claimId: string; reason: string },
  person: Person,
): Promise<Claim> {
  return tryInTrust(database, trustId, (tenant) => withdraw(tenant, asked, person));
}

async function withdraw(
  tenant: Tenant,
  { claimId, reason }: { claimId: string; reason: string },
  { by, at }: Person,
): Promise<Claim> {
  await lockTrust(tenant);
  const known = await claimById(tenant, claimId);
  if (known.withdrawn) {
    throw new Problem({
      code: 'claim.unknown',
      found: claimId,
      message: `${known.withdrawn.by} withdrew this claim already.`,
      remedy: 'Nothing is to do.',
    });
  }
  await addWithdrawal(tenant, { claimId, reason, by, at });
  return claimById(tenant, claimId);
}

async function claimById(tenant: Tenant, id: string): Promise<Claim> {
  const found = (await claimsOf(tenant)).find((it) => it.id === id);
  if (found) return found;
  throw new Problem({
    code: 'claim.unknown',
    found: id,
    message: 'There is no such claim.',
    remedy: 'List them with: claims.',
  });
}

function unknown(
  code: 'contract.unknown' | 'school.unknown',
  column: string,
  found: string,
): Problem {
  const message = `There is no ${column === 'urn' ? 'school' : 'contract'} "${found}".`;
  return new Problem({ code, column, found, message, remedy: 'Name one of the register.' });
}
