import { type Decimal, formatDecimal, parseDecimal, zero } from '../money/decimal.ts';
import { note, type Place } from './amount.ts';
import { textOf } from './ubl-element.ts';
import type { XmlElement } from './xml.ts';

/** Under which VAT category and rate something is charged, such as `S` at 20. */
export interface VatCategory {
  readonly code: string;
  readonly rate: Decimal;
}

/** The VAT categories that exist, and how the rules of EN 16931 call each. */
export const categoryRules: ReadonlyMap<string, string> = new Map([
  ['S', 'BR-S'],
  ['Z', 'BR-Z'],
  ['E', 'BR-E'],
  ['AE', 'BR-AE'],
  ['K', 'BR-IC'],
  ['G', 'BR-G'],
  ['O', 'BR-O'],
]);

/** The VAT category at a path of an element; a missing rate is none, so zero. */
export function categoryAt(element: XmlElement, path: string, place: Place): VatCategory {
  const printed = textOf(element, `${path}/cbc:Percent`);
  const rate = parseDecimal(printed || '0');
  if (!rate) {
    note(place, 'VAT rate', {
      code: 'einvoice.amount',
      message: `The VAT rate is ${printed}, and has to be a percentage such as 20.`,
      found: printed,
      remedy: 'Ask the supplier for a corrected e-invoice.',
    });
  }
  return { code: textOf(element, `${path}/cbc:ID`), rate: rate ?? zero };
}

/** A category as people read it, and the same for two that are the same: `S at 20%`. */
export function categoryName({ code, rate }: VatCategory): string {
  return `${code || 'none'} at ${formatDecimal(rate)}%`;
}

/** What is charged under each category, in the order in which they first come. */
export function byCategory<T extends { readonly category: VatCategory }>(
  charged: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of charged) {
    const name = categoryName(one.category);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}
