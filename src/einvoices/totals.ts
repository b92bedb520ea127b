import { type Money, noMoney } from '../money/money.ts';
import { amountAt, currency, note, type Place } from './amount.ts';
import { all } from './ubl-element.ts';
import { categoryAt, type VatCategory } from './vat-category.ts';
import type { XmlElement } from './xml.ts';

/** The totals of the whole document (BG-22) by their business terms. */
export interface Totals {
  readonly lines: Money;
  readonly allowances: Money;
  readonly charges: Money;
  readonly net: Money;
  readonly vat: Money;
  readonly gross: Money;
  readonly paid: Money;
  readonly rounding: Money;
  readonly due: Money;
}

/** What a document says of one VAT category (BG-23). */
export interface VatBreakdown {
  readonly category: VatCategory;
  readonly taxable: Money;
  readonly vat: Money;
}

/** The totals as they are printed; one that has to be there and is not is a problem of its place. */
export function readTotals(document: XmlElement, place: Place): Omit<Totals, 'vat'> {
  const amount = (name: string, term: string, isOptional = false) =>
    amountAt(document, `cac:LegalMonetaryTotal/cbc:${name}`, term, place, isOptional);
  return {
    lines: amount('LineExtensionAmount', 'Sum of the lines (BT-106)'),
    allowances: amount('AllowanceTotalAmount', 'Sum of allowances (BT-107)', true),
    charges: amount('ChargeTotalAmount', 'Sum of charges (BT-108)', true),
    net: amount('TaxExclusiveAmount', 'Total without VAT (BT-109)'),
    gross: amount('TaxInclusiveAmount', 'Total with VAT (BT-112)'),
    paid: amount('PrepaidAmount', 'Amount paid (BT-113)', true),
    rounding: amount('PayableRoundingAmount', 'Rounding (BT-114)', true),
    due: amount('PayableAmount', 'Amount due (BT-115)'),
  };
}

/** The VAT in pounds; what is given in the currency of someone's accounts (BT-111) is left alone. */
export function readVat(document: XmlElement, place: Place) {
  const inPounds = all(document, 'cac:TaxTotal').filter((total) =>
    all(total, 'cbc:TaxAmount').some(({ attributes }) => attributes.currencyID === currency),
  );
  const [total] = inPounds;
  if (!total || inPounds.length > 1) {
    note(place, 'Total VAT', {
      code: 'einvoice.total',
      message: `The total VAT in pounds (BT-110) is given ${inPounds.length} times instead of once (BR-CO-15).`,
      remedy: 'Ask the supplier for a corrected e-invoice.',
    });
    return { vat: noMoney, breakdown: [] };
  }
  const vat = amountAt(total, 'cbc:TaxAmount', 'Total VAT (BT-110)', place);
  const breakdown = all(total, 'cac:TaxSubtotal').map((subtotal) => ({
    category: categoryAt(subtotal, 'cac:TaxCategory', place),
    taxable: amountAt(subtotal, 'cbc:TaxableAmount', 'Taxable amount (BT-116)', place),
    vat: amountAt(subtotal, 'cbc:TaxAmount', 'VAT of a category (BT-117)', place),
  }));
  return { vat, breakdown };
}
