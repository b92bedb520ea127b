import { dayOf } from '../baselines/baseline-words.ts';
import type { Evidence } from './evidence.ts';

/** What a document is by its bytes, as a person says it. */
const kindInWords: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'Picture (PNG)',
  'image/jpeg': 'Picture (JPEG)',
  'application/zip': 'Word, Excel or ZIP file',
  'text/plain': 'Text',
};

/** How large a file is: `842 bytes`, `12 KB`, `3.4 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes === 1) return '1 byte';
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A document as a page shows it: what it is, since when it is there, and by which hash it is known. */
export interface ShownDocument {
  readonly name: string;
  readonly href: string;
  readonly about: string;
  readonly sha256: string;
}

/** What is said of a document's bytes, whatever its name says. */
export const contentInWords = (mediaType: string | null, byteCount: number | null) =>
  [
    kindInWords[mediaType ?? ''] ?? 'File of another kind',
    ...(byteCount === null ? [] : [sizeInWords(byteCount)]),
  ].join(', ');

/** The documents of a version; those with the same bytes say so, whatever they are called. */
export function documentsView(
  documents: readonly Evidence[],
  addressOf: (document: Evidence) => string,
): ShownDocument[] {
  return documents.map((document, at) => {
    const { name, kind, url, sha256, addedAt, addedBy } = document;
    const same = documents.slice(0, at).find((each) => each.sha256 === sha256);
    const what =
      kind === 'file'
        ? contentInWords(document.mediaType, document.byteCount)
        : 'It lies elsewhere and is not kept here';
    const added = `${kind === 'file' ? 'Added' : 'Named'} by ${addedBy} on ${dayOf(addedAt)}`;
    const alike = same ? ` The same document as “${same.name}”, byte for byte.` : '';
    return {
      name,
      href: kind === 'link' && url !== null ? url : addressOf(document),
      about: `${what}. ${added}.${alike}`,
      sha256,
    };
  });
}
