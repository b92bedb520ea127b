import { fraction } from '../money/decimal.ts';
import { add, displayMoney, formatMoney, type Money, noMoney, subtract } from '../money/money.ts';
import { toMoney } from '../money/rate.ts';
import { split } from '../money/split.ts';
import { Problem } from '../problem.ts';
import type { EInvoice } from './document.ts';
import { remedy } from './failure.ts';
import { type BilledRow, netOf } from './line.ts';
import { byCategory } from './vat-category.ts';

/**
 * The VAT of each row. An e-invoice gives VAT by category only, so each row takes its part of its
 * category's VAT, and the parts add up to what the document asks for, to the penny.
 */
export function vatOfRows({ rows, breakdown }: EInvoice): Map<BilledRow, Money> {
  const charged = byCategory(rows);
  const vats = new Map<BilledRow, Money>();
  for (const [name, entries] of byCategory(breakdown)) {
    const group = charged.get(name) ?? [];
    const vat = add(...entries.map((entry) => entry.vat));
    for (const [row, share] of sharesOf(vat, group, name)) vats.set(row, share);
  }
  return vats;
}

/**
 * The VAT of one category over its rows. Rows on the other side of zero than the whole, as allowances
 * are, take their own VAT at the rate; the others share what remains by largest remainder.
 */
function sharesOf(vat: Money, rows: readonly BilledRow[], name: string): [BilledRow, Money][] {
  const isBelowZero = netOf(rows) < 0;
  const isMain = ({ net }: BilledRow) => (isBelowZero ? net < 0 : net > 0);
  const main = rows.filter(isMain);
  const others = rows
    .filter((row) => !isMain(row))
    .map((row): [BilledRow, Money] => [row, ownVat(row)]);
  const rest = others.reduce((left, [, share]) => subtract(left, share), vat);
  if (main.length === 0) {
    if (rest !== 0) throw chargedOnNothing(name, rest);
    return others;
  }
  const shares = split(
    rest,
    main.map(({ net }) => BigInt(Math.abs(net))),
  );
  return [
    ...others,
    ...main.map((row, index): [BilledRow, Money] => [row, shares[index] ?? noMoney]),
  ];
}

function ownVat({ net, category }: BilledRow): Money {
  return toMoney(fraction(category.rate.times(net), 10_000));
}

function chargedOnNothing(name: string, vat: Money): Problem {
  return new Problem({
    code: 'einvoice.total',
    message: `VAT of ${displayMoney(vat)} is charged under ${name}, and no line bears it (BR-CO-17).`,
    column: 'VAT',
    found: formatMoney(vat),
    remedy,
  });
}
