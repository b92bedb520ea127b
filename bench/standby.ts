import { join } from 'node:path';
import { openStandby } from '../src/database/standby.ts';
import { answeredBy } from '../src/database/tenant.ts';
import { onEngine } from './fresh-engine.ts';
import { type Bench, measured } from './measured.ts';
import { questions } from './report.ts';
import { build, demonstration, gatherStatistics } from './trust.ts';

const tries = { first: 50, counted: 200 };

const medianOf = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;

/** Reports of a standby (REPORTS_DATABASE_URL, of DATABASE_URL) and of the primary, by turns. */
export const standbyBench: Bench = ([size = '1'], print) =>
  onEngine(async ({ url, database, folder }) => {
    const standbyUrl = process.env.REPORTS_DATABASE_URL;
    if (!standbyUrl) throw new Error('REPORTS_DATABASE_URL names no standby to measure.');
    const times = Number(size);
    const trustId = await build(database, join(folder, size), times);
    await gatherStatistics(url);
    const standby = openStandby(database, standbyUrl);
    const sides = {
      primary: questions(database, trustId, 1),
      standby: questions(answeredBy(database, standby), trustId, 1),
    };
    print('| question | primary, ms | standby, ms | ratio |\n|---|---|---|---|');
    const reports: { question: string; primary_ms: number; standby_ms: number }[] = [];
    for (const question of Object.keys(sides.primary) as (keyof typeof sides.primary)[]) {
      const taken = { primary: [] as number[], standby: [] as number[] };
      for (let round = 0; round < tries.first + tries.counted; round += 1) {
        for (const side of ['primary', 'standby'] as const) {
          const began = performance.now();
          await sides[side][question]();
          if (round >= tries.first) taken[side].push(performance.now() - began);
        }
      }
      const [primary, other] = [medianOf(taken.primary), medianOf(taken.standby)];
      const figures = [primary, other, other / primary].map((figure) => figure.toFixed(2));
      print(`| ${[question, ...figures].join(' | ')} |`);
      reports.push({ question, primary_ms: primary, standby_ms: other });
    }
    const { readings } = standby;
    print(
      `answered by the standby: ${readings.standby}, by the primary for it: ${readings.primary}`,
    );
    await standby.close();
    const [bySchool] = reports;
    return measured({
      ...{ name: 'standby', lines: demonstration.lines * times },
      seconds: (bySchool?.standby_ms ?? 0) / 1000,
      ...{ reference: 'the primary', referenceSeconds: (bySchool?.primary_ms ?? 0) / 1000 },
      more: { reports, readings },
    });
  });
