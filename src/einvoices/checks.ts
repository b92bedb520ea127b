import { type Fraction, round } from '../money/decimal.ts';
import { add, displayMoney, formatMoney, type Money, negate } from '../money/money.ts';
import type { ProblemDetail } from '../problem.ts';
import type { EInvoice } from './document.ts';
import { failure, remedy } from './failure.ts';
import { type BilledRow, netOf } from './line.ts';
import { vatFailures } from './vat-checks.ts';

/** PEPPOL-EN16931-R120 lets a line differ by two pence. */
const linePence = 2;

/**
 * Every sum of an e-invoice that does not add up, by the rules of EN 16931 and Peppol and with their
 * tolerances. One that fails is no basis for a figure, so all of them are told at once.
 */
export function failuresOf(invoice: EInvoice): ProblemDetail[] {
  return [...totalFailures(invoice), ...vatFailures(invoice), ...invoice.rows.flatMap(lineFailure)];
}

function totalFailures({ rows, totals, breakdown }: EInvoice): ProblemDetail[] {
  const { lines, allowances, charges, net, vat, gross, paid, rounding, due } = totals;
  const ofKind = (kind: BilledRow['kind']) => netOf(rows.filter((row) => row.kind === kind));
  const beforeVat = add(lines, negate(allowances), charges);
  const toPay = add(gross, negate(paid), rounding);
  const vatOfAll = add(...breakdown.map((category) => category.vat));
  const sums: [rule: string, term: string, given: Money, wanted: Money, meaning: string][] = [
    ['BR-CO-10', 'Sum of the lines (BT-106)', lines, ofKind('line'), 'the lines come'],
    [
      'BR-CO-11',
      'Sum of allowances (BT-107)',
      allowances,
      negate(ofKind('allowance')),
      'the allowances come',
    ],
    ['BR-CO-12', 'Sum of charges (BT-108)', charges, ofKind('charge'), 'the charges come'],
    [
      'BR-CO-13',
      'Total without VAT (BT-109)',
      net,
      beforeVat,
      'lines less allowances plus charges come',
    ],
    ['BR-CO-14', 'Total VAT (BT-110)', vat, vatOfAll, 'the VAT of all categories comes'],
    ['BR-CO-15', 'Total with VAT (BT-112)', gross, add(net, vat), 'net and VAT come'],
    [
      'BR-CO-16',
      'Amount due (BT-115)',
      due,
      toPay,
      'the total less what is paid plus rounding comes',
    ],
  ];
  return sums
    .filter(([, , given, wanted]) => given !== wanted)
    .map(([rule, term, given, wanted, meaning]) => failure(rule, term, given, wanted, meaning));
}

/** A line whose quantity and price do not make its net, by more than two pence. */
function lineFailure({ row, kind, net, calculated, cells }: BilledRow): ProblemDetail[] {
  if (kind !== 'line') return [];
  const { numerator, denominator } = calculated;
  const away = numerator.times(100).minus(denominator.times(net)).abs();
  if (away.lte(denominator.times(linePence))) return [];
  return [
    {
      code: 'einvoice.total',
      row,
      column: 'Net',
      message: `Line ${cells.Line}: net is ${displayMoney(net)}, and quantity × price with its charges and allowances comes to ${printed(calculated)} (PEPPOL-EN16931-R120).`,
      found: formatMoney(net),
      remedy,
    },
  ];
}

/** A calculated sum for a person; of any size, since nothing has said yet that it is money. */
function printed(pounds: Fraction): string {
  return `£${round(pounds, 2)}`.replace('£-', '−£');
}
