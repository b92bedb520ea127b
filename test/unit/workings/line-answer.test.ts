import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { type LineWorking, writeLineWorking } from '../../../src/workings/line-answer.ts';
import { hrefOf } from '../../../src/workings/place.ts';
import { daysOf, pounds } from '../lines/given.ts';
import { lineEntry, names, storedLine } from './given.ts';

const working = (facts: Partial<LineWorking> = {}): LineWorking => ({
  trustName: names.trustName,
  names: names.schools,
  journal: 2,
  ruleVersion: '2026-11',
  line: storedLine(),
  row: { row: 7, cells: ['A1', '201.50'] },
  profile: { name: 'brightwater', version: 3, sheet: null },
  posted: { by: 'C. Manager', at: '2026-01-06T10:00:00.000Z', ruleVersion: '2026-11' },
  parts: [],
  entries: [lineEntry()],
  ...facts,
});
const write = (of: LineWorking) => writeLineWorking(of, (target) => hrefOf('T', 2, target));

t.test('N5: a line ends at the row as it is kept, its file and who sent it', async (t) => {
  t.match(write(working()), {
    sentence:
      'The invoice A1 of Brightwater stands in row 7 of september.csv, sent by C. Manager on 2026-01-06 and posted in journal 1.',
    row: {
      number: 7,
      cells: [
        { column: 'Invoice', value: 'A1' },
        { column: 'Net', value: '201.50' },
      ],
    },
    file: { sha256: 'a'.repeat(64), profile: 'brightwater', profile_version: 3 },
    shares: [],
    entries: [{ urn: '900001', cost: '201.50' }],
  });
  t.equal(write(working({ row: undefined })).row.cells, null, 'a row that is gone is not made up');
  t.equal(write(working({ row: { row: 7, fault: 'damaged' } })).row.cells, null);
});

t.test('N1: the shares of a joint line say which of them has the odd penny', async (t) => {
  const part = (urn: string, net: string) => ({
    schoolId: `id of ${urn}`,
    urn,
    name: urn,
    weight: decimal(30),
    days: daysOf('2025-09-01..2025-09-30'),
    net: pounds(net),
    vat: pounds('0.00'),
    recoveryRate: decimal(1),
  });
  const parts = [part('900001', '0.51'), part('900002', '0.50')];
  const line = storedLine({ schoolId: null, urn: null, net: pounds('1.01'), vat: pounds('0.00') });
  const { shares } = write(working({ line, parts }));
  t.match(shares, [
    { odd_penny_of_net: '0.01', days: 30 },
    { odd_penny_of_net: '0.00', odd_penny_of_vat: '0.00' },
  ]);
});
