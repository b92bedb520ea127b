import t from 'tap';
import { documentText, withoutText } from '../../../src/texts/document-text.ts';
import { pdfOf } from '../../support/pdf.ts';
import { paragraph, wordOf } from '../../support/word.ts';

t.test('what a document is, its bytes say', async (t) => {
  const cases: [Uint8Array, string, string | null][] = [
    [pdfOf([['words']]), 'application/pdf', null],
    [pdfOf([[]]), 'application/pdf', 'It holds no text: it may be a scan.'],
    [
      wordOf(paragraph('words')),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      null,
    ],
    [Buffer.from('words'), 'text/plain', null],
    [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'image/png', 'It is a picture.'],
    [Buffer.from([0, 1, 2]), 'application/octet-stream', 'It is no text, PDF or Word document.'],
  ];
  for (const [bytes, mediaType, unsearchable] of cases) {
    const text = await documentText(bytes);
    t.match(text, { mediaType, unsearchable });
    t.strictSame(
      text.parts.map((part) => part.text),
      unsearchable ? [] : ['words'],
    );
  }
  t.strictSame(withoutText('image/png', 'No.'), {
    mediaType: 'image/png',
    parts: [],
    unsearchable: 'No.',
  });
});
