import { getDocumentProxy } from 'unpdf';
import { type DocumentText, NoText, partGatherer } from './text-part.ts';

/** Nothing of a document is run, drawn or fetched, and nothing is told in between. */
const onlyText = {
  verbosity: 0,
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  useWorkerFetch: false,
};

/** The text of a PDF, page by page as a reader counts them. Refuses a locked or damaged one. */
export async function pdfText(bytes: Uint8Array): Promise<DocumentText> {
  const gatherer = partGatherer();
  try {
    // The reader takes no buffer, and takes what it is given for itself.
    const pdf = await getDocumentProxy(new Uint8Array(bytes), onlyText);
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const words = items.map((item) =>
        'str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '',
      );
      if (!gatherer.add(`page ${number}`, words.join(''))) break;
      page.cleanup();
    }
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'PasswordException') throw new NoText('It is protected by a password.');
    throw new NoText(`It is a damaged PDF (${message.replace(/\.$/, '')}).`);
  }
  return gatherer.take('application/pdf');
}
