import t from 'tap';
import { readSharedTexts } from '../../../src/workbooks/shared-texts.ts';
import { inPieces } from '../../support/workbook.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const read = (content: string, length = 5) =>
  readSharedTexts(inPieces(Buffer.from(`<sst xmlns="${main}">${content}</sst>`), length));

t.test('texts have the numbers in which they stand, empty ones and all', async (t) => {
  const texts = await read(
    '<si><t>£ &amp; €</t></si><si/><si>\n<r><t xml:space="preserve">rich </t></r><r><t>text</t></r></si><si><t/></si><si><t><![CDATA[<b>]]></t><rPh sb="0" eb="1"><t>hint</t></rPh><phoneticPr/></si>',
  );
  t.strictSame(texts, ['£ & €', '', 'rich text', '', '<b>']);
  t.strictSame(await read(''), []);
});
