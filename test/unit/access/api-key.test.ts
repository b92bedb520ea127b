import fc from 'fast-check';
import t from 'tap';
import { hashKey, isKey, keyBytes, writeKey } from '../../../src/access/api-key.ts';

t.test('a key is its prefix and its bytes', async (t) => {
  const key = writeKey(new Uint8Array(keyBytes).fill(255));
  t.equal(key, `slk_${'_'.repeat(42)}8`);
  t.ok(isKey(key));
  t.throws(() => writeKey(new Uint8Array(31)), RangeError);
});

t.test('whatever its bytes are, a key is known by its form', async () => {
  const bytes = fc.uint8Array({ minLength: keyBytes, maxLength: keyBytes });
  fc.assert(fc.property(bytes, (random) => isKey(writeKey(random))));
});

t.test('another text is no key', async (t) => {
  const key = writeKey(new Uint8Array(keyBytes));
  const others = ['', 'slk_', key.slice(1), `${key}A`, ` ${key}`, `${key}\n`, key.toUpperCase()];
  for (const other of others) t.notOk(isKey(other), JSON.stringify(other));
});

t.test('a hash knows its key again and does not show it', async (t) => {
  const [one, other] = [0, 1].map((byte) => writeKey(new Uint8Array(keyBytes).fill(byte)));
  t.strictSame(hashKey(one ?? ''), hashKey(one ?? ''));
  t.notSame(hashKey(one ?? ''), hashKey(other ?? ''));
  t.equal(hashKey(one ?? '').length, 32);
});
