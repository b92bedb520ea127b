import t from 'tap';
import { hashOf } from '../../../src/seals/board-report.ts';
import { canonicalJson } from '../../../src/seals/canonical-json.ts';
import {
  documentDifferences,
  readDocument,
  sealDifferences,
} from '../../../src/seals/seal-check.ts';

const document = {
  seal: { number: 3, title: 'Spring term' },
  rows: [
    { urn: '900001', month: '2025-09', cash_saving: '16.15' },
    { urn: '900002', month: '2025-09', cash_saving: null },
  ],
  cut: ['school', 'month'],
};
const content = canonicalJson(document);
const sha256 = hashOf(content);

t.test('N9: one changed digit fails the check, and is named', async (t) => {
  t.strictSame(sealDifferences(3, { content, sha256 }, content), []);
  const digit = content.replace('16.15', '16.16');
  t.strictSame(sealDifferences(3, { content: digit, sha256 }, content), [
    {
      place: 'seal 3, rows, 900001 2025-09, cash_saving',
      expected: '16.15',
      found: '16.16',
    },
    { place: 'seal 3, hash', expected: hashOf(digit), found: sha256 },
  ]);
  t.match(sealDifferences(3, { content, sha256: sha256.replace(/^./, 'x') }, content), [
    { place: 'seal 3, hash' },
  ]);
});

t.test('values that are there or not, and bytes that are no report', async (t) => {
  const examples: [
    change: (text: string) => string,
    place: string,
    expected: string,
    found: string,
  ][] = [
    [
      (text) => text.replace('null', '"0.00"'),
      'rows, 900002 2025-09, cash_saving',
      'nothing',
      '0.00',
    ],
    [(text) => text.replace('"school",', ''), 'cut, 1', 'school', 'month'],
    [(text) => text.replace('"number":3', '"number":4'), 'seal, number', '3', '4'],
    [(text) => text.replace(',"title":"Spring term"', ''), 'seal, title', 'Spring term', 'nothing'],
    [(text) => text.replace('{', '{ '), 'form', 'the bytes as sealed', 'the same values in others'],
  ];
  for (const [change, place, expected, found] of examples) {
    const [first] = documentDifferences(3, content, change(content));
    t.strictSame(first, { place: `seal 3, ${place}`, expected, found });
  }
  t.match(documentDifferences(3, content, content.slice(1)), [{ place: 'seal 3' }]);
  const lost = documentDifferences(3, content, '{}');
  t.match(lost, [{ place: 'seal 3, cut' }, { place: 'seal 3, rows' }, { place: 'seal 3, seal' }]);
});

t.test('a document is an object', async (t) => {
  t.strictSame(readDocument('{"a":1}'), { a: 1 });
  for (const text of ['', '[]', '12', 'null', '{']) t.equal(readDocument(text), undefined, text);
});
