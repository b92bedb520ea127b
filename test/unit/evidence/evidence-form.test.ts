import t from 'tap';
import { type ChosenDocument, readEvidence } from '../../../src/evidence/evidence-form.ts';
import type { Problem } from '../../../src/problem.ts';

const [hash, other] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];
const chosen: ChosenDocument = { name: 'old invoice.pdf', sha256: hash };
const url = 'https://files.example.org/2024/contract%20of%202024.pdf?version=2';
const kept = { kind: 'file', name: 'scan.pdf', sha256: hash, url: null } as const;

const faultsOf = (...of: Parameters<typeof readEvidence>) => {
  try {
    readEvidence(...of);
    return [];
  } catch (problem) {
    return (problem as Problem).details.map(({ column, message }) => `${column}: ${message}`);
  }
};

t.test('a document is kept under its own name or another', async (t) => {
  t.strictSame(readEvidence({}, chosen, []), { kind: 'file', name: 'old invoice.pdf' });
  const named = readEvidence({ where: 'kept', name: ' Invoice 7 ' }, chosen, []);
  t.strictSame(named, { kind: 'file', name: 'Invoice 7' });
  t.strictSame(faultsOf({ where: 'kept' }, undefined, []), ['file: Choose the document.']);
});

t.test('one that lies elsewhere is known by its hash, which its file tells', async (t) => {
  const where = 'elsewhere';
  t.strictSame(readEvidence({ where, url }, chosen, []), {
    kind: 'link',
    name: 'old invoice.pdf',
    url,
    sha256: hash,
  });
  const stated = `  ${hash.toUpperCase().replace(/(.{8})/g, '$1 ')}`;
  t.match(readEvidence({ where, url, sha256: stated }, undefined, []), {
    name: 'contract of 2024.pdf',
    sha256: hash,
  });
  t.match(readEvidence({ where, url: 'http://x.example/%E0', sha256: hash }, undefined, []), {
    name: '%E0',
  });
  t.match(readEvidence({ where, url: 'http://x.example/', sha256: hash }, undefined, []), {
    name: 'x.example',
  });
});

t.test('what is wrong is told at its field, all at once', async (t) => {
  const where = 'elsewhere';
  for (const said of ['', 'intranet/contract.pdf', 'javascript:alert(1)', 'ftp://x.example/a']) {
    t.match(faultsOf({ where, url: said, sha256: hash }, undefined, []), [/^url: /], said);
  }
  t.match(faultsOf({ where }, undefined, []), [/^url: /, /^sha256: /]);
  t.match(faultsOf({ where, url, sha256: 'abc' }, undefined, []), [/^sha256: /]);
  t.strictSame(faultsOf({ where, url, sha256: other }, chosen, []), [
    `sha256: The document that you chose has another SHA-256: ${hash}.`,
  ]);
});

t.test('the same bytes are not taken twice for one price, whatever their name', async (t) => {
  t.strictSame(faultsOf({}, chosen, [kept]), [
    'file: This is “scan.pdf”, byte for byte, which is evidence of this price already.',
  ]);
  t.strictSame(faultsOf({}, { ...chosen, sha256: other }, [kept]), []);
  const link = { kind: 'link', name: 'there', sha256: hash, url } as const;
  const typed = { where: 'elsewhere', url };
  t.match(faultsOf(typed, chosen, [link]), [/^url: This is “there”/]);
  t.strictSame(faultsOf(typed, chosen, [kept]), [], 'it may be kept here and lie elsewhere too');
  t.strictSame(faultsOf({ ...typed, url: `${url}&x` }, chosen, [link]), []);
});
