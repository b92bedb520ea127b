import t from 'tap';
import {
  hashSecret,
  isDue,
  isLasting,
  isOverlapping,
  isSecret,
  secretBytes,
  writeSecret,
} from '../../../src/sessions/session.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 8) + minutes * 60_000).toISOString();
const session = (seen: number, rotated = 0) => {
  return { createdAt: at(0), seenAt: at(seen), rotatedAt: at(rotated) };
};

t.test('a session ends an hour after its last use, and twelve after its first', async (t) => {
  const cases: [seen: number, now: number, lasts: boolean][] = [
    [0, 0, true],
    [0, 59, true],
    [0, 60, false],
    [59, 118, true],
    [700, 719, true],
    [719, 720, false],
  ];
  for (const [seen, now, lasts] of cases) {
    t.equal(isLasting(session(seen), at(now)), lasts, `seen at ${seen}, now ${now}`);
  }
});

t.test('its secret is exchanged, and the former one is good for a minute more', async (t) => {
  t.strictSame(
    [14, 15, 40].map((now) => isDue(session(0), at(now))),
    [false, true, true],
  );
  const overlaps = [0, 0.9, 1, 15].map((later) => isOverlapping(session(20, 20), at(20 + later)));
  t.strictSame(overlaps, [true, true, false, false]);
});

t.test('a secret is told from other texts, and is not what is kept of it', async (t) => {
  const secret = writeSecret(new Uint8Array(secretBytes).fill(7));
  t.ok(isSecret(secret));
  t.equal(hashSecret(secret).length, 32);
  t.notOk(hashSecret(secret).toString('base64url') === secret);
  for (const text of ['', 'x', `${secret}=`, `${secret.slice(1)};`]) t.notOk(isSecret(text), text);
  t.throws(() => writeSecret(new Uint8Array(16)), RangeError);
});
