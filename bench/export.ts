// All entries of a journal as NDJSON by a process of its own, beside a bare route that sends the same bytes.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import { addKey } from '../src/access/commands.ts';
import { onEngine } from './fresh-engine.ts';
import { loadDemo, runFor, writeSupplyFile } from './large-file.ts';
import { type Bench, measured } from './measured.ts';
import { peakOf, type Started, start } from './service-process.ts';
import { gatherStatistics } from './trust.ts';

interface Pulled {
  readonly rows: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** Takes a whole answer, counts its lines, and ends the process that gave it. */
async function pull(
  service: Started,
  path: string,
  headers: Record<string, string> = {},
): Promise<Pulled> {
  try {
    const started = performance.now();
    const { body, status } = await fetch(`${service.url}${path}`, { headers });
    if (status !== 200 || !body) throw new Error(`${path} is answered with ${status}`);
    let rows = 0;
    for await (const piece of body) {
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++;
    }
    const seconds = (performance.now() - started) / 1000;
    return { rows, seconds, peakMegabytes: await peakOf(service) };
  } finally {
    service.process.kill('SIGTERM');
  }
}

/** The export of a large journal, and of one a tenth as large to see whether its memory stays the same. */
export const exportBench: Bench = ([count = '1000000'], print) =>
  onEngine(async ({ url, database, folder }) => {
    const lines = Number(count);
    await loadDemo(url);
    const sizes = [lines / 10, lines];
    for (const [index, size] of sizes.entries()) {
      const path = join(folder, `northfield-bench-${index}.csv`);
      await writeSupplyFile(path, { lines: size, from: index * lines });
      await runFor(url, 'import', path, '--confirm');
    }
    await gatherStatistics(url);
    const sql = postgres(url, { max: 1 });
    const [trust] = await sql`select id from trust order by id desc limit 1`;
    await sql.end();
    const trustId = String(trust?.id);
    const { key } = await addKey(database, {
      trustId,
      name: 'Bench',
      at: new Date().toISOString(),
    });
    const headers = { authorization: `Bearer ${key}`, accept: 'application/x-ndjson' };
    const pathOf = (journal: number) => `/v1/trusts/${trustId}/journals/${journal}/entries`;
    const small = await pull(await start('ledger', url), pathOf(1), headers);
    const large = await pull(await start('ledger', url), pathOf(2), headers);
    const kept = join(folder, 'entries.ndjson');
    const service = await start('ledger', url);
    const { body } = await fetch(`${service.url}${pathOf(2)}`, { headers });
    if (body) await pipeline(Readable.fromWeb(body as never), createWriteStream(kept));
    service.process.kill('SIGTERM');
    const bare = await pull(await start('bare-stream', kept), '/');
    print('| | rows | seconds | rows a second | peak memory |\n|---|---|---|---|---|');
    const table = { 'a tenth of the lines': small, 'all entries of a journal': large, bare };
    for (const [name, { rows, seconds, peakMegabytes }] of Object.entries(table)) {
      const rate = Math.round(rows / seconds);
      print(
        `| ${name} | ${rows} | ${seconds.toFixed(2)} | ${rate} | ${Math.round(peakMegabytes)} MB |`,
      );
    }
    return measured({
      ...{ name: 'export', lines, seconds: large.seconds, peakMegabytes: large.peakMegabytes },
      ...{ reference: 'a bare route of the same bytes', referenceSeconds: bare.seconds },
      more: {
        rows: large.rows,
        rows_a_second: Math.round(large.rows / large.seconds),
        peak_memory_of_a_tenth_mb: Math.round(small.peakMegabytes),
      },
    });
  });
