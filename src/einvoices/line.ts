import {
  divide,
  type Fraction,
  formatDecimal,
  fraction,
  multiply,
  one,
  zero,
} from '../money/decimal.ts';
import { add, formatMoney, type Money, negate, noMoney } from '../money/money.ts';
import { amountAt, areInPounds, note, numberAt, numberCell, type Place } from './amount.ts';
import type { Cells } from './columns.ts';
import { all, textOf } from './ubl-element.ts';
import { categoryAt, type VatCategory } from './vat-category.ts';
import type { XmlElement } from './xml.ts';

/** One row of an e-invoice: a line of it, or an allowance or charge on the whole document. */
export interface BilledRow {
  readonly row: number;
  readonly kind: 'line' | 'allowance' | 'charge';
  /** Below zero for an allowance. */
  readonly net: Money;
  readonly category: VatCategory;
  /** What quantity, price, allowances and charges of a line come to, not rounded. */
  readonly calculated: Fraction;
  readonly cells: Cells;
}

/** What rows come to without VAT. */
export function netOf(rows: readonly BilledRow[]): Money {
  return rows.reduce((total, { net }) => add(total, net), noMoney);
}

/** The first and last day of service; half a period stays half, and none at all is left out. */
export function periodCells(element: XmlElement): Cells {
  const from = textOf(element, 'cac:InvoicePeriod/cbc:StartDate');
  const to = textOf(element, 'cac:InvoicePeriod/cbc:EndDate');
  return from || to ? { 'Period start': from, 'Period end': to } : {};
}

/** Where each kind of line has its quantity. */
const quantityPaths: Readonly<Record<string, string>> = {
  'cac:InvoiceLine': 'cbc:InvoicedQuantity',
  'cac:CreditNoteLine': 'cbc:CreditedQuantity',
};

/** An invoice or credit note line (BG-25) as a row. */
export function readLine(line: XmlElement, row: number, place: Place): BilledRow {
  const net = amountAt(line, 'cbc:LineExtensionAmount', 'Net (BT-131)', place);
  const quantityPath = quantityPaths[line.name] ?? '';
  const printed = textOf(line, quantityPath);
  const quantity = numberAt(line, quantityPath, 'Quantity (BT-129)', place, fraction(one));
  const unitPrice = unitPriceOf(line, place);
  const goods = multiply(
    divide(multiply(quantity, unitPrice.numerator), unitPrice.denominator),
    100,
  );
  const extras = extrasOf(line, place);
  const category = categoryAt(line, 'cac:Item/cac:ClassifiedTaxCategory', place);
  const name = textOf(line, 'cac:Item/cbc:Name');
  const reference = textOf(line, 'cbc:AccountingCost');
  const object = textOf(line, 'cac:DocumentReference/cbc:ID');
  const units = all(line, quantityPath).map(({ attributes }) => attributes.unitCode ?? '');
  const cells: Cells = {
    ...periodCells(line),
    ...(reference ? { 'Accounting reference': reference } : {}),
    ...(object ? { 'Object identifier': object } : {}),
    Line: textOf(line, 'cbc:ID'),
    Item: textOf(line, 'cac:Item/cac:SellersItemIdentification/cbc:ID') || name,
    'Item name': name,
    Description: textOf(line, 'cac:Item/cbc:Description') || textOf(line, 'cbc:Note'),
    Quantity: printed && (numberCell(quantity) || printed),
    Unit: units.join(', '),
    'Unit price': numberCell(unitPrice),
    ...amountCells(net, category),
  };
  const calculated = {
    numerator: goods.numerator.plus(goods.denominator.times(extras)),
    denominator: goods.denominator.times(100),
  };
  return { row, kind: 'line', net, category, calculated, cells };
}

/** The net price (BT-146) of one unit: the price is for so many units (BT-149), mostly one. */
function unitPriceOf(line: XmlElement, place: Place): Fraction {
  const [pricePath, priceTerm] = ['cac:Price/cbc:PriceAmount', 'Unit price (BT-146)'];
  areInPounds(all(line, pricePath), priceTerm, place);
  const price = numberAt(line, pricePath, priceTerm, place, none);
  const [path, term] = ['cac:Price/cbc:BaseQuantity', 'Base quantity (BT-149)'];
  const base = numberAt(line, path, term, place, fraction(one));
  if (base.numerator.gt(0)) return divide(multiply(price, base.denominator), base.numerator);
  note(place, term, {
    code: 'einvoice.amount',
    message: `${term} has to be above zero, for a price is divided by it (PEPPOL-EN16931-R121).`,
    found: textOf(line, path),
    remedy: 'Ask the supplier for a corrected e-invoice.',
  });
  return price;
}

const none = fraction(zero);

/** What the charges on a line come to, less the allowances on it. */
function extrasOf(line: XmlElement, place: Place): Money {
  const amounts = all(line, 'cac:AllowanceCharge').map((extra) => {
    const amount = amountAt(
      extra,
      'cbc:Amount',
      'Line allowance or charge (BT-136, BT-141)',
      place,
    );
    return isCharge(extra, place) ? amount : negate(amount);
  });
  return add(...amounts);
}

function isCharge(extra: XmlElement, place: Place): boolean {
  const found = textOf(extra, 'cbc:ChargeIndicator');
  // XML writes a yes in two ways, though Peppol wants the word.
  if (found === 'true' || found === '1') return true;
  if (found !== 'false' && found !== '0') {
    note(place, 'Allowance or charge', {
      code: 'einvoice.unreadable',
      message: 'It does not say whether it is an allowance or a charge (PEPPOL-EN16931-R043).',
      found,
      remedy: 'Ask the supplier for a corrected e-invoice.',
    });
  }
  return false;
}

/** An allowance (BG-20) or charge (BG-21) on the whole document as a row of its own. */
export function readExtra(extra: XmlElement, row: number, number: number, place: Place): BilledRow {
  const kind = isCharge(extra, place) ? 'charge' : 'allowance';
  const amount = amountAt(extra, 'cbc:Amount', 'Net (BT-92, BT-99)', place);
  const net = kind === 'charge' ? amount : negate(amount);
  const category = categoryAt(extra, 'cac:TaxCategory', place);
  const reason = textOf(extra, 'cbc:AllowanceChargeReason');
  const code = textOf(extra, 'cbc:AllowanceChargeReasonCode');
  const cells: Cells = {
    Line: `${kind} ${number}`,
    Item: reason || code || kind,
    'Item name': reason || code || kind,
    // An allowance has no units: nothing is taken back by it but money.
    ...(kind === 'charge' ? { Quantity: '1', 'Unit price': formatMoney(amount) } : {}),
    ...amountCells(net, category),
  };
  return { row, kind, net, category, calculated: fraction(one.times(net), 100), cells };
}

function amountCells(net: Money, { code, rate }: VatCategory): Cells {
  return { Net: formatMoney(net), 'VAT category': code, 'VAT rate': formatDecimal(rate) };
}
