import { userInfo } from 'node:os';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { audited } from '../audit/commands.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/connect.ts';
import { type Engine, openEngine } from '../database/engine.ts';
import type { Problem } from '../problem.ts';

/** A command that was called in a way that it does not know. */
export class WrongUsage extends Error {}

/** What a command has to work with. */
export interface Terminal {
  readonly config: Config;
  /** The words of the command as they were typed. */
  readonly asked: readonly string[];
  /** One line of result on stdout. */
  print(text: string): void;
  /** A piece of a result that is written as it is; done when it is taken, however slow the reader. */
  write(text: string): Promise<void>;
  /** One line about the work on stderr, where it disturbs no result. */
  say(text: string): void;
  /** A passing line on stderr that the next one replaces; nothing when nobody watches. */
  progress(text: string): void;
  now(): string;
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(terminal: Terminal, args: Arguments): Promise<void>;
}

/** The words after a command's name. */
export interface Arguments {
  readonly words: readonly string[];
  text(option: string): string | undefined;
  /** All values of an option that may be given several times. */
  texts(option: string): readonly string[];
  isSet(option: string): boolean;
}

/** Reads the words of a command; refuses options that it does not have. */
export function readArguments(command: Command, argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...command.options, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const given: Record<string, unknown> = values;
    return {
      words: positionals,
      text: (option) => {
        const value = given[option];
        return typeof value === 'string' ? value : undefined;
      },
      texts: (option) => {
        const value = given[option];
        return Array.isArray(value) ? value.map(String) : [];
      },
      isSet: (option) => given[option] === true,
    };
  } catch (error) {
    // What Node says after its first sentence is about its own conventions.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new WrongUsage(`${said.replace(/\.$/, '')}.`);
  }
}

/** A number of things in words: `1 row`, `2,000 rows`. */
export function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en-GB')} ${thing}${count === 1 ? '' : 's'}`;
}

/**
 * Does a command's work with the database, and leaves it however the work ends. What it changes is
 * written down together with who had it done, and by which words.
 */
export function withEngine<T>(
  terminal: Terminal,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  return withPlainEngine(terminal, (engine) =>
    work({ ...engine, database: recorded(terminal, engine.database) }),
  );
}

/** A database whose changes are written down with who had them done. */
export function recorded({ asked, now }: Terminal, database: Database): Database {
  return audited(database, () => {
    const actor = { who: userInfo().username, whoKind: 'terminal' as const, whoId: null };
    const [action = ''] = asked;
    const subject = asked.join(' ');
    return { ...actor, address: null, requestId: null, at: now(), action, subject };
  });
}

/** The same for the service, which knows itself who asks. */
export async function withPlainEngine<T>(
  terminal: Terminal,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(terminal.config, terminal.say);
  try {
    const result = await work(engine);
    await engine.stop();
    return result;
  } catch (error) {
    // What went wrong first is what a person has to know.
    await engine.stop().catch(() => {});
    throw error;
  }
}

/** The details of a refusal as JSON carries them. */
export function writeProblems(problem: Problem) {
  return { problems: problem.details };
}
