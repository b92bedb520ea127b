import type { XmlElement } from './xml.ts';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';

/** The namespaces of UBL 2.1 by their names, whatever prefix a supplier gives them. */
const prefixes: Readonly<Record<string, string>> = {
  [`${ubl}Invoice-2`]: 'ubl',
  [`${ubl}CreditNote-2`]: 'ubl',
  [`${ubl}CommonBasicComponents-2`]: 'cbc',
  [`${ubl}CommonAggregateComponents-2`]: 'cac',
};

/** People, bank accounts and attached files: they never leave the parser. */
const leftOut = new Set([
  'cac:Attachment',
  'cac:Contact',
  'cac:AccountingContact',
  'cac:DeliveryContact',
  'cac:BuyerContact',
  'cac:SellerContact',
  'cac:PayeeParty',
  'cac:PaymentMeans',
  'cac:Person',
  'cac:Signature',
]);

/** An element's name such as `cbc:ID`; undefined for what is not UBL or must not be kept. */
export function ublName(uri: string, local: string): string | undefined {
  const name = `${prefixes[uri]}:${local}`;
  return Object.hasOwn(prefixes, uri) && !leftOut.has(name) ? name : undefined;
}

/** All elements at a path such as `cac:Price/cbc:PriceAmount`, in their order. */
export function all(element: XmlElement, path: string): XmlElement[] {
  return path
    .split('/')
    .reduce<XmlElement[]>(
      (found, name) =>
        found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [element],
    );
}

/**
 * The text at a path, white space counted once; empty when there is none. Where one is expected and
 * several stand, they become a list, which nothing takes for a number, a day or a school.
 */
export function textOf(element: XmlElement, path: string): string {
  return all(element, path).map(plainText).filter(Boolean).join(', ');
}

export function plainText({ text }: XmlElement): string {
  return text.replace(/\s+/gu, ' ').trim();
}
