import { randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import type { Database } from '../database/connect.ts';
import { emailIn } from '../people/person.ts';
import { grantsOfPerson, type Person, personByEmail } from '../people/store.ts';
import { Problem } from '../problem.ts';
import { secretBytes, writeSecret } from '../sessions/session.ts';
import { type Account, readAccount } from './account.ts';
import { flowMilliseconds, hashFlow, isUnderWay, stateOf } from './flow.ts';
import { isOnThisMachine, type Provider } from './provider.ts';
import { addFlow, addIdentity, forgetFlows, personOfIdentity, takeFlow } from './store.ts';

/** A sign-in at a provider that has begun. */
export interface Begun {
  /** Where the browser is to go. */
  readonly url: string;
  /** What the browser is to keep meanwhile. */
  readonly secret: string;
}

/** What the provider answered, as the browser brings it. */
export interface Returned {
  readonly secret: string;
  /** The whole address that the browser was sent back to. */
  readonly url: URL;
  readonly at: string;
}

/** Providers whose addresses and keys have been asked for. */
export interface Providers {
  begin(
    database: Database,
    name: string,
    flow: { returnTo: string; redirectUri: string; at: string },
  ): Promise<Begun>;
  /** Whose account it is, and where the browser wanted to go. */
  finish(
    database: Database,
    name: string,
    returned: Returned,
  ): Promise<{ account: Account; returnTo: string }>;
}

/** The providers of the service; each is asked for what it is when it is needed first. */
export function openProviders(providers: readonly Provider[]): Providers {
  const asked = new Map<string, Promise<client.Configuration>>();
  const providerOf = (name: string): Provider => {
    const provider = providers.find((each) => each.name === name);
    if (provider) return provider;
    throw refused('There is no such way to sign in.');
  };
  const configurationOf = async (provider: Provider) => {
    const kept = asked.get(provider.name) ?? discover(provider);
    asked.set(provider.name, kept);
    // One that does not answer now may do so later.
    kept.catch(() => asked.delete(provider.name));
    return kept.catch((error) => Promise.reject(unreachable(provider, error)));
  };
  return {
    async begin(database, name, { returnTo, redirectUri, at }) {
      const configuration = await configurationOf(providerOf(name));
      const secret = writeSecret(randomBytes(secretBytes));
      const [verifier, nonce] = [client.randomPKCECodeVerifier(), client.randomNonce()];
      await forgetFlows(database, new Date(Date.parse(at) - flowMilliseconds).toISOString());
      const hash = hashFlow(name, secret);
      await addFlow(database, { hash, verifier, nonce, returnTo, createdAt: at });
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: stateOf(secret),
        nonce,
      });
      return { url: url.href, secret };
    },
    async finish(database, name, { secret, url, at }) {
      const provider = providerOf(name);
      const flow = await takeFlow(database, hashFlow(name, secret));
      if (!flow || !isUnderWay(flow.createdAt, at)) {
        throw refused('This sign-in has come too late, or was finished already.');
      }
      const configuration = await configurationOf(provider);
      const tokens = await client
        .authorizationCodeGrant(configuration, url, {
          pkceCodeVerifier: flow.verifier,
          expectedState: stateOf(secret),
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        })
        .catch((error) => Promise.reject(unproved(provider, error)));
      const claims = tokens.claims();
      if (!claims) throw refused(`${provider.title} did not say who you are.`);
      return { account: readAccount(claims, provider), returnTo: flow.returnTo };
    },
  };
}

function discover({ issuer, clientId, clientSecret }: Provider): Promise<client.Configuration> {
  // A token comes over a line that proves whose it is; its signature is checked all the same.
  const execute = [client.enableNonRepudiationChecks];
  if (isOnThisMachine(issuer)) execute.push(client.allowInsecureRequests);
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute });
}

function refused(message: string): Problem {
  return new Problem({
    code: 'signin.refused',
    message,
    remedy: 'Begin the sign-in again.',
  });
}

/** What went wrong at a provider, with its own words for the log and ours for the person. */
function because(problem: Problem, cause: unknown): Problem {
  problem.cause = cause;
  return problem;
}

function unreachable({ title }: Provider, cause: unknown): Problem {
  return because(refused(`${title} does not answer as it should.`), cause);
}

function unproved({ title }: Provider, cause: unknown): Problem {
  return because(refused(`${title} did not prove who you are.`), cause);
}

/**
 * Whose account it is: linked before, or now by an address that is proved to be the account's and that
 * somebody was let in by. Nobody is created by signing in; undefined for all others.
 */
export async function whoseAccount(
  database: Database,
  { issuer, subject, email }: Account,
  at: string,
): Promise<Person | undefined> {
  const linked = await personOfIdentity(database, issuer, subject);
  const address = email === undefined ? undefined : emailIn(email);
  const known = linked ?? (address && (await personByEmail(database, address)));
  if (!known || (await grantsOfPerson(database, known.id)).length === 0) return undefined;
  if (linked) return linked;
  await addIdentity(database, { issuer, subject, personId: known.id, linkedAt: at });
  // Of two sign-ins at once the first links; both are of the same account.
  return personOfIdentity(database, issuer, subject);
}
