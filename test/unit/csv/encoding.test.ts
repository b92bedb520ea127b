import fc from 'fast-check';
import iconv from 'iconv-lite';
import t from 'tap';
import { decodeText, type Encoding, encodingSniffer } from '../../../src/csv/encoding.ts';
import { Problem } from '../../../src/problem.ts';

function* inPieces(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] || bytes.length;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

function sniff(bytes: Uint8Array, lengths: readonly number[] = [0]): Encoding {
  const sniffer = encodingSniffer();
  for (const piece of inPieces(bytes, lengths)) sniffer.look(piece);
  return sniffer.decide();
}

async function decode(bytes: Uint8Array, lengths: readonly number[] = [0]): Promise<string> {
  async function* pieces() {
    yield* inPieces(bytes, lengths);
  }
  let text = '';
  for await (const piece of decodeText(pieces(), sniff(bytes))) text += piece;
  return text;
}

const mark = '\uFEFF';
const utf8 = (text: string) => Buffer.from(text);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const windows = (text: string) => iconv.encode(text, 'windows-1252');

const table = 'Doc No,School,Net £\r\n1,St Elfrith’s – Primary,£1,234.50\r\n';
const plain = 'Doc No,School,Net\r\n1,Larkspur Bank,1234.50\r\n';

t.test('the encoding is told from the bytes, and the mark is no part of the text', async (t) => {
  const examples: [bytes: Buffer, encoding: Encoding, text: string, why: string][] = [
    [utf8(plain), 'utf-8', plain, 'only ASCII'],
    [utf8(table), 'utf-8', table, 'UTF-8'],
    [utf8(mark + table), 'utf-8', table, 'UTF-8 with its mark'],
    [utf8(mark + plain), 'utf-8', plain, 'a mark and only ASCII'],
    [utf8('a,😀\n'), 'utf-8', 'a,😀\n', 'four bytes for one character'],
    [windows(table), 'windows-1252', table, 'Windows-1252: £, ’ and – are one byte each'],
    [windows('€1,50'), 'windows-1252', '€1,50', 'a euro is not where Latin 1 has it'],
    [
      utf16le(mark + table),
      'utf-16le',
      table,
      'UTF-16 with its mark, as Excel saves "Unicode text"',
    ],
    [utf16be(mark + table), 'utf-16be', table, 'the other way round'],
    [utf16le(plain), 'utf-16le', plain, 'UTF-16 without a mark'],
    [utf16be(plain), 'utf-16be', plain, 'the other way round'],
    [utf16le(`${table}€${table}`), 'utf-16le', `${table}€${table}`, 'and not all of it Latin'],
    [utf16le(`${mark}中文,価格`), 'utf-16le', '中文,価格', 'nor any of it, with its mark'],
    [utf16be(`${mark}中文,価格`), 'utf-16be', '中文,価格', 'the other way round'],
    [windows('ÿ1,þ'), 'windows-1252', 'ÿ1,þ', 'half a mark is none'],
    [windows('þ1,ÿ'), 'windows-1252', 'þ1,ÿ', 'half a mark is none'],
    [
      Buffer.concat([utf8(`${mark}1,`), windows('£')]),
      'utf-8',
      '1,\uFFFD',
      'a mark is believed, and what does not fit it is seen by everyone',
    ],
    [utf16le(mark), 'utf-16le', '', 'a mark alone'],
    [utf16be(mark), 'utf-16be', '', 'a mark alone'],
    [utf8(mark), 'utf-8', '', 'a mark alone'],
    [Buffer.alloc(0), 'utf-8', '', 'nothing'],
    [utf8('£').subarray(0, 1), 'windows-1252', 'Â', 'a character cut short is not UTF-8'],
    [utf8('1,£').subarray(1, 3), 'windows-1252', ',Â', 'nor at the end of more'],
  ];
  for (const [bytes, encoding, text, why] of examples) {
    t.equal(sniff(bytes), encoding, why);
    t.equal(await decode(bytes), text, why);
  }
});

t.test(
  'a control sign that was a Windows sign before a program spoilt it is read as that',
  async (t) => {
    t.equal(
      await decode(utf8('St Mary\u0092s \u0096 \u0080 5, caf\u00e9')),
      'St Mary’s – € 5, café',
    );
  },
);

t.test('a PDF of nothing but text is no table', async (t) => {
  t.throws(() => sniff(utf8('%PDF-1.7\n1 0 obj')), /This is no table/);
});

