import type { Supplier } from '../contracts/contract.ts';
import { suppliersOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { type Suggestion, suggestSame } from './likeness.ts';
import {
  addSupplierAct,
  type DocumentTwice,
  documentsUnderSeveral,
  supplierActsOf,
} from './store.ts';
import {
  refuseUnfitAct,
  type SupplierAct,
  type SupplierState,
  type SupplierWish,
  standsFor,
  stateAfter,
} from './supplier-act.ts';
import { suppliersMeant } from './supplier-choice.ts';

/** All suppliers with everything that was said of them. */
export interface KnownSuppliers {
  readonly suppliers: readonly Supplier[];
  readonly names: ReadonlyMap<string, string>;
  readonly acts: readonly SupplierAct[];
  readonly state: SupplierState;
}

/** A wish with suppliers by their names, as people know them. */
export interface NamedWish {
  readonly supplier: string;
  readonly act: SupplierWish['act'];
  readonly alias?: string | undefined;
  readonly other?: string | undefined;
  readonly reason: string;
}

/** Who says something, and when. */
export interface Teller {
  readonly by: string;
  readonly at: string;
}

/** How it stands with a supplier before and after something was said of it. */
export interface Told {
  readonly supplier: Supplier;
  readonly before: KnownSuppliers;
  readonly after: KnownSuppliers;
}

/** All suppliers of a trust, by name. */
export async function knownSuppliers(tenant: Tenant): Promise<KnownSuppliers> {
  const suppliers = await suppliersOf(tenant);
  const acts = await supplierActsOf(tenant);
  const names = new Map(suppliers.map(({ id, name }) => [id, name]));
  return { suppliers, names, acts, state: stateAfter(acts) };
}

/** The same, in a transaction of its own. */
export function listSuppliers(database: Database, trustId: string): Promise<KnownSuppliers> {
  return inTrust(database, trustId, knownSuppliers);
}

/** Keeps what is said of a supplier. No contract, profile, invoice or figure is moved by it. */
export function tellOfSupplier(
  database: Database,
  trustId: string,
  wish: NamedWish,
  person: Teller,
): Promise<Told> {
  return inTrust(database, trustId, (tenant) => tellIn(tenant, wish, person));
}

/** The same as a dry run. */
export function checkTelling(
  database: Database,
  trustId: string,
  wish: NamedWish,
  person: Teller,
): Promise<Told> {
  return tryInTrust(database, trustId, (tenant) => tellIn(tenant, wish, person));
}

async function tellIn(tenant: Tenant, named: NamedWish, { by, at }: Teller): Promise<Told> {
  await lockTrust(tenant);
  const before = await knownSuppliers(tenant);
  const supplier = theOne(before, named.supplier);
  const other = named.other === undefined ? null : theOne(before, named.other, 'other');
  const { act, alias = null, reason } = named;
  const wish = { supplierId: supplier.id, act, alias, otherId: other?.id ?? null, reason };
  refuseUnfitAct(wish, before.state, before.names);
  await addSupplierAct(tenant, { ...wish, by, at });
  return { supplier, before, after: await knownSuppliers(tenant) };
}

/** The supplier that a text means; refuses a text that means none, or more than one. */
export function theOne(
  { suppliers, state }: KnownSuppliers,
  text: string,
  column?: string,
): Supplier {
  const [found, ...more] = suppliersMeant(text, suppliers, state);
  if (found && more.length === 0) return found;
  const names = [found, ...more].map((each) => `"${each?.name}"`).join(', ');
  throw new Problem({
    code: 'supplier.unknown',
    ...(column !== undefined && { column }),
    found: text,
    message: found ? `"${text}" can mean ${names}.` : `There is no supplier "${text}".`,
    remedy: 'Name one by its company number, or by its name as suppliers.csv has it.',
  });
}

/** What may be the same twice: suppliers, and documents that came under two names of one supplier. */
export interface Doubles {
  readonly suggestions: readonly Suggestion[];
  readonly documents: readonly DocumentTwice[];
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Suppliers that may be one, each with the reason, for a person to decide; and documents that came under
 * several suppliers that are said to be one, which the ledger has as different ones (P12).
 */
export function findDoubles(database: Database, trustId: string): Promise<Doubles> {
  return inTrust(database, trustId, async (tenant) => {
    const { suppliers, names, state } = await knownSuppliers(tenant);
    const joined = new Set([...state.sameAs].flat());
    const found = joined.size === 0 ? [] : await documentsUnderSeveral(tenant, [...joined]);
    const documents = found.flatMap(({ supplierIds, ...document }) => {
      const standing = [...new Set(supplierIds.map((id) => standsFor(state, id)))];
      return standing
        .map((stands) => supplierIds.filter((id) => standsFor(state, id) === stands))
        .filter((ids) => ids.length > 1)
        .map((ids) => ({ ...document, supplierIds: ids }));
    });
    return { suggestions: suggestSame(suppliers, state), documents, names };
  });
}
