import t from 'tap';
import {
  evidenceParts,
  type ProvingDocument,
  pathOf,
  sharedOut,
} from '../../../src/packs/kept-documents.ts';
import { readTable } from '../../support/table.ts';
import { baselineOf } from '../lines/given.ts';

const documentOf = (facts: Partial<ProvingDocument> = {}): ProvingDocument => ({
  baselineId: 'b1',
  kind: 'file',
  name: 'old invoice.pdf',
  sha256: 'aa',
  url: null,
  mediaType: 'application/pdf',
  byteCount: 9,
  addedAt: '2026-01-05T09:00:00.000Z',
  addedBy: 'R. Preparer',
  ...facts,
});

t.test('a document is called by its hash, whatever its name would do to a folder', async (t) => {
  const examples = readTable(`
    mediaType                 name            path
    application/pdf           ../../x.exe     evidence/aa.pdf
    image/jpeg                scan            evidence/aa.jpg
    text/plain                page.html       evidence/aa.txt
    application/zip           prices.xlsx     evidence/aa.xlsx
    application/zip           all.zip         evidence/aa.zip
    application/octet-stream  macro.xlsx      evidence/aa.bin
  `);
  for (const { path, ...facts } of examples) t.equal(pathOf(documentOf(facts)), path);
});

t.test('each kept document lies in the pack once, a link is named with its hash', async (t) => {
  const place = { contract: 'PAY', urn: '900001', withdrawnBy: null, withdrawnReason: null };
  const baselines = [{ ...baselineOf('4.10', { id: 'b1' }), ...place }];
  const url = 'https://example.org/Beech.pdf';
  const documents = [
    documentOf({ sha256: 'cc', name: 'second.txt', mediaType: 'text/plain' }),
    documentOf(),
    documentOf({ name: 'again.pdf' }),
    documentOf({ kind: 'link', sha256: 'dd', url, mediaType: null, byteCount: null }),
    documentOf({ sha256: 'ee', byteCount: null, mediaType: null }),
    documentOf({ sha256: 'ff', name: 'for all.pdf' }),
    documentOf({ sha256: 'gg', baselineId: 'of another school' }),
  ].filter(({ baselineId }) => baselineId === 'b1');
  const guard = (text: string) => text.replace('Beech', '…');
  const parts = evidenceParts({ baselines, documents, shared: new Set(['ff']) }, guard, (it) => [
    it,
  ]);
  t.strictSame(
    parts.map(([path]) => path),
    ['evidence.csv', 'evidence/aa.pdf', 'evidence/cc.txt'],
  );
  t.strictSame(parts[1]?.[1](), ['aa'], 'its bytes are read when its turn comes');
  let text = '';
  for await (const piece of parts[0]?.[1]() ?? []) text += piece;
  const [, , first, again, link, gone, common] = text.split(/\r?\n/);
  t.match(first, 'PAY,900001,PAYSLIP,1,file,old invoice.pdf,evidence/aa.pdf,aa,application/pdf,9');
  t.match(again, 'again.pdf,evidence/aa.pdf,aa');
  t.match(link, 'link,old invoice.pdf,,dd,,,https://example.org/….pdf,R. Preparer');
  t.match(gone, 'old invoice.pdf,,ee,,,');
  t.match(common, `for all.pdf,${sharedOut},ff`);
});
