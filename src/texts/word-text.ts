import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { addInGroups, type DocumentText, NoText, partGatherer } from './text-part.ts';

const mebibyte = 1024 * 1024;
/** The body of a contract of a thousand pages unpacks to less. */
const unpackedMost = 64 * mebibyte;
const partsMost = 10_000;
const depthMost = 256;

const body = 'word/document.xml';
const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** The vocabularies of a text, transitional and strict. */
const vocabularies = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]);
/** What is taken out or moved away by a change that is tracked, and the second form of one drawing. */
const passedOver = new Set(['del', 'moveFrom', 'Fallback']);

/**
 * The text of a `.docx` document: its body, without headers, footers and notes, as it reads with
 * all tracked changes accepted. By pages where Word has written down where they broke, else by
 * paragraphs. Refuses other zip files, and one whose body is unreasonably large.
 */
export async function wordText(bytes: Uint8Array): Promise<DocumentText> {
  const pages = await pagesOf(bytes).catch((error: Error) => {
    throw error instanceof NoText ? error : new NoText(`It is damaged (${error.message}).`);
  });
  const gatherer = partGatherer();
  if (pages.length === 1) addInGroups(gatherer, pages[0] ?? [], 'paragraph');
  else pages.every((lines, index) => gatherer.add(`page ${index + 1}`, lines.join('\n')));
  return gatherer.take(mediaType);
}

async function pagesOf(bytes: Uint8Array): Promise<string[][]> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const entry = await bodyOf(zip);
  if (entry.isEncrypted()) throw new NoText('It is protected by a password.');
  // What a part says of its size is enough: yauzl ends with an error at the first byte beyond it.
  if (entry.uncompressedSize > unpackedMost) throw new NoText('Its text is too large to be read.');
  const reader = pageReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    reader.write(decoder.decode(piece, { stream: true }));
  }
  reader.write(decoder.decode());
  return reader.end();
}

async function bodyOf(zip: ZipFile): Promise<Entry> {
  if (zip.entryCount > partsMost) throw new NoText('It is a zip file of too many parts.');
  for await (const entry of zip.eachEntry()) if (entry.fileName === body) return entry;
  throw new NoText('It is a zip file or a document of another kind than .docx.');
}

/** Reads the body of a document into pages of paragraphs. */
function pageReader() {
  const pages: string[][] = [[]];
  let paragraph = '';
  let depth = 0;
  let passedFrom = Number.POSITIVE_INFINITY;
  let isText = false;
  const parser = new SaxesParser({ xmlns: true, position: false });
  const endParagraph = () => {
    if (paragraph.trim() !== '') pages.at(-1)?.push(paragraph.trim());
    paragraph = '';
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('its XML has a DOCTYPE');
  });
  parser.on('text', (text) => {
    if (isText) paragraph += text;
  });
  parser.on('opentag', ({ local, uri }) => {
    depth += 1;
    if (depth > depthMost) throw new Error('its XML is nested too deeply');
    if (depth < passedFrom && passedOver.has(local)) passedFrom = depth;
    if (depth >= passedFrom || !vocabularies.has(uri)) return;
    isText = local === 't';
    if (local === 'tab' || local === 'br' || local === 'cr') paragraph += ' ';
    if (local === 'lastRenderedPageBreak') {
      endParagraph();
      pages.push([]);
    }
  });
  parser.on('closetag', ({ local, uri }) => {
    isText = false;
    if (depth < passedFrom && local === 'p' && vocabularies.has(uri)) endParagraph();
    if (depth === passedFrom) passedFrom = Number.POSITIVE_INFINITY;
    depth -= 1;
  });
  return {
    write: (text: string) => void parser.write(text),
    end() {
      parser.close();
      return pages;
    },
  };
}
