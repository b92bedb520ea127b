import t from 'tap';
import { readStyles } from '../../../src/workbooks/styles.ts';
import { inPieces } from '../../support/workbook.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const read = (content: string) =>
  readStyles(inPieces(Buffer.from(`<styleSheet xmlns="${main}">${content}</styleSheet>`), 7));

t.test('a style of a cell has the number format that it names', async (t) => {
  const formats = await read(
    `<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="000"/></numFmts>
     <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
     <cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"><alignment/></xf><xf numFmtId="164"/><xf numFmtId="165"/><xf/></cellXfs>
     <cellStyles><xf numFmtId="14"/></cellStyles>`,
  );
  const plain = { kind: 'number', leastDigits: 0 };
  const wanted = [plain, { kind: 'day' }, { kind: 'hours' }, { ...plain, leastDigits: 3 }, plain];
  t.strictSame(formats, wanted, 'the looks of named styles are not those of cells');
  t.strictSame(await read(''), []);
});
