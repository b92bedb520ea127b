// What is done with a large trust once it is there, each beside the least that the work takes.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import postgres from 'postgres';
import { onEngine } from './fresh-engine.ts';
import { loadDemo, runFor, writeSupplyFile } from './large-file.ts';
import { type Bench, measured } from './measured.ts';

/** A trust whose supply agency has sent one large file, which is posted. */
interface LargeTrust {
  readonly url: string;
  readonly folder: string;
  readonly path: string;
  readonly lines: number;
  readonly importSeconds: number;
}

function onLargeTrust<Found>(
  [count = '100000']: readonly string[],
  measure: (trust: LargeTrust) => Promise<Found>,
): Promise<Found> {
  return onEngine(async ({ url, folder }) => {
    const lines = Number(count);
    const path = join(folder, `northfield-bench-${lines}.csv`);
    await writeSupplyFile(path, { lines });
    await loadDemo(url);
    const { seconds } = await runFor(url, 'import', path, '--confirm');
    return measure({ url, folder, path, lines, importSeconds: seconds });
  });
}

/** The same file again, and one of which half is known, beside hashing the first. */
export const reimportBench: Bench = (args, print) =>
  onLargeTrust(args, async ({ url, folder, path, lines, importSeconds }) => {
    const started = performance.now();
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    hash.digest();
    const hashSeconds = (performance.now() - started) / 1000;
    const start = await runFor(url, 'periods');
    const again = await runFor(url, 'import', path, '--confirm');
    const overlapping = join(folder, `northfield-bench-${lines}-more.csv`);
    await writeSupplyFile(overlapping, { lines, from: lines / 2 });
    const overlap = await runFor(url, 'import', overlapping, '--confirm', '--json');
    const { rows } = JSON.parse(overlap.output).files[0];
    print(`a file of ${lines} lines, imported in ${importSeconds.toFixed(1)} s`);
    print('| | seconds | peak memory |\n|---|---|---|');
    print(`| hashing it | ${hashSeconds.toFixed(2)} | |`);
    print(`| a command that does nothing with it | ${start.seconds.toFixed(2)} | |`);
    for (const [name, done] of Object.entries({ 'the same again': again, 'half known': overlap })) {
      print(`| ${name} | ${done.seconds.toFixed(2)} | ${Math.round(done.peakMegabytes)} MB |`);
    }
    print(`\nOf the overlapping file ${JSON.stringify(rows)}.`);
    return measured({
      ...{ name: 'reimport', lines, seconds: again.seconds, peakMegabytes: again.peakMegabytes },
      ...{ reference: 'hashing the file', referenceSeconds: hashSeconds },
      more: {
        import_seconds: importSeconds,
        start_seconds: start.seconds,
        overlapping_seconds: overlap.seconds,
        overlapping_peak_memory_mb: Math.round(overlap.peakMegabytes),
        overlapping_rows: rows,
      },
    });
  });

/** The full recompute, beside one sum over all entries. */
export const verifyBench: Bench = (args, print) =>
  onLargeTrust(args, async ({ url, lines }) => {
    const sql = postgres(url, { max: 1 });
    const started = performance.now();
    await sql`
      select school_id, contract_id, item, service_month, sum(cost), sum(baseline_cost)
      from ledger_entry group by 1, 2, 3, 4`;
    const sumSeconds = (performance.now() - started) / 1000;
    await sql.end();
    const done = await runFor(url, 'verify', '--json');
    const { checked } = JSON.parse(done.output).trusts[0];
    const rate = Math.round(checked.entries / done.seconds);
    print(
      `verify of ${lines} lines, ${checked.entries} entries: ${done.seconds.toFixed(1)} s (${rate} entries a second), ${Math.round(done.peakMegabytes)} MB; rollups added up from the entries in ${sumSeconds.toFixed(2)} s (${Math.round(checked.entries / sumSeconds)} entries a second)`,
    );
    return measured({
      ...{ name: 'verify', lines, seconds: done.seconds, peakMegabytes: done.peakMegabytes },
      ...{ reference: 'adding the entries up to the rollups', referenceSeconds: sumSeconds },
      more: { checked, entries_a_second: rate },
    });
  });

/** Takes the file back whole, beside what it took to import it. */
export const undoBench: Bench = (args, print) =>
  onLargeTrust(args, async ({ url, path, lines, importSeconds }) => {
    const done = await runFor(url, 'undo', basename(path), '--confirm', '--reason', 'Measured');
    print(
      `undo of ${lines} lines: ${done.seconds.toFixed(1)} s, ${Math.round(done.peakMegabytes)} MB; their import took ${importSeconds.toFixed(1)} s`,
    );
    return measured({
      ...{ name: 'undo', lines, seconds: done.seconds, peakMegabytes: done.peakMegabytes },
      ...{ reference: 'the import of the same lines', referenceSeconds: importSeconds },
    });
  });

/** Another price of before for one item of one school, and the whole file made again, beside its import. */
export const restateBench: Bench = (args, print) =>
  onLargeTrust(args, async ({ url, path, lines, importSeconds }) => {
    const place = ['--contract', 'SUPPLY-2025', '--school', '900001', '--item', 'TEACHER'];
    const price = ['--kind', 'historic_spend', '--price', '240', '--from', '2025-06-01'];
    const known = ['--to', '2028-08-31', '--evidence', 'a letter', '--by', 'A. Maker'];
    const words = [...place, ...price, ...known, '--confirm', '--json'];
    const prepared = await runFor(url, 'baseline', 'prepare', ...words);
    const { id } = JSON.parse(prepared.output).baseline;
    const approved = await runFor(
      url,
      'baseline',
      'approve',
      id,
      '--by',
      'B. Checker',
      '--confirm',
    );
    const again = await runFor(url, 'repost', basename(path), '--confirm', '--reason', 'Measured');
    print(
      `of ${lines} lines, imported in ${importSeconds.toFixed(1)} s: another price before for one item of one school ${approved.seconds.toFixed(2)} s, ${Math.round(approved.peakMegabytes)} MB; the file made again ${again.seconds.toFixed(1)} s, ${Math.round(again.peakMegabytes)} MB`,
    );
    return measured({
      ...{ name: 'restate', lines, seconds: again.seconds, peakMegabytes: again.peakMegabytes },
      ...{ reference: 'the import of the same lines', referenceSeconds: importSeconds },
      more: { approval_seconds: approved.seconds },
    });
  });

/** Closes a month that holds a quarter of the lines, beside a command that only starts. */
export const closePeriodBench: Bench = (args, print) =>
  onLargeTrust(args, async ({ url, lines }) => {
    const start = await runFor(url, 'periods');
    const done = await runFor(url, 'close-period', '2025-09', '--confirm');
    print(
      `closing a month of a trust of ${lines} lines: ${done.seconds.toFixed(2)} s, ${Math.round(done.peakMegabytes)} MB; listing the months took ${start.seconds.toFixed(2)} s`,
    );
    return measured({
      ...{ name: 'close-period', lines, seconds: done.seconds, peakMegabytes: done.peakMegabytes },
      ...{ reference: 'listing the months', referenceSeconds: start.seconds },
    });
  });
