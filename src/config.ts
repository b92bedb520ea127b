import { resolve } from 'node:path';
import { Problem, type ProblemDetail } from './problem.ts';

/** Everything that is set from outside, read once and never changed. */
export interface Config {
  /** A PostgreSQL server of one's own; without it the embedded one is started. */
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** The largest file that the API takes, in bytes. */
  readonly uploadBytesMax: number;
  /** For so many trusts the service works at once in the background. */
  readonly trustsAtOnce: number;
}

/** Reads the environment; reports everything that is wrong with it at once. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const problems: ProblemDetail[] = [];
  const databaseUrl = environment.DATABASE_URL || undefined;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push({
      code: 'request.unreadable',
      column: 'DATABASE_URL',
      message: 'DATABASE_URL is not the address of a PostgreSQL server.',
      remedy: 'Write it like postgres://user:password@host:5432/database.',
    });
  }
  const port = Number(environment.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    problems.push({
      code: 'request.unreadable',
      column: 'PORT',
      message: `'${environment.PORT}' is not a port.`,
      remedy: 'Use a whole number up to 65535; 0 picks a free one.',
    });
  }
  const uploadBytesMax = Number(environment.UPLOAD_BYTES_MAX || 512 * 1024 * 1024);
  if (!Number.isSafeInteger(uploadBytesMax) || uploadBytesMax < 1) {
    problems.push({
      code: 'request.unreadable',
      column: 'UPLOAD_BYTES_MAX',
      message: `'${environment.UPLOAD_BYTES_MAX}' is not a number of bytes.`,
      remedy: 'Use a whole number such as 536870912, which is 512 MiB.',
    });
  }
  const trustsAtOnce = Number(environment.TRUSTS_AT_ONCE || 2);
  if (!Number.isInteger(trustsAtOnce) || trustsAtOnce < 1 || trustsAtOnce > 32) {
    problems.push({
      code: 'request.unreadable',
      column: 'TRUSTS_AT_ONCE',
      message: `'${environment.TRUSTS_AT_ONCE}' is not a number of trusts.`,
      remedy: 'Use a whole number from 1 to 32; each needs up to 300 MB and two connections.',
    });
  }
  if (problems.length > 0) throw new Problem(problems);
  return Object.freeze({
    databaseUrl,
    dataFolder: resolve(environment.SAVINGS_LEDGER_DATA || '.data'),
    host: environment.HOST || '127.0.0.1',
    port,
    uploadBytesMax,
    trustsAtOnce,
  });
}
