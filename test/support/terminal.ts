import { commandOf } from '../../src/cli/commands.ts';
import { type Command, readArguments } from '../../src/cli/terminal.ts';
import { readConfig } from '../../src/config.ts';
import type { Database } from '../../src/database/connect.ts';
import { urlOf } from './database.ts';

/** Runs a command of the terminal on a test's database, and gives the lines that it prints. */
export async function runCommand(
  database: Database,
  command: Command,
  words: readonly string[],
  {
    now = '2026-01-20T10:00:00.000Z',
    environment = {},
  }: { now?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<string[]> {
  const lines: string[] = [];
  const terminal = {
    config: readConfig({ ...environment, DATABASE_URL: urlOf(database) }),
    asked: [command.name, ...words],
    print: (text: string) => void lines.push(text),
    write: async (text: string) => void lines.push(text),
    say: () => {},
    progress: () => {},
    now: () => now,
  };
  await command.run(terminal, readArguments(command, words));
  return lines;
}

/**
 * The terminal of a person on a test's database: commands by their name, answered as JSON. What a
 * command says by its exit code is no failure of the test.
 */
export function terminalOn(database: Database, now?: string) {
  return async (name: string, ...words: readonly string[]) => {
    const command = await commandOf(name);
    if (!command) throw new Error(`there is no command ${name}`);
    const before = process.exitCode;
    const [answer = ''] = await runCommand(database, command, [...words, '--json'], {
      ...(now && { now }),
    });
    process.exitCode = before;
    return JSON.parse(answer);
  };
}
