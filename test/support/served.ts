// Services in processes of their own, as operators run them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Test } from 'tap';

export interface Served {
  readonly process: ChildProcess;
  readonly url: string;
}

/** Starts the service in a process of its own; it is killed at the end, if it is still there. */
export async function serve(
  t: Test,
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const child = spawn(process.execPath, ['dist/src/cli.js', 'serve', '--json'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { process: child, url: JSON.parse(line).url };
}

export async function end({ process: child }: Served, signal: NodeJS.Signals): Promise<void> {
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}

/** What is asked of a service: a file as text, or what a form says, or nothing to read. */
export interface Asked {
  readonly body?: string | object;
  readonly method?: string;
  readonly idempotencyKey?: string;
}

/** One trust's key to whichever service answers. */
export function callerOf<Answer>(trustId: string, key: string) {
  return async ({ url }: Served, path: string, asked: Asked = {}) => {
    const { body, idempotencyKey } = asked;
    const answer = await fetch(`${url}/v1/trusts/${trustId}${path}`, {
      method: asked.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${key}`,
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
        ...(body !== undefined && {
          'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
        }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, told: (await answer.json()) as Answer };
  };
}
