import { hashOf } from './board-report.ts';
import { canonicalJson } from './canonical-json.ts';

/** One place where a sealed report is not what it should be. */
export interface SealDifference {
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

/** So many places are named of one report. */
const told = 20;

/**
 * Holds the bytes that are kept of a seal against what the ledger gives today for the same report, and
 * against the hash that was given out (N9). Names each value that is another; none, if it is sound.
 */
export function sealDifferences(
  number: number,
  kept: { readonly content: string; readonly sha256: string },
  again: string,
): SealDifference[] {
  const differences = documentDifferences(number, again, kept.content);
  const hash = hashOf(kept.content);
  if (hash !== kept.sha256) {
    differences.push({ place: `seal ${number}, hash`, expected: hash, found: kept.sha256 });
  }
  return differences;
}

/** Where a text is not the document that it should be, value by value. */
export function documentDifferences(
  number: number,
  expected: string,
  found: string,
): SealDifference[] {
  if (expected === found) return [];
  const place = `seal ${number}`;
  const read = readDocument(found);
  if (read === undefined) {
    return [{ place, expected: 'a report', found: 'what cannot be read as one' }];
  }
  const differences = valueDifferences(JSON.parse(expected), read, place).slice(0, told);
  if (differences.length > 0) return differences;
  // The same values in other bytes, as with a space or another order of names.
  return [
    {
      place: `${place}, form`,
      expected: 'the bytes as sealed',
      found: 'the same values in others',
    },
  ];
}

/** A text as a document; undefined if it is none. */
export function readDocument(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return isObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function valueDifferences(expected: unknown, found: unknown, place: string): SealDifference[] {
  if (Array.isArray(expected) && Array.isArray(found)) {
    return Array.from({ length: Math.max(expected.length, found.length) }, (_, index) =>
      valueDifferences(
        expected[index],
        found[index],
        `${place}, ${nameOf(expected[index], index)}`,
      ),
    ).flat();
  }
  if (isObject(expected) && isObject(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
    return names.flatMap((name) =>
      valueDifferences(expected[name], found[name], `${place}, ${name}`),
    );
  }
  if (canonicalJson(expected) === canonicalJson(found)) return [];
  return [{ place, expected: say(expected), found: say(found) }];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row by its school, contract, item and month, a definition by its id; else by its position. */
function nameOf(value: unknown, index: number): string {
  if (!isObject(value)) return String(index + 1);
  const names = ['id', 'urn', 'contract', 'item', 'month', 'booked_month'];
  const place = names.flatMap((name) => (typeof value[name] === 'string' ? [value[name]] : []));
  return place.length > 0 ? place.join(' ') : String(index + 1);
}

function say(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return typeof value === 'string' ? value : canonicalJson(value);
}
