import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Problem } from '../problem.ts';

/** An element whose name is written with the prefix that this product has for its namespace. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** The name under which an element is kept; undefined leaves it out with all that is in it. */
export type Naming = (uri: string, local: string) => string | undefined;

/** An element that has not ended yet; null while it, or one around it, is left out. */
type Open = { name: string; attributes: Record<string, string>; text: string; children: Open[] };

/** No e-invoice comes near these; a file that is made to exhaust a computer does. */
const deepest = 50;
const mostAttributes = 50;
const longestText = 100_000;
const mostInPart = 10_000;
const pieceLength = 65_536;

/**
 * The root of an XML text, without its children, and then each child of the root when it is
 * complete, so that a long document is never in memory whole. Strict: whatever is not well-formed
 * is refused with its line and column, and so is a text that declares entities or a document type.
 */
export function* readXml(text: string, nameOf: Naming): Generator<XmlElement> {
  // Looked for before anything is parsed, and anywhere: entities are how XML is made to explode.
  if (/<!DOCTYPE|<!ENTITY/.test(text)) {
    throw unreadable('The file declares a document type or entities, which no e-invoice needs.');
  }
  const ready: XmlElement[] = [];
  const parser = partsParser(nameOf, (element) => ready.push(element));
  for (let at = 0; at < text.length; at += pieceLength) {
    parser.write(text.slice(at, at + pieceLength));
    yield* ready.splice(0);
  }
  parser.close();
  yield* ready;
}

function partsParser(nameOf: Naming, give: (element: XmlElement) => void) {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const open: (Open | null)[] = [];
  let attributes = 0;
  let inPart = 0;
  const addText = (text: string) => {
    const element = open.at(-1);
    if (!element) return;
    element.text += text;
    if (element.text.length > longestText) throw tooLarge('a text of 100,000 characters');
  };
  parser.on('error', (error) => {
    throw malformed(error.message);
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    if (open.length === deepest) throw tooLarge('elements 50 deep in each other');
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > mostAttributes) throw tooLarge('an element of 50 attributes');
  });
  parser.on('opentag', (tag) => {
    const isRoot = open.length === 0;
    inPart = open.length > 1 ? inPart + 1 : 0;
    if (inPart > mostInPart) throw tooLarge('a part of 10,000 elements');
    const parent = open.at(-1);
    const element = isRoot || parent ? opened(tag, nameOf, isRoot) : null;
    if (element && isRoot) give(element);
    else if (element && open.length > 1) parent?.children.push(element);
    open.push(element);
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element && open.length === 1) give(element);
  });
  return parser;
}

/** An element that begins; the root is kept whatever it is, so that a person can be told. */
function opened(tag: SaxesTagNS, nameOf: Naming, isRoot: boolean): Open | null {
  const name = nameOf(tag.uri, tag.local) ?? (isRoot ? `${tag.uri}:${tag.local}` : undefined);
  if (name === undefined) return null;
  const plain = Object.values(tag.attributes).filter(({ uri }) => uri === '');
  const attributes = Object.fromEntries(plain.map(({ local, value }) => [local, value]));
  return { name, attributes, text: '', children: [] };
}

function malformed(fault: string): Problem {
  const [, line, column, what = fault] = /^(\d+):(\d+): (.*)$/s.exec(fault) ?? [];
  const place = line ? ` at line ${line}, column ${column}` : '';
  return unreadable(`The file is not well-formed XML${place}: ${what.replace(/\.?$/, '.')}`);
}

function tooLarge(what: string): Problem {
  return unreadable(`The file holds more than ${what}, as no e-invoice does.`);
}

function unreadable(message: string): Problem {
  return new Problem({
    code: 'einvoice.unreadable',
    message,
    remedy: 'Ask the supplier for the e-invoice again, as UBL (Peppol BIS Billing 3).',
  });
}
