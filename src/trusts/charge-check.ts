import {
  chargeOf,
  readPrice,
  unfitPrice,
  unitInWords,
  type WrittenPrice,
} from '../contracts/charge.ts';
import type { Unit } from '../contracts/price-schedule.ts';
import type { ProblemDetail } from '../problem.ts';
import type { RegisterRows } from './register-rows.ts';
import { keyOf as keyOfRow, type Table, type TableRows } from './table.ts';
import { baselineFile, type PriceRow, priceFile } from './trust-file.ts';
import type { TrustFolder } from './trust-folder.ts';
import { volumeTierFile } from './volume-file.ts';

type Item = Pick<PriceRow, 'contract' | 'item'>;
type Priced = Item & Pick<PriceRow, 'unitPrice'>;

/**
 * Prices that do not fit what their item is measured in: a mark-up of what is paid by the day, a
 * day's price of a pound of pay, or an item that is measured in pounds only at times (F14, F15).
 */
export function chargeProblems(folder: TrustFolder, register?: RegisterRows): ProblemDetail[] {
  const units = new Map<string, Unit>();
  const corrected = new Set(folder.prices.rows.map(({ value }) => priceKey(value)));
  const kept = (register?.prices ?? []).filter((row) => !corrected.has(priceKey(row)));
  for (const row of kept) units.set(keyOf(row), row.unit);
  const mixed = folder.prices.rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const known = units.get(keyOf(value));
    units.set(keyOf(value), value.unit);
    if (known === undefined || chargeOf(known) === chargeOf(value.unit)) return [];
    return [mixedUnits(row, value, known)];
  });
  const unitOf = (row: Item) => units.get(keyOf(row));
  // A price that cannot be read may be the one that says what an item is measured in.
  const { isReadable, isPresent, damaged } = folder.prices;
  const isUnclear = !isReadable || damaged.length > 0 || (!register && !isPresent);
  const judged = <Row extends Item>(table: TableRows<Row>): TableRows<Row> => ({
    ...table,
    rows: isUnclear ? table.rows.filter(({ value }) => unitOf(value)) : table.rows,
  });
  return [
    ...mixed,
    ...unfitRows(priceFile, folder.prices, ({ unit }) => unit),
    ...unfitRows(volumeTierFile, judged(folder.volumeTiers), unitOf),
    ...unfitRows(baselineFile, judged(folder.baselines), unitOf),
  ];
}

const priceKey = (row: PriceRow) => keyOfRow(priceFile, row);
const keyOf = ({ contract, item }: Item) => JSON.stringify([contract, item]);

function mixedUnits(row: number, { item, unit }: PriceRow, known: Unit): ProblemDetail {
  return {
    code: 'register.conflict',
    file: priceFile.file,
    row,
    column: 'unit',
    found: unit,
    message: `${item} is measured in ${unitInWords(unit)} here and in ${unitInWords(known)} in another price: pounds and other units cannot be compared.`,
    remedy: 'Give what is measured otherwise an item of its own.',
  };
}

function unfitRows<Row extends Priced>(
  table: Table<Row>,
  { rows, typed }: TableRows<Row>,
  unitOf: (row: Row) => Unit | undefined,
): ProblemDetail[] {
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const found = typed(row, 'unitPrice');
    const plain: WrittenPrice = { unitPrice: value.unitPrice, charge: null };
    const unfit = unfitPrice(value.item, unitOf(value), readPrice(found) ?? plain);
    if (!unfit) return [];
    const at = { file: table.file, row, column: 'unit_price', found };
    return [{ code: 'register.conflict', ...at, ...unfit }];
  });
}