t.test('the one £ may be the last of a million bytes', async (t) => {
  const long = 'Doc No,School,Net,1234.50\r\n'.repeat(40_000);
  for (const lengths of [[0], [65_536], [4096], [1_000_003]]) {
    t.equal(sniff(windows(`${long}£`), lengths), 'windows-1252');
    t.equal(sniff(utf8(`${long}£`), lengths), 'utf-8');
    t.equal(sniff(utf8(long), lengths), 'utf-8');
  }
  t.equal((await decode(windows(`${long}£`), [65_536])).at(-1), '£');
  t.equal((await decode(utf8(`${long}£`), [65_536])).at(-1), '£');
});

t.test('characters that are cut at any place come out whole', async (t) => {
  const text = 'a£,’é😀–ß\r\n';
  const long = text + 'padding,'.repeat(20);
  for (const [bytes, encoding] of [
    [utf8(mark + long), 'utf-8'],
    [utf8(long), 'utf-8'],
    [utf16le(mark + long), 'utf-16le'],
    [utf16be(mark + long), 'utf-16be'],
    [utf16le(long), 'utf-16le'],
    [utf16be(long), 'utf-16be'],
  ] as const) {
    for (let cut = 1; cut < 40; cut += 1) {
      const lengths = [cut, bytes.length];
      t.equal(sniff(bytes, lengths), encoding, `${encoding} cut after ${cut}`);
      t.equal(await decode(bytes, lengths), long, `${encoding} cut after ${cut}`);
    }
    t.equal(await decode(bytes, [1]), long, `${encoding} byte by byte`);
  }
});

t.test('what is no text is refused', async (t) => {
  const refusal = new Problem({
    code: 'file.unreadable',
    message: 'This is no table: it holds bytes that no text has, as pictures and PDFs do.',
    remedy: 'Ask the supplier for a CSV file, an .xlsx workbook or a UBL e-invoice.',
  });
  const long = Buffer.from('Doc No,School,Net\r\n'.repeat(400));
  const zero = Buffer.from([0]);
  const examples: [bytes: Buffer, why: string][] = [
    [Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000\u0008\u0000\u0000'), 'a workbook'],
    [Buffer.concat([long, zero, long]), 'a zero far into a text'],
    [Buffer.concat([long, zero]), 'a zero at the end'],
    [Buffer.concat([utf8(mark), long, zero]), 'a zero behind a mark'],
    [utf8('a,b\u0000c'), 'a zero in a short text'],
    [Buffer.concat([zero, zero, zero, zero]), 'only zeros'],
  ];
  for (const [bytes, why] of examples) {
    for (const lengths of [[0], [1], [4096], [5000]]) {
      t.throws(() => sniff(bytes, lengths), refusal, `${why}, in pieces of ${lengths}`);
    }
  }
  const sniffer = encodingSniffer();
  const first = Buffer.concat([utf8('PK'), zero, zero, Buffer.alloc(70_000, 7)]);
  t.throws(() => sniffer.look(first), refusal, 'at once, not only after the last piece');
  const another = encodingSniffer();
  for (const piece of inPieces(long, [1000])) another.look(piece);
  t.throws(() => another.look(zero), refusal, 'after many small pieces, too');
  for (const bytes of [utf16le(`${mark}a,\0b`), utf16be(`${mark}a,\0b`)]) {
    await t.rejects(decode(bytes), refusal, 'a zero character of UTF-16');
  }
});

t.test('the pieces decide neither the encoding nor the text', async (t) => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((it) => !it.includes('\0'));
  const written = fc
    .tuple(text, fc.constantFrom(utf8, windows, utf16le, utf16be), fc.boolean())
    .map(([it, encode, isMarked]) => encode((isMarked ? mark : '') + it));
  const bytes = fc.oneof(written, fc.uint8Array({ maxLength: 30 }).map(Buffer.from));
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 });
  const outcome = async (whole: Buffer, pieces: readonly number[]) => {
    try {
      return `${sniff(whole, pieces)} ${await decode(whole, pieces)}`;
    } catch (error) {
      if (error instanceof Problem) return error.message;
      throw error;
    }
  };
  const rule = fc.asyncProperty(bytes, lengths, async (whole, pieces) => {
    return (await outcome(whole, [0])) === (await outcome(whole, pieces));
  });
  const same = fc.asyncProperty(text, async (it) => (await decode(utf8(mark + it))) === it);
  await t.resolves(fc.assert(rule, { numRuns: 1000 }));
  await t.resolves(fc.assert(same));
});
