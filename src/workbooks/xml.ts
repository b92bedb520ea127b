import { SaxesParser, type SaxesTagNS } from 'saxes';
import { damaged, tooLarge } from './refusal.ts';

/** The attributes of an element by their printed names. */
export type Attributes = SaxesTagNS['attributes'];

/** Who hears the elements of a part, in the order in which they stand. */
export interface XmlListener {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** The vocabularies of a workbook, transitional and strict; others are extensions. */
const vocabularies = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
]);
const depthMost = 64;
/** So many characters without an element are no part of a table. */
const unbrokenMost = 1_000_000;

/** Reads a part from its start to its end. */
export async function readXml(
  bytes: AsyncIterable<Uint8Array>,
  root: string,
  listener: XmlListener,
): Promise<void> {
  const turns = xmlTurns(bytes, root, listener);
  while (!(await turns.next()).done);
}

/**
 * Reads a part piece by piece, whatever prefixes it uses, and leaves the turn after each to whoever
 * takes what the listener gathered. Extensions of other makers are passed over. Strict XML without
 * a DOCTYPE, of bounded depth and element size, or it is refused.
 */
export async function* xmlTurns(
  bytes: AsyncIterable<Uint8Array>,
  root: string,
  listener: XmlListener,
): AsyncGenerator<void> {
  const parser = elementParser(root, listener);
  const decode = pieceDecoder();
  for await (const piece of bytes) {
    parser.write(decode(piece));
    yield;
  }
  parser.write(decode());
  parser.end();
  yield;
}

/** Bytes as text, piece by piece: UTF-8, unless the mark of UTF-16 begins them. */
function pieceDecoder(): (piece?: Uint8Array) => string {
  let decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  return (piece) => {
    const mark = isFirst && piece ? `${piece[0]} ${piece[1]}` : '';
    if (mark === '255 254') decoder = new TextDecoder('utf-16le', { fatal: true });
    if (mark === '254 255') decoder = new TextDecoder('utf-16be', { fatal: true });
    isFirst = false;
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw damaged('its text is neither UTF-8 nor UTF-16');
    }
  };
}

/** The parser with all that it refuses; it tells the listener of the elements of a workbook only. */
function elementParser(root: string, listener: XmlListener) {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let depth = 0;
  /** How deep the extension began that is passed over. */
  let passedFrom = Number.POSITIVE_INFINITY;
  let unbroken = 0;
  const hear = (text: string) => {
    unbroken = 0;
    if (depth > 0 && depth < passedFrom) listener.text?.(text);
  };
  // Of more than six handlers the engine makes a dictionary, and reads four times as slowly.
  parser.on('error', ({ message }) => {
    throw damaged(`its XML breaks off or is wrong (${message})`);
  });
  parser.on('doctype', () => {
    throw damaged('its XML has a DOCTYPE, which no workbook has');
  });
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('opentag', ({ local, uri, attributes }) => {
    unbroken = 0;
    depth += 1;
    if (depth > depthMost) throw tooLarge('its XML is nested too deeply');
    if (depth < passedFrom && !vocabularies.has(uri)) passedFrom = depth;
    if (depth === 1 && (local !== root || passedFrom === 1))
      throw damaged(`a part that should be a ${root} is none`);
    if (depth < passedFrom) listener.open(local, attributes);
  });
  parser.on('closetag', ({ local }) => {
    unbroken = 0;
    if (depth < passedFrom) listener.close?.(local);
    if (depth === passedFrom) passedFrom = Number.POSITIVE_INFINITY;
    depth -= 1;
  });
  return {
    write(text: string) {
      unbroken += text.length;
      parser.write(text);
      const { encoding } = parser.xmlDecl;
      if (encoding && !/^utf-?(?:8|16)$/i.test(encoding)) throw damaged(`its text is ${encoding}`);
      if (unbroken > unbrokenMost)
        throw tooLarge('a cell of it has more than a million characters');
    },
    end: () => parser.close(),
  };
}
