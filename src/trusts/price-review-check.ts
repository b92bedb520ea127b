import { reviewDays } from '../agreed-prices/price-review.ts';
import { addMonths } from '../calendar/local-date.ts';
import { monthRange } from '../calendar/period.ts';
import { formatDecimal } from '../money/decimal.ts';
import type { ProblemDetail } from '../problem.ts';
import { type PriceReviewRow, priceReviewFile } from './price-review-file.ts';
import type { RegisterRows } from './register-rows.ts';
import type { TrustFolder } from './trust-folder.ts';
import { byItem } from './volume-check.ts';

/**
 * Price reviews that cannot be: of an item without a price, of one whose price its volume decides, with a level
 * that nobody can know on the day of the review, or with a cap below the collar.
 */
export function priceReviewProblems(folder: TrustFolder, register?: RegisterRows): ProblemDetail[] {
  const given = <Row>(rows: readonly { readonly value: Row }[]) => rows.map(({ value }) => value);
  const prices = byItem([...given(folder.prices.rows), ...(register?.prices ?? [])]);
  const tiers = byItem([...given(folder.volumeTiers.rows), ...(register?.volumeTiers ?? [])]);
  const isUnclear = !folder.prices.isReadable || (!register && !folder.prices.isPresent);
  return folder.priceReviews.rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const of = `${value.item} of ${value.contract}`;
    const at = { code: 'register.conflict' as const, file: priceReviewFile.file, row };
    const problems: ProblemDetail[] = [...unknowable(value, at), ...crossed(value, at)];
    if (!isUnclear && prices(value).length === 0) {
      const message = `No price says what ${of} costs before the first review.`;
      const remedy = 'Correct it, or add it to prices.csv.';
      problems.push({ ...at, column: 'item', found: value.item, message, remedy });
    }
    if (tiers(value).length > 0) {
      const message = `The price of ${of} is decided by its volume, and cannot move with an index too.`;
      const remedy =
        'Write the prices of its tiers from each review on in volume_tiers.csv instead.';
      problems.push({ ...at, column: 'item', found: value.item, message, remedy });
    }
    return problems;
  });
}

type Place = Pick<ProblemDetail, 'code' | 'file' | 'row'> & { readonly code: 'register.conflict' };

function unknowable(value: PriceReviewRow, at: Place): ProblemDetail[] {
  const { validFrom, validTo, baseMonth, ...clause } = value;
  const [first] = reviewDays(
    { ...clause, baseMonth, valid: { from: validFrom, to: validTo } },
    // The first one is within a year.
    addMonths(validFrom, 12),
  );
  if (!first || monthRange(first.month).to < first.on) return [];
  const message = `The first review is on ${first.on} and compares ${first.earlier} with ${first.month}, which is not over by then.`;
  const remedy =
    'Name an earlier base month: each review compares with the same month a year later.';
  return [{ ...at, column: 'base_month', found: baseMonth, message, remedy }];
}

function crossed({ cap, collar }: PriceReviewRow, at: Place): ProblemDetail[] {
  if (!cap || !collar || cap.gte(collar)) return [];
  const message = `The least change, ${formatDecimal(collar)}, is above the most, ${formatDecimal(cap)}.`;
  return [
    {
      ...at,
      column: 'collar',
      found: formatDecimal(collar),
      message,
      remedy: 'Correct one of the two.',
    },
  ];
}
