// The demonstration trust against figures that an independent program worked out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { checkChoice, chooseOption } from '../../src/awards/commands.ts';
import { lookForPrinting } from '../../src/cli/demo-sourcing.ts';
import { contractsOf } from '../../src/contracts/store.ts';
import { postBaselineChanges } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { writeTallies } from '../../src/imports/import.ts';
import { importsOf } from '../../src/imports/store.ts';
import { formatDecimal } from '../../src/money/decimal.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import type { Dimension, ReportRow } from '../../src/reports/report.ts';
import { loadTrust } from '../../src/trusts/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { importPath } from '../support/small-trust.ts';

t.setTimeout(900_000);

const folder = 'fixtures/demo';
const order = readFileSync(join(folder, 'invoices/ORDER.txt'), 'utf8')
  .split(/\r?\n/)
  .filter(Boolean);
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const everything: Dimension[] = ['school', 'contract', 'item', 'month'];
const allMonths = { from: undefined, to: undefined };

async function demonstration(database: Database): Promise<string> {
  const loaded = await loadTrust(database, {
    folder,
    by: 'test',
    recordedAt: '2026-09-01T08:00:00.000Z',
    afterLoad: async (tenant, changes, { by, recordedAt }) => {
      await postBaselineChanges(tenant, changes, { by, at: recordedAt, reason: 'load' });
    },
  });
  return loaded.trustId;
}

/** A quantity is an exact sum shown with six decimals, so it may differ in the last of them. */
function closeTo(found: ReportRow, expected: ReportRow): ReportRow {
  const isClose = Math.abs(Number(found.quantity) - Number(expected.quantity)) < 0.0005;
  return isClose ? { ...found, quantity: expected.quantity ?? null } : found;
}

t.test('the demonstration gives the expected figures', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await demonstration(database);
  let december = 0;
  for (const file of order) {
    const result = await importPath(database, trustId, file, join(folder, 'invoices', file));
    if (file === 'brightwater-2025-12.csv') december = result.journal;
  }
  const expected = read('expected.json');
  const cells = await reportSavings(database, trustId, { by: everything, window: allMonths });
  t.equal(cells.rows.length, expected.cells.length);
  for (const [index, cell] of (expected.cells as ReportRow[]).entries()) {
    t.strictSame(closeTo(cells.rows[index] ?? {}, cell), cell);
  }
  t.strictSame(cells.total, expected.total);

  const imports = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  const files = imports.map((record) => ({ file: record.file, ...writeTallies(record) }));
  const wanted = expected.files.map(({ file, rows, net }: Record<string, unknown>) => ({
    file,
    rows,
    net,
  }));
  t.strictSame(files, wanted);

  const cuts: [Dimension[], string][] = [
    [['school'], 'schools'],
    [['contract'], 'contracts'],
    [['month'], 'months'],
    [['school', 'contract'], 'school_contracts'],
    [['school', 'month'], 'school_months'],
    [['item'], 'contract_items'],
  ];
  for (const [by, name] of cuts) {
    const { rows } = await reportSavings(database, trustId, { by, window: allMonths });
    for (const row of rows) {
      const { urn, contract, item, month, ...measures } = row;
      const place = [urn, contract, item, month].filter((part) => part !== undefined).join(' ');
      t.strictSame(measures, expected[name][place], `${name} ${place}`);
    }
    t.equal(rows.length, Object.keys(expected[name]).length, name);
  }

  const until = read('expected-until-brightwater-2025-12.json');
  const then = { by: everything, window: allMonths, asKnownAt: december };
  const known = await reportSavings(database, trustId, then);
  t.strictSame(known.total, until.total, 'as known in December');
  t.equal(known.rows.length, until.cells.length);

  const { differences } = await verifyTrust(database, trustId);
  t.strictSame(differences, []);
});

t.test('the demonstration shows who gains and who loses by an offer', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await demonstration(database);
  const at = '2026-11-26T09:00:00.000Z';
  for (const _ of ['once', 'again']) await lookForPrinting(database, { trustId, folder, at });
  const asked = { area: 'PRINT-2027', option: 'One fleet', reason: 'One price for all' };
  const { compared, option } = await checkChoice(database, trustId, asked, { by: 'test', at });
  // Worked out by hand: pages times both prices, with a tenth of the VAT at St Brannock.
  t.strictSame(
    option.schools.map(({ urn, gain }) => [urn, gain]),
    [
      ['900009', -1476_00],
      ['900005', 133_10],
      ['900008', 158_31],
      ['900002', 401_20],
      ['900001', 503_20],
      ['900004', 570_00],
      ['900007', 602_60],
      ['900006', 691_60],
    ],
  );
  t.match(option.whole, { gain: 1584_01, losses: -1476_00 });
  const alone = compared.options.find(({ name }) => name === 'Primaries alone');
  t.match(alone?.whole.schools, { loses: 0, unclear: 1, gains: 7 });
  await chooseOption(database, trustId, asked, { by: 'test', at });
  const [made] = await inTrust(database, trustId, async (tenant) =>
    (await contractsOf(tenant)).filter(({ reference }) => reference === 'PRINT-2027'),
  );
  t.strictSame(
    made?.prices.map(({ item, lineClass, unitPrice }) => [
      item,
      lineClass,
      formatDecimal(unitPrice),
    ]),
    [
      ['PAGE', 'recurring', '0.0058'],
      ['PAGE-SETUP', 'one_off', '95'],
      ['PAGE-SETUP-2', 'one_off', '380'],
    ],
  );
});
