import { addKey, revokeKey } from '../access/commands.ts';
import { allKeys, type StoredKey } from '../access/store.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, WrongUsage, withEngine } from './terminal.ts';

export const key: Command = {
  name: 'key',
  usage: 'key add --name NAME [--trust NAME] | key list | key revoke --name NAME [--trust NAME]',
  summary: "give out a key to a trust's rows, list the keys, or close one",
  options: { name: { type: 'string' }, trust: { type: 'string' } },
  async run(terminal, args) {
    const [verb, ...more] = args.words;
    if (more.length > 0 || !verb || !['add', 'list', 'revoke'].includes(verb)) {
      throw new WrongUsage('Say whether to add, list or revoke.');
    }
    const name = verb === 'list' ? '' : nameOf(args);
    await withEngine(terminal, async ({ database }) => {
      const isJson = args.isSet('json');
      if (verb === 'list') {
        const keys = await allKeys(database);
        terminal.print(isJson ? JSON.stringify({ keys: keys.map(asJson) }) : asLines(keys));
        return;
      }
      const trust = await chooseTrust(database, args.text('trust'));
      const facts = { trustId: trust.id, name, at: terminal.now() };
      if (verb === 'revoke') {
        await revokeKey(database, facts);
        terminal.print(
          isJson ? JSON.stringify({ revoked: name }) : `The key "${name}" opens nothing any more.`,
        );
        return;
      }
      const { key: fresh } = await addKey(database, facts);
      if (isJson) terminal.print(JSON.stringify({ trust: trust.id, name, key: fresh }));
      else {
        terminal.print(fresh);
        terminal.say(`This key opens ${trust.name} (/v1/trusts/${trust.id}).`);
        terminal.say('It is shown only now: keep it where passwords are kept.');
      }
    });
  },
};

function nameOf(args: Arguments): string {
  const name = args.text('name');
  if (name === undefined) throw new WrongUsage('Name the key with --name.');
  return name;
}

function asJson({ trustId, trustName, name, createdAt, lastUsedAt, revokedAt }: StoredKey) {
  return {
    trust: trustName,
    trust_id: trustId,
    name,
    created_at: createdAt,
    last_used_at: lastUsedAt,
    revoked_at: revokedAt,
  };
}

function asLines(keys: readonly StoredKey[]): string {
  if (keys.length === 0) return 'There is no key yet. Give one out with: key add --name NAME.';
  return keys
    .map(({ trustName, name, createdAt, lastUsedAt, revokedAt }) => {
      const use = lastUsedAt ? `last used ${lastUsedAt}` : 'never used';
      const state = revokedAt ? `revoked ${revokedAt}` : use;
      return `${name} (${trustName}): given out ${createdAt}, ${state}`;
    })
    .join('\n');
}
