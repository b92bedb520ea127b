// The end of contracts: loaded from a folder, told and decided by the API and in the terminal.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { renewals } from '../../src/cli/renewals.ts';
import { readArguments, type Terminal } from '../../src/cli/terminal.ts';
import { readConfig } from '../../src/config.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { loadTrust, saveTrust } from '../../src/trusts/commands.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { loadFiles } from '../support/small-trust.ts';

const files = {
  'contracts.csv': [
    'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
    'P1,Paper,Paper Mill,paper,E19,2025-01-01,2026-10-31,2,quotes,pupils',
    'P2,Print,Paper Mill,paper,E19,2023-08-29,2024-08-28,2,quotes,pupils',
    'P3,Pens,Paper Mill,paper,E19,2025-01-01,2026-12-31,3,quotes,pupils',
    '',
  ].join('\n'),
  'contract_terms.csv': [
    'contract,extension_months,extensions,renewal_months,notice_length,notice_unit,lead_weeks,penalties',
    'P1,12,2,,,,4,',
    'P2,,,12,,,0,three months of fees',
    '',
  ].join('\n'),
  'board_meetings.csv': 'day,name\n2026-03-18,Spring board\n2026-07-08,Summer board\n',
  'school_holidays.csv': 'from,to,name\n2026-07-22,2026-08-31,Summer holiday\n',
};

t.test('dates come from the folder and go back into it; changed terms are a version', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId } = await caller('Ash Federation');
  const saved = await mkdtemp(join(tmpdir(), 'renewals-'));
  t.teardown(() => rm(saved, { recursive: true }));
  const load = () =>
    loadTrust(database, {
      trustId,
      folder: saved,
      by: 'office',
      recordedAt: '2026-02-01T09:00:00Z',
    });
  const versions = () =>
    inTrust(database, trustId, async ({ sql }) => {
      const rows = await sql`select version, lead_weeks from contract_terms order by 1, 2`;
      return rows.map((row) => [row.version, row.lead_weeks]);
    });
  await loadFiles(database, files);
  await saveTrust(database, { trustId, folder: saved });
  for (const [file, text] of Object.entries(files)) {
    t.equal(await readFile(join(saved, file), 'utf8'), text, file);
  }
  await load();
  t.strictSame(await versions(), [
    [1, 0],
    [1, 4],
  ]);
  await loadFiles(database, {
    'contract_terms.csv':
      'contract,lead_weeks,renewal_months,penalties\nP2,6,12,three months of fees\n',
    'board_meetings.csv': 'day,name\n2026-07-09,Summer board\n',
  });
  t.strictSame(await versions(), [
    [1, 0],
    [1, 4],
    [2, 6],
  ]);
  await saveTrust(database, { trustId, folder: saved });
  t.match(await readFile(join(saved, 'contract_terms.csv'), 'utf8'), /^P1,.*\nP2,,,12,,,6,/m);
  t.equal(
    await readFile(join(saved, 'board_meetings.csv'), 'utf8'),
    'day,name\n2026-07-09,Summer board\n',
  );
  const unknown = loadFiles(database, { 'contract_terms.csv': 'contract\nP9\n' });
  await t.rejects(unknown, /contract_terms\.csv, row 2, contract: There is no contract "P9"/);
});

