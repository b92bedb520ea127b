// The product in processes of its own: services that can be killed, and commands of the terminal.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One of the services; while it is down it has no address. */
export interface Service {
  readonly name: string;
  readonly url: string | undefined;
  readonly log: string;
  start(): Promise<void>;
  /** Ends it by a signal, and waits until its process is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** What it holds of the machine's memory now, and at its most, in megabytes. */
  memory(): Promise<{ now: number; peak: number } | undefined>;
}

interface ServiceOptions {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly onLost: (what: string) => void;
}

/** A service that is not started yet; it writes its log into the folder, and is told of if it ends by itself. */
export function serviceOf(name: string, { databaseUrl, folder, onLost }: ServiceOptions): Service {
  const log = join(folder, `${name}.log`);
  let child: ChildProcess | undefined;
  let url: string | undefined;
  return {
    name,
    log,
    get url() {
      return url;
    },
    async start() {
      const errors = await open(log, 'a');
      child = spawn(
        process.execPath,
        ['--max-semi-space-size=16', 'dist/src/cli.js', 'serve', '--json'],
        {
          env: { ...process.env, DATABASE_URL: databaseUrl, PORT: '0' },
          stdio: ['ignore', 'pipe', errors.fd],
        },
      );
      await errors.close();
      url = await Promise.race([announced(child), ended(child, name)]);
      child.once('exit', (code, signal) => {
        if (url !== undefined) onLost(`${name} ended by itself with ${code ?? signal}`);
        url = undefined;
      });
    },
    async end(signal) {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      url = undefined;
      child.kill(signal);
      await gone;
    },
    memory: async () => (child?.pid && url ? memoryOf(child.pid) : undefined),
  };
}

async function announced(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the service was started without its output');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(line).url;
}

async function ended(child: ChildProcess, name: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${name} ended with ${code} before it answered`);
}

async function memoryOf(pid: number) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  if (!status) return undefined;
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** How a command of the terminal ended; without a code if it was killed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a command of the terminal; it is killed when the signal comes. */
export async function runCommand(
  databaseUrl: string,
  words: readonly string[],
  signal?: AbortSignal,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'dist/src/cli.js', ...words], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const [code] = await once(child, 'close');
  signal?.removeEventListener('abort', kill);
  return { code, output, errors };
}

/** What went wrong within the services, in the words of their logs, without the database's absence. */
export async function errorsIn(services: readonly Service[]): Promise<string[]> {
  const found: string[] = [];
  for (const { log } of services) {
    for (const line of (await readFile(log, 'utf8')).split('\n')) {
      if (!line.startsWith('{')) {
        if (line !== '') found.push(line);
        continue;
      }
      const { level, msg, err } = JSON.parse(line);
      if (level >= 50)
        found.push(`${msg}: ${err?.type} ${err?.code ?? ''} ${err?.stack?.split('\n')[0] ?? ''}`);
    }
  }
  return found;
}
