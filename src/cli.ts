#!/usr/bin/env -S node --max-semi-space-size=4
import { commands } from './cli/commands.ts';
import { problemLines } from './cli/import.ts';
import { readArguments, type Terminal, WrongUsage, writeProblems } from './cli/terminal.ts';
import { readConfig } from './config.ts';
import { asDatabaseProblem } from './database/connect.ts';
import { Problem } from './problem.ts';

function help(): string {
  const lines = commands.map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  return ['Usage: savings-ledger COMMAND [--json]', '', ...lines].join('\n');
}

function openTerminal(): Terminal {
  const isWatched = process.stderr.isTTY;
  return {
    config: readConfig(process.env),
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    progress: (text) => void (isWatched && process.stderr.write(`\r\x1b[K${text}`)),
    now: () => new Date().toISOString(),
  };
}

/** Runs one command; 0 when it is done, 1 when it is refused, 2 when it was called wrongly. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = argv;
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const isHelp = ['help', '--help', '-h'].includes(name);
    process[isHelp ? 'stdout' : 'stderr'].write(
      `${isHelp ? '' : `There is no command '${name}'.\n`}${help()}\n`,
    );
    return isHelp ? 0 : 2;
  }
  const isJson = rest.includes('--json');
  try {
    await command.run(openTerminal(), readArguments(command, rest));
    return Number(process.exitCode ?? 0);
  } catch (thrown) {
    const error = asDatabaseProblem(thrown);
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\nUsage: savings-ledger ${command.usage}\n`);
      return 2;
    }
    if (!(error instanceof Problem)) throw error;
    if (isJson) process.stdout.write(`${JSON.stringify(writeProblems(error))}\n`);
    process.stderr.write(`${problemLines(error).join('\n')}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
