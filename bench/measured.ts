import { cpus, totalmem } from 'node:os';

/** What a benchmark found in one run on one machine, as `--json` prints it. */
export interface Measured {
  readonly name: string;
  /** Invoice lines, or rows of files, that it was done with. */
  readonly lines: number;
  readonly seconds: number;
  /** What people would use instead, or the least that the work takes, with the same lines. */
  readonly reference_seconds: number;
  readonly reference: string;
  readonly ratio: number;
  /** Of the process that did the work; the database server is not in it. */
  readonly peak_memory_mb: number;
  readonly machine: { readonly node: string; readonly cores: number; readonly memory_gb: number };
  readonly [more: string]: unknown;
}

/** A benchmark: what it says while it goes on is for people. */
export type Bench = (args: readonly string[], print: (text: string) => void) => Promise<Measured>;

interface Found {
  readonly name: string;
  readonly lines: number;
  readonly seconds: number;
  readonly reference: string;
  readonly referenceSeconds: number;
  /** This process's own peak, where another one did not do the work. */
  readonly peakMegabytes?: number;
  readonly more?: Readonly<Record<string, unknown>>;
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** Writes down what was found with its ratio and the machine. */
export function measured({ referenceSeconds, peakMegabytes, more, ...found }: Found): Measured {
  const own = process.resourceUsage().maxRSS / 1024;
  return {
    ...found,
    seconds: rounded(found.seconds),
    reference_seconds: rounded(referenceSeconds),
    ratio: rounded(found.seconds / referenceSeconds),
    peak_memory_mb: Math.round(peakMegabytes ?? own),
    machine: {
      node: process.version,
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
    },
    ...more,
  };
}
