import { type Role, roles } from '../access/role.ts';
import type { Message } from '../mail/message.ts';

/** Who is told of being let in, where, as what and by whom. */
export interface Invitation {
  readonly name: string;
  readonly email: string;
  readonly trustName: string;
  readonly role: Role;
  readonly by: string;
  /** Where a password is set. */
  readonly link: string;
  /** The page of the sign-in. */
  readonly signInUrl: string;
  /** Other ways to sign in, by their names. */
  readonly providers: readonly string[];
}

/** The mail to somebody who was let into a trust: the ways in. */
export function writeInvitation(invitation: Invitation): Message {
  const { name, email, trustName, role, by, link, signInUrl, providers } = invitation;
  const others = providers.map((title) => `with ${title}`).join(' or ');
  return {
    to: email,
    subject: `You are let into the savings ledger of ${trustName}`.replace(/\s+/g, ' '),
    text: [
      `Dear ${name},`,
      '',
      `${by} let you into the savings ledger of ${trustName} as ${roles[role].title.toLowerCase()}.`,
      '',
      ...(others
        ? [`Sign in ${others}, by the account of this address (${email}):`, '', signInUrl, '']
        : []),
      others ? 'Or set a password of your own here:' : 'Set your password here:',
      '',
      link,
      '',
      `The link works once, within seven days. After that, "Forgotten your password?" at ${signInUrl} sends another one.`,
      '',
    ].join('\n'),
  };
}
