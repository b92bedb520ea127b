import { zipOf, zipPart } from './zip.ts';

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A Word document with this XML inside its body. */
export function wordOf(content: string): Buffer {
  return zipOf([
    zipPart(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    zipPart('word/document.xml', wordBody(content)),
  ]);
}

/** The XML of a document with this inside its body. */
export function wordBody(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="${main}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${content}</w:body></w:document>`;
}

/** A paragraph of one run. */
export const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
