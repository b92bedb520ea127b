import t from 'tap';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import {
  contentInWords,
  documentsView,
  sizeInWords,
} from '../../../src/evidence/evidence-words.ts';

t.test('a size is told as people say it', async (t) => {
  for (const [bytes, said] of [
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [33_554_432, '33.6 MB'],
  ] as const) {
    t.equal(sizeInWords(bytes), said);
  }
});

t.test('what a document is, its bytes say', async (t) => {
  t.equal(contentInWords('application/pdf', 12_000), 'PDF, 12 KB');
  t.equal(contentInWords('application/octet-stream', 5), 'File of another kind, 5 bytes');
  t.equal(contentInWords(null, null), 'File of another kind');
});

t.test('documents with the same bytes say so', async (t) => {
  const sha256 = 'a'.repeat(64);
  const first: Evidence = {
    id: '1',
    kind: 'file',
    name: 'scan.pdf',
    sha256,
    url: null,
    mediaType: 'image/png',
    byteCount: 2000,
    addedAt: '2026-05-03T10:00:00.000Z',
    addedBy: 'Gwen Pascoe',
  };
  const link = {
    ...first,
    id: '2',
    kind: 'link',
    name: 'there',
    url: 'https://x.example/',
  } as const;
  t.strictSame(
    documentsView([first, link], ({ id }) => `/documents/${id}`),
    [
      {
        name: 'scan.pdf',
        href: '/documents/1',
        about: 'Picture (PNG), 2 KB. Added by Gwen Pascoe on 3 May 2026.',
        sha256,
      },
      {
        name: 'there',
        href: 'https://x.example/',
        about:
          'It lies elsewhere and is not kept here. Named by Gwen Pascoe on 3 May 2026. The same document as “scan.pdf”, byte for byte.',
        sha256,
      },
    ],
  );
});
