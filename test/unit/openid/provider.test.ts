import t from 'tap';
import { isOnThisMachine, readProviders } from '../../../src/openid/provider.ts';

const google = {
  OPENID_PROVIDERS: 'google',
  OPENID_GOOGLE_ISSUER: 'https://accounts.google.com',
  OPENID_GOOGLE_CLIENT_ID: 'id',
  OPENID_GOOGLE_CLIENT_SECRET: 'secret',
};

t.test('providers are read by their names', async (t) => {
  t.strictSame(readProviders({}), { providers: [], problems: [] });
  const { providers, problems } = readProviders({
    ...google,
    OPENID_PROVIDERS: 'google, county google',
    OPENID_COUNTY_ISSUER: 'https://login.microsoftonline.com/5f1e/v2.0',
    OPENID_COUNTY_CLIENT_ID: 'id2',
    OPENID_COUNTY_CLIENT_SECRET: 'secret2',
    OPENID_COUNTY_TITLE: 'the county account',
    OPENID_COUNTY_ADDRESSES_VERIFIED: 'yes',
  });
  t.strictSame(problems, []);
  t.match(providers, [
    { name: 'google', title: 'Google', vouchesForAddresses: false },
    { name: 'county', title: 'the county account', vouchesForAddresses: true },
  ]);
  t.equal(providers.length, 2);
});

t.test('what is wrong is told by the name of its variable', async (t) => {
  const cases: [change: Record<string, string>, column: string][] = [
    [{ OPENID_PROVIDERS: 'Google!' }, 'OPENID_PROVIDERS'],
    [{ OPENID_GOOGLE_CLIENT_ID: '' }, 'OPENID_GOOGLE_CLIENT_ID'],
    [{ OPENID_GOOGLE_CLIENT_SECRET: ' ' }, 'OPENID_GOOGLE_CLIENT_SECRET'],
    [{ OPENID_GOOGLE_ISSUER: 'google' }, 'OPENID_GOOGLE_ISSUER'],
    [{ OPENID_GOOGLE_ISSUER: 'http://accounts.google.com' }, 'OPENID_GOOGLE_ISSUER'],
    [{ OPENID_GOOGLE_ISSUER: 'https://accounts.google.com?a=b' }, 'OPENID_GOOGLE_ISSUER'],
    [
      { OPENID_GOOGLE_ISSUER: 'https://login.microsoftonline.com/common/v2.0' },
      'OPENID_GOOGLE_ISSUER',
    ],
    [
      { OPENID_GOOGLE_ISSUER: 'https://login.microsoftonline.com/Organizations' },
      'OPENID_GOOGLE_ISSUER',
    ],
    [{ OPENID_GOOGLE_ADDRESSES_VERIFIED: 'true' }, 'OPENID_GOOGLE_ADDRESSES_VERIFIED'],
  ];
  for (const [change, column] of cases) {
    const { problems } = readProviders({ ...google, ...change });
    t.strictSame(
      problems.map((problem) => problem.column),
      [column],
      JSON.stringify(change),
    );
  }
});

t.test('only on this machine a line may be open', async (t) => {
  const cases: [issuer: string, isHere: boolean][] = [
    ['http://localhost:4000', true],
    ['http://127.0.0.1', true],
    ['http://[::1]:4000/path', true],
    ['https://localhost', false],
    ['http://localhost.evil.example', false],
    ['http://10.0.0.1', false],
  ];
  for (const [issuer, isHere] of cases) t.equal(isOnThisMachine(issuer), isHere, issuer);
});
