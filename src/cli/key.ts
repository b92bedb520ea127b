import { addKey, revokeKey } from '../access/commands.ts';
import { allKeys, type StoredKey } from '../access/store.ts';
import { parseIsoDate } from '../calendar/local-date.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import type { Trust } from '../schools/school.ts';
import { schoolsOf } from '../schools/store.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const key: Command = {
  name: 'key',
  usage:
    'key add --name NAME [--school URN…] [--scope RIGHT…] [--expires DAY] [--trust NAME] | key list | key revoke --name NAME [--trust NAME]',
  summary: "give out a key to a trust's rows, list the keys, or close one",
  options: {
    name: { type: 'string' },
    school: { type: 'string', multiple: true },
    scope: { type: 'string', multiple: true },
    expires: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb, ...more] = args.words;
    if (more.length > 0 || !verb || !['add', 'list', 'revoke'].includes(verb)) {
      throw new WrongUsage('Say whether to add, list or revoke.');
    }
    const name = verb === 'list' ? '' : nameOf(args);
    const urns = args.texts('school');
    const isRestricted = urns.length > 0 || args.texts('scope').length > 0 || args.text('expires');
    if (verb !== 'add' && isRestricted)
      throw new WrongUsage('--school, --scope and --expires go with "key add".');
    const restrictions = { urns, ...restrictionsIn(args) };
    await withEngine(terminal, async ({ database }) => {
      const isJson = args.isSet('json');
      if (verb === 'list') return list(terminal, database, isJson);
      const trust = await chooseTrust(database, args.text('trust'));
      const facts = { trustId: trust.id, name, at: terminal.now() };
      if (verb === 'revoke') {
        await revokeKey(database, facts);
        terminal.print(
          isJson ? JSON.stringify({ revoked: name }) : `The key "${name}" opens nothing any more.`,
        );
        return;
      }
      const { key: fresh } = await addKey(database, { ...facts, ...restrictions });
      const schools = urns.length === 0 ? null : urns;
      const asked = { trust: trust.id, name, schools, key: fresh };
      terminal.print(isJson ? JSON.stringify(asked) : fresh);
      if (!isJson) sayWhatItOpens(terminal, trust, urns);
    });
  },
};

/** What a key is to open, and until the end of which day; all and for ever, where nothing is said. */
function restrictionsIn(args: Arguments) {
  const [scopes, expires] = [args.texts('scope'), args.text('expires')];
  if (expires !== undefined && !parseIsoDate(expires)) {
    throw new WrongUsage(`'${expires}' is not a day such as 2027-08-31.`);
  }
  return {
    ...(scopes.length > 0 && { scopes }),
    ...(expires !== undefined && { expiresAt: `${expires}T23:59:59.999Z` }),
  };
}

async function list(terminal: Terminal, database: Database, isJson: boolean): Promise<void> {
  const keys = await keysWithSchools(database);
  terminal.print(isJson ? JSON.stringify({ keys: keys.map(asJson) }) : asLines(keys));
}

function sayWhatItOpens(terminal: Terminal, trust: Trust, urns: readonly string[]): void {
  const only = urns.length === 0 ? '' : `, for ${urns.join(', ')} only`;
  terminal.say(`This key opens ${trust.name} (/v1/trusts/${trust.id})${only}.`);
  terminal.say('It is shown only now: keep it where passwords are kept.');
}

function nameOf(args: Arguments): string {
  const name = args.text('name');
  if (name === undefined) throw new WrongUsage('Name the key with --name.');
  return name;
}

/** A key with the URNs of the schools that it is limited to; null for the whole trust. */
interface ListedKey extends StoredKey {
  readonly urns: readonly string[] | null;
}

async function keysWithSchools(database: Database): Promise<ListedKey[]> {
  const listed: ListedKey[] = [];
  for (const key of await allKeys(database)) {
    const schools = key.schoolIds && (await inTrust(database, key.trustId, schoolsOf));
    const own = schools?.filter(({ id }) => key.schoolIds?.includes(id));
    listed.push({ ...key, urns: own?.map(({ urn }) => urn) ?? null });
  }
  return listed;
}

function asJson({ trustId, trustName, name, urns, createdAt, lastUsedAt, ...key }: ListedKey) {
  return {
    trust: trustName,
    trust_id: trustId,
    name,
    schools: urns,
    created_at: createdAt,
    last_used_at: lastUsedAt,
    scopes: key.scopes,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
  };
}

function asLines(keys: readonly ListedKey[]): string {
  if (keys.length === 0) return 'There is no key yet. Give one out with: key add --name NAME.';
  return keys
    .map(({ trustName, name, urns, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }) => {
      const schools = urns ? `, for ${urns.join(', ')} only` : '';
      const use = lastUsedAt ? `last used ${lastUsedAt}` : 'never used';
      const state = revokedAt ? `revoked ${revokedAt}` : use;
      const rights = scopes ? `, to ${scopes.join(', ')}` : '';
      const end = expiresAt ? `, ends ${expiresAt}` : '';
      return `${name} (${trustName}${schools}${rights}): given out ${createdAt}${end}, ${state}`;
    })
    .join('\n');
}
