import fc from 'fast-check';
import t from 'tap';
import { readXml, type XmlElement } from '../../../src/einvoices/xml.ts';

const naming = (uri: string, local: string) =>
  uri === 'urn:left-out' || local === 'secret' ? undefined : `${uri}|${local}`;
const read = (text: string) => [...readXml(text, naming)];
const outline = ({ name, text, children }: XmlElement): string =>
  `${name}${text.trim() && `=${text.trim()}`}${children.length > 0 ? `(${children.map(outline)})` : ''}`;

t.test('the root comes first, then its children as they end', async (t) => {
  const examples: [text: string, parts: string[], why: string][] = [
    ['<a/>', ['|a'], 'a root alone'],
    ['<a><b>1</b><c><d>2</d><d>3</d></c></a>', ['|a', '|b=1', '|c(|d=2,|d=3)'], 'elements'],
    ['<p:a xmlns:p="urn:x"><p:b/></p:a>', ['urn:x|a', 'urn:x|b'], 'a namespace, not its prefix'],
    ['<a xmlns="urn:x"><b xmlns=""/></a>', ['urn:x|a', '|b'], 'a default that is taken back'],
    ['<a><b>1<![CDATA[<2>]]>&amp;&#51;</b></a>', ['|a', '|b=1<2>&3'], 'text in all its forms'],
    ['<a><!-- <b/> --><?c d?><b/></a>', ['|a', '|b'], 'comments and instructions'],
    ['<a><secret>x<b/></secret><b/></a>', ['|a', '|b'], 'what is left out, with all in it'],
    ['<a><b><secret>x</secret>y</b></a>', ['|a', '|b=y'], 'at any depth'],
    ['<l:a xmlns:l="urn:left-out"><b/></l:a>', ['urn:left-out:a', '|b'], 'but never the root'],
  ];
  for (const [text, parts, why] of examples) t.strictSame(read(text).map(outline), parts, why);
  const [, element] = read('<a><b x="1" p:x="2" xmlns:p="urn:p"/></a>');
  t.strictSame(element?.attributes, { x: '1' }, 'only the attributes of UBL, which have no prefix');
});

t.test('whatever is not well-formed is refused with its place', async (t) => {
  const place = (text: string, message: string | RegExp) =>
    t.throws(() => read(text), { code: 'einvoice.unreadable', message }, text.slice(0, 40));
  place('<a>\n  <b>\n</a>', /at line 3, column 4: unexpected close tag\./);
  place('<a><b>', /at line 1, column \d+: unclosed tag: b\./);
  for (const text of [
    '',
    'text',
    '<a/>text',
    '<a/><b/>',
    '<a>&file;</a>',
    '<a>1 & 2</a>',
    '<a b="1" b="2"/>',
    '<p:a/>',
    '<a>\u0001</a>',
    '<a>]]></a>',
    '<a b="<"/>',
    ' <?xml version="1.0"?><a/>',
    '<!doctype html><html></html>',
  ]) {
    place(text, /not well-formed XML/);
  }
});

t.test('nothing that could exhaust a computer is read on', async (t) => {
  const refused = (text: string, message: RegExp) =>
    t.throws(() => read(text), { code: 'einvoice.unreadable', message });
  refused('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type or entities/);
  refused('<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', /document type or entities/);
  refused(`${'<a>'.repeat(51)}${'</a>'.repeat(51)}`, /50 deep/);
  refused('<a>'.repeat(100_000), /50 deep/);
  refused(`<a><b>${'x'.repeat(100_001)}</b></a>`, /100,000 characters/);
  const attributes = Array.from({ length: 51 }, (_, index) => `a${index}="1"`).join(' ');
  refused(`<a ${attributes}/>`, /50 attributes/);
  refused(`<a><b>${'<c/>'.repeat(10_001)}</b></a>`, /10,000 elements/);
  t.equal(read(`${'<a>'.repeat(50)}${'</a>'.repeat(50)}`).length, 2);
  t.equal(read(`<a>${'<b>x</b>'.repeat(20_000)}</a>`).length, 20_001, 'a long document is none');
  t.equal(read(`<a><secret>${'x'.repeat(1_000_000)}</secret></a>`).length, 1, 'nor an attachment');
});

t.test('a text is read the same wherever the pieces of it end', async (t) => {
  const characters = fc.array(fc.constantFrom('x', '£', '😀', '\n', ' ', '&amp;'), {
    maxLength: 9,
  });
  const rule = fc.property(characters, fc.integer({ min: -12, max: 12 }), (list, shift) => {
    const text = list.join('');
    const before = `<a><b>${'-'.repeat(65_536 - 14 + shift)}</b>`;
    const [, , element] = read(`${before}<c>${text}</c></a>`);
    return element?.text === text.replaceAll('&amp;', '&');
  });
  t.doesNotThrow(() => fc.assert(rule));
});
