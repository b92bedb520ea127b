import { createReadStream } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { onEngine, sizeOf } from './fresh-engine.ts';
import { bareCopy, loadDemo, runFor, writeSupplyFile } from './large-file.ts';
import { type Bench, measured } from './measured.ts';

/** A large supply file through the whole import, beside a bare copy of its bytes and csv-parse alone. */
export const importBench: Bench = ([count = '1000000'], print) =>
  onEngine(async ({ url, folder }) => {
    const lines = Number(count);
    const path = join(folder, `northfield-bench-${lines}.csv`);
    const bytes = await writeSupplyFile(path, { lines });
    await loadDemo(url);
    // One in a hundred lines came before.
    const known = join(folder, 'northfield-bench-known.csv');
    await writeSupplyFile(known, { lines: lines / 100 });
    await runFor(url, 'import', known, '--confirm');
    const copySeconds = await bareCopy(url, path);
    const parseSeconds = await parseAlone(path);
    const before = await sizeOf(url);
    const all = await runFor(url, 'import', path, '--confirm', '--json');
    const after = await sizeOf(url);
    const { rows } = JSON.parse(all.output).files[0];
    const verify = await runFor(url, 'verify', '--json');
    const { entries } = JSON.parse(verify.output).trusts[0].checked;
    const row = (what: string, seconds: number, peak = '') =>
      print(
        `| ${what} | ${seconds.toFixed(1)} | ${(seconds / copySeconds).toFixed(1)} | ${peak} |`,
      );
    print(
      `import of ${lines} lines (${Math.round(bytes / 1e6)} MB), Node ${process.version}, ${cpus().length} cores`,
    );
    print('| | seconds | against \\copy | peak memory of the process |\n|---|---|---|---|');
    row('\\copy into a bare table', copySeconds);
    row('csv-parse alone', parseSeconds);
    const posted = `import, posted ${rows.posted} of ${rows.read}, ${rows.already} known`;
    row(posted, all.seconds, `${Math.round(all.peakMegabytes)} MB`);
    row('verify', verify.seconds, `${Math.round(verify.peakMegabytes)} MB`);
    const perLine = {
      bytes: (after - before) / lines,
      entries: entries / (rows.posted + rows.already),
    };
    print(
      `\n${Math.round(lines / all.seconds)} lines a second from the file to the sealed journal; ${perLine.bytes.toFixed(0)} bytes and ${perLine.entries.toFixed(2)} entries a line in the database.`,
    );
    return measured({
      ...{ name: 'import', lines, seconds: all.seconds, peakMegabytes: all.peakMegabytes },
      ...{ reference: 'psql \\copy into a bare table', referenceSeconds: copySeconds },
      more: {
        file_bytes: bytes,
        lines_posted: rows.posted,
        lines_known: rows.already,
        lines_a_second: Math.round(lines / all.seconds),
        csv_parse_seconds: parseSeconds,
        verify_seconds: verify.seconds,
        bytes_per_line: Math.round(perLine.bytes),
        entries_per_line: perLine.entries,
      },
    });
  });

/** The same file read by csv-parse, and every row thrown away. */
async function parseAlone(path: string): Promise<number> {
  const started = performance.now();
  const rows = parse({ delimiter: ';', bom: true });
  await pipeline(createReadStream(path), rows, async (read) => {
    for await (const _ of read);
  });
  return (performance.now() - started) / 1000;
}
