import { formatDecimal } from '../money/decimal.ts';
import type { ProblemDetail } from '../problem.ts';
import type { RegisterRows } from './register-rows.ts';
import { keyOf, type Placed } from './table.ts';
import type { PriceRow } from './trust-file.ts';
import type { TrustFolder } from './trust-folder.ts';
import { type VolumeTierRow, volumeTierFile } from './volume-file.ts';

/**
 * Tiers that cannot be: of an item that has no price or is not counted by its quantity, or dearer
 * than a lower tier of the same days (F16).
 */
export function volumeProblems(folder: TrustFolder, register?: RegisterRows): ProblemDetail[] {
  const prices = [...folder.prices.rows.map(({ value }) => value), ...(register?.prices ?? [])];
  const isUnclear = !folder.prices.isReadable || (!register && !folder.prices.isPresent);
  const given = new Set(folder.volumeTiers.rows.map(({ value }) => keyOf(volumeTierFile, value)));
  const kept = (register?.volumeTiers ?? []).filter(
    (row) => !given.has(keyOf(volumeTierFile, row)),
  );
  const all = byItem([...folder.volumeTiers.rows.map(({ value }) => value), ...kept]);
  const pricesOf = byItem(prices);
  return folder.volumeTiers.rows.flatMap((placed): ProblemDetail[] => [
    ...(isUnclear ? [] : unfitItem(placed, pricesOf(placed.value))),
    ...dearerThanBelow(placed, all(placed.value)),
  ]);
}

interface OfItem {
  readonly contract: string;
  readonly item: string;
}

/** The rows of each item, found at once: a large register has too many to look through for each row. */
export function byItem<Row extends OfItem>(rows: readonly Row[]): (of: OfItem) => readonly Row[] {
  const keyOf = ({ contract, item }: OfItem) => JSON.stringify([contract, item]);
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = found.get(key);
    if (known) known.push(row);
    else found.set(key, [row]);
  }
  return (of) => found.get(keyOf(of)) ?? [];
}

const at = (row: number | undefined, column: string, found: string) => ({
  code: 'register.conflict' as const,
  file: volumeTierFile.file,
  ...(row !== undefined && { row }),
  column,
  found,
});

function unfitItem(
  { row, value }: Placed<VolumeTierRow>,
  own: readonly PriceRow[],
): ProblemDetail[] {
  const { contract, item } = value;
  const place = at(row, 'item', item);
  if (own.length === 0) {
    const message = `No price says what ${item} of ${contract} costs below the tier.`;
    return [{ ...place, message, remedy: 'Correct it, or add it to prices.csv.' }];
  }
  if (own.every((price) => price.quantityBasis === 'consumed' && price.lineClass === 'recurring')) {
    return [];
  }
  const message = `${item} of ${contract} is not recurring, or every school gets the whole of it, so that its quantity is no volume.`;
  return [{ ...place, message, remedy: 'Name an item that is consumed and recurring.' }];
}

function dearerThanBelow(
  { row, value }: Placed<VolumeTierRow>,
  own: readonly VolumeTierRow[],
): ProblemDetail[] {
  const below = own.find(
    (other) =>
      other.validFrom <= value.validTo &&
      value.validFrom <= other.validTo &&
      other.fromQuantity.lt(value.fromQuantity) &&
      other.unitPrice.lt(value.unitPrice),
  );
  if (!below) return [];
  const [from, price] = [below.fromQuantity, below.unitPrice].map(formatDecimal);
  return [
    {
      ...at(row, 'unit_price', formatDecimal(value.unitPrice)),
      message: `A larger volume would cost more: from ${from} on the price is ${price}.`,
      remedy: 'Correct one of the two tiers.',
    },
  ];
}
