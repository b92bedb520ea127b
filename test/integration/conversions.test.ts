// N14: a school that becomes an academy keeps its identity, its history and its figures.
import t from 'tap';
import { inTrust } from '../../src/database/tenant.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { schoolsOf } from '../../src/schools/store.ts';
import { saveTrust } from '../../src/trusts/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

const line = (number: string, school: string, month: string, quantity: number, net: string) => [
  number,
  '2025-12-31',
  'I',
  '',
  '',
  `${month}-01`,
  `${month}-28`,
  school,
  'REAM',
  quantity,
  net,
  '0.00',
];

t.test(
  'N14: before and after a conversion add to the saving of the continuous school',
  async (t) => {
    const { app, database, caller } = await startApp(t);
    t.ok(app);
    const converting = await caller('Converting');
    const continuous = await loadFiles(database, smallTrust('Continuous'));
    const conversion = {
      new_urn: '100901',
      converted_on: '2025-09-01',
      name: 'Ash Academy',
      status: 'academy',
      year_starts_month: 9,
      vat_recovery_rate: '1',
    };
    const done = await converting.send('POST', '/schools/100001/conversions', conversion);
    t.equal(done.statusCode, 201);
    t.match(done.json(), {
      urn: '100001',
      name: 'Ash Academy',
      status: 'academy',
      urns: [
        { urn: '100001', valid_from: null, valid_to: '2025-08-31', predecessor: null },
        { urn: '100901', valid_from: '2025-09-01', valid_to: null, predecessor: '100001' },
      ],
    });
    t.strictSame((await converting.get('/schools/100901')).json(), done.json(), 'both find it');
    const twice = await converting.send('POST', '/schools/100901/conversions', conversion);
    t.match(twice.json(), { status: 409, errors: [{ code: 'register.conflict' }] });

    const rows = (after: string) => [
      line('A', '100001', '2025-07', 100, '250.00'),
      line('B', after, '2025-10', 60, '150.00'),
      // Billed late under the new number, or still under the old one.
      line('C', after, '2025-08', 10, '25.00'),
      line('D', '100001', '2025-11', 20, '50.00'),
    ];
    const { trustId } = converting;
    await importText(database, trustId, 'paper.csv', paperFile(rows('100901')));
    await importText(database, continuous, 'paper.csv', paperFile(rows('100001')));
    const saving = async (id: string, from?: string, to?: string) => {
      const window = { from, to } as Parameters<typeof reportSavings>[2]['window'];
      const { rows: found } = await reportSavings(database, id, { by: ['school'], window });
      t.strictSame([found.length, found[0]?.urn], [1, '100001'], 'one school');
      return Math.round(Number(found[0]?.cash_saving) * 100);
    };
    const [before, after] = [
      await saving(trustId, undefined, '2025-08'),
      await saving(trustId, '2025-09'),
    ];
    t.strictSame([before, after], [6600, 4800]);
    t.equal(before + after, await saving(continuous));
    const verified = await verifyTrust(database, trustId);
    t.strictSame([verified.differences, verified.notes], [[], []], 'and by the second route');

    const year = { year: 2025, of: 'school' } as const;
    const open = { from: undefined, to: undefined };
    const inYear = await reportSavings(database, trustId, { by: ['school'], window: open, year });
    const window = { urn: '100001', from: '2025-04', to: '2026-08', months: 17 };
    t.match(inYear.year?.windows, [window], 'its year of the conversion is a long one');

    const folder = t.testdir({});
    await saveTrust(database, { trustId, folder });
    const { readFile } = await import('node:fs/promises');
    const files = { ...smallTrust('Copy') };
    for (const name of ['schools.csv', 'conversions.csv']) {
      files[name] = await readFile(`${folder}/${name}`, 'utf8');
    }
    const copy = await loadFiles(database, files);
    const schools = await Promise.all(
      [trustId, copy].map((id) => inTrust(database, id, schoolsOf)),
    );
    const facts = schools.map((list) =>
      list.map(({ urn, terms, identifiers }) => JSON.stringify({ urn, terms, identifiers })),
    );
    t.strictSame(facts[1], facts[0], 'the folder carries it');
  },
);
