import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { proposeFor, putProfile } from '../invoices/commands.ts';
import { profilesOf } from '../invoices/store.ts';
import { Problem } from '../problem.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const profile: Command = {
  name: 'profile',
  usage:
    'profile propose FILE --supplier NAME [--contract REFERENCE] | profile save NAME FILE.json | profile list | profile show NAME [--trust NAME]',
  summary: "propose how a supplier's files are read, keep it, list what is kept, or write it out",
  options: {
    supplier: { type: 'string' },
    contract: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb = '', ...words] = args.words;
    const act = verbs[verb];
    if (!act || words.length !== act.words) {
      throw new WrongUsage('Say whether to propose, save, list or show, and what.');
    }
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      await act.run({ terminal, database, trustId: trust.id }, words, args);
    });
  },
};

interface Desk {
  readonly terminal: Terminal;
  readonly database: Database;
  readonly trustId: string;
}

interface Verb {
  /** How many words follow it. */
  readonly words: number;
  run(desk: Desk, words: readonly string[], args: Arguments): Promise<void>;
}

const verbs: Record<string, Verb> = {
  propose: { words: 1, run: propose },
  save: { words: 2, run: save },
  list: { words: 0, run: list },
  show: { words: 1, run: show },
};

async function propose(
  { terminal, database, trustId }: Desk,
  [path = '']: readonly string[],
  args: Arguments,
): Promise<void> {
  const supplier = args.text('supplier');
  if (supplier === undefined) throw new WrongUsage('Name the supplier with --supplier.');
  const file = { name: basename(path), open: () => createReadStream(path) };
  const asked = { supplier, contract: args.text('contract') };
  const { template, profile: proposed, notes } = await proposeFor(database, trustId, file, asked);
  if (args.isSet('json')) {
    terminal.print(JSON.stringify({ template, profile: proposed, notes }));
    return;
  }
  terminal.print(JSON.stringify(proposed, null, 2));
  terminal.say(template ? `This is the table of ${template}.` : 'Read from the columns’ names.');
  for (const note of notes) terminal.say(`- ${note}`);
  terminal.say('Look it through, keep it as a file, and then: profile save NAME FILE.json');
}

async function save(
  { terminal, database, trustId }: Desk,
  [name = '', path = '']: readonly string[],
  args: Arguments,
): Promise<void> {
  const document = readJson(path, await readFile(path, 'utf8').catch(() => undefined));
  const { profile: kept } = await putProfile(database, trustId, { name, document });
  const { version } = kept;
  const told = `The profile "${name}" is kept as version ${version}.`;
  terminal.print(args.isSet('json') ? JSON.stringify({ name, version }) : told);
}

function readJson(path: string, text: string | undefined) {
  try {
    if (text !== undefined) return JSON.parse(text);
  } catch {
    // Told below, as the file that is not there is.
  }
  throw new Problem({
    code: 'profile.unreadable',
    file: path,
    message: text === undefined ? 'There is no such file.' : 'The file is not JSON.',
    remedy: 'Name a file that "profile propose" or "profile show" wrote.',
  });
}

async function list(
  { terminal, database, trustId }: Desk,
  _words: readonly string[],
  args: Arguments,
): Promise<void> {
  const profiles = await inTrust(database, trustId, profilesOf);
  if (args.isSet('json')) {
    const told = profiles.map(({ name, version, document }) => ({ name, version, document }));
    terminal.print(JSON.stringify({ profiles: told }));
    return;
  }
  for (const { name, version, document } of profiles) {
    const files = document.files.join(', ');
    terminal.print(`${name} (version ${version}): ${document.supplier}, files ${files}`);
  }
  if (profiles.length === 0) terminal.print('There is no profile yet.');
}

async function show(
  { terminal, database, trustId }: Desk,
  [name = '']: readonly string[],
): Promise<void> {
  const profiles = await inTrust(database, trustId, profilesOf);
  const found = profiles.find((kept) => kept.name === name);
  if (found) return terminal.print(JSON.stringify(found.document, null, 2));
  throw new Problem({
    code: 'profile.missing',
    found: name,
    message: `There is no profile "${name}".`,
    remedy: 'List them with: profile list.',
  });
}
