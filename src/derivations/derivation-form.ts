import {
  formReader,
  readDay,
  readLastDay,
  readPercent,
  type Typed,
} from '../baselines/baseline-form.ts';
import type { Bought } from '../baselines/places.ts';
import type { Working } from '../baselines/working.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type Month, parseMonth } from '../calendar/period.ts';
import type { Decimal } from '../money/decimal.ts';

/** What a form asks to have worked out. */
export interface FormDerivation {
  readonly contract: string;
  readonly urn: string;
  readonly item: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly from: Month;
  readonly to: Month;
  readonly ofContract: string | undefined;
  readonly ofItem: string | undefined;
  readonly lineClass: Working['lineClass'];
  readonly without: readonly Month[];
  readonly vatRate: Decimal | undefined;
}

const months = (said: string): Month[] | undefined => {
  const read = said
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(parseMonth);
  return read.every((month) => month) ? (read as Month[]) : undefined;
};

/** Reads from which invoices a price is to be worked out; everything that is missing is told at once. */
export function readDerivation(typed: Typed, bought: readonly Bought[]): FormDerivation {
  const form = formReader(typed);
  const { read, text } = form;
  const placed = (said: string) => bought.find(({ value }) => value === said);
  const place = read('bought', placed, 'Choose what is bought.');
  const urn = read('urn', (said) => said || undefined, 'Choose the school.');
  const from = read('from', (said) => parseMonth(said) || undefined, 'Choose the first month.');
  const to = read('to', (said) => parseMonth(said) || undefined, 'Choose the last month.');
  const validFrom = read('valid_from', readDay, 'Name the first day of the price.');
  const validTo = read('valid_to', readLastDay, 'Name the last day, or leave it empty.');
  const without = read('without', months, 'Write months such as 2024-08, with commas between.');
  const isOther = text('of') !== '';
  const other = isOther ? read('of', placed, 'Choose the item of the old invoices.') : undefined;
  const hasRate = text('vat_rate') !== '';
  const vatRate = hasRate
    ? read('vat_rate', readPercent, 'Write the VAT rate as a percentage, such as 20.')
    : undefined;
  return form.whole(() => {
    if (!place || !urn || !from || !to || !validFrom || !validTo || !without)
      throw new Error('a form was read in part');
    return {
      ...{ contract: place.contract, item: place.item, urn, validFrom, validTo, from, to },
      ofContract: other?.contract,
      ofItem: other?.item,
      lineClass: text('lines') === 'off_contract' ? 'off_contract' : 'recurring',
      ...{ without, vatRate },
    };
  });
}
