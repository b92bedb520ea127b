import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { formatDecimal } from '../money/decimal.ts';
import { extendedTo, termsFrom, type WrittenTerms } from '../renewals/term.ts';
import { spanInWords } from '../renewals/words.ts';

/** What the register says of a contract's supplier, days and prices, as it was agreed with a version. */
export interface AgreedTerms {
  readonly title: string;
  readonly supplier: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  /** The last day that all options to extend lead to. */
  readonly longestUntil: LocalDate;
  /** As people say it: `3 months`. */
  readonly notice: string;
  readonly renewalMonths: number | null;
  readonly penalties: string | null;
  /** Each with its item, unit, price and first day; the text tells whether one was changed. */
  readonly prices: readonly string[];
}

/** The terms of a contract as they are in the register now. */
export function agreedTerms(
  contract: Contract,
  supplier: string,
  written: WrittenTerms | undefined,
): AgreedTerms {
  const { title, term, noticeMonths, prices } = contract;
  const { extension, notice, renewalMonths, penalties } = termsFrom(written, noticeMonths);
  return {
    ...{ title, supplier, renewalMonths, penalties },
    startsOn: term.from,
    endsOn: term.to,
    longestUntil: extension ? extendedTo(term.to, extension.months * extension.count) : term.to,
    notice: spanInWords(notice),
    prices: prices.map(({ item, unit, unitPrice, feeCap, valid }) => {
      const cap = feeCap ? `, fee cap £${formatDecimal(feeCap)}` : '';
      return `${item} £${formatDecimal(unitPrice)} a ${unit}${cap}, ${valid.from} to ${valid.to}`;
    }),
  };
}
