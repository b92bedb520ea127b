import t from 'tap';
import { mediaTypeOf } from '../../../src/evidence/media-type.ts';

const examples: [start: string, mediaType: string][] = [
  ['%PDF-1.7\n', 'application/pdf'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['PK\x03\x04\x14', 'application/zip'],
  ['Invoice 17, £3', 'text/plain'],
  ['<script>alert(1)</script>', 'text/plain'],
  ['\xa33.10', 'application/octet-stream'],
  ['MZ\x00\x01', 'application/octet-stream'],
  ['', 'application/octet-stream'],
];

t.test('a document is what its bytes say', async (t) => {
  for (const [start, mediaType] of examples) {
    const encoding = start.startsWith('Invoice') ? 'utf8' : 'latin1';
    t.equal(mediaTypeOf(Buffer.from(start, encoding)), mediaType, JSON.stringify(start));
  }
});
