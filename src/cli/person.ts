import { userInfo } from 'node:os';
import { roles } from '../access/role.ts';
import type { Database } from '../database/connect.ts';
import { type Invited, invite } from '../invitations/commands.ts';
import { openPostOffice } from '../mail/commands.ts';
import { endGrant } from '../people/commands.ts';
import { readEmail } from '../people/person.ts';
import { writeGrant, writeGrants } from '../people/routes.ts';
import { grantsOfTrust } from '../people/store.ts';
import { Problem } from '../problem.ts';
import type { Trust } from '../schools/school.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const person: Command = {
  name: 'person',
  usage:
    'person add --email ADDRESS --name NAME --role ROLE [--school URN…] [--by NAME] [--trust NAME] | person list [--trust NAME] | person end --email ADDRESS [--by NAME] [--trust NAME]',
  summary: `let a person into a trust, list who is let in, or end a role (${Object.keys(roles).join(', ')})`,
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    school: { type: 'string', multiple: true },
    by: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb = '', ...more] = args.words;
    const work = { add, list, end }[verb];
    if (!work || more.length > 0) throw new WrongUsage('Say whether to add, list or end.');
    const needed = { add: ['email', 'name', 'role'], end: ['email'] }[verb] ?? [];
    for (const option of needed) {
      if (args.text(option) === undefined) throw new WrongUsage(`Say --${option}.`);
    }
    await withEngine(terminal, async ({ database }) =>
      work(terminal, database, { args, trust: await chooseTrust(database, args.text('trust')) }),
    );
  },
};

interface Asked {
  readonly args: Arguments;
  readonly trust: Trust;
}

async function add(terminal: Terminal, database: Database, { args, trust }: Asked): Promise<void> {
  const { publicUrl, port, providers } = terminal.config;
  const invited = await invite(
    database,
    { trustId: trust.id, ...actOf(terminal, args) },
    {
      email: args.text('email') ?? '',
      name: args.text('name') ?? '',
      role: args.text('role') ?? '',
      urns: args.texts('school'),
    },
    { publicUrl: publicUrl ?? `http://localhost:${port || 3000}`, providers },
  );
  const { grant, link } = invited;
  const isSent = await send(terminal, invited);
  if (args.isSet('json')) {
    const written = await writeGrant(database, grant);
    terminal.print(JSON.stringify({ ...written, invitation: isSent ? null : link }));
    return;
  }
  const { name, email } = grant.person;
  terminal.print(`${name} is let into ${trust.name} as ${roles[grant.role].title.toLowerCase()}.`);
  if (isSent) return terminal.print(`A mail with the way in was sent to ${email}.`);
  terminal.print(
    `Hand over this link, which sets a password, once and within seven days:\n${link}`,
  );
}

/** Sends the mail of an invitation; false where there is no server, or it did not take the mail. */
async function send(terminal: Terminal, { letter }: Invited): Promise<boolean> {
  // Without a server the link alone is told, where its result is looked for.
  const post = openPostOffice(terminal.config.mail, () => {});
  try {
    await post.send(letter);
    return post.isSending;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.say(`The mail could not be sent by SMTP_URL: ${reason}`);
    return false;
  } finally {
    post.close();
  }
}

async function list(terminal: Terminal, database: Database, { args, trust }: Asked): Promise<void> {
  const people = await writeGrants(database, trust.id, await grantsOfTrust(database, trust.id));
  if (args.isSet('json')) return terminal.print(JSON.stringify({ people }));
  if (people.length === 0) {
    return terminal.print('Nobody is let in yet. Let somebody in with: person add.');
  }
  for (const { name, email, role, schools, granted_at, granted_by } of people) {
    const reach = schools === null ? 'the whole trust' : schools.join(', ');
    const since = `since ${granted_at.slice(0, 10)} by ${granted_by}`;
    terminal.print(`${name} <${email}>: ${roles[role].title}, for ${reach}, ${since}`);
  }
}

async function end(terminal: Terminal, database: Database, { args, trust }: Asked): Promise<void> {
  const email = readEmail(args.text('email') ?? '');
  const grants = await grantsOfTrust(database, trust.id);
  const grant = grants.find((each) => each.person.email === email);
  if (!grant) {
    throw new Problem({
      code: 'person.unknown',
      column: 'email',
      found: email,
      message: `Nobody is let into ${trust.name} by the address ${email}.`,
      remedy: 'List the people with: person list.',
    });
  }
  await endGrant(database, { trustId: trust.id, id: grant.id, ...actOf(terminal, args) });
  terminal.print(
    args.isSet('json')
      ? JSON.stringify({ ended: email })
      : `${grant.person.name} is let in no longer, from the next request on.`,
  );
}

function actOf(terminal: Terminal, args: Arguments): { at: string; by: string } {
  return { at: terminal.now(), by: args.text('by') ?? userInfo().username };
}
