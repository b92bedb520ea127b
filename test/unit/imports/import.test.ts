import t from 'tap';
import { type ImportRecord, type Tally, writeTallies } from '../../../src/imports/import.ts';
import type { Money } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import { pounds } from '../lines/given.ts';

t.test('what happened to rows and pounds travels as counts and as texts', async (t) => {
  const [rows, net] = readTable(`
    read     posted   already  held    refused
    7        3        2        1       1
    1234.50  1000.00  -12.00   246.50  0.00
  `);
  const record = {
    rows: Object.fromEntries(Object.entries(rows ?? {}).map(([key, it]) => [key, Number(it)])),
    net: Object.fromEntries(Object.entries(net ?? {}).map(([key, it]) => [key, pounds(it)])),
  } as unknown as { rows: Tally<number>; net: Tally<Money> };
  t.strictSame(writeTallies(record as ImportRecord), {
    rows: { read: 7, posted: 3, already: 2, held: 1, refused: 1 },
    net: { read: '1234.50', posted: '1000.00', already: '-12.00', held: '246.50', refused: '0.00' },
  });
});
