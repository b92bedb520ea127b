import { Readable } from 'node:stream';
import t from 'tap';
import { readCsv } from '../../../src/csv/csv-reader.ts';
import { readLevels } from '../../../src/indices/level-file.ts';

async function read(text: string) {
  const rows = [];
  for await (const row of readCsv(Readable.from([text]), ',')) rows.push(row);
  return readLevels(rows);
}

t.test('levels are read by their headings', async (t) => {
  const { levels, problems } = await read(
    'month,published_on,series,level,note\n2025-01,2025-02-19,D7BT,129.90,x\n\n2025-02,2025-03-26,D7BT,131,\n',
  );
  t.strictSame(problems, []);
  t.match(levels, [
    { row: 2, level: { series: 'D7BT', month: '2025-01', publishedOn: '2025-02-19' } },
    { row: 4, level: { month: '2025-02' } },
  ]);
  t.equal(levels[0]?.level.level.toFixed(), '129.9');
});

t.test('everything that is wrong is named at once', async (t) => {
  const header = 'series,month,level,published_on\n';
  const { problems } = await read(
    `${header}D7BT,2025-13,0,19/02/2025\n,2025-01,1e3,2025-02-19\nD7BT,"2025,1,2\n`,
  );
  t.strictSame(
    problems.map(({ code, row, column, found }) => [code, row, column, found]),
    [
      ['cell.unreadable', 2, 'month', '2025-13'],
      ['cell.unreadable', 2, 'level', '0'],
      ['cell.unreadable', 2, 'published_on', '19/02/2025'],
      ['cell.unreadable', 3, 'series', ''],
      ['cell.unreadable', 3, 'level', '1e3'],
      ['row.unreadable', 4, undefined, undefined],
    ],
  );
  t.match((await read('')).problems, [{ code: 'file.empty' }]);
  t.match((await read('series,month\n')).problems, [
    { code: 'column.missing', column: 'level' },
    { code: 'column.missing', column: 'published_on' },
  ]);
});
