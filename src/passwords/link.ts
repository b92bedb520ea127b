import type { Message } from '../mail/message.ts';

const hour = 60 * 60_000;

/** Why a link is sent, and for how long it works. */
export const linkMilliseconds = { reset: hour, invitation: 7 * 24 * hour } as const;
export type LinkKind = keyof typeof linkMilliseconds;

/** Until when a link works that is made now, in ISO form. */
export function expiryOf(kind: LinkKind, at: string): string {
  return new Date(Date.parse(at) + linkMilliseconds[kind]).toISOString();
}

/**
 * The address of a link. Where the service is reached is set by who runs it, and never taken from a
 * request: whoever asks could name another host, and be sent the secret by whoever follows the link.
 */
export function linkTo(publicUrl: string, secret: string): string {
  return `${publicUrl}/password/${secret}`;
}

/** The mail to somebody who forgot a password. */
export function writeResetLetter(to: { name: string; email: string }, link: string): Message {
  return {
    to: to.email,
    subject: 'Set a new password for the savings ledger',
    text: [
      `Dear ${to.name},`,
      '',
      'somebody, probably you, asked for a new password for the savings ledger. Set it here:',
      '',
      link,
      '',
      'The link works once, within an hour. If you did not ask for it, do nothing: your password stays as it is.',
      '',
    ].join('\n'),
  };
}
