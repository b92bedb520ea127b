// Volume tiers and rebates: loaded from a folder, told by the API and in the terminal.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { readArguments, type Terminal } from '../../src/cli/terminal.ts';
import { tiers } from '../../src/cli/tiers.ts';
import { whatIfCommand } from '../../src/cli/what-if.ts';
import { readConfig } from '../../src/config.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { saveTrust } from '../../src/trusts/commands.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { importText, loadFiles, paperFile } from '../support/small-trust.ts';

const volumeFiles = {
  'volume_tiers.csv': [
    'contract,item,from_quantity,unit_price,valid_from,valid_to',
    'P1,REAM,0,2.6,2025-01-01,',
    'P1,REAM,1000,2.5,2025-01-01,',
    '',
  ].join('\n'),
  'rebate_clauses.csv':
    'contract,spend_above,rebate_rate,due_months,valid_from,valid_to\nP1,1000,0.02,1,2025-01-01,\n',
};

const line = (
  number: string,
  [from, to]: readonly [string, string],
  school: string,
  item: string,
  quantity: number,
  net: string,
) => [number, to, 'I', '', '', from, to, school, item, quantity, net, '0.00'] as const;

t.test('F16: tiers by contract year, rebates earned against rebates received', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Ash Federation');
  t.strictSame((await get('/tiers')).json().contracts, []);
  await loadFiles(database, volumeFiles);
  await importText(
    database,
    trustId,
    'year.csv',
    paperFile([
      line('A1', ['2025-07-01', '2025-12-31'], 'ALL', 'REAM', 1000, '2500.00'),
      line('A2', ['2026-01-01', '2026-01-31'], '100001', 'REAM', 60, '150.00'),
      line('A3', ['2025-12-01', '2026-01-31'], '100003', 'DESK', 1, '62.00'),
      ['C1', '2026-01-20', 'C', 'r', '', '', '', '100001', '', '', '-20.00', '0.00'],
    ]),
  );
  const first = await get('/tiers');
  const { contracts, today } = first.json();
  t.equal(today, '2026-02-01');
  t.match(contracts, [
    {
      contract: 'P1',
      items: [
        {
          item: 'REAM',
          from: '2025-01',
          to: '2025-12',
          is_over: true,
          // Three shares of a thousand are rounded for display, and a thousand all the same.
          quantity: '1000',
          tier: { from_quantity: '1000', unit_price: '2.5' },
          worth: '100.00',
          next: null,
          forecast_by_run_rate: null,
          warning: null,
        },
        {
          from: '2026-01',
          quantity: '60',
          tier: { from_quantity: '0', unit_price: '2.6' },
          next: { from_quantity: '1000', missing: '940', worth: '100.00' },
          forecast_by_run_rate: { quantity: '720', whole_months: 1, unit_price: '2.6' },
          warning: 'lost',
          loss: '72.00',
        },
      ],
      rebates: [
        {
          from: '2025-01',
          spend: '2531.00',
          earned: '30.62',
          received: '20.00',
          gap: '10.62',
          expected_on: '2026-01-31',
          is_due: true,
        },
        { from: '2026-01', spend: '181.00', earned: '0.00', received: '0.00', gap: '0.00' },
      ],
    },
  ]);
  const { etag } = first.headers;
  t.equal((await get('/tiers', { 'if-none-match': String(etag) })).statusCode, 304);
  const window = { from: undefined, to: undefined };
  const { total } = await reportSavings(database, trustId, { by: ['school'], window });
  t.equal(total.rebate, '20.00', 'what is only expected is in no figure');

  const printed: string[] = [];
  const terminal: Terminal = {
    config: readConfig({ DATABASE_URL: urlOf(database) }),
    asked: [],
    print: (text) => void printed.push(text),
    write: async () => {},
    say: () => {},
    progress: () => {},
    now: () => '2026-02-01T10:00:00.000Z',
  };
  await tiers.run(terminal, readArguments(tiers, []));
  t.match(printed.join('\n'), /£10\.62 is to be claimed: it was due on 2026-01-31\./);
  t.match(printed.join('\n'), /will be lost: without it the year costs £72\.00 more\./);

  // By pupils and days Ash has 38,640, Beech 4,268 and Cedar 191,912 of 234,820.
  printed.length = 0;
  const leave = ['--leave', 'P1:100003:2025-07-01'];
  await whatIfCommand.run(terminal, readArguments(whatIfCommand, leave));
  t.match(
    printed.join('\n'),
    /P1: Lost volume tier: REAM, 2025-01 to 2025-12, falls from 1,000 to 182\.73 and so from the tier from 1,000 \(£2\.50 each\) to the tier from 0 \(£2\.60 each\): £18\.27 more for those who stay\. This stands beside/,
  );

  const folder = await mkdtemp(join(tmpdir(), 'tiers-'));
  t.teardown(() => rm(folder, { recursive: true }));
  await saveTrust(database, { trustId, folder });
  for (const [name, text] of Object.entries(volumeFiles)) {
    t.equal(await readFile(join(folder, name), 'utf8'), text, `${name} is written as it was read`);
  }
  await loadFiles(database, {
    'volume_tiers.csv': volumeFiles['volume_tiers.csv'].replace('2.6', '2.7'),
    'rebate_clauses.csv': volumeFiles['rebate_clauses.csv'].replace('0.02', '0.03'),
  });
  t.match((await get('/tiers')).json().contracts, [
    { items: [{}, { loss: '144.00' }], rebates: [{ earned: '45.93' }] },
  ]);
});
