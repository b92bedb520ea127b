// Requests under load from a process of its own, beside a bare route that sends the same bytes.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { addKey } from '../src/access/commands.ts';
import { onEngine } from './fresh-engine.ts';
import { type Bench, measured } from './measured.ts';
import { peakOf, type Started, start } from './service-process.ts';
import { build, buildTrust, demonstration, gatherStatistics } from './trust.ts';

interface Asked {
  readonly url: string;
  readonly headers?: Record<string, string>;
  /** So many requests a second in all; as many as there can be without. */
  readonly rate?: number;
  /** How many ask at the same time; ten without. */
  readonly connections?: number;
}

const [few, many] = [10, 100];

/** What some connections get in ten seconds, after two that do not count. */
async function load({ url, headers = {}, rate, connections = few }: Asked) {
  const options = { url, headers, connections, ...(rate !== undefined && { overallRate: rate }) };
  await autocannon({ ...options, duration: 2 });
  const { requests, latency, errors, non2xx, statusCodeStats } = await autocannon({
    ...options,
    duration: 10,
  });
  const is304 = statusCodeStats?.['304']?.count ?? 0;
  if (errors > 0 || non2xx > is304) throw new Error(`${url}: ${errors} errors, ${non2xx} refused`);
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 };
}

/** One request after the other, which shows what a single caller waits. */
async function alone({ url, headers = {} }: Asked, times = 300): Promise<number> {
  const taken: number[] = [];
  for (let each = 0; each < times; each++) {
    const started = performance.now();
    const answer = await fetch(url, { headers });
    await answer.arrayBuffer();
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[times >> 1] ?? 0;
}

interface Line {
  readonly name: string;
  readonly asked: Asked;
  /** The line of the bare route of the same bytes, asked in the same way. */
  readonly against?: string;
}

const [same, sameByMany, sameAsPage] = [
  'bare route, the same bytes',
  `the same, ${many} connections`,
  'bare route, the bytes of the next',
];

type Subject = 'bare' | 'summary' | 'known' | 'schools' | 'barePage' | 'page';

function linesOf(of: Readonly<Record<Subject, Asked>>): Line[] {
  const byMany = { connections: many };
  return [
    { name: same, asked: of.bare },
    { name: 'savings by school', asked: of.summary, against: same },
    { name: 'savings, not changed (304)', asked: of.known, against: same },
    { name: 'savings, fifty a second', asked: { ...of.summary, rate: 50 } },
    { name: sameByMany, asked: { ...of.bare, ...byMany } },
    {
      name: `savings by school, ${many} connections`,
      asked: { ...of.summary, ...byMany },
      against: sameByMany,
    },
    { name: 'schools, 200 a page', asked: of.schools, against: same },
    { name: sameAsPage, asked: of.barePage },
    { name: 'entries, 1,000 a page', asked: of.page, against: sameAsPage },
  ];
}

/** A trust with a thousand entries and more in each journal, for pages of a thousand. */
const longPages = { name: 'Long pages', schools: demonstration.schools, lines: 12_000 };

/** The summary route, a 304, long pages, and fifty requests a second, of the demonstration's size. */
export const httpBench: Bench = ([size = '1'], print) =>
  onEngine(async ({ url: databaseUrl, database, folder }) => {
    const started: Started[] = [];
    try {
      const trustId = await build(database, join(folder, 'trust'), Number(size));
      const longId = await buildTrust(database, join(folder, 'long'), longPages);
      await gatherStatistics(databaseUrl);
      const at = new Date().toISOString();
      const { key } = await addKey(database, { trustId, name: 'Bench', at });
      const headers = { authorization: `Bearer ${key}` };
      const long = await addKey(database, { trustId: longId, name: 'Bench', at });
      const service = await start('ledger', databaseUrl);
      started.push(service);
      const base = `${service.url}/v1/trusts/${trustId}`;
      const summary = { url: `${base}/savings?by=school`, headers };
      const answer = await fetch(summary.url, { headers });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const bareOf = async (name: string, sent: Buffer): Promise<Asked> => {
        await writeFile(join(folder, name), sent);
        const plain = await start('bare', join(folder, name));
        started.push(plain);
        return { url: plain.url };
      };
      const bare = await bareOf('bytes.json', bytes);
      const page = {
        url: `${service.url}/v1/trusts/${longId}/journals/2/entries?limit=1000`,
        headers: { authorization: `Bearer ${long.key}` },
      };
      const pageAnswer = await fetch(page.url, { headers: page.headers });
      const barePage = await bareOf('page.json', Buffer.from(await pageAnswer.arrayBuffer()));
      const etag = String(answer.headers.get('etag'));
      const known = { ...summary, headers: { ...headers, 'if-none-match': etag } };
      const schools = { url: `${base}/schools?limit=200`, headers };
      const lines = linesOf({ bare, summary, known, schools, barePage, page });
      print(
        `requests at ×${size}, ${bytes.length} bytes, Node ${process.version}, ${cpus().length} cores; ${few} connections where nothing else is said, milliseconds`,
      );
      print('| what | a second | p50 | p99 | alone | against the bare route |');
      print('|---|---|---|---|---|---|');
      const rates = new Map<string, number>();
      const requests: Record<string, unknown>[] = [];
      for (const { name, asked, against } of lines) {
        const { perSecond, p50, p99 } = await load(asked);
        rates.set(name, perSecond);
        const ratio = against && (perSecond / (rates.get(against) ?? 1)).toFixed(3);
        const once = await alone(asked);
        requests.push({
          name,
          against,
          per_second: perSecond,
          p50_ms: p50,
          p99_ms: p99,
          alone_ms: once,
        });
        const cells = [name, perSecond.toFixed(0), p50, p99, once.toFixed(2)];
        print(`| ${[...cells, ratio ?? ''].join(' | ')} |`);
      }
      const peakMegabytes = await peakOf(service);
      print(`\nThe service had ${Math.round(peakMegabytes)} MB at its peak.`);
      const secondsOf = (name: string) => 1 / (rates.get(name) ?? 1);
      return measured({
        ...{
          name: 'http',
          lines: demonstration.lines * Number(size),
          seconds: secondsOf('savings by school'),
        },
        ...{
          reference: 'a bare Fastify route of the same bytes',
          referenceSeconds: secondsOf(same),
        },
        ...{ peakMegabytes, more: { bytes: bytes.length, requests } },
      });
    } finally {
      for (const { process: child } of started) child.kill('SIGTERM');
    }
  });
