import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { connect, connectAsOwner, type Database } from '../src/database/connect.ts';
import { inTrust, withKeptPlans } from '../src/database/tenant.ts';
import { headOf } from '../src/ledger/store.ts';
import { reportSavings } from '../src/reports/commands.ts';
import type { Dimension } from '../src/reports/report.ts';
import { onEngine, type Place } from './fresh-engine.ts';
import { type Bench, measured } from './measured.ts';
import { build, demonstration, gatherStatistics, timed } from './trust.ts';

type Question = keyof ReturnType<typeof questions>;

/** The questions of a page, and the one that plain SQL would ask of the entries instead. */
export function questions(database: Database, trustId: string, oldJournal: number) {
  const window = { from: undefined, to: undefined };
  const report = (by: Dimension[], asKnownAt?: number) => () =>
    reportSavings(database, trustId, { by, window, asKnownAt });
  return {
    'by school': report(['school']),
    'by contract and month': report(['contract', 'month']),
    'every cell': report(['school', 'contract', 'item', 'month']),
    'by school, as known at an old journal': report(['school'], oldJournal),
    'plain SQL over the entries, by school': () =>
      inTrust(
        withKeptPlans(database),
        trustId,
        ({ sql }) => sql`
          select s.urn, sum(e.cost), sum(e.baseline_cost) from ledger_entry e
          join school s on s.trust_id = e.trust_id and s.id = e.school_id
          where e.trust_id = ${trustId} group by s.urn`,
      ),
  };
}

/** First tries do not count: a hundred on each side, or those of so long. */
const first = { rounds: 100, milliseconds: 4000 };
/** Then so many count, and where a question takes little those of so long, so that medians hold. */
const then = { rounds: 150, milliseconds: 8000 };
const bypass = 'savings_ledger_bench';

/** One connection in a role, with the processor time that its process at the server took so far. */
async function connectAs(url: string, role: string) {
  const database = connect({ url, connections: 1 });
  await database.client.unsafe(`set role ${role}`);
  const [session] = await database.client`select pg_backend_pid() as pid`;
  const milliseconds = async () => {
    const [nanoseconds] = (await readFile(`/proc/${session?.pid}/schedstat`, 'utf8')).split(' ');
    return Number(nanoseconds) / 1e6;
  };
  return { database, milliseconds };
}

type Side = Awaited<ReturnType<typeof connectAs>>;
type Ask = (database: Database) => Promise<unknown>;

/** What asking took each time: by the clock, at the server, and at the server and in this process. */
interface Taken {
  readonly clock: number[];
  readonly server: number[];
  readonly 'server and process': number[];
}

async function time({ database, milliseconds }: Side, ask: Ask, taken: Taken): Promise<void> {
  const [before, own, at] = [await milliseconds(), process.cpuUsage(), performance.now()];
  await ask(database);
  const [clock, { user, system }] = [performance.now() - at, process.cpuUsage(own)];
  const server = (await milliseconds()) - before;
  taken.clock.push(clock);
  taken.server.push(server);
  taken['server and process'].push(server + (user + system) / 1000);
}

const medianOf = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;

/** Asks on both sides by turns, each first as often as the other. */
async function byTurns(one: Side, other: Side, ask: Ask): Promise<[Taken, Taken]> {
  const askUntil = async (isEnough: (rounds: number, milliseconds: number) => boolean) => {
    const taken: [Taken, Taken] = [nothing(), nothing()];
    const started = performance.now();
    for (let round = 0; !isEnough(round, performance.now() - started); round++) {
      if (round % 2) await time(one, ask, taken[0]);
      await time(other, ask, taken[1]);
      if (round % 2 === 0) await time(one, ask, taken[0]);
    }
    return taken;
  };
  await askUntil((rounds, ms) => rounds >= first.rounds || ms > first.milliseconds);
  return askUntil((rounds, ms) => rounds >= then.rounds && ms > then.milliseconds);
}

const nothing = (): Taken => ({ clock: [], server: [], 'server and process': [] });

interface PolicyCost {
  readonly question: string;
  readonly measure: keyof Taken;
  readonly without_ms: number;
  readonly with_ms: number;
}

