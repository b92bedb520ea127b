// The trusts of a soak, each with its key, its files and what was told of it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTrust } from '../trust.ts';
import { type Client, clientOf, type Notebook } from './careful-client.ts';
import { runCommand, type Service } from './product.ts';
import type { SoakFile } from './supplier-files.ts';

export interface SoakTrust {
  readonly id: string;
  readonly name: string;
  readonly schools: number;
  readonly folder: string;
  readonly client: Client;
  readonly files: SoakFile[];
  /** The digest of each report as it was known at a journal: it is the same for ever (P11). */
  readonly known: Map<string, string>;
}

export interface World {
  readonly databaseUrl: string;
  readonly trusts: readonly SoakTrust[];
  readonly notebook: Notebook;
  /** Comes when all work is to be left as it is. */
  readonly stopping: AbortSignal;
}

const sizes = [3, 9, 20];

/** Loads the trusts by the terminal's commands, as an operator does. */
export async function makeWorld(
  folder: string,
  databaseUrl: string,
  part: { services: readonly Service[] } & Pick<World, 'notebook' | 'stopping'>,
): Promise<World> {
  const trusts: SoakTrust[] = [];
  for (const [index, schools] of sizes.entries()) {
    const name = `Soak ${index + 1}`;
    const own = join(folder, `trust-${index + 1}`);
    await mkdir(own);
    await writeTrust(own, { name, schools, lines: 0 });
    await command(databaseUrl, 'trust', 'load', own);
    const words = ['key', 'add', '--trust', name, '--name', 'Soak', '--json'];
    const { trust: id, key } = JSON.parse(await command(databaseUrl, ...words));
    const client = clientOf(part, { trustId: id, key });
    trusts.push({ id, name, schools, folder: own, client, files: [], known: new Map() });
  }
  const { notebook, stopping } = part;
  return { databaseUrl, trusts, notebook, stopping };
}

/** A command that has to succeed at once. */
async function command(databaseUrl: string, ...words: readonly string[]): Promise<string> {
  const { code, output, errors } = await runCommand(databaseUrl, words);
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${errors}`);
  return output;
}
