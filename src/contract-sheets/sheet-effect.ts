import { fieldsOf, sheetParts } from './sheet-mapping.ts';
import type { KnownCells } from './sheet-rows.ts';

/** A field of a contract or supplier that is other than before. */
export interface SheetChange {
  readonly contract: string | null;
  readonly supplier: string | null;
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** A supplier that a sheet adds, and another that it may be; a person says whether it is. */
export interface AlikeSuppliers {
  readonly supplier: string;
  readonly other: string;
  /** In whole sentences, with what speaks against it. */
  readonly reasons: readonly string[];
}

/** What a sheet does to the register. */
export interface SheetEffect {
  readonly added: readonly string[];
  readonly suppliersAdded: readonly string[];
  readonly changes: readonly SheetChange[];
}

/** What is in the register after a sheet that was not, or was otherwise, before. */
export function effectOf(before: KnownCells, after: KnownCells): SheetEffect {
  const isNew = (name: keyof KnownCells) => (key: string) => !before[name].has(key);
  const added = [...after.contract.keys()].filter(isNew('contract')).sort();
  return {
    added,
    suppliersAdded: [...after.supplier.keys()].filter(isNew('supplier')).sort(),
    changes: (['contract', 'terms', 'record', 'supplier'] as const).flatMap((name) =>
      [...after[name]].flatMap(([key, cells]): SheetChange[] => {
        const known = before[name].get(key);
        // What is new is told as a whole, and its fields with it.
        if (!known && (name === 'contract' || name === 'supplier' || added.includes(key)))
          return [];
        return fieldsOf(sheetParts[name])
          .map(([heading, field]) => ({
            contract: name === 'supplier' ? null : key,
            supplier: name === 'supplier' ? key : null,
            ...{ field, before: known?.[heading] ?? '', after: cells[heading] ?? '' },
          }))
          .filter((change) => change.before !== change.after);
      }),
    ),
  };
}
