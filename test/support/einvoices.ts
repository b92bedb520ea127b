import type { Test } from 'tap';
import { ublName } from '../../src/einvoices/ubl-element.ts';
import { readXml, type XmlElement } from '../../src/einvoices/xml.ts';
import { Problem, type ProblemDetail } from '../../src/problem.ts';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const namespaces = `xmlns="${ubl}Invoice-2" xmlns:cac="${ubl}CommonAggregateComponents-2" xmlns:cbc="${ubl}CommonBasicComponents-2"`;

/** What a reading is refused for; nothing when it is not. */
export function problemsOf(read: () => unknown): readonly ProblemDetail[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.details;
    throw error;
  }
}

/** The named cells of a row are exactly these, and an empty one is told from one that is not there. */
export function cellsAre(t: Test, row: object | undefined, wanted: object, why = ''): void {
  const cells = new Map(Object.entries(row ?? {}));
  const found = Object.keys(wanted).map((name) => [name, cells.get(name)]);
  t.strictSame(Object.fromEntries(found), wanted, why);
}

/** A document around the given parts, as its root element holds them. */
export function ublDocument(parts: string): string {
  return `<?xml version="1.0"?>\n<Invoice ${namespaces}>${parts}</Invoice>`;
}

/** The one element that a piece of UBL is. */
export function ublElement(piece: string): XmlElement {
  const [, element] = readXml(ublDocument(piece), ublName);
  if (!element) throw new Error(`${piece} holds no element of UBL`);
  return element;
}

/** Something that a sample invoice charges, in pence and whole percent. */
export interface SampleCharge {
  readonly kind: 'line' | 'allowance' | 'charge';
  readonly pence: number;
  readonly code: string;
  readonly rate: number;
}

const pounds = (pence: number) => {
  const digits = String(Math.abs(pence)).padStart(3, '0');
  return `${pence < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const amount = (name: string, pence: number) =>
  `<cbc:${name} currencyID="GBP">${pounds(pence)}</cbc:${name}>`;
const category = (tag: string, { code, rate }: Pick<SampleCharge, 'code' | 'rate'>) =>
  `<cac:${tag}><cbc:ID>${code}</cbc:ID><cbc:Percent>${rate}</cbc:Percent></cac:${tag}>`;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** What VAT a sum in pence bears, half a penny rounded away from zero. */
export function sampleVat(pence: number, rate: number): number {
  return Math.sign(pence) * Math.floor((Math.abs(pence) * rate + 50) / 100);
}

/** An invoice of the given charges whose sums all add up. */
export function sampleInvoice(charges: readonly SampleCharge[]): string {
  const signed = ({ kind, pence }: SampleCharge) => (kind === 'allowance' ? -pence : pence);
  const of = (kind: SampleCharge['kind']) => charges.filter((charge) => charge.kind === kind);
  const pence = (kind: SampleCharge['kind']) => sum(of(kind).map((charge) => charge.pence));
  const same = (a: SampleCharge, b: SampleCharge) => a.code === b.code && a.rate === b.rate;
  const firsts = charges.filter(
    (charge, index) => charges.findIndex((c) => same(c, charge)) === index,
  );
  const groups = firsts.map((first) => {
    const taxable = sum(charges.filter((charge) => same(charge, first)).map(signed));
    return { ...first, taxable, vat: sampleVat(taxable, first.rate) };
  });
  const net = sum(charges.map(signed));
  const vat = sum(groups.map((group) => group.vat));
  const extras = charges.filter(({ kind }) => kind !== 'line');
  return ublDocument(`
    <cbc:ID>S-1</cbc:ID>
    <cbc:IssueDate>2025-10-03</cbc:IssueDate>
    <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
    <cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
    ${extras.map(sampleExtra).join('')}
    <cac:TaxTotal>
      ${amount('TaxAmount', vat)}
      ${groups
        .map(
          (group) => `<cac:TaxSubtotal>
            ${amount('TaxableAmount', group.taxable)}${amount('TaxAmount', group.vat)}
            ${category('TaxCategory', group)}
          </cac:TaxSubtotal>`,
        )
        .join('')}
    </cac:TaxTotal>
    <cac:LegalMonetaryTotal>
      ${amount('LineExtensionAmount', pence('line'))}
      ${amount('TaxExclusiveAmount', net)}
      ${amount('TaxInclusiveAmount', net + vat)}
      ${amount('AllowanceTotalAmount', pence('allowance'))}
      ${amount('ChargeTotalAmount', pence('charge'))}
      ${amount('PrepaidAmount', 250)}
      ${amount('PayableRoundingAmount', -1)}
      ${amount('PayableAmount', net + vat - 251)}
    </cac:LegalMonetaryTotal>
    ${of('line').map(sampleLine).join('')}`);
}

function sampleExtra(charge: SampleCharge): string {
  return `<cac:AllowanceCharge>
    <cbc:ChargeIndicator>${charge.kind === 'charge'}</cbc:ChargeIndicator>
    ${amount('Amount', charge.pence)}${category('TaxCategory', charge)}
  </cac:AllowanceCharge>`;
}

function sampleLine(charge: SampleCharge, index: number): string {
  return `<cac:InvoiceLine>
    <cbc:ID>${index + 1}</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
    ${amount('LineExtensionAmount', charge.pence)}
    <cac:Item><cbc:Name>Sample</cbc:Name>${category('ClassifiedTaxCategory', charge)}</cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="GBP">${pounds(charge.pence)}</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>`;
}
