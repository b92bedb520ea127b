// Sign-in at a real OpenID provider, and everything that must not get through.
import t, { type Test } from 'tap';
import { endGrant, letIn } from '../../src/people/commands.ts';
import { startApp } from '../support/app.ts';
import { type Browser, errorSummary, openBrowser, titleOf } from '../support/browser.ts';
import { startOpenidProvider } from '../support/openid-provider.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';

t.setTimeout(120_000);

const publicUrl = 'https://ledger.example';
const email = 'head@ash.example';

/** The service with one head let in, and one provider under two names, of which one vouches. */
/** Where the first page leads somebody who is let into one trust. */
const first = async (browser: Browser) => (await browser.get('/')).headers.location ?? '';

async function startService(t: Test) {
  const callback = (name: string) => `${publicUrl}/sign-in/${name}/callback`;
  const provider = await startOpenidProvider(t, [callback('school'), callback('county')]);
  const clock = { at: Date.UTC(2026, 2, 2, 8) };
  const now = () => new Date(clock.at).toISOString();
  const log: string[] = [];
  const known = {
    issuer: provider.issuer,
    clientId: 'ledger',
    clientSecret: 'a secret of the test',
  };
  const { app, database } = await startApp(t, {
    now,
    logger: { level: 'warn', stream: { write: (line: string) => void log.push(line) } },
    config: {
      publicUrl,
      providers: [
        { ...known, name: 'school', title: 'the school account', vouchesForAddresses: false },
        { ...known, name: 'county', title: 'the county account', vouchesForAddresses: true },
        {
          ...known,
          name: 'gone',
          title: 'Gone',
          issuer: 'http://127.0.0.1:9',
          vouchesForAddresses: false,
        },
      ],
    },
  });
  const trustId = await loadFiles(database, smallTrust('Ash Federation'));
  const by = { trustId, at: now(), by: 'set-up' };
  await letIn(database, by, { email: 'a@ash.example', name: 'A. Keeper', role: 'administrator' });
  const grant = await letIn(database, by, { email, name: 'H. Teacher', role: 'trustee' });
  const begin = async (browser: Browser, at = 'school', returnTo = '/') => {
    const path = `/sign-in/${at}?returnTo=${encodeURIComponent(returnTo)}`;
    return String((await browser.get(path)).headers.location);
  };
  /** Goes to the provider; gives the path by which it sends the browser back. */
  const goThere = async (browser: Browser, at = 'school', returnTo = '/') => {
    const back = await provider.visit(await begin(browser, at, returnTo));
    return back.replace(publicUrl, '');
  };
  const signIn = async (browser: Browser, at = 'school') => browser.get(await goThere(browser, at));
  const open = () => openBrowser(app);
  const isIn = async (browser: Browser) => (await first(browser)).startsWith('/trusts/');
  return {
    app,
    database,
    provider,
    clock,
    log,
    grant,
    trustId,
    begin,
    goThere,
    signIn,
    open,
    isIn,
  };
}

t.test(
  'an account is linked by its verified address, and known by its subject from then on',
  async (t) => {
    const { provider, begin, goThere, signIn, open, isIn } = await startService(t);
    const page = (await open().get('/sign-in?returnTo=/documentation')).body;
    t.match(page, 'href="/sign-in/school?returnTo=%2Fdocumentation"');
    t.match(page, 'Sign in with the school account');
    provider.account = { sub: 'seven', email: 'Head@Ash.Example', email_verified: true };
    const browser = open();
    const asked = new URL(await begin(browser));
    t.match(Object.fromEntries(asked.searchParams), {
      code_challenge_method: 'S256',
      code_challenge: /^[\w-]{43}$/,
      state: /^[\w-]{43}$/,
      nonce: /^[\w-]{43}$/,
      scope: 'openid email',
      redirect_uri: `${publicUrl}/sign-in/school/callback`,
    });
    const answer = await browser.get(await goThere(browser, 'school', '/documentation'));
    t.strictSame([answer.statusCode, answer.headers.location], [303, '/documentation']);
    const cookie = answer.cookies.find(({ name }) => name === '__Host-session');
    t.match(cookie, { httpOnly: true, secure: true, sameSite: 'Lax' });
    t.notOk(browser.cookies.has('__Host-sign-in'));
    t.match((await browser.get(await first(browser))).body, 'H. Teacher');
    provider.account = { sub: 'seven', email: 'other@ash.example', email_verified: false };
    const again = open();
    await signIn(again);
    t.match(
      (await again.get(await first(again))).body,
      'H. Teacher',
      'whatever its address is now',
    );
    provider.account = { sub: 'eight', email: 'other@ash.example', email_verified: true };
    const other = open();
    await signIn(other);
    t.notOk(await isIn(other));
  },
);

