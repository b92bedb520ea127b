import { open, rm } from 'node:fs/promises';
import { writeEvidence } from '../packs/commands.ts';
import { readWindow } from '../reports/window.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const evidence: Command = {
  name: 'evidence',
  usage: `evidence FILE.zip [--school URN] [--contract REFERENCE] [--from MONTH --to MONTH] ${knowledgeUsage} [--trust NAME]`,
  summary: 'write an archive with all that the figures rest on, of the trust or of one school',
  options: {
    school: { type: 'string' },
    contract: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [path, ...more] = args.words;
    if (!path || more.length > 0) throw new WrongUsage('Name the file to write.');
    const request = {
      urn: args.text('school'),
      contract: args.text('contract'),
      window: readWindow(args.text('from'), args.text('to')),
      ...knowledgeAsked(args),
    };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const bytes = await writeFile(path, (write) =>
        writeEvidence(database, trust.id, request, write),
      );
      terminal.print(
        args.isSet('json')
          ? JSON.stringify({ trust: trust.name, file: path, bytes })
          : `The evidence is in ${path}; its README.txt says how to check it.`,
      );
    });
  },
};

/** A new file, or none at all; answers with its size. */
async function writeFile(
  path: string,
  produce: (write: (bytes: Buffer) => Promise<void>) => Promise<void>,
): Promise<number> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    const what = error.code === 'EEXIST' ? 'is there already' : 'cannot be written';
    throw new WrongUsage(`${path} ${what}.`);
  });
  let count = 0;
  try {
    await produce(async (bytes) => {
      count += bytes.length;
      await file.writeFile(bytes);
    });
  } catch (error) {
    await rm(path);
    throw error;
  } finally {
    await file.close();
  }
  return count;
}
