// Every page of a trust ten times the size of the demonstration: its time in the service, and its bytes.
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../src/app.ts';
import { letIn } from '../src/people/commands.ts';
import { sealReport } from '../src/seals/commands.ts';
import { peopleOfDemonstration } from '../src/sign-in/commands.ts';
import { pageDoors } from '../src/web/page-doors.ts';
import { onEngine } from './fresh-engine.ts';
import { type Bench, measured } from './measured.ts';
import { build, demonstration, gatherStatistics } from './trust.ts';

const at = '2026-10-01T09:00:00.000Z';
/** Whoever of them a page is open to asks for it. */
const roles = ['administrator', 'finance_lead', 'business_manager', 'auditor', 'trustee'];
const runs = { before: 10, counted: 60 };
/** What stands in an address where a page is of one thing. */
const known: Readonly<Record<string, string>> = {
  ':contract': 'S1',
  ':urn': '300000',
  ':month': '2026-01',
  ':seal': '1',
};

/** The addresses of all pages that are shown; of what came in by files there is none of its own here. */
function addresses(trustId: string): string[] {
  return pageDoors
    .map(([door]) => door)
    .filter((door) => door.startsWith('GET ') && !/files?\b|template|copy|pack/.test(door))
    .map((door) => door.slice(4).replace(':trust', trustId))
    .map((path) => path.replace(/:[a-z]+/g, (name) => known[name] ?? name))
    .filter((path) => !path.includes(':'));
}

/** The pages of a trust so many times the size of the demonstration, asked for within the process. */
export const pagesBench: Bench = ([size = '10'], print) =>
  onEngine(async ({ url: databaseUrl, database, folder }) => {
    const trustId = await build(database, join(folder, 'trust'), Number(size));
    await gatherStatistics(databaseUrl);
    const window = { from: undefined, to: undefined };
    const facts = { title: 'Board', cut: ['school'], by: 'Bench', whoKind: 'terminal' } as const;
    await sealReport(database, trustId, { ...facts, window, at });
    const emails = new Set(roles.map((role) => `${role}@trust.example`));
    for (const role of roles) {
      const person = { email: `${role}@trust.example`, name: role, role };
      await letIn(database, { trustId, at, by: 'Bench' }, person);
    }
    const generous = { callsAMinute: 1_000_000, failuresAQuarterHour: 1_000_000 };
    const app = buildApp({
      database,
      config: { uploadBytesMax: 1e6 },
      demonstration: { trustId, emails },
      defences: { limits: generous },
    });
    const people = await peopleOfDemonstration(database, { trustId, emails });
    const cookies = await Promise.all(people.map(({ person }) => signedIn(app, person.id)));
    print(`pages at ×${size}, Node ${process.version}, ${cpus().length} cores; milliseconds`);
    print('| page | status | first | median | p95 | KB |\n|---|---|---|---|---|---|');
    const pages = addresses(trustId);
    const first = new Map<string, number>();
    const found: Page[] = [];
    // A service that has just begun reads and compiles what the next questions find: told apart, once each.
    for (const url of pages) {
      const cookie = await openedBy(app, url, cookies);
      first.set(url, await asked(app, { url, cookie }).then(({ took }) => took));
      for (let run = 0; run < runs.before; run++) await asked(app, { url, cookie });
    }
    for (const url of pages) {
      const cookie = await openedBy(app, url, cookies);
      const times: number[] = [];
      let [status, bytes] = [0, 0];
      for (let run = 0; run < runs.counted; run++) {
        const { took, answer } = await asked(app, { url, cookie });
        times.push(took);
        [status, bytes] = [answer.statusCode, withoutPictures(answer.body)];
      }
      times.sort((a, b) => a - b);
      const of = (part: number) => times[Math.ceil(times.length * part) - 1] ?? 0;
      const figures = [first.get(url) ?? 0, of(0.5), of(0.95)].map((time) => time.toFixed(1));
      const path = url.replace(`/trusts/${trustId}`, '') || '/';
      found.push({ path, median: of(0.5), p95: of(0.95), bytes });
      print(`| ${[path, status, ...figures, (bytes / 1024).toFixed(0)].join(' | ')} |`);
    }
    await app.close();
    const slowest = found.reduce((one, other) => (other.p95 > one.p95 ? other : one));
    return measured({
      ...{ name: 'pages', lines: demonstration.lines * Number(size), seconds: slowest.p95 / 1000 },
      ...{ reference: 'the limit of 50 ms for the p95 of each page', referenceSeconds: 0.05 },
      more: { slowest: slowest.path, pages: found },
    });
  });

interface Page {
  readonly path: string;
  readonly median: number;
  readonly p95: number;
  readonly bytes: number;
}

/** The cookie of somebody of the demonstration. */
async function signedIn(app: FastifyInstance, person: string): Promise<string> {
  const answer = await app.inject({
    ...{ method: 'POST', url: '/sign-in/demonstration' },
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    payload: `person=${person}`,
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

async function asked(app: FastifyInstance, { url, cookie }: { url: string; cookie: string }) {
  const begun = performance.now();
  const answer = await app.inject({ url, headers: { cookie } });
  return { answer, took: performance.now() - begun };
}

async function openedBy(app: FastifyInstance, url: string, cookies: readonly string[]) {
  for (const cookie of cookies) {
    const { statusCode } = await app.inject({ url, headers: { cookie } });
    if (statusCode !== 403) return cookie;
  }
  return '';
}

const withoutPictures = (html: string) => html.replace(/<svg[\s\S]*?<\/svg>/g, '').length;