/**
 * What row-level security costs: each question by turns as the service asks it and in a role that no policy
 * binds, on the same rows. Processor time leaves out for how long other programs had the machine. To be
 * run beside the database, as a login that may make such a role.
 */
async function policyCost(
  { url, trustId, oldJournal }: { url: string; trustId: string; oldJournal: number },
  print: (text: string) => void,
): Promise<PolicyCost[]> {
  const owner = connectAsOwner(url);
  await owner.client.unsafe(`drop role if exists ${bypass}`);
  await owner.client.unsafe(`create role ${bypass} bypassrls in role savings_ledger_service`);
  const free = await connectAs(url, bypass);
  const bound = await connectAs(url, 'savings_ledger_service');
  try {
    const costs: PolicyCost[] = [];
    print('| question | milliseconds | without policies | with | more |\n|---|---|---|---|---|');
    for (const name of Object.keys(questions(owner, trustId, oldJournal)) as Question[]) {
      const ask: Ask = (database) => questions(database, trustId, oldJournal)[name]();
      const [without, by] = await byTurns(free, bound, ask);
      for (const measure of Object.keys(without) as (keyof Taken)[]) {
        const [base, cost] = [medianOf(without[measure]), medianOf(by[measure])];
        const more = `${((cost / base - 1) * 100).toFixed(1)} %`;
        print(`| ${[name, measure, base.toFixed(2), cost.toFixed(2), more].join(' | ')} |`);
        costs.push({ question: name, measure, without_ms: base, with_ms: cost });
      }
    }
    return costs;
  } finally {
    await free.database.close();
    await bound.database.close();
    await owner.client.unsafe(`drop role ${bypass}`);
    await owner.close();
  }
}

/** Reports of trusts of 1, 10 and 100 times the demonstration's size, beside plain SQL. */
export const reportBench: Bench = (sizes, print) =>
  onEngine(async (place) => {
    print(`reports, Node ${process.version}, ${cpus().length} cores; milliseconds`);
    const reports: OneReport[] = [];
    const policies: (PolicyCost & { size: number })[] = [];
    for (const times of (sizes.length > 0 ? sizes : ['1', '10', '100']).map(Number)) {
      const trustId = await build(place.database, join(place.folder, String(times)), times);
      await gatherStatistics(place.url);
      const head = await inTrust(place.database, trustId, headOf);
      const known = { ...place, trustId, oldJournal: Math.floor(head.number / 2) };
      reports.push(...(await timeReports(known, times, print)));
      const costs = await policyCost(known, print);
      policies.push(...costs.map((cost) => ({ size: times, ...cost })));
    }
    const last = reports.filter(({ size }) => size === reports.at(-1)?.size);
    const [bySchool, plain] = [last[0], last.at(-1)];
    return measured({
      ...{ name: 'report', lines: demonstration.lines * (bySchool?.size ?? 0) },
      seconds: (bySchool?.median_ms ?? 0) / 1000,
      reference: 'plain SQL over the entries, by school',
      referenceSeconds: (plain?.median_ms ?? 0) / 1000,
      more: { reports, policies },
    });
  });

interface OneReport {
  readonly size: number;
  readonly question: string;
  readonly first_ms: number;
  readonly median_ms: number;
}

async function timeReports(
  { database, trustId, oldJournal }: Place & { trustId: string; oldJournal: number },
  times: number,
  print: (text: string) => void,
): Promise<OneReport[]> {
  const asked = questions(database, trustId, oldJournal);
  const plain = await timed(asked['plain SQL over the entries, by school']);
  print('| size | schools | lines | question | first | median | against plain SQL |');
  print('|---|---|---|---|---|---|---|');
  const reports: OneReport[] = [];
  for (const [question, ask] of Object.entries(asked)) {
    const { first, median } = await timed(ask);
    const [schools, lines] = [demonstration.schools * times, demonstration.lines * times];
    const figures = [first.toFixed(1), median.toFixed(1), (median / plain.median).toFixed(2)];
    print(`| ${[`×${times}`, schools, lines, question, ...figures].join(' | ')} |`);
    reports.push({ size: times, question, first_ms: first, median_ms: median });
  }
  return reports;
}
