import { baselineKinds, type IndexChoice } from '../baselines/baseline.ts';
import type { PreparedBaseline } from '../baselines/commands.ts';
import { type LocalDate, lastDay, parseIsoDate } from '../calendar/local-date.ts';
import { type Month, parseMonth } from '../calendar/period.ts';
import { readPrice, type WrittenPrice } from '../contracts/charge.ts';
import type { DerivedBaseline } from '../derivations/commands.ts';
import { type Decimal, parseDecimal } from '../money/decimal.ts';
import { type Arguments, WrongUsage } from './terminal.ts';

/** A version as the words of a command state it; refuses what is missing or has another form. */
export function preparedFrom(args: Arguments, preparedBy: string): PreparedBaseline {
  return {
    ...placeFrom(args),
    kind: kindOf(textOf(args, 'kind')),
    ...priceOf(textOf(args, 'price')),
    vatRate: numberOf(args, 'vat-rate', '0.2'),
    ...validityFrom(args),
    evidence: textOf(args, 'evidence'),
    index: indexFrom(args),
    preparedBy,
  };
}

/** Pounds for one unit, or a mark-up or discount on each pound of an item. */
function priceOf(text: string): WrittenPrice {
  const price = readPrice(text);
  if (price) return price;
  throw new WrongUsage(
    `--price '${text}' is no price such as 4.25, '22% mark-up' or '18% discount'.`,
  );
}

/** The series and base month by which the price moves; both or none. */
function indexFrom(args: Arguments): IndexChoice | undefined {
  const [series, base] = [args.text('index'), args.text('base')];
  if (series === undefined && base === undefined) return undefined;
  return { series: textOf(args, 'index'), baseMonth: monthOf(textOf(args, 'base')) };
}

/** A version that is to be worked out, as the words of a command ask for it. */
export function derivedFrom(args: Arguments): DerivedBaseline {
  const months = textOf(args, 'months');
  const [from, to] = months.split('..').map(parseMonth);
  if (!from || !to) throw new WrongUsage(`'${months}' is no period such as 2024-09..2025-08.`);
  const lines = args.text('lines') ?? 'recurring';
  if (lines !== 'recurring' && lines !== 'off_contract') {
    throw new WrongUsage(`'${lines}' is none of recurring, off_contract.`);
  }
  return {
    ...placeFrom(args),
    ...validityFrom(args),
    ...{ from, to },
    ofContract: args.text('of-contract'),
    ofItem: args.text('of-item'),
    lineClass: lines,
    without: args.texts('without').map(monthOf),
    vatRate: args.text('vat-rate') === undefined ? undefined : numberOf(args, 'vat-rate'),
  };
}

function monthOf(text: string): Month {
  const month = parseMonth(text);
  if (month) return month;
  throw new WrongUsage(`'${text}' is not a month such as 2025-09.`);
}

/** The contract, school and item that a version is for. */
export function placeFrom(args: Arguments) {
  return {
    contract: textOf(args, 'contract'),
    urn: textOf(args, 'school'),
    item: textOf(args, 'item'),
  };
}

/** The days on which a version holds. */
export function validityFrom(args: Arguments) {
  return { validFrom: dayOf(args, 'from'), validTo: dayOf(args, 'to', lastDay) };
}

/** The text of an option that has to be there. */
export function textOf(args: Arguments, option: string): string {
  const text = args.text(option)?.trim();
  if (text) return text;
  throw new WrongUsage(`--${option} is missing.`);
}

/** The number of an option, from zero and with at most six decimals. */
export function numberOf(args: Arguments, option: string, otherwise?: string): Decimal {
  const text = args.text(option) ?? otherwise ?? textOf(args, option);
  const value = parseDecimal(text);
  if (value && !value.isNegative()) return value;
  throw new WrongUsage(`'${text}' is no number with at most six decimals.`);
}

function kindOf(text: string) {
  const kind = baselineKinds.find((known) => known === text);
  if (kind) return kind;
  throw new WrongUsage(`'${text}' is none of ${baselineKinds.join(', ')}.`);
}

function dayOf(args: Arguments, option: string, otherwise?: LocalDate): LocalDate {
  const text = args.text(option) ?? otherwise ?? textOf(args, option);
  const day = parseIsoDate(text);
  if (day) return day;
  throw new WrongUsage(`'${text}' is not a day such as 2025-09-01.`);
}
