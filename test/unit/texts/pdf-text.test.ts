import t from 'tap';
import { pdfText } from '../../../src/texts/pdf-text.ts';
import { pdfOf } from '../../support/pdf.ts';

t.test('a PDF is read page by page', async (t) => {
  const bytes = pdfOf([['Call-off contract', 'between two parties (1)'], [], ['Six months']]);
  t.strictSame(await pdfText(bytes), {
    mediaType: 'application/pdf',
    parts: [
      { place: 'page 1', text: 'Call-off contract\nbetween two parties (1)' },
      { place: 'page 3', text: 'Six months' },
    ],
    unsearchable: null,
  });
  t.ok(bytes.length > 0, 'the bytes are still there');
});

t.test('a PDF without text, a locked and a damaged one say so', async (t) => {
  await t.rejects(pdfText(pdfOf([[]])), { message: 'It holds no text: it may be a scan.' });
  const locked = pdfOf([['secret']], { isLocked: true });
  await t.rejects(pdfText(locked), { message: 'It is protected by a password.' });
  const damaged = Buffer.from('%PDF-1.7\nnothing');
  await t.rejects(pdfText(damaged), { message: 'It is a damaged PDF (Invalid PDF structure).' });
});
