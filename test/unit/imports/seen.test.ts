import fc from 'fast-check';
import t from 'tap';
import type { ImportRecord, StoppedRow, Tally } from '../../../src/imports/import.ts';
import { importAsSeen, notYours, stoppedAsSeen } from '../../../src/imports/seen.ts';
import { severalSchools } from '../../../src/limits/limit.ts';
import { add, type Money, pence } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import { pounds } from '../lines/given.ts';

const limit = { holderId: 'key', schoolIds: new Set(['ash']) };

const stopped = (row: number, schoolId: string | null, code = 'document.conflict'): StoppedRow => ({
  row,
  state: 'refused',
  net: pounds('25.00'),
  code,
  message: 'Posted: REAM × 10 £30.00 (row 4 of june.csv)',
  column: 'school',
  found: 'A-7',
  remedy: 'Ask the supplier.',
  waitsFor: 'A-6',
  schoolId,
});

t.test('a row beyond a limit tells its number, its net and one reason', async (t) => {
  const own = [stopped(2, 'ash'), stopped(4, null, 'school.unknown')];
  const others = [stopped(3, 'beech'), stopped(6, severalSchools)];
  const posted = [{ row: 5, net: pounds('7.00') }];
  const seen = stoppedAsSeen([...own, ...others], posted, limit);
  const hidden = (row: number, net: string) => notYours(row, pounds(net));
  t.strictSame(seen, [own[0], hidden(3, '25.00'), own[1], hidden(5, '7.00'), hidden(6, '25.00')]);
  t.match(hidden(5, '7.00'), { state: 'held', code: 'school.not-yours', found: null });
  t.equal(hidden(5, '7.00').waitsFor, null);
  const told = (row: StoppedRow) => ({ ...row, row: 0, net: 0 });
  t.strictSame(told(seen[1] as StoppedRow), told(seen[3] as StoppedRow), 'held or posted, alike');
});

t.test('the counts within a limit: what is beyond it is held, whatever became of it', async (t) => {
  const [whole, within, seen] = readTable(`
    which   read  posted  already  held  refused
    whole   9     5       1        2     1
    within  3     2       0        0     1
    seen    9     2       0        6     1
  `).map(({ which: _, ...cells }) => {
    const counts = Object.entries(cells).map(([key, cell]) => [key, Number(cell)] as const);
    return Object.fromEntries(counts) as unknown as Tally<number>;
  });
  if (!whole || !within || !seen) throw new Error('the table lacks a row');
  const record = { file: 'may.csv', rows: whole, net: whole } as unknown as ImportRecord;
  const counted = (count: number) => ({ rows: count, net: pence(count) });
  const { posted, already, refused } = within;
  const own = {
    posted: counted(posted),
    already: counted(already),
    refused: counted(refused),
  };
  t.strictSame(importAsSeen(record, own), { file: 'may.csv', rows: seen, net: seen });
});

t.test('rows and pounds add up within any limit (P13)', async (t) => {
  const count = fc.record({
    rows: fc.nat(1000),
    net: fc.integer({ min: -1e9, max: 1e9 }).map(pence),
  });
  const sum = (counts: readonly { rows: number; net: Money }[]) => ({
    rows: counts.reduce((all, { rows }) => all + rows, 0),
    net: add(...counts.map(({ net }) => net)),
  });
  const own = fc.tuple(count, count, count, count);
  const others = fc.tuple(count, count, count);
  fc.assert(
    fc.property(own, others, ([posted, already, held, refused], beyond) => {
      const [otherPosted, otherAlready, otherRefused] = beyond;
      const tallies = {
        read: sum([posted, already, held, refused, ...beyond]),
        posted: sum([posted, otherPosted]),
        already: sum([already, otherAlready]),
        held,
        refused: sum([refused, otherRefused]),
      };
      const of = (what: 'rows' | 'net') =>
        Object.fromEntries(Object.entries(tallies).map(([key, each]) => [key, each[what]]));
      const record = { rows: of('rows'), net: of('net') } as unknown as ImportRecord;
      const { rows, net } = importAsSeen(record, { posted, already, refused });
      t.equal(rows.posted + rows.already + rows.held + rows.refused, tallies.read.rows);
      t.equal(add(net.posted, net.already, net.held, net.refused), tallies.read.net);
      t.equal(rows.held, sum([held, ...beyond]).rows);
    }),
  );
});
