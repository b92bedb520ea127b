import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { MailSettings } from './mail/commands.ts';
import { type Provider, readProviders } from './openid/provider.ts';
import { Problem, type ProblemDetail } from './problem.ts';

/** Everything that is set from outside, read once and never changed. */
export interface Config {
  /** A PostgreSQL server of one's own; without it the embedded one is started. */
  readonly databaseUrl: string | undefined;
  /** A hot standby of that server, which answers reports; without it the server does. */
  readonly reportsDatabaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** The largest file that the API takes, in bytes. */
  readonly uploadBytesMax: number;
  /** For so many trusts the service works at once in the background. */
  readonly trustsAtOnce: number;
  /** Where people reach the service, without a slash at the end, for links in mail; undefined for this machine. */
  readonly publicUrl: string | undefined;
  /** The server that mail is sent by; without it, mail is written to the log. */
  readonly mail: MailSettings | undefined;
  /** Where people may sign in besides. */
  readonly providers: readonly Provider[];
  /** Where figures about the service itself are served; nowhere, if nothing is named. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** The addresses of proxies that say truly from where a request comes. */
  readonly trustedProxies: readonly string[];
}

/** Reads the environment; reports everything that is wrong with it at once. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const problems: ProblemDetail[] = [];
  const databaseUrl = readServer('DATABASE_URL', environment.DATABASE_URL, problems);
  const reportsDatabaseUrl = readServer(
    'REPORTS_DATABASE_URL',
    environment.REPORTS_DATABASE_URL,
    problems,
  );
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
  const metrics = readMetrics(environment, problems);
  const publicUrl = readPublicUrl(environment.PUBLIC_URL, problems);
  const mail = readMail(environment.SMTP_URL, environment.MAIL_FROM, problems);
  const { providers, problems: faults } = readProviders(environment);
  const trustedProxies = readProxies(environment.TRUSTED_PROXIES, problems);
  problems.push(...faults);
  if (problems.length > 0) throw new Problem(problems);
  return Object.freeze({
    databaseUrl,
    reportsDatabaseUrl,
    dataFolder: resolve(environment.SAVINGS_LEDGER_DATA || '.data'),
    host: environment.HOST || '127.0.0.1',
    port,
    uploadBytesMax,
    trustsAtOnce,
    publicUrl,
    mail,
    providers,
    metrics,
    trustedProxies,
  });
}

function readServer(
  name: string,
  url: string | undefined,
  problems: ProblemDetail[],
): string | undefined {
  if (url && !/^postgres(ql)?:\/\//.test(url)) {
    problems.push({
      code: 'request.unreadable',
      column: name,
      message: `${name} is not the address of a PostgreSQL server.`,
      remedy: 'Write it like postgres://user:password@host:5432/database.',
    });
  }
  return url || undefined;
}

const httpAddress = /^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/;

function readPublicUrl(text: string | undefined, problems: ProblemDetail[]): string | undefined {
  if (!text) return undefined;
  if (!httpAddress.test(text) || !URL.canParse(text)) {
    problems.push({
      code: 'request.unreadable',
      column: 'PUBLIC_URL',
      message: `'${text}' is not the address of a page.`,
      remedy: 'Write how people reach the service, like https://savings.trust.example.',
    });
  }
  return text.replace(/\/+$/, '');
}

function readMail(
  smtpUrl: string | undefined,
  from: string | undefined,
  problems: ProblemDetail[],
): MailSettings | undefined {
  if (!smtpUrl) return undefined;
  if (!/^smtps?:\/\/./.test(smtpUrl) || !URL.canParse(smtpUrl)) {
    problems.push({
      code: 'request.unreadable',
      column: 'SMTP_URL',
      message: 'SMTP_URL is not the address of a mail server.',
      remedy: 'Write it like smtps://user:password@mail.trust.example or smtp://localhost:25.',
    });
  }
  if (!from || !/^[^\s@]+@[^\s@]+$|^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/.test(from)) {
    problems.push({
      code: 'request.unreadable',
      column: 'MAIL_FROM',
      message: 'MAIL_FROM is not an address to send mail from.',
      remedy: 'Write it like "Savings ledger <savings@trust.example>".',
    });
  }
  return { smtpUrl, from: from ?? '' };
}

function readProxies(text: string | undefined, problems: ProblemDetail[]): string[] {
  const proxies = (text ?? '').split(/[\s,]+/).filter(Boolean);
  for (const proxy of proxies) {
    const [address = '', bits = '0', ...more] = proxy.split('/');
    if (isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && more.length === 0) continue;
    problems.push({
      code: 'request.unreadable',
      column: 'TRUSTED_PROXIES',
      message: `'${proxy}' is not the address of a proxy.`,
      remedy: 'List addresses or networks, like 10.0.0.5 or 10.0.0.0/24.',
    });
  }
  return proxies;
}

function readMetrics(environment: NodeJS.ProcessEnv, problems: ProblemDetail[]): Config['metrics'] {
  const address = /^\[?(.+?)\]?:(\d{1,5})$/.exec(environment.METRICS_ADDRESS ?? '');
  if (environment.METRICS_ADDRESS && !(address && Number(address[2]) <= 65535)) {
    problems.push({
      code: 'request.unreadable',
      column: 'METRICS_ADDRESS',
      message: `'${environment.METRICS_ADDRESS}' is not an address to serve metrics at.`,
      remedy: 'Write host and port, such as 127.0.0.1:9464.',
    });
  }
  return address ? { host: address[1] ?? '', port: Number(address[2]) } : undefined;
}
