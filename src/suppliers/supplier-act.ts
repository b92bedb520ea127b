import { Problem } from '../problem.ts';

/** What can be said of a supplier: another name, the end of one, whom it is the same as, and not after all. */
export const supplierActs = ['alias', 'alias_ended', 'same_as', 'apart'] as const;

/** What is to be said of a supplier, by its id. */
export interface SupplierWish {
  readonly supplierId: string;
  readonly act: (typeof supplierActs)[number];
  /** The other name, of an alias. */
  readonly alias: string | null;
  /** The supplier that it is the same as. */
  readonly otherId: string | null;
  readonly reason: string;
}

/** What was said, in its place among everything that was; never changed. */
export interface SupplierAct extends SupplierWish {
  readonly number: number;
  readonly by: string;
  readonly at: string;
}

/** What holds of suppliers after everything that was said. */
export interface SupplierState {
  /** Other names by supplier, in the order in which they were added. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  /** The supplier that each is directly the same as, for those that are said to be. */
  readonly sameAs: ReadonlyMap<string, string>;
}

/** What holds after acts in their order: each is taken back by one that says the contrary. */
export function stateAfter(acts: readonly SupplierWish[]): SupplierState {
  const aliases = new Map<string, readonly string[]>();
  const sameAs = new Map<string, string>();
  for (const { supplierId, act, alias, otherId } of acts) {
    const others = (aliases.get(supplierId) ?? []).filter((name) => name !== alias);
    if (act === 'alias' && alias !== null) aliases.set(supplierId, [...others, alias]);
    if (act === 'alias_ended') aliases.set(supplierId, others);
    if (act === 'same_as' && otherId !== null) sameAs.set(supplierId, otherId);
    if (act === 'apart') sameAs.delete(supplierId);
  }
  return { aliases, sameAs };
}

/** The supplier that stands for this one: itself, unless it is the same as another. */
export function standsFor({ sameAs }: Pick<SupplierState, 'sameAs'>, supplierId: string): string {
  let id = supplierId;
  for (let next = sameAs.get(id); next !== undefined; next = sameAs.get(id)) id = next;
  return id;
}

type Named = ReadonlyMap<string, string>;

/** Refuses what does not fit what holds; names are those of all suppliers by id. */
export function refuseUnfitAct(wish: SupplierWish, state: SupplierState, names: Named): void {
  const unfit = unfitness(wish, state, names);
  if (unfit) throw new Problem({ code: 'supplier.unfit', ...unfit });
}

/** What each act is said with. */
const needed = { alias: 'alias', alias_ended: 'alias', same_as: 'other', apart: null } as const;

type Unfit = { found: string; message: string; remedy: string };

function unfitness(wish: SupplierWish, state: SupplierState, names: Named): Unfit | undefined {
  const found = names.get(wish.supplierId) ?? '';
  const needs = needed[wish.act];
  if (
    (wish.alias !== null) !== (needs === 'alias') ||
    (wish.otherId !== null) !== (needs === 'other')
  ) {
    const message = `${wish.act} needs ${needs ?? 'neither alias nor other'}${needs ? ', and nothing else' : ''}.`;
    return { found: wish.act, message, remedy: 'Say what goes with it.' };
  }
  const into = state.sameAs.get(wish.supplierId);
  if (wish.act === 'apart' && into === undefined) {
    const message = `"${found}" is not said to be the same as another supplier.`;
    return { found, message, remedy: 'Nothing has to be taken apart.' };
  }
  if (wish.act === 'same_as') return unfitMerge(wish, state, names);
  return wish.act === 'apart' ? undefined : unfitAlias(wish, state, names);
}

function unfitMerge(wish: SupplierWish, state: SupplierState, names: Named): Unfit | undefined {
  const { supplierId, otherId } = wish;
  const found = names.get(supplierId) ?? '';
  const into = state.sameAs.get(supplierId);
  if (into !== undefined) {
    const message = `"${found}" is said to be the same as "${names.get(into)}" already.`;
    return { found, message, remedy: 'Take the two apart first, if it is another one.' };
  }
  if (otherId !== null && standsFor(state, otherId) !== supplierId) return undefined;
  const message =
    otherId === supplierId
      ? `"${found}" is the same as itself without being told.`
      : `"${names.get(otherId ?? '')}" is said to be the same as "${found}" already.`;
  return { found, message, remedy: 'Name another supplier, or take the two apart first.' };
}

function unfitAlias(wish: SupplierWish, state: SupplierState, names: Named): Unfit | undefined {
  const { supplierId, act } = wish;
  const found = wish.alias ?? '';
  const own = state.aliases.get(supplierId) ?? [];
  if (act === 'alias_ended') {
    if (own.includes(found)) return undefined;
    const message = `"${found}" is no other name of "${names.get(supplierId)}".`;
    return { found, message, remedy: 'Name one of its other names as it is written.' };
  }
  if (own.includes(found) || names.get(supplierId) === found) {
    const message = `"${found}" is a name of this supplier already.`;
    return { found, message, remedy: 'Nothing has to be added.' };
  }
  const named = [...names].find(([id, name]) => id !== supplierId && name === found);
  const other = named ?? [...state.aliases].find(([, all]) => all.includes(found));
  if (!other) return undefined;
  const message = `"${found}" is a name of the supplier "${names.get(other[0])}".`;
  return { found, message, remedy: 'Say that the two are the same supplier, if they are.' };
}
