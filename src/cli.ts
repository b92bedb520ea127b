#!/usr/bin/env -S node --max-semi-space-size=4
import { allCommands, commandOf } from './cli/commands.ts';
import { problemLines } from './cli/problem-lines.ts';
import {
  type Command,
  readArguments,
  type Terminal,
  WrongUsage,
  writeProblems,
} from './cli/terminal.ts';
import { readConfig } from './config.ts';
import { asDatabaseProblem } from './database/connect.ts';
import { Problem } from './problem.ts';

async function help(): Promise<string> {
  const lines = (await allCommands()).map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  return ['Usage: savings-ledger COMMAND [--json]', '', ...lines].join('\n');
}

function openTerminal(asked: readonly string[]): Terminal {
  // Whoever reads the first lines only, as `head` does, has not asked to stop the work.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const isWatched = process.stderr.isTTY;
  return {
    config: readConfig(process.env),
    asked,
    print: (text) => void process.stdout.write(`${text}\n`),
    write: (text) => new Promise((taken) => process.stdout.write(text, () => taken())),
    say: (text) => void process.stderr.write(`${text}\n`),
    progress: (text) => void (isWatched && process.stderr.write(`\r\x1b[K${text}`)),
    now: () => new Date().toISOString(),
  };
}

/** Runs one command; 0 when it is done, 1 when it is refused, 2 when it was called wrongly. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = argv;
  const command = await commandOf(name);
  const asksForHelp = argv.some((word) => ['--help', '-h'].includes(word)) || name === 'help';
  if (asksForHelp) {
    const text = command
      ? `Usage: savings-ledger ${command.usage}\n  ${command.summary}`
      : await help();
    process.stdout.write(`${text}\n`);
    return 0;
  }
  if (!command) {
    process.stderr.write(`There is no command '${name}'.\n${await help()}\n`);
    return 2;
  }
  try {
    await command.run(openTerminal(argv), readArguments(command, rest));
    return Number(process.exitCode ?? 0);
  } catch (thrown) {
    return refusal(thrown, command, rest.includes('--json'));
  }
}

/** Says why a command did not do its work; a failure of the product is thrown on. */
function refusal(thrown: unknown, command: Command, isJson: boolean): number {
  const error = asDatabaseProblem(thrown);
  if (error instanceof WrongUsage) {
    process.stderr.write(`${error.message}\nUsage: savings-ledger ${command.usage}\n`);
    return 2;
  }
  if (!(error instanceof Problem)) throw error;
  if (isJson) process.stdout.write(`${JSON.stringify(writeProblems(error))}\n`);
  process.stderr.write(`${problemLines(inOptions(error, command)).join('\n')}\n`);
  return 1;
}

/** The same problem with what is wrong named as it was typed: `--from`, where a field is an option. */
function inOptions(problem: Problem, { options }: Command): Problem {
  const [first, ...more] = problem.details.map(({ column, ...detail }) => {
    const option = column?.replaceAll('_', '-');
    const isOption = option !== undefined && option in options && detail.file === undefined;
    return {
      ...detail,
      ...(column !== undefined && { column: isOption ? `--${option}` : column }),
    };
  });
  return first ? new Problem([first, ...more]) : problem;
}

process.exitCode = await main(process.argv.slice(2));