t.test('only a verified address of somebody who was let in opens anything', async (t) => {
  const { database, provider, signIn, open, isIn, grant, trustId } = await startService(t);
  const cases: [claims: Record<string, unknown>, at: string, isLetIn: boolean][] = [
    [{ email, email_verified: false }, 'school', false],
    [{ email }, 'school', false],
    [{ email, email_verified: false }, 'county', false],
    [{ email, xms_edov: false }, 'county', false],
    [{ email: 'nobody@ash.example', email_verified: true }, 'school', false],
    [{ email: 'not an address', email_verified: true }, 'school', false],
    [{ email_verified: true }, 'school', false],
    [{ email, xms_edov: true }, 'school', true],
    [{ email }, 'county', true],
  ];
  const people = () => database.query.execute('select email from person order by email');
  const before = await people();
  const said = new Set<string>();
  for (const [index, [claims, at, isLetIn]] of cases.entries()) {
    provider.account = { sub: `account-${index}`, ...claims };
    const browser = open();
    const answer = await signIn(browser, at);
    t.equal(await isIn(browser), isLetIn, JSON.stringify(claims));
    if (isLetIn) continue;
    t.equal(answer.statusCode, 422);
    t.equal(titleOf(answer.body), 'Error: Sign in – Savings ledger');
    said.add(
      errorSummary(answer.body)
        .map(({ text }) => text)
        .join(),
    );
  }
  t.equal(said.size, 1, 'and what is said does not tell why');
  t.strictSame(await people(), before, 'nobody is created by signing in');
  const { id } = grant;
  await endGrant(database, { trustId, id, at: '2026-03-02T09:00:00Z', by: 'A. Keeper' });
  const browser = open();
  await signIn(browser, 'county');
  t.notOk(await isIn(browser), 'nor does a linked account of somebody who is let in no longer');
});

t.test('a token that is not for this sign-in proves nothing', async (t) => {
  const { provider, signIn, open, isIn, log } = await startService(t);
  provider.account = { sub: 'seven', email, email_verified: true };
  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  const cases: [what: string, change: Record<string, unknown>, logged: RegExp][] = [
    ['wrong nonce', { nonce: 'of another sign-in' }, /nonce/],
    ['no nonce', { nonce: undefined }, /nonce/],
    ['wrong audience', { aud: 'another service' }, /aud/],
    ['two audiences', { aud: ['ledger', 'another'], azp: 'another' }, /azp/],
    ['expired', { iat: now - 2 * hour, exp: now - hour }, /exp|timestamp/],
    ['wrong issuer', { iss: 'https://evil.example' }, /iss/],
    ['no subject', { sub: undefined }, /sub/],
  ];
  for (const [what, change, logged] of cases) {
    provider.tamper = (claims) => ({ ...claims, ...change });
    log.length = 0;
    const browser = open();
    const answer = await signIn(browser);
    t.match(
      errorSummary(answer.body),
      [{ text: /^the school account did not prove who you are/ }],
      what,
    );
    t.notOk(await isIn(browser), what);
    t.match(log.join(''), logged, what);
  }
  provider.tamper = undefined;
  provider.isForged = true;
  const forged = open();
  t.match(errorSummary((await signIn(forged)).body), [{ text: /did not prove who you are/ }]);
  t.notOk(await isIn(forged), 'signed by another key');
  provider.isForged = false;
  const browser = open();
  await signIn(browser);
  t.ok(await isIn(browser), 'untouched, it does');
});

t.test(
  'an answer is taken once, in time, in the browser and of the provider that was asked',
  async (t) => {
    const { provider, begin, goThere, open, isIn, clock } = await startService(t);
    provider.account = { sub: 'seven', email, email_verified: true };
    const refuses = async (browser: Browser, path: string, why: RegExp, what: string) => {
      const answer = await browser.get(path);
      t.match(errorSummary(answer.body), [{ text: why }], what);
      t.notOk(await isIn(browser), what);
    };
    const late = /come too late, or was finished already/;
    const unproved = /did not prove who you are/;

    const first = open();
    const used = await goThere(first);
    const flow = first.cookies.get('__Host-sign-in') ?? '';
    await first.get(used);
    t.ok(await isIn(first));
    const replaying = open();
    replaying.cookies.set('__Host-sign-in', flow);
    await refuses(replaying, used, late, 'replayed, with all that the browser had');

    const victim = open();
    const attackers = await goThere(open());
    await refuses(victim, attackers, late, 'a sign-in that another browser began');

    const own = new URLSearchParams(new URL(await begin(victim)).searchParams);
    const stolen = new URL(await goThere(open()), publicUrl);
    stolen.searchParams.set('state', own.get('state') ?? '');
    await refuses(victim, stolen.pathname + stolen.search, unproved, 'the code of another sign-in');

    const stateless = open();
    const path = await goThere(stateless);
    await refuses(stateless, path.replace(/state=[^&]*/, 'state=other'), unproved, 'wrong state');

    const mixed = open();
    const county = (await goThere(mixed)).replace('/school/', '/county/');
    await refuses(mixed, county, late, 'the answer of another provider');

    const slow = open();
    const tooLate = await goThere(slow);
    clock.at += 10 * 60_000;
    await refuses(slow, tooLate, late, 'after ten minutes');

    const refused = open();
    const state = new URL(await begin(refused)).searchParams.get('state') ?? '';
    const denied = `/sign-in/school/callback?error=access_denied&state=${state}`;
    await refuses(refused, denied, unproved, 'refused by the person');
  },
);

t.test('a provider that does not answer, or is none, is told as such', async (t) => {
  const { open } = await startService(t);
  const gone = await open().get('/sign-in/gone');
  t.equal(gone.statusCode, 422);
  t.match(errorSummary(gone.body), [{ text: /^Gone does not answer as it should/ }]);
  const unknown = await open().get('/sign-in/other');
  t.match(errorSummary(unknown.body), [{ text: /no such way to sign in/ }]);
  t.match(errorSummary((await open().get('/sign-in/other/callback?code=1')).body), [{}]);
});
