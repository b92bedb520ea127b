import type { Supplier } from '../contracts/contract.ts';
import type { Suggestion } from './likeness.ts';
import { type SupplierAct, type SupplierState, standsFor } from './supplier-act.ts';

type Names = ReadonlyMap<string, string>;

/** A supplier as it is told: its numbers, its other names, and the supplier that stands for it. */
export function writeSupplier(
  { id, name, companyNumber, vatNumber }: Supplier,
  { state, names }: { readonly state: SupplierState; readonly names: Names },
) {
  const stands = standsFor(state, id);
  return {
    name,
    company_number: companyNumber,
    vat_number: vatNumber,
    aliases: [...(state.aliases.get(id) ?? [])],
    same_as: stands === id ? null : (names.get(stands) ?? null),
  };
}

/** What was said of a supplier, as it is told. */
export function writeSupplierAct({ alias, otherId, ...act }: SupplierAct, names: Names) {
  return {
    number: act.number,
    supplier: names.get(act.supplierId) ?? '',
    act: act.act,
    alias,
    other: otherId === null ? null : (names.get(otherId) ?? null),
    reason: act.reason,
    by: act.by,
    at: act.at,
  };
}

/** Two suppliers that may be one, as they are told. */
export function writeSuggestion({ suppliers, likenesses, reasons }: Suggestion) {
  return {
    suppliers: suppliers.map(({ name }) => name),
    likenesses: [...likenesses],
    reasons: [...reasons],
  };
}
