import type { ProblemDetail } from '../problem.ts';

/** Where people have an account that they sign in with. */
export interface Provider {
  /** The name of its address here: `microsoft` of /sign-in/microsoft. */
  readonly name: string;
  /** What its button says. */
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether whoever runs the service vouches for all addresses that it gives out. */
  readonly vouchesForAddresses: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The providers that the environment names, by `OPENID_PROVIDERS` and four variables for each; with
 * everything that is wrong with them.
 */
export function readProviders(environment: Environment): {
  providers: Provider[];
  problems: ProblemDetail[];
} {
  const names = (environment.OPENID_PROVIDERS ?? '').split(/[\s,]+/).filter(Boolean);
  const problems: ProblemDetail[] = [];
  const providers = [...new Set(names)].map((name) => {
    const read = readProvider(environment, name);
    problems.push(...read.problems);
    return read.provider;
  });
  return { providers, problems };
}

const titles: Readonly<Record<string, string>> = { microsoft: 'Microsoft', google: 'Google' };

function readProvider(environment: Environment, name: string) {
  const variable = (part: string) => `OPENID_${name.toUpperCase()}_${part}`;
  const value = (part: string) => environment[variable(part)]?.trim() ?? '';
  const provider: Provider = {
    name,
    title: value('TITLE') || (titles[name] ?? name),
    issuer: value('ISSUER'),
    clientId: value('CLIENT_ID'),
    clientSecret: value('CLIENT_SECRET'),
    vouchesForAddresses: value('ADDRESSES_VERIFIED') === 'yes',
  };
  const problems: ProblemDetail[] = [];
  const complain = (column: string, message: string, remedy: string) =>
    problems.push({ code: 'request.unreadable', column, message, remedy });
  if (!/^[a-z][a-z0-9]{0,30}$/.test(name)) {
    complain(
      'OPENID_PROVIDERS',
      `'${name}' is no name of a provider.`,
      'Use small letters and digits, such as microsoft or google.',
    );
    return { provider, problems };
  }
  for (const part of ['CLIENT_ID', 'CLIENT_SECRET']) {
    if (value(part) !== '') continue;
    complain(variable(part), `${variable(part)} is not set.`, 'Take it from the provider.');
  }
  const fault = faultOfIssuer(provider.issuer);
  if (fault) complain(variable('ISSUER'), `${variable('ISSUER')} ${fault.is}.`, fault.remedy);
  if (!['', 'yes', 'no'].includes(value('ADDRESSES_VERIFIED'))) {
    const column = variable('ADDRESSES_VERIFIED');
    complain(column, `${column} is neither yes nor no.`, 'Leave it out if in doubt.');
  }
  return { provider, problems };
}

const example = 'https://accounts.google.com';

function faultOfIssuer(issuer: string): { is: string; remedy: string } | undefined {
  if (!URL.canParse(issuer)) {
    return { is: 'is not an address', remedy: `Write it like ${example}.` };
  }
  const { pathname, search, hash } = new URL(issuer);
  if (!isHttps(issuer) && !isOnThisMachine(issuer)) {
    return { is: 'does not begin with https://', remedy: 'Secrets go over a secure line only.' };
  }
  if (search !== '' || hash !== '') {
    return { is: 'has more than a path', remedy: `Write it like ${example}.` };
  }
  // Tokens of these are of whichever organisation, whose administrators can write any address.
  if (/^\/(common|organizations|consumers)(\/|$)/i.test(pathname)) {
    return {
      is: 'is of no single organisation',
      remedy: 'Use the one of your tenant: https://login.microsoftonline.com/TENANT-ID/v2.0.',
    };
  }
  return undefined;
}

const isHttps = (issuer: string) => new URL(issuer).protocol === 'https:';

/** Whether a provider runs on this machine: to try things out, an open line is no danger then. */
export function isOnThisMachine(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
