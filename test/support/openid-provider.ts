import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { Test } from 'tap';

type Claims = Record<string, unknown>;

/** A real OpenID provider, at which somebody is signed in already. */
export interface OpenidProvider {
  readonly issuer: string;
  /** What the account at the provider is. */
  account: { sub: string } & Claims;
  /** Changes the ID token on its way, and signs it again with the provider's key or another one. */
  tamper: ((claims: Claims) => Claims) | undefined;
  isForged: boolean;
  /** Goes through the provider as a browser does; gives the address that it is sent back to. */
  visit(url: string): Promise<string>;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signToken(claims: Claims, key: KeyObject): string {
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'test' })}.${encode(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

/** Starts a provider that knows this service by its redirect addresses. */
export async function startOpenidProvider(
  t: Test,
  redirectUris: readonly string[],
): Promise<OpenidProvider> {
  const [own, other] = [generateKeyPairSync, generateKeyPairSync].map(
    (generate) => generate('rsa', { modulusLength: 2048 }).privateKey,
  );
  if (!own || !other) throw new Error('no keys');
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.teardown(() => new Promise((closed) => server.close(closed)));
  t.teardown(() => server.closeAllConnections());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const started: OpenidProvider = {
    issuer,
    account: { sub: 'account-7' },
    tamper: undefined,
    isForged: false,
    visit: (url) => visit(issuer, url),
  };
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'ledger',
        client_secret: 'a secret of the test',
        redirect_uris: [...redirectUris],
      },
    ],
    jwks: { keys: [{ ...own.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] },
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'xms_edov'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: async () => started.account }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path !== '/token' || !body?.id_token) return;
    if (!started.tamper && !started.isForged) return;
    const claims = JSON.parse(
      Buffer.from(body.id_token.split('.')[1] ?? '', 'base64url').toString(),
    );
    const changed = started.tamper?.(claims) ?? claims;
    context.body = { ...body, id_token: signToken(changed, started.isForged ? other : own) };
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const result = { login: { accountId: started.account.sub } };
    return provider.interactionFinished(request, response, result);
  });
  return started;
}

async function visit(issuer: string, start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  while (url.startsWith(issuer)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${answer.status} ${await answer.text()}`);
    url = new URL(location, url).href;
  }
  return url;
}
