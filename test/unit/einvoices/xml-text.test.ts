import iconv from 'iconv-lite';
import t from 'tap';
import { decodeXml, looksLikeXml } from '../../../src/einvoices/xml-text.ts';

const mark = '\uFEFF';
const xml = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>£ – é</a>`;
const bare = '<a>£ – é</a>';
const encode = (text: string, encoding: string) => iconv.encode(text, encoding);

t.test(
  'the encoding is the mark and the declaration, when both agree with the bytes',
  async (t) => {
    const examples: [bytes: Buffer, text: string, why: string][] = [
      [encode(xml('UTF-8'), 'utf-8'), xml('UTF-8'), 'UTF-8'],
      [encode(bare, 'utf-8'), bare, 'nothing declared is UTF-8'],
      [encode(mark + xml('utf-8'), 'utf-8'), xml('utf-8'), 'with its mark'],
      [encode(xml('windows-1252'), 'windows-1252'), xml('windows-1252'), 'Windows-1252'],
      [encode(xml('ISO-8859-1'), 'windows-1252'), xml('ISO-8859-1'), 'Latin-1 has less than that'],
      [encode(mark + xml('UTF-16'), 'utf-16le'), xml('UTF-16'), 'UTF-16 with its mark'],
      [encode(mark + xml('UTF-16'), 'utf-16be'), xml('UTF-16'), 'the other way round'],
      [encode(xml('UTF-16LE'), 'utf-16le'), xml('UTF-16LE'), 'without a mark'],
      [encode(mark + bare, 'utf-16be'), bare, 'a mark and no declaration'],
      [
        Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
        'ASCII is the same in both',
      ],
      [
        Buffer.from("<?xml version='1.0' encoding = 'US-ASCII'?><a/>"),
        "<?xml version='1.0' encoding = 'US-ASCII'?><a/>",
        'and may be called by its name',
      ],
      [Buffer.alloc(0), '', 'nothing'],
    ];
    for (const [bytes, text, why] of examples) t.equal(decodeXml(bytes), text, why);
  },
);

t.test('a wrong declaration is refused', async (t) => {
  const examples: [bytes: Buffer, message: string, why: string][] = [
    [encode(xml('UTF-8'), 'windows-1252'), 'written in UTF-8, and', 'single bytes'],
    [encode(bare, 'windows-1252'), 'written in UTF-8, and', 'and nothing declared'],
    [encode(xml('ISO-8859-1'), 'utf-8'), 'written in ISO-8859-1, and', 'UTF-8 all through'],
    [encode(mark + xml('UTF-8'), 'utf-16le'), 'written in UTF-8, and', 'a mark that says more'],
    [encode(mark + xml('windows-1252'), 'utf-8'), 'written in windows-1252, and', 'and another'],
    [Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'written in UTF-16, and', 'bytes'],
    [encode(mark + xml('UTF-16BE'), 'utf-16le'), 'written in UTF-16BE, and', 'the wrong way round'],
    [
      encode(xml('UTF-16LE'), 'utf-16le').subarray(0, -1),
      'written in UTF-16LE',
      'half a character',
    ],
    [Buffer.from('<?xml version="1.0" encoding="UTF-7"?><a/>'), 'in UTF-7, which', 'a strange one'],
    [Buffer.from('<?xml version="1.0" encoding="toString"?><a/>'), 'in toString, which', 'none'],
  ];
  for (const [bytes, message, why] of examples) {
    t.throws(() => decodeXml(bytes), { code: 'einvoice.unreadable' }, why);
    t.throws(() => decodeXml(bytes), { message: new RegExp(message) }, why);
  }
});

t.test('XML is told from a table by its first bytes', async (t) => {
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']) {
    t.ok(looksLikeXml(encode(xml('x'), encoding)), encoding);
    t.notOk(looksLikeXml(encode('Invoice,Date\n<a>,1\n', encoding)), encoding);
  }
  for (const text of [
    '<a/>',
    `${mark}<a/>`,
    '\n  <a/>',
    '<!-- x --><a/>',
    '<!DOCTYPE html>',
    '<é/>',
  ]) {
    t.ok(looksLikeXml(Buffer.from(text)), text);
  }
  for (const text of ['', ' ', 'PK', 'Doc No;Net', '<5 days;Net', '"<a>";Net', '< a']) {
    t.notOk(looksLikeXml(Buffer.from(text)), text);
  }
});
