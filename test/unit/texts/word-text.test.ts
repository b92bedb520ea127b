import t from 'tap';
import { wordText } from '../../../src/texts/word-text.ts';
import { paragraph, wordBody, wordOf } from '../../support/word.ts';
import { zipOf, zipPart } from '../../support/zip.ts';

t.test('a Word document is read as it reads with its changes accepted', async (t) => {
  const { mediaType, parts } = await wordText(
    wordOf(
      [
        paragraph('Terms &amp; conditions'),
        '<w:p><w:r><w:t>Fee</w:t><w:tab/><w:t xml:space="preserve">£4.10 </w:t></w:r><w:ins><w:r><w:t>net</w:t></w:r></w:ins><w:del><w:r><w:delText>gross</w:delText></w:r></w:del></w:p>',
        '<w:p><w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>',
        `<w:tbl><w:tr><w:tc>${paragraph('A')}</w:tc><w:tc>${paragraph('B')}</w:tc></w:tr></w:tbl>`,
        `<mc:AlternateContent><mc:Choice>${paragraph('Box')}</mc:Choice><mc:Fallback>${paragraph('Box')}</mc:Fallback></mc:AlternateContent>`,
      ].join(''),
    ),
  );
  t.equal(mediaType, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
  t.strictSame(parts, [
    { place: 'paragraphs 1 to 5', text: 'Terms & conditions\nFee £4.10 net\nA\nB\nBox' },
  ]);
});

t.test('pages are those that Word wrote down', async (t) => {
  const next = '<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second</w:t></w:r></w:p>';
  const { parts } = await wordText(wordOf(paragraph('First') + next));
  t.strictSame(parts, [
    { place: 'page 1', text: 'First' },
    { place: 'page 2', text: 'Second' },
  ]);
});

t.test(
  'another zip file, a damaged, locked, empty or monstrous document says what it is',
  async (t) => {
    const body = (content: string) => zipPart('word/document.xml', content);
    const cases: [Uint8Array, RegExp][] = [
      [zipOf([zipPart('xl/workbook.xml', '<a/>')]), /another kind than \.docx/],
      [Buffer.from('PK\x03\x04 and no more'), /^It is damaged \(.+\)\.$/],
      [zipOf([body('<w:document')]), /^It is damaged/],
      [zipOf([body(`<!DOCTYPE a>${wordBody('')}`)]), /DOCTYPE/],
      [zipOf([body('<a>'.repeat(300))]), /nested too deeply/],
      [zipOf([{ ...body(wordBody('')), flags: 1 }]), /protected by a password/],
      [zipOf([{ ...body(wordBody('')), size: 65 * 1024 * 1024 }]), /too large/],
      [wordOf(''), /holds no text/],
    ];
    for (const [bytes, message] of cases) await t.rejects(wordText(bytes), { message });
  },
);
