import { mediaTypeOf } from '../evidence/media-type.ts';
import { pdfText } from './pdf-text.ts';
import { plainText } from './plain-text.ts';
import { type DocumentText, NoText } from './text-part.ts';
import { wordText } from './word-text.ts';

/**
 * What a document is and what of it can be searched, by its bytes and not by its name: PDF, Word
 * (`.docx`) and plain text such as CSV. One that has no text to read says why, and is no failure.
 */
export async function documentText(bytes: Uint8Array): Promise<DocumentText> {
  const mediaType = mediaTypeOf(bytes);
  try {
    if (mediaType === 'application/pdf') return await pdfText(bytes);
    if (mediaType === 'application/zip') return await wordText(bytes);
    if (mediaType.startsWith('image/')) throw new NoText('It is a picture.');
    return await plainText(bytes);
  } catch (error) {
    if (error instanceof NoText) return withoutText(mediaType, error.message);
    throw error;
  }
}

/** A document of which nothing can be searched, with the reason. */
export function withoutText(mediaType: string, reason: string): DocumentText {
  return { mediaType, parts: [], unsearchable: reason };
}
