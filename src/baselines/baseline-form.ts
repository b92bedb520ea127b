import { type LocalDate, lastDay, parseIsoDate } from '../calendar/local-date.ts';
import { parseMonth } from '../calendar/period.ts';
import { readPrice, type WrittenPrice } from '../contracts/charge.ts';
import { type Decimal, decimal, parseDecimal } from '../money/decimal.ts';
import { Problem } from '../problem.ts';
import { type BaselineKind, baselineKinds, type IndexChoice } from './baseline.ts';
import type { Bought } from './places.ts';

/** The fields of a form, as they were typed. */
export type Typed = Readonly<Record<string, string | undefined>>;

/** What a form says that a school paid before. */
export interface FormBaseline extends WrittenPrice {
  readonly contract: string;
  readonly urn: string;
  readonly item: string;
  readonly kind: BaselineKind;
  readonly vatRate: Decimal;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly evidence: string;
  readonly index: IndexChoice | undefined;
}

/** Gathers what is wrong with a form, so that all of it is told at once. */
export function formReader(typed: Typed) {
  const faults: { column: string; message: string }[] = [];
  const text = (field: string) => (typed[field] ?? '').trim();
  return {
    text,
    /** The value of a field by its own rule; told at the field where there is none. */
    read<Value>(field: string, of: (said: string) => Value | undefined, message: string) {
      const value = of(text(field));
      if (value === undefined) faults.push({ column: field, message });
      return value;
    },
    /** What all fields say together, or everything that is wrong with them. */
    whole<Whole>(of: () => Whole): Whole {
      if (faults.length === 0) return of();
      throw new Problem(faults.map((fault) => ({ code: 'request.unreadable' as const, ...fault })));
    },
  };
}

/** A day that has to be there. */
export const readDay = (said: string) => parseIsoDate(said) || undefined;

/** A last day; left empty, there is none. */
export const readLastDay = (said: string) => (said === '' ? lastDay : readDay(said));

/** A rate as people type it, `20` or `20%`. */
export function readPercent(said: string): Decimal | undefined {
  const rate = parseDecimal(said.replace(/\s*%$/, ''));
  return rate === undefined || rate.isNegative() || rate.gt(decimal('100'))
    ? undefined
    : rate.div(100);
}

/** Reads what a school paid before; everything that is missing is told at once. */
export function readBaseline(typed: Typed, bought: readonly Bought[]): FormBaseline {
  const form = formReader(typed);
  const { read, text } = form;
  const place = read(
    'bought',
    (said) => bought.find(({ value }) => value === said),
    'Choose what is bought.',
  );
  const urn = read('urn', (said) => said || undefined, 'Choose the school.');
  const kind = read(
    'kind',
    (said) => baselineKinds.find((each) => each === said),
    'Choose where the price comes from.',
  );
  const price = read(
    'unit_price',
    (said) => readPrice(said.replace(/[£,]/g, '')),
    'Write the price of one unit, such as 4.25, or “22% mark-up”.',
  );
  const vatRate = read('vat_rate', readPercent, 'Write the VAT rate as a percentage, such as 20.');
  const validFrom = read('valid_from', readDay, 'Name the first day of the price.');
  const validTo = read('valid_to', readLastDay, 'Name the last day, or leave it empty.');
  const evidence = read(
    'evidence',
    (said) => said || undefined,
    'Say where the price can be checked, such as the name of a document.',
  );
  const series = text('series');
  const month = parseMonth(text('base_month')) ?? undefined;
  if (series !== '' || text('base_month') !== '') {
    read('series', (said) => said || undefined, 'Name the published index.');
    read('base_month', () => month, 'Name the month of the price, such as 2024-09.');
  }
  return form.whole(() => {
    if (!place || !urn || !kind || !price || !vatRate || !validFrom || !validTo || !evidence)
      throw new Error('a form was read in part');
    const { contract, item } = place;
    const index = series && month ? { series, baseMonth: month } : undefined;
    return { contract, urn, item, kind, ...price, vatRate, validFrom, validTo, evidence, index };
  });
}
