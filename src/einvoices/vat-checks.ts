import { fraction } from '../money/decimal.ts';
import { type Money, subtract } from '../money/money.ts';
import { toMoney } from '../money/rate.ts';
import type { ProblemDetail } from '../problem.ts';
import type { EInvoice } from './document.ts';
import { failure, remedy } from './failure.ts';
import { type BilledRow, netOf } from './line.ts';
import type { VatBreakdown } from './totals.ts';
import { byCategory, categoryName, categoryRules } from './vat-category.ts';

/** The official rules let the sums of a category differ by less than a pound, for rounded lines. */
const lessThanAPound = 99;

/** What does not add up between the rows of an e-invoice and the VAT that it lists by category. */
export function vatFailures({ rows, breakdown }: EInvoice): ProblemDetail[] {
  const charged = byCategory(rows);
  const listed = byCategory(breakdown);
  return [
    ...breakdown.flatMap((entry) =>
      entryFailures(entry, charged.get(categoryName(entry.category)) ?? []),
    ),
    ...rows.filter((row) => !listed.has(categoryName(row.category))).map(unlisted),
  ];
}

const isWithin = (a: Money, b: Money, tolerance: number) => Math.abs(subtract(a, b)) <= tolerance;

/** BR-S-08 and its like for the other categories, then BR-CO-17; only what has a rate is rounded. */
function entryFailures(
  { category, taxable, vat }: VatBreakdown,
  rows: readonly BilledRow[],
): ProblemDetail[] {
  const name = categoryName(category);
  const rule = categoryRules.get(category.code);
  if (!rule) {
    const known = [...categoryRules.keys()].join(', ');
    const message = `“${category.code}” is no VAT category; there are ${known} (BR-CL-17).`;
    const column = 'VAT category';
    return [{ code: 'einvoice.unreadable', message, column, found: category.code, remedy }];
  }
  const charged = netOf(rows);
  const due = toMoney(fraction(category.rate.times(taxable), 10_000));
  const failures: ProblemDetail[] = [];
  if (!isWithin(taxable, charged, category.code === 'S' ? lessThanAPound : 0)) {
    const term = `Taxable amount (BT-116) of ${name}`;
    failures.push(failure(`${rule}-08`, term, taxable, charged, 'what is charged under it comes'));
  }
  if (!isWithin(vat, due, category.rate.isZero() ? 0 : lessThanAPound)) {
    const term = `VAT (BT-117) of ${name}`;
    failures.push(failure('BR-CO-17', term, vat, due, 'its taxable amount at that rate comes'));
  }
  return failures;
}

/** A row whose VAT is nowhere, because the document does not list its category. */
function unlisted({ row, category }: BilledRow): ProblemDetail {
  const rule = categoryRules.get(category.code);
  return {
    code: 'einvoice.total',
    row,
    message: `The VAT of category ${categoryName(category)} is nowhere in the e-invoice (${rule ? `${rule}-01` : 'BR-CO-18'}).`,
    column: 'VAT category',
    found: category.code,
    remedy,
  };
}
