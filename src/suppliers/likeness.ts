import { distance } from 'fastest-levenshtein';
import type { Supplier } from '../contracts/contract.ts';
import { type SupplierState, standsFor } from './supplier-act.ts';
import { plainName } from './supplier-name.ts';

/** Why two suppliers may be one, the strongest reason first. */
export const likenesses = ['company_number', 'vat_number', 'name', 'similar_name'] as const;
export type Likeness = (typeof likenesses)[number];

/** Two suppliers that may be one; a person decides, and nothing is done by itself. */
export interface Suggestion {
  readonly suppliers: readonly [Supplier, Supplier];
  readonly likenesses: readonly Likeness[];
  /** In whole sentences, with what speaks against it. */
  readonly reasons: readonly string[];
}

/** One letter in five of a word may differ: `Northfield` and `Northfeild`, not `North` and `South`. */
const lettersPerSlip = 5;
/** A word that more suppliers have tells nothing of any of them. */
const mostWithWord = 50;

interface Known {
  readonly supplier: Supplier;
  readonly names: readonly string[];
  readonly plain: readonly string[];
}

/**
 * Suppliers that may be the same: by company number first, then by VAT number, by names that differ in
 * nothing that matters, and by names that are alike. Two companies with numbers of their own are not
 * alike, whatever they are called. Those that are said to be the same already are left out.
 */
export function suggestSame(suppliers: readonly Supplier[], state: SupplierState): Suggestion[] {
  const known = suppliers.map((supplier): Known => {
    const names = [supplier.name, ...(state.aliases.get(supplier.id) ?? [])];
    return { supplier, names, plain: [...new Set(names.map(plainName))] };
  });
  const pairs = new Map<string, readonly [Known, Known]>();
  for (const [one, other] of candidates(known)) {
    if (standsFor(state, one.supplier.id) === standsFor(state, other.supplier.id)) continue;
    const [a, b] = one.supplier.name < other.supplier.name ? [one, other] : [other, one];
    pairs.set(`${a.supplier.id} ${b.supplier.id}`, [a, b]);
  }
  return [...pairs.values()]
    .map(judge)
    .filter((suggestion) => suggestion.likenesses.length > 0)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ suppliers, likenesses: [first] }: Suggestion) =>
  `${likenesses.indexOf(first ?? 'similar_name')} ${suppliers.map(({ name }) => name).join('\n')}`;

/** Pairs that share a number, a word or the beginning of a name: not all are compared with all. */
function* candidates(known: readonly Known[]): Generator<readonly [Known, Known]> {
  const groups = new Map<string, Known[]>();
  for (const each of known) {
    for (const key of new Set(keysOf(each))) groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  for (const [key, group] of groups) {
    const isTelling = !key.startsWith('word ') || group.length <= mostWithWord;
    if (!isTelling) continue;
    // Of many that share a number each is told beside the first, not beside all others.
    const firsts = key.startsWith('word ') ? group : group.slice(0, 1);
    for (const [index, one] of firsts.entries()) {
      for (const other of group.slice(index + 1)) yield [one, other];
    }
  }
}

function keysOf({ supplier, plain }: Known): string[] {
  const words = plain.flatMap((name) => [name.slice(0, 4), ...name.split(' ')]);
  return [
    ...(supplier.companyNumber ? [`company ${supplier.companyNumber}`] : []),
    ...(supplier.vatNumber ? [`vat ${vatDigits(supplier.vatNumber)}`] : []),
    ...plain.map((name) => `name ${name}`),
    ...words.filter((word) => word.length > 2).map((word) => `word ${word}`),
  ];
}

const vatDigits = (vat: string) =>
  vat
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^GB/, '');

function judge([a, b]: readonly [Known, Known]): Suggestion {
  const [one, other] = [a.supplier, b.supplier];
  const bothNumbered = one.companyNumber !== null && other.companyNumber !== null;
  const isOneCompany = bothNumbered && one.companyNumber === other.companyNumber;
  const isOther = bothNumbered && !isOneCompany;
  const found: [Likeness, string][] = [];
  if (isOneCompany) {
    found.push(['company_number', `Both have the company number ${one.companyNumber}.`]);
  }
  if (one.vatNumber && other.vatNumber && vatDigits(one.vatNumber) === vatDigits(other.vatNumber)) {
    found.push(['vat_number', `Both have the VAT number ${one.vatNumber}.`]);
  }
  const name = likeName(a, b);
  if (name && !(isOther && name[0] === 'similar_name')) found.push(name);
  const against = `Against it: their company numbers are ${one.companyNumber} and ${other.companyNumber}.`;
  return {
    suppliers: [one, other],
    likenesses: found.map(([likeness]) => likeness),
    reasons: [...found.map(([, reason]) => reason), ...(isOther ? [against] : [])],
  };
}

function likeName(a: Known, b: Known): [Likeness, string] | undefined {
  const same = a.plain.find((name) => b.plain.includes(name));
  const written = (known: Known, plain: string) =>
    known.names.find((name) => plainName(name) === plain) ?? plain;
  if (same !== undefined) {
    const names = `"${written(a, same)}" and "${written(b, same)}"`;
    return ['name', `${names} differ in case, punctuation or the kind of company only.`];
  }
  for (const one of a.plain) {
    const other = b.plain.find((name) => slips(one, name) > 0);
    if (other === undefined) continue;
    const count = slips(one, other);
    const characters = `${count} ${count === 1 ? 'character' : 'characters'}`;
    const names = `"${written(a, one)}" and "${written(b, other)}"`;
    return ['similar_name', `${names} differ in ${characters}.`];
  }
  return undefined;
}

/**
 * In how many letters two names differ that are alike; 0 for others. Words are held against each other
 * one by one, so that a long name does not make North of South. Numbers in names are no slips.
 */
function slips(one: string, other: string): number {
  const numbersOf = (name: string) => name.replace(/\D+/g, ' ').trim();
  if (numbersOf(one) !== numbersOf(other)) return 0;
  const [words, others] = [one.split(' '), other.split(' ')];
  // A word that was split or joined: the names as a whole differ in the spaces alone.
  if (words.length !== others.length) {
    return words.join('') === others.join('') ? Math.abs(words.length - others.length) : 0;
  }
  const counts = words.map((word, index) => slipsInWord(word, others[index] ?? ''));
  return counts.includes(undefined) ? 0 : counts.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

/** Undefined for words that are not alike. */
function slipsInWord(one: string, other: string): number | undefined {
  const most = Math.floor(Math.min(one.length, other.length) / lettersPerSlip);
  const count = distance(one, other);
  return count <= most ? count : undefined;
}
