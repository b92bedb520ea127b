// The demonstration's question asked of the same files with what people use instead: what did each school save?
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { reportSavings } from '../src/reports/commands.ts';
import { onEngine } from './fresh-engine.ts';
import { type Bench, measured } from './measured.ts';
import { type Peer, peers, pounds } from './peer-programs.ts';
import { build, demonstration, gatherStatistics, timed } from './trust.ts';

const isThere = ({ program }: Peer) =>
  program === undefined || spawnSync('which', [program]).status === 0;

/** Our report beside what people would ask instead; all that answer have to agree to the penny. */
export const peersBench: Bench = ([size = '1'], print) =>
  onEngine(async ({ url, database, folder }) => {
    const [times, files] = [Number(size), join(folder, 'trust')];
    const started = performance.now();
    const trustId = await build(database, files, times);
    const loaded = (performance.now() - started) / 1000;
    await gatherStatistics(url);
    const asked = { by: ['school'] as const, window: { from: undefined, to: undefined } };
    const report = await reportSavings(database, trustId, asked);
    const { median } = await timed(() => reportSavings(database, trustId, asked), 60);
    const ours = new Map(
      report.rows.map((row) => [String(row.urn), pounds(row.cash_saving ?? '')]),
    );
    const lines = demonstration.lines * times;
    print(`what each of ${ours.size} schools saved, ${lines} lines; ${cpus().length} cores`);
    print('| | milliseconds | the same to the penny |\n|---|---|---|');
    print(
      `| this product, asked (loaded once in ${loaded.toFixed(1)} s) | ${median.toFixed(1)} | |`,
    );
    const found: { name: string; milliseconds: number; is_same: boolean }[] = [];
    for (const { name, ask } of peers.filter(isThere)) {
      const begun = performance.now();
      const savings = await ask(files);
      const milliseconds = performance.now() - begun;
      const isSame = [...ours].every(([urn, amount]) => savings.get(urn) === amount);
      print(`| ${name} | ${milliseconds.toFixed(0)} | ${isSame ? 'yes' : 'no'} |`);
      found.push({ name, milliseconds, is_same: isSame });
    }
    const leftOut = peers.filter((peer) => !isThere(peer)).map(({ program }) => program);
    if (leftOut.length > 0) print(`\nLeft out, not on this machine: ${leftOut.join(', ')}.`);
    const [first] = found;
    if (!first) throw new Error('There is nobody to ask beside this product.');
    return measured({
      ...{ name: 'peers', lines, seconds: median / 1000 },
      ...{ reference: first.name, referenceSeconds: first.milliseconds / 1000 },
      more: { loaded_seconds: loaded, peers: found },
    });
  });
