// Files that are made to break a reader, sent to a service that goes on serving: each is refused with
// a reason, and nothing is kept of it.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import t from 'tap';
import { asCsv, startApp } from '../support/app.ts';
import { paperFile } from '../support/small-trust.ts';
import { workbookOf, workbookParts } from '../support/workbook.ts';

t.setTimeout(300_000);

const header = paperFile([]);
const row = 'A,2025-06-30,I,,,2025-06-01,2025-06-30,100001,REAM,10,25.00,5.00\n';
const mebibyte = 1 << 20;

/** The same text over and over, so many times. */
function* times(count: number, text: string) {
  for (let index = 0; index < count; index += 1) yield text;
}

const hostile: [why: string, pieces: () => Iterable<string | Buffer>, message: RegExp][] = [
  [
    'one cell of 100 MiB',
    function* () {
      yield header;
      yield row.slice(0, 2);
      yield* times(100, 'x'.repeat(mebibyte));
    },
    /./,
  ],
  [
    'one quoted cell of 100 MiB that never closes',
    function* () {
      yield header;
      yield '"';
      yield* times(100, 'x'.repeat(mebibyte));
    },
    /./,
  ],
  ['a header of one cell of 100 MiB', () => times(100, 'x'.repeat(mebibyte)), /The row is longer/],
  ['a header of a million columns', () => times(10, 'ab,'.repeat(100_000)), /The row is longer/],
  [
    'a header of 300,000 columns',
    () => [...times(3, 'ab,'.repeat(100_000)), '\n', row],
    /The headers found are: ab, ab, .* and 299\d\d\d more/,
  ],
  [
    '100 MiB of line ends',
    () => times(100, '\n'.repeat(mebibyte)),
    /The headers found are: none\./,
  ],
  ['100 MiB of zeros', () => times(100, '\0'.repeat(mebibyte)), /This is no table/],
  [
    'an e-invoice that unfolds without end',
    () => [readFileSync('fixtures/einvoices/entity-bomb.xml')],
    /DOCTYPE|entit/i,
  ],
  [
    'a workbook of rows without end',
    () => [workbookOf(workbookParts({ rows: '<row/>'.repeat(6_000_000) }))],
    /unpacks to more than/,
  ],
  ['a zip that is no workbook', () => [workbookOf({ 'a.txt': 'a' })], /zip file, and no workbook/],
  [
    'an e-invoice of 100 MiB',
    () => ['<Invoice>', ...times(100, ' '.repeat(mebibyte))],
    /50,000,000 bytes/,
  ],
];

t.test('each hostile file is refused, and the service goes on serving', async (t) => {
  const { app, caller } = await startApp(t, { uploadBytesMax: 256 * mebibyte });
  const { key, trustId, get } = await caller('Besieged');
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const before = process.memoryUsage.rss();
  for (const [why, pieces, message] of hostile) {
    const sent = fetch(`${address}/v1/trusts/${trustId}/imports?file=paper.csv`, {
      method: 'POST',
      headers: { ...asCsv, authorization: `Bearer ${key}` },
      body: Readable.toWeb(Readable.from(pieces())) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    t.equal((await fetch(`${address}/health`)).status, 200, `${why}: the service answers`);
    const answer = await sent;
    const { detail, rows } = (await answer.json()) as {
      detail?: string;
      rows?: { refused: number };
    };
    const isRefused = answer.status === 422 && message.test(detail ?? '');
    // A damaged row below a sound header stops itself alone.
    t.ok(
      isRefused || (rows?.refused ?? 0) > 0,
      `${why}: ${answer.status} ${detail?.slice(0, 300)}`,
    );
  }
  t.match((await get('/savings')).json(), { rows: [], journal: 0 });
  const grown = (process.memoryUsage.rss() - before) / mebibyte;
  t.ok(grown < 600, `the process has grown by ${Math.round(grown)} MiB`);
});

t.test('a cell that is a formula is text, and harmless in the copy for mending', async (t) => {
  const { caller } = await startApp(t);
  const { send } = await caller('Besieged');
  const formula = row.replace('100001', '"=HYPERLINK(""http://x"",""Ash"")"');
  const sent = await send('POST', '/imports?file=paper.csv', header + formula, asCsv);
  t.match(sent.json(), {
    rows: { read: 1, held: 1 },
    problems: [{ code: 'school.unknown', found: '=HYPERLINK("http://x","Ash")' }],
  });
});