t.test('N22: a notice date in August is decided at the meeting of the summer term', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send, trustId } = await caller('Ash Federation');
  const ash = await caller('Ash Federation', 'Ash', ['100001']);
  await loadFiles(database, files);
  const told = (await get('/renewals?on=2026-02-11')).json();
  t.match(told, {
    today: '2026-02-11',
    renewals: [
      // Peers 5 no. 5 and glpi#23084: the notice date has rolled forward with the contract.
      { contract: 'P2', ends_on: '2026-08-28', notice_on: '2026-06-28', notice_by: '2026-06-26' },
      { contract: 'P1', notice_on: '2026-08-31', notice_by: '2026-08-28', start_by: '2026-07-31' },
      { contract: 'P3', decide_by: '2026-07-08', notice_by: '2026-09-30', extensions_left: 0 },
    ],
  });
  const [, p1] = told.renewals;
  t.match(p1, { decide_by: '2026-07-08', meeting: 'Summer board', state: 'far' });
  t.equal((await get('/renewals?on=2026-02-31')).statusCode, 400);

  const wish = { act: 'extend', reason: 'a good price' };
  const checked = await send('POST', '/contracts/P1/decisions/check', wish);
  t.match(checked.json(), { before: { extensions_left: 2 }, after: { ends_on: '2027-10-31' } });
  t.equal((await get('/renewals')).json().renewals[1].ends_on, '2026-10-31', 'nothing was kept');
  const decided = await send('POST', '/contracts/P1/decisions', wish, { 'idempotency-key': '"1"' });
  t.equal(decided.statusCode, 201);
  t.match(decided.json().after, { ends_on: '2027-10-31', extensions_left: 1, decided: null });
  const again = await send('POST', '/contracts/P1/decisions', wish, { 'idempotency-key': '"1"' });
  t.strictSame(again.json(), decided.json(), 'the same request is answered and not done again');
  t.match((await get('/contracts/P1')).json(), { ends_on: '2026-10-31' }, 'P4 counts as before');

  const notice = { act: 'give_notice', reason: 'says something of Beech' };
  t.equal((await send('POST', '/contracts/P2/decisions', notice)).statusCode, 201);
  const unfit = await send('POST', '/contracts/P2/decisions', { act: 'let_end', reason: 'x' });
  t.match(unfit.json(), { status: 422, errors: [{ code: 'renewal.unfit', found: 'let_end' }] });
  t.equal((await send('POST', '/contracts/P9/decisions', notice)).statusCode, 404);
  const reasonFor = async (caller: typeof ash) => {
    const { renewals: all } = (await caller.get('/renewals')).json();
    return all.find((each: { contract: string }) => each.contract === 'P2').decided;
  };
  t.match(await reasonFor(ash), { act: 'give_notice', by: 'C. Manager', reason: null });
  t.equal((await ash.send('POST', '/contracts/P2/decisions', notice)).statusCode, 403);
  const count = await inTrust(database, trustId, async ({ sql }) => {
    const [row] = await sql`select count(*)::int as n from contract_decision`;
    return row?.n;
  });
  t.equal(count, 2);
});

t.test('the terminal tells it, and keeps a decision only with --confirm', async (t) => {
  const { caller, database } = await startApp(t);
  await caller('Ash Federation');
  await loadFiles(database, files);
  const config = readConfig({ DATABASE_URL: urlOf(database) });
  const run = async (argv: readonly string[]) => {
    const printed: string[] = [];
    const terminal: Terminal = {
      config,
      asked: ['renewals', ...argv],
      print: (text) => void printed.push(text),
      write: async () => {},
      say: () => {},
      progress: () => {},
      now: () => '2026-06-20T08:00:00.000Z',
    };
    await renewals.run(terminal, readArguments(renewals, argv));
    return printed.join('\n');
  };
  const list = await run([]);
  t.match(list, /P1 .*2026-10-31 .*2026-08-28 .*2026-07-08 .*Summer board .*decide now/);
  t.match(list, /P1, Paper\n {2}At the meeting of 8 July 2026 \(Summer board\), decide: extend it/);
  const snooze = ['snooze', 'P1', '--until', '2026-07-01', '--reason', 'quotes are asked for'];
  t.match(await run(snooze), /Snoozed until 1 July 2026.*Checked, nothing saved/s);
  t.notMatch(await run([]), /Snoozed/);
  t.notMatch(await run([...snooze, '--confirm', '--by', 'office']), /nothing saved/);
  t.match(await run([]), /decide now, snoozed until 2026-07-01/);
  const end = ['decide', 'P3', 'let_end', '--reason', 'nobody needs pens', '--confirm'];
  t.match(
    await run([...end, '--by', 'office']),
    /Decided: left to end, by office on 20 June 2026\./,
  );
  await t.rejects(run(end), /That was decided already/);
  t.equal(JSON.parse(await run(['--json', '--on', '2026-07-09'])).renewals[1].state, 'overdue');
  await t.rejects(run(['decide', 'P3', 'sell', '--reason', 'x']), /Say: renewals decide CONTRACT/);
  await t.rejects(run(['decide', 'P3', 'renew']), /--reason is missing/);
  await t.rejects(run(['--on', 'tomorrow']), /--on 'tomorrow' is not a day/);
});
