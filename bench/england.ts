// Every state school in England by its groups, or a part of them, through the real import; then the reports.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { onEngine, type Place, sizeOf } from './fresh-engine.ts';
import { type Bench, measured } from './measured.ts';
import { questions } from './report.ts';
import { build, demonstration, gatherStatistics, type Size, timed } from './trust.ts';
import type { Order } from './trust-loader.ts';

/** About 24,000 state schools in 2,500 groups, with 36 million invoice lines a year. */
const england = { groups: 2500, linesOfSchool: 1500 };

/**
 * How many schools a group has, by its place among all groups from the smallest: half of the academy trusts
 * have one school or two, a tenth more than twenty, and the largest ninety. Together about 24,000.
 */
function schoolsOfGroup(place: number): number {
  const known = [
    [0, 1],
    [0.3, 1],
    [0.5, 3],
    [0.7, 8],
    [0.85, 17],
    [0.95, 35],
    [1, 90],
  ] as const;
  const next = known.findIndex(([part]) => part >= place);
  const [[from, few], [to, many]] = [
    known[Math.max(0, next - 1)] ?? known[0],
    known[next] ?? known[6],
  ];
  const between = to === from ? 0 : (place - from) / (to - from);
  return Math.round(few + (many - few) * between);
}

/** The groups of a part of the country, each as likely as in the whole of it: the same each time. */
function groupsOf(fraction: number): Size[] {
  const count = Math.max(1, Math.round(england.groups * fraction));
  return Array.from({ length: count }, (_, index) => {
    const schools = schoolsOfGroup((index + 0.5) / count);
    return { name: `Group ${index + 1}`, schools, lines: schools * england.linesOfSchool };
  });
}

/** Processes that load groups side by side, each one group after the other. */
const loaders = cpus().length;

async function loadAll({ url, folder }: Place, groups: readonly Size[]): Promise<string[]> {
  // The largest first, so that none of them is left for the end.
  const waiting: Order[] = groups.map((size, index) => ({ index, size }));
  const ids: string[] = [];
  const load = async () => {
    const loader = fork(join(import.meta.dirname, 'trust-loader.js'), [url, folder], {
      execArgv: ['--max-semi-space-size=16'],
    });
    const end = once(loader, 'exit').then(() => []);
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      loader.send(next);
      const [id] = await Promise.race([once(loader, 'message'), end]);
      if (!id) throw new Error(`the process that was to build ${next.size.name} ended`);
      ids[next.index] = id;
    }
    loader.disconnect();
    await end;
  };
  await Promise.all(Array.from({ length: loaders }, load));
  return ids;
}

/** A part of the country (0.002 if nothing is said) beside the demonstration's size on the same server. */
export const englandBench: Bench = (args, print) =>
  onEngine(async (place) => {
    // As `--fraction 0.01`, or the number alone.
    const fraction = Number(args.find((word) => Number(word) > 0) ?? 0.002);
    const groups = groupsOf(fraction);
    const [lines, schools] = (['lines', 'schools'] as const).map((what) =>
      groups.reduce((sum, group) => sum + group[what], 0),
    ) as [number, number];
    const small = await build(place.database, join(place.folder, 'demonstration'), 1);
    await gatherStatistics(place.url);
    const before = await medians(place, small);
    const sizeBefore = await sizeOf(place.url);
    const started = performance.now();
    const ids = await loadAll(place, groups);
    const seconds = (performance.now() - started) / 1000;
    await gatherStatistics(place.url);
    const bytes = (await sizeOf(place.url)) - sizeBefore;
    const rate = lines / seconds;
    print(
      `${groups.length} groups, ${schools} schools, ${lines} lines in ${seconds.toFixed(0)} s, ${loaders} at once: ${Math.round(rate)} lines a second, ${Math.round(bytes / lines)} bytes a line; ${cpus().length} cores. The whole country (36 million) would take ${(36e6 / rate / 3600).toFixed(1)} hours and ${Math.round((36e6 * (bytes / lines)) / 1e9)} GB.`,
    );
    const distance = ({ schools: many }: Size) => Math.abs(many - demonstration.schools);
    const nearest = groups.reduce((one, other) => (distance(other) < distance(one) ? other : one));
    const typical = ids[groups.indexOf(nearest)] ?? '';
    const [same, group] = [await medians(place, small), await medians(place, typical)];
    print(
      '| report, milliseconds | demonstration alone | the same, now | a group of about as many schools |',
    );
    print('|---|---|---|---|');
    for (const [question, alone] of Object.entries(before)) {
      const figures = [alone, same[question], group[question]].map((ms) => ms?.toFixed(1));
      print(`| ${[question, ...figures].join(' | ')} |`);
    }
    const bySchool = 'by school';
    return measured({
      ...{ name: 'england', lines, seconds: (same[bySchool] ?? 0) / 1000 },
      reference: 'the same report before the country was loaded',
      referenceSeconds: (before[bySchool] ?? 0) / 1000,
      more: {
        ...{ fraction, groups: groups.length, schools, load_seconds: seconds },
        ...{ lines_a_second: Math.round(rate), bytes_per_line: Math.round(bytes / lines) },
        reports_ms: { before, now: same, group },
      },
    });
  });

/** What each report of a trust takes, by its name. */
async function medians({ database }: Place, trustId: string): Promise<Record<string, number>> {
  const taken: Record<string, number> = {};
  for (const [question, ask] of Object.entries(questions(database, trustId, 6))) {
    taken[question] = (await timed(ask, 100)).median;
  }
  return taken;
}
