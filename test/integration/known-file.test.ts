// A posted file that comes again is answered from what stands, and that is what reading it again would answer (P12).
import { Readable } from 'node:stream';
import t from 'tap';
import { confirmImport } from '../../src/confirmations/commands.ts';
import type { ImportResult } from '../../src/confirmations/result.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { addDecisions, rowsAsRead } from '../../src/decisions/store.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import { profileById } from '../../src/invoices/store.ts';
import { freshDatabase } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

const person = { by: 'C. Manager', at: '2026-01-08T10:00:00.000Z' };

/** Sends a file again; tells what is answered, and whether its rows were read for it. */
async function again(database: Database, trustId: string, name: string, text: string) {
  const file = { name, open: () => Readable.from([Buffer.from(text)]) };
  const { importId } = await receiveFile(database, trustId, file, person);
  const phases = new Set<string>();
  const onProgress = ({ phase }: { phase: string }) => phases.add(phase);
  const result = await confirmImport(database, trustId, importId, person, { onProgress });
  return { result, isRead: phases.has('reading') };
}

/** A decision about a row that no file has: it changes nothing, and from then on the rows are read. */
async function decideNothing(database: Database, trustId: string, { record }: ImportResult) {
  await inTrust(database, trustId, async (tenant) => {
    const asRead = rowsAsRead(record, await profileById(tenant, record.profileId));
    const about = { about: 'version', verdict: 'open', otherFile: '' } as const;
    await addDecisions(tenant, asRead, [{ ...about, row: 9999, knownFrom: 1, ...person }]);
  });
}

/** An answer without what tells two arrivals apart. */
const answer = ({ record, ...told }: ImportResult) => ({ ...told, record: { ...record, id: '' } });

type Row = (string | number)[];
const line = (number: string, school = '100001', from = '2025-05-01', to = '2025-05-30'): Row => [
  ...[number, '2025-05-31', 'I', '', '', from, to, school, 'REAM', 10, '25.00', '5.00'],
];
const desk: Row = [...line('D', 'ALL')].with(8, 'DESK').with(9, 1);
const rebate: Row = [...line('R'), 0].slice(0, 12).with(2, 'C').with(3, 'r').with(10, '-5.00');
const later: Row = rebate.with(0, 'Q').with(6, '2025-06-30');
const total = (net: string): Row => ['Total', ...Array(9).fill(''), net, ''];

const files: readonly (readonly [what: string, text: string, isRead: boolean])[] = [
  ['lines of schools', paperFile([line('S1'), line('S1', '100003'), line('S2')]), false],
  ['a joint line', paperFile([line('J'), desk]), false],
  ['the same line twice', paperFile([line('T'), line('T')]), false],
  ['an unpriced item', paperFile([line('U').with(8, 'GLUE')]), false],
  ['a line without days', paperFile([line('N'), line('N', '100001', '', '')]), true],
  [
    'a day that is the document’s',
    paperFile([line('E', '100001', '2025-05-31', '2025-05-31')]),
    true,
  ],
  ['a credit within the days of others', paperFile([line('C'), rebate]), false],
  ['a credit of later days', paperFile([line('K'), later]), true],
  [
    'a line without days within those of others',
    paperFile([line('M', '100001', '2025-05-01', '2025-06-30'), line('M', '100001', '', '')]),
    false,
  ],
  ['a right total', paperFile([line('G'), total('25.00')]), true],
  ['a wrong total', paperFile([line('W'), total('26.00')]), true],
  ['an empty row', paperFile([line('L'), Array(12).fill(''), line('L')]), true],
  ['a held row', paperFile([line('H'), line('H', 'Nowhere')]), true],
  ['a refused row', paperFile([line('X'), line('X').with(10, 'much')]), true],
  ['a line of another file', paperFile([line('S2'), line('O')]), true],
];

t.test('what is answered of a known file is what reading it again would answer', async (t) => {
  const database = await freshDatabase(t);
  const trust = smallTrust('Ash Federation');
  const path = 'profiles/paper-mill.json';
  const totals = { column: 'document_number', starts_with: ['Total'] };
  const profile = JSON.stringify({ ...JSON.parse(trust[path] ?? ''), total_rows: totals });
  const trustId = await loadFiles(database, { ...trust, [path]: profile });
  for (const [what, text, isRead] of files) {
    const name = `${what}.csv`;
    const first = await importText(database, trustId, name, text);
    const quick = await again(database, trustId, name, text);
    t.equal(quick.isRead, isRead, `${what}: ${isRead ? 'read again' : 'not read again'}`);
    t.strictSame(quick.result.contents, first.contents, `${what}: the contents first read`);
    await decideNothing(database, trustId, first);
    const slow = await again(database, trustId, name, text);
    t.ok(slow.isRead, what);
    t.strictSame(answer(quick.result), answer(slow.result), what);
  }
});

t.test(
  'lines of one document that stand far apart in a file are all new, and known the next time',
  async (t) => {
    const database = await freshDatabase(t);
    const trustId = await loadFiles(database, smallTrust('Oak Federation'));
    const among = (from: number) => Array.from({ length: 2100 }, (_, i) => line(`A${from + i}`));
    const wide = (school: string) => line('WIDE', school);
    const rows = [wide('100001'), ...among(0), wide('100002'), ...among(2100), wide('100001')];
    const first = await importText(database, trustId, 'first.csv', paperFile(rows));
    t.match(first.record.rows, { read: 4203, posted: 4203 });
    t.equal(first.contents.documents, 4201);
    const later = [...rows.slice(0, 3), line('A0'), line('NEW')];
    const second = await importText(database, trustId, 'second.csv', paperFile(later));
    // A line more than A0 had, and a document that never came.
    t.match(second.record.rows, { read: 5, posted: 2, already: 3 });
    t.equal(second.contents.documents, 4);
  },
);
