// The service, or a bare route, in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export interface Started {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts it as bench/http-service.ts takes it; it is there once it tells its address. */
export async function start(...args: readonly string[]): Promise<Started> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=16', join(here, 'http-service.js'), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [url = ''] = await new Promise<string[]>((resolve) =>
    createInterface(child.stdout).once('line', (line) => resolve([line])),
  );
  return { url, process: child };
}

/** The most memory that a process has had, in megabytes. */
export async function peakOf({ process: { pid } }: Started): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
