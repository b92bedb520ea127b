import type { Database } from '../database/connect.ts';
import type { Message } from '../mail/message.ts';
import type { Provider } from '../openid/provider.ts';
import { makeLink } from '../passwords/commands.ts';
import { linkTo } from '../passwords/link.ts';
import { type Letting, letIn } from '../people/commands.ts';
import type { Grant } from '../people/store.ts';
import { writeInvitation } from './letter.ts';

/** Where an invitation leads. */
export interface Entry {
  readonly publicUrl: string;
  readonly providers: readonly Provider[];
}

/** Somebody who was let in, with what is to be sent once that is saved. */
export interface Invited {
  readonly grant: Grant;
  readonly letter: Message;
  /** Where the person sets a password; told this once. */
  readonly link: string;
}

/** Lets a person into a trust, and writes the mail with the ways in. */
export async function invite(
  database: Database,
  { trustId, at, by }: { trustId: string; at: string; by: string },
  letting: Letting,
  { publicUrl, providers }: Entry,
): Promise<Invited> {
  const grant = await letIn(database, { trustId, at, by }, letting);
  const { person, trustName, role } = grant;
  const secret = await makeLink(database, { personId: person.id, kind: 'invitation', at });
  const link = linkTo(publicUrl, secret);
  const letter = writeInvitation({
    name: person.name,
    email: person.email,
    trustName,
    role,
    by,
    link,
    signInUrl: `${publicUrl}/sign-in`,
    providers: providers.map(({ title }) => title),
  });
  return { grant, letter, link };
}
