// N18: what each school saved net of the central charge that the trust takes.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Month } from '../../src/calendar/period.ts';
import { netIn, netOfSchool, recordCharge } from '../../src/charges/commands.ts';
import { chargesOf } from '../../src/charges/store.ts';
import { charge, charges } from '../../src/cli/charges.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { pence } from '../../src/money/money.ts';
import type { Problem } from '../../src/problem.ts';
import type { Window } from '../../src/reports/window.ts';
import { saveTrust } from '../../src/trusts/commands.ts';
import { startApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { row } from '../support/settling.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

t.test('N18: net saving less central charge, with every record kept', async (t) => {
  const { database, caller } = await startApp(t);
  const key = await caller('Charged');
  const { trustId } = key;
  const june = [row('A', { quantity: 100, net: '250.00' })];
  await importText(database, trustId, 'june.csv', paperFile(june));
  const months = { from: '2025-06', to: '2025-06' };
  const record = (facts: Record<string, unknown>) =>
    key.send('POST', '/central-charges', { ...months, source: 'Board paper 12', ...facts });
  const net = async (query = '?from=2025-06&to=2025-06') =>
    (await key.get(`/central-charges${query}`)).json();

  const none = { charge: null, net_of_charge: null };
  t.match(await net(), {
    schools: [{ urn: '100001', net_saving: '60.00', ...none }, none, none],
    total: { schools: 3, schools_counted: 0, net_saving: '60.00', ...none },
  });

  const shared = await record({ driver: 'pupils', amount: '1000.00' });
  t.equal(shared.statusCode, 201);
  const parts = shared.json().recorded.map((it: { amount: string }) => it.amount);
  t.strictSame(parts, ['155.56', '71.85', '772.59'], '210 + 97 + 1043 pupils');
  t.match(shared.json().recorded[0], {
    number: 1,
    shared: { driver: 'pupils', amount: '1000.00', weight: '6300', total_weight: '40500' },
    recorded_by: 'C. Manager',
  });
  t.match(await net(), {
    schools: [
      {
        urn: '100001',
        net_of_charge: '-95.56',
        working: '£60.00 net saving less £155.56 charge = −£95.56',
        records: [{ number: 1, source: 'Board paper 12', counted: '155.56' }],
      },
    ],
    total: { schools_counted: 3, charge: '1000.00', net_of_charge: '-940.00' },
  });

  const corrected = await record({ urn: '100001', amount: '20.00', source: 'Letter of 3 July' });
  t.match(corrected.json(), {
    before: { total: { charge: '1000.00' } },
    after: { total: { charge: '864.44', net_of_charge: '-804.44' } },
  });
  t.match(await net(), { schools: [{ charge: '20.00', net_of_charge: '40.00' }] });
  const taken = await record({
    urn: '100002',
    amount: '0.00',
    source: 'Not charged while in deficit',
  });
  t.match(taken.json().after.schools[1], { charge: '0.00', net_of_charge: '0.00' });

  const year = await net('?from=2025-05&to=2025-06');
  t.match(year.schools[0], {
    ...none,
    months: 2,
    months_recorded: 1,
    first_month_not_recorded: '2025-05',
    working: '£60.00 net saving; the charge of 2025-05 is not recorded',
  });

  for (const [facts, status, code] of [
    [{ urn: '100009', amount: '1.00' }, 422, 'school.unknown'],
    [{ urn: '100001', amount: '-1.00' }, 422, 'amount.unreadable'],
    [{ driver: 'headcount', amount: '1.00' }, 422, 'driver.missing'],
    [{ amount: '1.00' }, 400, 'request.unreadable'],
    [{ urn: '100001', driver: 'pupils', amount: '1.00' }, 400, 'request.unreadable'],
    [{ urn: '100001', amount: '1.00', from: '2025-07' }, 400, 'window.unreadable'],
  ] as const) {
    t.match((await record(facts)).json(), { status, errors: [{ code }] }, JSON.stringify(facts));
  }

  const asked = { url: '/central-charges?from=2025-06&to=2025-06' };
  const { headers } = await key.get(asked.url);
  const same = await key.get(asked.url, { 'if-none-match': String(headers.etag) });
  t.equal(same.statusCode, 304);
  const knownFirst = await net('?from=2025-06&to=2025-06&as_known_at=1');
  t.match(knownFirst.schools[0], { net_saving: '60.00', ...none }, 'nothing was recorded before');
  const late = [row('B', { quantity: 10, net: '25.00' })];
  await importText(database, trustId, 'late.csv', paperFile(late));
  t.strictSame(
    await net('?from=2025-06&to=2025-06&as_known_at=1'),
    knownFirst,
    'the same for ever',
  );
  await record({ urn: '100001', amount: '99.00' });
  t.match(await net('?from=2025-06&to=2025-06&as_known_at=2'), {
    schools: [{ net_saving: '66.00', charge: '20.00', net_of_charge: '46.00' }],
  });
  t.equal((await net('?as_known_at=9')).status, 422);
  const report = (await key.get('/savings?by=school&from=2025-06&to=2025-06')).json();
  t.equal(
    report.total.net_saving,
    (await net()).total.net_saving,
    'a charge is no part of a saving',
  );
});

t.test('N18: what one school saved net of charge is the same without the others', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('One by one'));
  const person = { by: 'T. Treasurer', at: '2026-01-08T10:00:00.000Z' };
  const bring = (name: string, ...rows: Parameters<typeof paperFile>[0]) =>
    importText(database, trustId, name, paperFile(rows));
  const [from, to] = ['2025-06' as Month, '2025-09' as Month];
  await bring('june.csv', row('A', { quantity: 100, net: '250.00' }));
  const charging = { window: { from, to }, amount: pence(100_000), source: 'Paper' };
  await recordCharge(database, trustId, { ...charging, to: { driver: 'pupils' } }, person);
  const july = row('B', { school: '100002' }).with(5, '2025-07-01').with(6, '2025-08-31');
  await bring('july.csv', july);
  await inTrust(database, trustId, async (tenant) => {
    const windows: Window[] = [
      { from: undefined, to: undefined },
      { from: undefined, to: from },
      { from: to, to: undefined },
      { from, to },
      { from: '2030-01' as Month, to: undefined },
    ];
    for (const window of windows) {
      for (const asKnownAt of [0, 1, undefined]) {
        const knowledge = asKnownAt === undefined ? {} : { asKnownAt };
        const { schools } = await netIn(tenant, window, knowledge);
        for (const urn of ['100001', '100002', '100003', '999999']) {
          const alone = await netOfSchool(tenant, window, knowledge, urn);
          const together = schools.find((school) => school.urn === urn);
          t.strictSame(alone, together, JSON.stringify([urn, window, asKnownAt]));
        }
      }
    }
  });
});

