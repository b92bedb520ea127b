import t from 'tap';
import { encodingInWords, otherFormatOf } from '../../../src/files/file-format.ts';

t.test('the first bytes tell what a file is', async (t) => {
  const examples: [start: Buffer | string, format: string, why: string][] = [
    ['Invoice,Date,Net\n', 'text', 'a table'],
    ['', 'text', 'nothing at all'],
    ['<?xml version="1.0"?><Invoice/>', 'e-invoice', 'an e-invoice'],
    ['\uFEFF<Invoice/>', 'e-invoice', 'with its mark'],
    ['<html>', 'e-invoice', 'a web page, which its reader refuses with a reason'],
    ['PK\u0003\u0004 and so on', 'workbook', 'a zip, as each workbook is'],
    [
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'workbook',
      'an old one, which is refused with a reason',
    ],
    ['PK,Date\n', 'text', 'a table of that name'],
    ['< 5 days,Date\n', 'text', 'a table that begins with a sign'],
  ];
  for (const [start, format, why] of examples)
    t.equal(otherFormatOf(Buffer.from(start)) ?? 'text', format, why);
});

t.test('what the bytes of a file are is said in words', async (t) => {
  t.equal(encodingInWords('workbook'), 'an Excel workbook');
  t.equal(encodingInWords('windows-1252'), 'text in the letters of Windows (Windows-1252)');
  t.equal(encodingInWords('something new'), 'something new');
});
