import t from 'tap';
import {
  isWorkbook,
  locked,
  refuseOtherBytes,
  refuseOtherParts,
} from '../../../src/workbooks/file-kind.ts';

const oldStart = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const padding = Buffer.alloc(3000);
const old = (name: string) => Buffer.concat([oldStart, padding, Buffer.from(name, 'utf16le')]);
const saveIt = 'Open it in a spreadsheet, save it as .xlsx or as CSV, and send that.';

t.test('a workbook of any kind is told from a text by its first bytes', async (t) => {
  const examples: [bytes: Buffer, isOne: boolean, why: string][] = [
    [Buffer.from('PK\x03\x04\x14\x00\x06\x00'), true, 'a zip file'],
    [Buffer.from('PK\x03\x04'), true, 'its mark alone'],
    [oldStart, true, 'a file of the old Office'],
    [Buffer.from('PK\x03'), false, 'half a mark'],
    [oldStart.subarray(0, 4), false, 'half a mark'],
    [Buffer.from('PK;Net\n'), false, 'a text that begins with the same letters'],
    [Buffer.from('Invoice,Net\n'), false, 'a text'],
    [Buffer.from('%PDF-1.7'), false, 'a PDF'],
    [Buffer.alloc(0), false, 'nothing'],
  ];
  for (const [bytes, isOne, why] of examples) t.equal(isWorkbook(bytes), isOne, why);
});

t.test('what is no .xlsx is refused by its bytes', async (t) => {
  const examples: [bytes: Buffer, message: string][] = [
    [old('EncryptedPackage'), locked().message],
    [old('Workbook'), `This is a workbook in the old .xls format. ${saveIt}`],
    [old('Book'), `This is a workbook in the old .xls format. ${saveIt}`],
    [
      old('WordDocument'),
      `This is a document of an old Office program, and no workbook. ${saveIt}`,
    ],
    [Buffer.from('Invoice,Net\n'), `This is not an .xlsx workbook. ${saveIt}`],
    [Buffer.alloc(0), `This is not an .xlsx workbook. ${saveIt}`],
  ];
  for (const [bytes, message] of examples) t.throws(() => refuseOtherBytes(bytes), { message });
  t.doesNotThrow(() => refuseOtherBytes(Buffer.from('PK\x03\x04\x14\x00')));
});

t.test('and by the parts of a zip file', async (t) => {
  const types = '[content_types].xml';
  const examples: [parts: string[], message: string][] = [
    [[types, 'xl/workbook.bin'], `This is a workbook in the binary .xlsb format. ${saveIt}`],
    [
      ['mimetype', 'content.xml'],
      `This is an OpenDocument file, such as an .ods workbook. ${saveIt}`,
    ],
    [
      [types, 'word/document.xml'],
      `This is a text document or a presentation, and no workbook. ${saveIt}`,
    ],
    [
      [types, 'ppt/presentation.xml'],
      `This is a text document or a presentation, and no workbook. ${saveIt}`,
    ],
    [
      ['march.xlsx'],
      'This is a zip file, and no workbook. Unpack it, and send each file in it by itself.',
    ],
    [[], 'This is a zip file, and no workbook. Unpack it, and send each file in it by itself.'],
  ];
  for (const [parts, message] of examples) t.throws(() => refuseOtherParts(parts), { message });
  t.doesNotThrow(() => refuseOtherParts([types, 'xl/workbook.xml', 'xl/media/mimetype']));
  t.equal(
    locked().message,
    'The workbook is protected by a password. Open it, save it without a password as .xlsx or as CSV, and send that.',
  );
});
