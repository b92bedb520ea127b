import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Problem } from '../problem.ts';
import type { Caller } from './access.ts';
import { NotThere } from './errors.ts';
import type { ChosenFile } from './file-form.ts';

/** A file that waits until its sender has said how it is to be read, and why it waits. */
export interface HeldFile {
  readonly file: ChosenFile;
  readonly supplier: string | undefined;
  readonly problem?: Problem;
}

/** Files that wait, each for the person alone who sent it. */
export interface HeldFiles {
  hold(caller: Caller, held: HeldFile): string;
  /** The file of an id; refused once it waits no more. */
  find(caller: Caller, id: string): HeldFile;
  /** Says anew why a file waits, and whose it is. */
  change(id: string, held: Omit<HeldFile, 'file'>): void;
  release(id: string): Promise<void>;
}

const minutesHeld = 30;
const mostHeld = 50;

/**
 * Holds files that cannot be read yet. They may hold personal data, of which nothing is stored: they
 * lie in nameless files of this process alone, for half an hour, and are gone with it.
 */
export function holdFiles(app: FastifyInstance): HeldFiles {
  const waiting = new Map<
    string,
    HeldFile & { readonly owner: string; readonly timer: NodeJS.Timeout }
  >();
  const release = async (id: string) => {
    const held = waiting.get(id);
    waiting.delete(id);
    clearTimeout(held?.timer);
    await held?.file.close();
  };
  app.addHook('onClose', async () => {
    for (const id of waiting.keys()) await release(id);
  });
  const ownerOf = ({ id, trustId }: Caller) => `${trustId} ${id}`;
  return {
    release,
    hold(caller, held) {
      const [oldest] = waiting.keys();
      if (oldest && waiting.size >= mostHeld) void release(oldest);
      const id = randomUUID();
      const timer = setTimeout(() => void release(id), minutesHeld * 60_000).unref();
      waiting.set(id, { ...held, owner: ownerOf(caller), timer });
      return id;
    },
    find(caller, id) {
      const held = waiting.get(id);
      if (held?.owner === ownerOf(caller)) return held;
      throw new NotThere({
        code: 'import.unknown',
        found: id,
        message: `The file waits no more: it is kept for ${minutesHeld} minutes only until it can be read, since it may hold personal data.`,
        remedy: 'Choose it again.',
      });
    },
    change(id, said) {
      const held = waiting.get(id);
      if (held) waiting.set(id, { ...held, ...said });
    },
  };
}
