import fc from 'fast-check';
import t from 'tap';
import { readReturnTo } from '../../../src/sign-in/return-to.ts';

t.test('a sign-in leads to a path of our own, or to the first page', async (t) => {
  const cases: [text: string | undefined, path: string][] = [
    [undefined, '/'],
    ['', '/'],
    ['/', '/'],
    ['/reports?by=school&from=2025-09', '/reports?by=school&from=2025-09'],
    ['/reports/../seals', '/seals'],
    ['/reports#top', '/reports'],
    ['/caf%C3%A9', '/caf%C3%A9'],
    ['reports', '/'],
    ['//evil.example', '/'],
    ['///evil.example', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['/reports\\..\\evil', '/'],
    ['https:evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['/\n/evil.example', '/'],
    ['/\r\nLocation: https://evil.example', '/'],
    ['\u0000//evil.example', '/'],
    [' //evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/..//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['/a/..//evil.example', '/'],
    [`/${'a'.repeat(1000)}`, '/'],
  ];
  for (const [text, path] of cases) t.equal(readReturnTo(text), path, encodeURI(String(text)));
});

t.test('whatever is asked for, a browser stays with us', async (t) => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '\t',
    '@',
    ':',
    'https:',
    'evil.example',
    '?',
    '#',
  );
  const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);
  fc.assert(
    fc.property(texts, (text) => {
      const { origin } = new URL(readReturnTo(text), 'https://ledger.example/sign-in');
      return origin === 'https://ledger.example';
    }),
  );
  t.pass();
});
