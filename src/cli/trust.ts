import { userInfo } from 'node:os';
import { postBaselineChanges } from '../corrections/commands.ts';
import type { Database } from '../database/connect.ts';
import { loadTrust, saveTrust } from '../trusts/commands.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, counted, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const trust: Command = {
  name: 'trust',
  usage: 'trust load FOLDER | trust save FOLDER [--trust NAME] [--by PERSON]',
  summary: 'set a trust up from a folder of CSV files, or write it out as one',
  options: { trust: { type: 'string' }, by: { type: 'string' } },
  async run(terminal, args) {
    const [verb, folder, ...more] = args.words;
    if (!folder || more.length > 0 || (verb !== 'load' && verb !== 'save')) {
      throw new WrongUsage('Say what to do with which folder.');
    }
    const named = args.text('trust');
    await withEngine(terminal, async ({ database }) => {
      if (verb === 'save') {
        const chosen = await chooseTrust(database, named);
        await saveTrust(database, { trustId: chosen.id, folder });
        terminal.print(
          args.isSet('json')
            ? JSON.stringify({ trust: chosen.name, folder })
            : `${chosen.name} is written to ${folder}.`,
        );
        return;
      }
      const trustId = named === undefined ? undefined : (await chooseTrust(database, named)).id;
      const by = args.text('by') ?? userInfo().username;
      const loaded = await loadFolder(terminal, database, { folder, trustId, by });
      if (args.isSet('json')) terminal.print(JSON.stringify(loaded));
      else for (const line of loadedLines(loaded)) terminal.print(line);
    });
  },
};

/** Loads a folder, and posts in the same transaction what its approved baselines change. */
export async function loadFolder(
  terminal: Terminal,
  database: Database,
  { folder, trustId, by }: { folder: string; trustId?: string | undefined; by: string },
) {
  const person = { by, at: terminal.now() };
  let journal: number | null = null;
  const loaded = await loadTrust(database, {
    folder,
    ...(trustId && { trustId }),
    by,
    recordedAt: person.at,
    afterLoad: async (tenant, changes) => {
      if (changes.length === 0) return;
      const reason = `Baselines approved in ${folder}`;
      journal = (await postBaselineChanges(tenant, changes, { ...person, reason }))?.number ?? null;
    },
  });
  return { ...loaded, journal };
}

function loadedLines(loaded: Awaited<ReturnType<typeof loadFolder>>): string[] {
  const width = Math.max(...Object.keys(loaded.counts).map((file) => file.length)) + 2;
  const counts = Object.entries(loaded.counts).map(
    ([file, count]) => `  ${file.padEnd(width)}${counted(count, 'row')}`,
  );
  const journal =
    loaded.journal === null
      ? []
      : [`Approved baselines changed posted figures: journal ${loaded.journal}.`];
  return [
    `The trust is ${loaded.isNew ? 'set up' : 'up to date'} (${loaded.trustId}).`,
    ...counts,
    ...journal,
    ...loaded.warnings.map((warning) => `  ! ${warning}`),
  ];
}
