import type { AlikeSuppliers, SheetEffect } from './sheet-effect.ts';

/** What a sheet does, as it is told. */
export function writeTaken(
  taken: SheetEffect & {
    readonly contracts: number;
    readonly suppliersKnown: readonly { readonly found: string; readonly supplier: string }[];
    readonly suppliersAlike: readonly AlikeSuppliers[];
  },
) {
  const { contracts, added, changes, suppliersAdded, suppliersKnown, suppliersAlike } = taken;
  return {
    contracts,
    added: [...added],
    changes: changes.map((change) => ({ ...change })),
    suppliers_added: [...suppliersAdded],
    suppliers_known: suppliersKnown.map((known) => ({ ...known })),
    suppliers_alike: suppliersAlike.map(({ reasons, ...alike }) => {
      return { ...alike, reasons: [...reasons] };
    }),
  };
}
