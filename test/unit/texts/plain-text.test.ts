import t from 'tap';
import { plainText } from '../../../src/texts/plain-text.ts';

t.test('a text is read in whichever encoding, line by line', async (t) => {
  const encodings: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from('Price: £4.10\r\nNotice: six months\r\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeffPrice: £4.10\nNotice: six months\n')],
    ['Windows', Buffer.from('Price: £4.10\rNotice: six months\r', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffPrice: £4.10\nNotice: six months\n', 'utf16le')],
  ];
  for (const [name, bytes] of encodings) {
    t.strictSame(
      await plainText(bytes),
      {
        mediaType: 'text/plain',
        parts: [{ place: 'lines 1 to 3', text: 'Price: £4.10\nNotice: six months' }],
        unsearchable: null,
      },
      name,
    );
  }
});

t.test('bytes that no text has are no text', async (t) => {
  for (const bytes of [
    Buffer.from([1, 2, 3]),
    Buffer.from('abcdef\0gh'),
    Buffer.from('a\u001bb'),
  ]) {
    await t.rejects(plainText(bytes), { message: 'It is no text, PDF or Word document.' });
  }
  await t.rejects(plainText(Buffer.from(' \n')), { message: /holds no text/ });
});
