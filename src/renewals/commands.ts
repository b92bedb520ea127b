import type { LocalDate } from '../calendar/local-date.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { knownSuppliers } from '../suppliers/commands.ts';
import { standsFor } from '../suppliers/supplier-act.ts';
import {
  type Due,
  endOf,
  inOrderOfDecision,
  type Known,
  type Renewal,
  renewalOf,
} from './renewal.ts';
import {
  addRenewalDecision,
  calendarOf,
  renewalDecisionsOf,
  renewalTermsOf,
  waysToEnd,
} from './store.ts';
import { type RenewalWish, refuseUnfit } from './wish.ts';

/** How it stands with every contract, with the names of the suppliers that stand for theirs. */
export interface Renewals {
  readonly today: LocalDate;
  readonly renewals: readonly Renewal[];
  readonly suppliers: ReadonlyMap<string, string>;
}

/** How it stands with a contract before and after a decision. */
export interface Decided {
  readonly today: LocalDate;
  readonly supplier: string;
  readonly before: Renewal;
  readonly after: Renewal;
}

/** When every contract of a trust ends and what has to be decided by when, as of a day. */
export function listRenewals(
  database: Database,
  trustId: string,
  today: LocalDate,
): Promise<Renewals> {
  return inTrust(database, trustId, (tenant) => renewalsOn(tenant, today));
}

async function renewalsOn(tenant: Tenant, today: LocalDate): Promise<Renewals> {
  const contracts = await contractsOf(tenant);
  const known = await knownOfEnds(tenant);
  const renewals = contracts.map((contract) => renewalOf(contract, known, today));
  const { names, state } = await knownSuppliers(tenant);
  const standing = [...names.keys()].map(
    (id) => [id, names.get(standsFor(state, id)) ?? ''] as const,
  );
  return { today, renewals: inOrderOfDecision(renewals), suppliers: new Map(standing) };
}

/** What is known of the ends of contracts, of all or of these. */
export async function knownOfEnds(tenant: Tenant, contractIds?: readonly string[]): Promise<Known> {
  return {
    terms: await renewalTermsOf(tenant, contractIds),
    decisions: await renewalDecisionsOf(tenant, contractIds),
    calendar: await calendarOf(tenant),
  };
}

/** When contracts have to be decided on a day, worked out once for each way in which contracts end. */
export async function dueByWay(tenant: Tenant, today: LocalDate): Promise<Map<string, Due>> {
  const ways = await waysToEnd(tenant);
  const known: Known = {
    terms: new Map(ways.map(({ ending, terms }) => [ending.id, terms])),
    // A contract of which something was decided is a way of its own, called by its id.
    decisions: await renewalDecisionsOf(tenant),
    calendar: await calendarOf(tenant),
  };
  return new Map(
    ways.map(({ ending }) => {
      const { current, deadline } = endOf(ending, known, today);
      const isDecided = current.decision !== null;
      return [ending.id, { decideBy: deadline.decideBy, endsOn: current.endsOn, isDecided }];
    }),
  );
}

/** Who decides, and when. */
export interface DecidingPerson {
  readonly by: string;
  readonly at: string;
}

/** A decision about a contract, by its reference. */
export type ContractWish = RenewalWish & { readonly contract: string };

/** What a decision would change; nothing is kept. */
export function checkDecision(
  database: Database,
  trustId: string,
  wish: ContractWish,
  person: DecidingPerson,
): Promise<Decided> {
  return tryInTrust(database, trustId, (tenant) => decideIn(tenant, wish, person));
}

/**
 * Keeps what was decided of the term in which a contract stands. The register is not moved by it:
 * `ends_on`, by which schools take part (P4), is for whoever keeps the register to change.
 */
export function decideContract(
  database: Database,
  trustId: string,
  wish: ContractWish,
  person: DecidingPerson,
): Promise<Decided> {
  return inTrust(database, trustId, (tenant) => decideIn(tenant, wish, person));
}

async function decideIn(
  tenant: Tenant,
  { contract, ...wish }: ContractWish,
  { by, at }: DecidingPerson,
): Promise<Decided> {
  await lockTrust(tenant);
  const today = at.slice(0, 10) as LocalDate;
  const { renewals, suppliers } = await renewalsOn(tenant, today);
  const before = find(renewals, contract);
  const { terms, current, deadline } = before;
  refuseUnfit(wish, { terms, current, deadline, today });
  await addRenewalDecision(tenant, {
    ...wish,
    contractId: before.contract.id,
    endsOn: current.endsOn,
    noticeBy: deadline.noticeBy,
    ...{ by, at },
  });
  const after = find((await renewalsOn(tenant, today)).renewals, contract);
  const supplier = suppliers.get(before.contract.supplierId) ?? '';
  return { today, supplier, before, after };
}

function find(renewals: readonly Renewal[], reference: string): Renewal {
  const found = renewals.find(({ contract }) => contract.reference === reference);
  if (found) return found;
  throw new Problem({
    code: 'contract.unknown',
    found: reference,
    message: `There is no contract "${reference}".`,
    remedy: 'Name one by its reference, as contracts.csv has it.',
  });
}
