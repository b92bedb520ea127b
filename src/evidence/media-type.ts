const marks: readonly (readonly [mediaType: string, start: string])[] = [
  ['application/pdf', '%PDF-'],
  ['image/png', '\x89PNG\r\n'],
  ['image/jpeg', '\xff\xd8\xff'],
  ['application/zip', 'PK\x03\x04'],
];

/**
 * What a document is by its first bytes, whatever its name says: a text is one without zero bytes
 * that is UTF-8, and what is not known is told as bytes, which no browser opens by itself.
 */
export function mediaTypeOf(start: Uint8Array): string {
  const text = Buffer.from(start).toString('latin1');
  const known = marks.find(([, mark]) => text.startsWith(mark));
  if (known) return known[0];
  return isText(start) ? 'text/plain' : 'application/octet-stream';
}

function isText(start: Uint8Array): boolean {
  if (start.length === 0 || start.includes(0)) return false;
  try {
    // A sign that is cut at the end of the sample is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return true;
  } catch {
    return false;
  }
}
