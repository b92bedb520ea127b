import type { Provider } from './provider.ts';

/** An account at a provider, as far as it proves who somebody is. */
export interface Account {
  readonly issuer: string;
  /** The provider's own name for the account, which never becomes another's. */
  readonly subject: string;
  /** An address that is proved to be the account's; nothing where it is only said to be. */
  readonly email: string | undefined;
}

/**
 * What the claims of a checked ID token say of an account. An address counts only if it is verified:
 * by `email_verified` as the standard has it, or by `xms_edov` as Microsoft Entra ID has it, which
 * sends no `email_verified`; anybody can write any address into an account of an organisation of his
 * own. Otherwise only if whoever runs the service vouches for all addresses of this provider, and the
 * provider does not deny it.
 */
export function readAccount(
  claims: Readonly<Record<string, unknown>>,
  { vouchesForAddresses }: Pick<Provider, 'vouchesForAddresses'>,
): Account {
  const { iss, sub, email } = claims;
  if (typeof iss !== 'string' || typeof sub !== 'string' || sub === '') {
    throw new RangeError('an ID token names its issuer and its subject');
  }
  const said = [claims.email_verified, claims.xms_edov].filter((it) => it !== undefined);
  const isVerified = said.length > 0 ? said.every(isYes) : vouchesForAddresses;
  const isAddress = typeof email === 'string' && email !== '';
  return { issuer: iss, subject: sub, email: isVerified && isAddress ? email : undefined };
}

/** Microsoft writes what it calls a boolean as `true`, `1` or a text of one. */
const isYes = (value: unknown) => [true, 1, 'true', '1'].some((yes) => yes === value);
