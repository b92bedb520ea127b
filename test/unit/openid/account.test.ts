import t from 'tap';
import { readAccount } from '../../../src/openid/account.ts';

t.test('an address counts only when it is verified', async (t) => {
  const cases: [claims: Record<string, unknown>, vouches: boolean, counts: boolean][] = [
    [{ email_verified: true }, false, true],
    [{ email_verified: 'true' }, false, true],
    [{ email_verified: false }, false, false],
    [{ email_verified: 'yes' }, false, false],
    [{ email_verified: null }, false, false],
    [{}, false, false],
    [{}, true, true],
    [{ email_verified: false }, true, false],
    [{ xms_edov: true }, false, true],
    [{ xms_edov: '1' }, false, true],
    [{ xms_edov: 1 }, false, true],
    [{ xms_edov: false }, true, false],
    [{ xms_edov: '0' }, true, false],
    [{ email_verified: true, xms_edov: false }, true, false],
  ];
  for (const [claims, vouchesForAddresses, counts] of cases) {
    const all = { iss: 'https://id.example', sub: '7', email: 'head@ash.example', ...claims };
    t.strictSame(
      readAccount(all, { vouchesForAddresses }),
      {
        issuer: 'https://id.example',
        subject: '7',
        email: counts ? 'head@ash.example' : undefined,
      },
      `${JSON.stringify(claims)}, ${vouchesForAddresses}`,
    );
  }
});

t.test('a token without a subject or an address proves nothing', async (t) => {
  const vouching = { vouchesForAddresses: true };
  const claims = { iss: 'https://id.example', sub: '7', email_verified: true };
  t.equal(readAccount(claims, vouching).email, undefined);
  t.equal(readAccount({ ...claims, email: ['a@b.example'] }, vouching).email, undefined);
  t.throws(() => readAccount({ ...claims, sub: '' }, vouching), RangeError);
  t.throws(() => readAccount({ ...claims, iss: undefined }, vouching), RangeError);
});