t.test('central_charges.csv is loaded and saved with the trust', async (t) => {
  const database = await freshDatabase(t);
  const lines = [
    'urn,from,to,amount,source',
    '100001,2025-09,2026-08,12000.00,Board paper 12',
    '100001,2025-09,2025-11,1500.00,"Letter, 3 July"',
    '100002,2025-09,2026-08,0.00,Not charged while in deficit',
  ];
  const file = `${lines.join('\n')}\n`;
  const files = { ...smallTrust('Saved'), 'central_charges.csv': file };
  const trustId = await loadFiles(database, files);
  const folder = await mkdtemp(join(tmpdir(), 'saved-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const saved = async () => {
    await saveTrust(database, { trustId, folder });
    return readFile(join(folder, 'central_charges.csv'), 'utf8');
  };
  t.equal(await saved(), file);
  t.equal(await loadFiles(database, files), trustId);
  const recorded = () => inTrust(database, trustId, chargesOf);
  t.match(await recorded(), [{ number: 1, by: 'B. Checker' }, {}, {}]);
  t.equal((await recorded()).length, 3, 'the same folder again records nothing');
  const other = file.replace('1500.00', '1800.00');
  await loadFiles(database, { ...files, 'central_charges.csv': other });
  t.match((await recorded())[3], { number: 4, urn: '100001', amount: 180_000 });
  t.equal(await saved(), other);
  const bad = `${lines[0]}\n100001,2026-08,2025-09,1.00,x\n100009,2025-09,2025-09,-5,x\n`;
  const refused = await loadFiles(database, { ...files, 'central_charges.csv': bad }).catch(
    (error) => (error as Problem).details.map((it) => `${it.row} ${it.column} ${it.code}`),
  );
  t.strictSame(refused, [
    '2 to register.conflict',
    '3 amount cell.unreadable',
    '3 urn school.unknown',
  ]);
});

t.test('N18: the terminal shows the effect of a charge first', async (t) => {
  const { database, caller } = await startApp(t);
  const { trustId } = await caller('Charged');
  await importText(
    database,
    trustId,
    'june.csv',
    paperFile([row('A', { quantity: 100, net: '250.00' })]),
  );
  const june = ['--from', '2025-06', '--to', '2025-06'];
  const words = [
    'add',
    '--school',
    '100001',
    ...june,
    '--amount',
    '£1,000',
    '--source',
    'Board paper',
  ];
  const checked = await runCommand(database, charge, words);
  t.match(checked.join('\n'), /100001 Ash.*£1,000\.00.*not recorded.*£1,000\.00.*−£940\.00/);
  t.equal(checked.at(-1), 'Checked, nothing saved; --confirm does it.');
  t.match((await runCommand(database, charges, june)).join('\n'), /0 of 3 schools/);
  t.notMatch(await runCommand(database, charge, [...words, '--confirm']), /nothing saved/);
  const told = (await runCommand(database, charges, june)).join('\n');
  t.match(told, '100001: £60.00 net saving less £1,000.00 charge = −£940.00.');
  t.match(
    told,
    'Together: £60.00 net saving less £1,000.00 charge = −£940.00, 1 of 3 schools counted.',
  );
  const [json = ''] = await runCommand(database, charges, [...june, '--json']);
  t.match(JSON.parse(json), { total: { schools: 3, schools_counted: 1, charge: '1000.00' } });
  for (const wrong of [
    ['add', '--school', '100001', ...june, '--amount', '5'],
    ['add', '--school', '100001', ...june, '--source', 'x'],
    ['add', '--driver', 'desks', ...june, '--amount', '5', '--source', 'x'],
    ['drop'],
  ]) {
    await t.rejects(runCommand(database, charge, wrong), { name: 'Error' }, wrong.join(' '));
  }
});
