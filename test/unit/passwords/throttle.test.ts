import t from 'tap';
import { hashCounted, minutesToWait, placeOf } from '../../../src/passwords/throttle.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 8) + seconds * 1000).toISOString();
const tries = (count: number, second = 0) => Array<string>(count).fill(at(second));

t.test('five failures for an address, or twenty from a place, and one has to wait', async (t) => {
  const cases: [earlier: string[], by: 'address' | 'place', now: number, wait?: number][] = [
    [[], 'address', 0],
    [tries(4), 'address', 1],
    [tries(5), 'address', 0, 15],
    [tries(5), 'address', 1, 15],
    [tries(5), 'address', 61, 14],
    [tries(5), 'address', 899, 1],
    [tries(5), 'address', 900],
    [[...tries(3), ...tries(2, 600)], 'address', 600, 5],
    [[...tries(3), ...tries(5, 600)], 'address', 600, 15],
    [tries(19), 'place', 1],
    [tries(20), 'place', 1, 15],
  ];
  for (const [earlier, by, now, wait] of cases) {
    t.equal(minutesToWait(earlier, by, at(now)), wait, `${earlier.length} by ${by} at ${now}`);
  }
});

t.test('a line of IPv6 is one place, whichever of its addresses is used', async (t) => {
  const cases: [address: string, place: string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ];
  for (const [address, place] of cases) t.equal(placeOf(address), place, address);
});

t.test('addresses, places and purposes are counted apart', async (t) => {
  const hashes = [
    hashCounted('sign-in', 'address', 'a'),
    hashCounted('sign-in', 'place', 'a'),
    hashCounted('reset', 'address', 'a'),
    hashCounted('sign-in', 'address', 'b'),
  ];
  t.equal(new Set(hashes.map((hash) => hash.toString('hex'))).size, 4);
});
