import fc from 'fast-check';
import t from 'tap';
import { readXml, xmlTurns } from '../../../src/workbooks/xml.ts';
import { inPieces, xml } from '../../support/workbook.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const strict = 'http://purl.oclc.org/ooxml/spreadsheetml/main';

/** What a listener hears of a part, one word an event. */
async function heard(part: string | Uint8Array, length = 65_536, root = 'a'): Promise<string> {
  const words: string[] = [];
  await readXml(inPieces(Buffer.from(part as Uint8Array), length), root, {
    open: (name, { r }) => words.push(r ? `<${name} ${r.value}>` : `<${name}>`),
    text: (text) => words.push(text),
    close: (name) => words.push(`</${name}>`),
  });
  return words.join('');
}

t.test('elements are heard by their names, whatever prefix they have', async (t) => {
  const wanted = '<a><b 7>1 & 2</b></a>';
  const body = '<b r="7">1 &amp; 2</b>';
  const examples: [part: string | Buffer, why: string][] = [
    [`<a xmlns="${main}">${body}</a>`, 'transitional'],
    [`<a xmlns="${strict}">${body}</a>`, 'strict'],
    [`<x:a xmlns:x="${main}"><x:b r="7">1 &amp; 2</x:b></x:a>`, 'a prefix'],
    [`\ufeff<?xml version="1.0" encoding="utf-8"?>\n<a xmlns="${main}">${body}</a>\n`, 'a mark'],
    [
      `<a xmlns="${main}"><!-- seen by nobody --><b r='7'>1 &#38; 2</b><?and this?></a>`,
      'comments',
    ],
    [`<a xmlns="${main}"><b r="7"><![CDATA[1 & 2]]></b></a>`, 'CDATA'],
    [`<a xmlns="${main}">${body}<e:x xmlns:e="urn:other"><b>no</b><e:x/></e:x></a>`, 'extensions'],
    [`<a xmlns="${main}">${body}<x xmlns="urn:other"><b/></x></a>`, 'extensions without a prefix'],
    [`<a xmlns="${main}"><x xmlns="urn:other"><b/></x>${body}</a>`, 'and what comes after them'],
    [
      Buffer.from(
        `\ufeff<?xml version="1.0" encoding="UTF-16"?><a xmlns="${main}">${body}</a>`,
        'utf16le',
      ),
      'UTF-16',
    ],
    [
      Buffer.from(`\ufeff<a xmlns="${main}">${body}</a>`, 'utf16le').swap16(),
      'the other way round',
    ],
  ];
  for (const [part, why] of examples) {
    for (const length of [2, 7, 65_536])
      t.equal(await heard(part, length), wanted, `${why}, ${length}`);
  }
});

t.test('what is no strict XML is refused', async (t) => {
  const inside = (body: string) => `<a xmlns="${main}">${body}</a>`;
  const doctype = 'The workbook is damaged: its XML has a DOCTYPE, which no workbook has';
  const wrong = 'The workbook is damaged: its XML breaks off or is wrong';
  const bytes = 'The workbook is damaged: its text is neither UTF-8 nor UTF-16.';
  const examples: [part: string | Buffer, message: string, why: string][] = [
    [`<!DOCTYPE a>${inside('')}`, doctype, 'a DOCTYPE'],
    [`<!DOCTYPE a [<!ENTITY x "${'lol'.repeat(99)}">]>${inside('&x;')}`, doctype, 'with entities'],
    [`<!DOCTYPE a SYSTEM "http://127.0.0.1/x">${inside('')}`, doctype, 'with an address'],
    [inside('&x;'), wrong, 'an unknown entity'],
    [inside('<b>'), wrong, 'an element that does not end'],
    [inside('').slice(0, -1), wrong, 'cut short'],
    ['', wrong, 'nothing'],
    [inside('\0'), wrong, 'a zero'],
    [inside('<b r="1" r="2"/>'), wrong, 'two values of one name'],
    [inside('<x:b/>'), wrong, 'an unknown prefix'],
    [`${inside('')}${inside('')}`, wrong, 'two roots'],
    [
      '<z:a xmlns:z="urn:other"/>',
      'The workbook is damaged: a part that should be a a is none.',
      '',
    ],
    [`<b xmlns="${main}"/>`, 'The workbook is damaged: a part that should be a a is none.', ''],
    [Buffer.from(inside('£'), 'latin1'), bytes, 'Latin 1'],
    [Buffer.from(inside('£')).subarray(0, -4), wrong, 'cut short behind a sign'],
    [
      Buffer.concat([Buffer.from(inside('')), Buffer.from([0xc2])]),
      bytes,
      'half a sign at the end',
    ],
    [
      `<?xml version="1.0" encoding="ISO-8859-1"?>${inside('')}`,
      'The workbook is damaged: its text is ISO-8859-1.',
      '',
    ],
  ];
  for (const [part, message, why] of examples) {
    await t.rejects(
      heard(part),
      { code: 'file.unreadable', message: new RegExp(`^${message}`) },
      why,
    );
  }
});

t.test('nothing makes it grow without end', async (t) => {
  const most = 'x'.repeat(999_000);
  t.equal(await heard(`<a xmlns="${main}"><b>${most}</b></a>`), `<a><b>${most}</b></a>`);
  const long = 'x'.repeat(1_200_000);
  const examples: [body: string, why: string][] = [
    [`<b>${long}</b>`, 'a text'],
    [`<b r="${long}"/>`, 'an attribute'],
    [`<b ${'r'.repeat(1_200_000)}="1"/>`, 'a name'],
    [
      `<b ${Array.from({ length: 100_000 }, (_, at) => `r${at}="123"`).join(' ')}/>`,
      'many attributes',
    ],
    [`<!--${long}-->`, 'a comment'],
    ['<!-- -->'.repeat(150_000), 'many comments'],
    [`<![CDATA[${long}]]>`, 'CDATA'],
    [`<?x ${long}?>`, 'an instruction'],
    ['<b>'.repeat(400_000), 'a deep nest'],
  ];
  for (const [body, why] of examples) {
    await t.rejects(heard(`<a xmlns="${main}">${body}`), { code: 'workbook.too-large' }, why);
  }
});

t.test('the one who takes has a turn after each piece', async (t) => {
  const part = Buffer.from(`<a xmlns="${main}">${'<b/>'.repeat(100)}</a>`);
  let count = 0;
  const turns: number[] = [];
  const listener = { open: () => (count += 1) };
  for await (const _ of xmlTurns(inPieces(part, 100), 'a', listener)) turns.push(count);
  t.equal(turns.at(-1), 101);
  t.ok(turns.length >= 5 && (turns[2] ?? 0) < 70, 'nothing is read ahead');
});

t.test('a defect of the listener is no damage of the workbook', async (t) => {
  const listener = {
    open: () => {
      throw new RangeError('a defect');
    },
  };
  const part = inPieces(Buffer.from(`<a xmlns="${main}"/>`));
  await t.rejects(readXml(part, 'a', listener), new RangeError('a defect'));
});

t.test('the pieces do not matter', async (t) => {
  const letter = fc.constantFrom('a', '£', '😀', '&', '<', '"', ' ', '\n', ']]>', '_');
  const text = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''));
  const rule = fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (it, length) => {
    const part = `<a xmlns="${main}"><b r="${xml(it).replaceAll('\n', '&#10;')}">${xml(it)}</b></a>`;
    return (await heard(part, length)) === `<a><b ${it}>${it}</b></a>`;
  });
  await t.resolves(fc.assert(rule, { numRuns: 200 }));
});
