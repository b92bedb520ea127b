import { readCompanyNumber } from '../contracts/company-number.ts';
import type { Supplier } from '../contracts/contract.ts';
import type { SupplierState } from './supplier-act.ts';
import { plainName } from './supplier-name.ts';

/**
 * The suppliers that a text can mean: the one with that company number, else the one with exactly that
 * name, else the one that has it as another name, else all whose names differ from it in nothing that
 * matters. More than one is a question for a person.
 */
export function suppliersMeant(
  text: string,
  suppliers: readonly Supplier[],
  { aliases }: Pick<SupplierState, 'aliases'>,
): readonly Supplier[] {
  const number = readCompanyNumber(text);
  const plain = plainName(text);
  const namesOf = ({ id, name }: Supplier) => [name, ...(aliases.get(id) ?? [])];
  const ways: ((supplier: Supplier) => boolean)[] = [
    ({ companyNumber }) => number !== undefined && companyNumber === number,
    ({ name }) => name === text,
    (supplier) => namesOf(supplier).includes(text),
    (supplier) => namesOf(supplier).some((name) => plainName(name) === plain),
  ];
  for (const fits of ways) {
    const found = suppliers.filter(fits);
    if (found.length > 0) return found;
  }
  return [];
}
