// The terminal as a business manager meets it: what it prints, how it ends, what it says of bad input.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { freshDatabase, urlOf } from '../support/database.ts';
import { paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(900_000);

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

/** Runs the product's command in a process of its own, without the hooks of the tests. */
function terminal(url: string) {
  return (...args: string[]): Promise<Ended> =>
    new Promise((resolve) => {
      const environment = { ...process.env, DATABASE_URL: url };
      execFile(
        'env',
        ['-u', 'NODE_OPTIONS', process.execPath, 'dist/src/cli.js', ...args],
        { env: environment },
        (error, out, said) => {
          resolve({ code: error ? Number(error.code) : 0, out, said });
        },
      );
    });
}

async function folderWith(t: Test, files: Record<string, string | Buffer>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
  t.teardown(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'profiles'));
  await mkdir(join(folder, 'invoices'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

const ream = (number: string, school: string, net = '25.00') => [
  number,
  '2025-06-30',
  'I',
  '',
  '',
  '2025-06-01',
  '2025-06-30',
  school,
  'REAM',
  10,
  net,
  '5.00',
];

t.test('help, and words that it does not know', async (t) => {
  const run = terminal('postgres://127.0.0.1:1/none');
  const help = await run('help');
  t.match(help, { code: 0, out: /^Usage: savings-ledger COMMAND/ });
  t.match(await run('import', '--help'), { code: 0, out: /^Usage: savings-ledger import FILE/ });
  const wrong: [args: string[], said: RegExp][] = [
    [['inport'], /^There is no command 'inport'\./],
    [['import'], /^Name at least one file\.\nUsage:/],
    [['import', 'a.csv', '--bogus'], /^Unknown option '--bogus'\.\nUsage: savings-ledger import/],
    [['import', 'a.csv', '--total', 'much'], /'much' is not an amount, for example 1234\.50/],
    [['report', '--by', 'colour'], /'colour' is none of school, contract, item, month/],
    [['report', 'schools'], /'schools' is not understood here/],
    [['close-period', 'soon'], /'soon' is not a month such as 2025-09/],
    [['runs', '--cancel'], /^Name one run\./],
  ];
  for (const [args, said] of wrong) t.match(await run(...args), { code: 2, said }, args.join(' '));
  const away = await run('report');
  t.match(away, {
    code: 1,
    said: /^The database does not answer\. Nothing of this step was saved/,
  });
});

t.test('a profile is proposed from a file, kept, listed and written out', async (t) => {
  const run = terminal(urlOf(await freshDatabase(t)));
  const files = smallTrust('Ash Federation');
  const { 'profiles/paper-mill.json': _, ...others } = files;
  const folder = t.testdir({ trust: others });
  t.match(await run('trust', 'load', `${folder}/trust`), { code: 0 });
  const path = 'fixtures/templates/xero-bills.csv';
  t.match(await run('import', path, '--supplier', 'Paper Mill'), {
    code: 1,
    said: /No profile tells how to read the files of Paper Mill\..*let a profile be proposed/,
  });
  t.match(await run('profile', 'propose', path, '--supplier', 'Nobody'), {
    code: 1,
    said: /There is no supplier "Nobody"/,
  });
  const { out, said } = await run('profile', 'propose', path, '--supplier', 'Paper Mill');
  t.match(said, /This is the table of Xero bills\.\n- .*never kept.*EmailAddress/s);
  await writeFile(`${folder}/xero.json`, out);
  t.match(await run('profile', 'save', 'xero', `${folder}/xero.json`), {
    code: 0,
    out: 'The profile "xero" is kept as version 1.\n',
  });
  t.match(await run('profile', 'save', 'xero', path), { code: 1, said: /The file is not JSON/ });
  t.match(await run('profile', 'list'), {
    out: /^xero \(version 1\): Paper Mill, files xero-bills/,
  });
  t.equal((await run('profile', 'show', 'xero')).out, out);
  t.match(await run('import', path, '--supplier', 'Paper Mill'), {
    code: 0,
    out: /read +2 rows .*\n.*would post +0 rows/,
  });
});

t.test('set-up that the database refuses is told in words', async (t) => {
  const url = new URL(urlOf(await freshDatabase(t)));
  url.pathname = '/none_of_this_name';
  const { code, said } = await terminal(url.href)('report');
  t.equal(code, 1);
  t.match(said, /database "none_of_this_name" does not exist.*Make that database, or name another/);
  t.notMatch(said, /\n {4}at /, 'no trace of the inside');
});

t.test('a month from the folder to the report', async (t) => {
  const run = terminal(urlOf(await freshDatabase(t)));
  const files = smallTrust('Ash Federation');
  const folder = await folderWith(t, {
    ...files,
    'invoices/june.csv': paperFile([ream('A', '100001'), ream('B', 'Elm')]),
    'invoices/dear.csv': paperFile([ream('E', '100001', '26.50')]),
    'invoices/pudding.csv': paperFile([
      [...ream('P', '100001')].map((c) => (c === 'REAM' ? 'PIE' : c)),
    ]),
    'invoices/picture.csv': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]),
  });
  const file = (name: string) => join(folder, 'invoices', name);
  const june = file('june.csv');
  t.match(await run('report'), {
    code: 1,
    said: 'There is no trust yet. Load one with: trust load',
  });
  t.match(await run('trust', 'load', folder), { code: 0, out: /The trust is set up/ });

  const checked = await run('import', june);
  t.match(checked, { code: 0, out: /june\.csv \(Paper Mill\): checked, nothing saved/ });
  t.match(checked.out, /would post +1 row +£25\.00 net/);
  t.match(checked.out, /row 3 \(held\): 'Elm' is not known as a school on 2025-06-01\. Add it as/);
  t.match(checked.out, /100001 Ash: £6\.00 better off, net saving from £0\.00 to £6\.00\n/);
  t.match((await run('report', '--json')).out, '"journal":0', 'a check leaves nothing');

  await run('import', june, '--confirm');
  const again = await run('import', june);
  t.match(again.out, /the same file as june\.csv, which is posted\. Nothing is counted twice\.\n/);

  const waits = await run('report');
  t.match(waits.out, /Not in these figures: 1 row, £25\.00 net, not posted yet\./);
  t.match(
    (await run('imports')).out,
    /june\.csv *│ paper-mill, version 1 *│ posted *│ +2 │ +1 │ +1 │ +£25\.00 │/,
  );
  t.match((await run('imports', 'june.csv')).out, /^row 3 \(held, £25\.00\): 'Elm' is not known/);
  t.match(JSON.parse((await run('imports', '--json')).out), { imports: [{ file: 'june.csv' }] });
  const copy = (await run('imports', 'june.csv', '--csv')).out;
  t.match(
    copy,
    /,vat,Row in the file,Why it waits,Copy of\r\nA,.*,5\.00,2,,[\da-f-]{36}\r\nB,.*,5\.00,3,"'Elm' is not known/,
  );
  await writeFile(file('mended.csv'), copy.replace(',Elm,', ',100003,'));
  t.match(
    (await run('import', file('mended.csv'))).out,
    /would post +1 row .*\n +already posted +1/,
  );

  const aliases = 'urn,alias,valid_from,valid_to\n100003,Elm,2025-01-01,\n';
  await writeFile(join(folder, 'aliases.csv'), aliases);
  await run('trust', 'load', folder);
  const mended = await run('import', june);
  t.match(mended.out, /1 row of it that waited, £25\.00 net, would be posted; nothing is saved/);
  const told = JSON.parse((await run('import', june, '--confirm', '--json')).out);
  t.match(told.files, [{ newly_posted: { rows: 1, net: '25.00' }, problems: [] }]);

  const mixed = await run('import', file('picture.csv'), file('pudding.csv'));
  t.match(mixed, { code: 1, said: /^picture\.csv: This is no table/ });
  t.match(mixed.out, /! 'PIE' has no price in P1 on the days of 1 row, £25\.00 net: counted as/);
  const dear = await run('import', file('dear.csv'));
  t.match(
    dear.out,
    /1 row above the contract's price: £1\.50 to claim back\n +row 2, E, REAM: 10 × £2\.5 = £25\.00, charged £26\.50\n/,
  );
  const asJson = await run('import', file('none.csv'), june, '--json');
  t.match(JSON.parse(asJson.out), {
    files: [{ file: 'june.csv' }],
    problems: [{ file: 'none.csv', code: 'file.unreadable' }],
  });

  const table = await run('report');
  t.match(table.out, /^Ash Federation: savings as known at journal 2, by the rules of 2026-11\n/);
  const csv = await run('report', '--by', 'month', '--format', 'csv');
  t.match(csv.out, /^\uFEFFmonth,cost,.*,basis,rule_version\r\n2025-06,53\.25,/);
  t.match((await run('runs')).out, /^Nothing was done in the background yet/);
  t.match(await run('runs', 'none'), { code: 1, said: /There is no run none\./ });
  t.match(await run('verify'), { code: 0 });
  t.match(await run('close-period', '2199-01'), { code: 1, said: /2199-01 is not over yet/ });
});

t.test('what waits is listed, settled and taught, each shown first', async (t) => {
  const run = terminal(urlOf(await freshDatabase(t)));
  const credit = [
    'C',
    '2025-06-30',
    'C',
    '',
    '',
    '2025-06-01',
    '2025-06-30',
    '100001',
    'REAM',
    '',
    '-5.00',
    '0.00',
  ];
  const pie = ream('P', '100001').map((cell) => (cell === 'REAM' ? 'Copier paper' : cell));
  const folder = await folderWith(t, {
    ...smallTrust('Ash Federation'),
    'invoices/june 1.csv': paperFile([ream('A', '100001'), ream('B', 'Elm'), credit, pie]),
  });
  await run('trust', 'load', folder);
  t.match(await run('queue'), { code: 0, out: /^No row waits\.\n$/ });
  await run('import', join(folder, 'invoices', 'june 1.csv'), '--confirm');
  const { out } = await run('queue');
  t.match(out, /^2 rows, £20\.00 net, not posted:\n/);
  t.match(
    out,
    /school\.unknown 'Elm': 1 row, £25\.00 net, in 1 file, first row 3 of june 1\.csv\n/,
  );
  t.match(out, /\n {2}settle 'june 1\.csv' 3 --school URN: the name is remembered/);
  t.match(out, /\n {4}a known item: teach 'june 1\.csv' item 'Copier paper' ITEM\n/);
  t.match(JSON.parse((await run('queue', '--json')).out), {
    waiting: [{ code: 'credit.kind-unknown' }, { code: 'school.unknown', found: 'Elm' }],
    unpriced_items: [{ item: 'Copier paper' }],
  });

  const name = ['settle', 'june 1.csv', '3', '--school', '100003', '--from', '2025-01-01'];
  const shown = await run(...name);
  t.match(shown.out, /^Row 3 of june 1\.csv: checked, nothing saved; --confirm does it\n/);
  t.match(shown.out, /\n {2}june 1\.csv: posted \+1 row, £25\.00 net\n/);
  t.match((await run(...name, '--confirm')).out, /: done as journal 2\n/);
  const type = ['settle', 'june 1.csv', '4', '--credit', 'price', '--original', 'a'];
  t.match(
    (await run(...type, '--confirm')).out,
    /100001 Ash: £5\.00 better off, net saving from £\d+\.\d\d to £\d+\.\d\d\n/,
  );
  const teach = ['teach', 'june 1.csv', 'item', 'Copier paper', 'REAM'];
  const taught = JSON.parse((await run(...teach, '--confirm', '--json')).out);
  t.match(taught, { confirmed: true, journal: 5, waiting: [] });

  const undone = await run('undo', 'june 1.csv');
  t.match(undone.out, /june 1\.csv: posted −4 rows, −£70\.00 net\n/);
  t.match((await run('undo', 'june 1.csv', '--confirm')).out, /: done as journal 6\n/);
  t.match(await run('verify'), { code: 0 });
  const wrong: [args: string[], said: RegExp][] = [
    [['settle', 'a.csv'], /^Name one import and the number of one of its rows\./],
    [['settle', 'a.csv', '3'], /^Name one way out: --school, --credit, --take-new/],
    [['settle', 'a.csv', '3', '--take-new', '--keep-old'], /^Name one way out/],
    [['settle', 'a.csv', '3', '--credit', 'gift'], /'gift' is none of quantity, price/],
    [['settle', 'a.csv', '3', '--take-new', '--original', 'A'], /goes with --credit/],
    [['settle', 'a.csv', '3', '--school', '100001', '--from', 'May'], /'May' is not a day/],
    [['teach', 'a.csv', 'item', 'Pie'], /^Name an import, what the word is for/],
    [['teach', 'a.csv', 'colour', 'Pie', 'PIE'], /'colour' is none of document_kind/],
    [['queue', 'all'], /'all' is not understood here/],
  ];
  for (const [args, said] of wrong) t.match(await run(...args), { code: 2, said }, args.join(' '));
});

t.test('a baseline that stands beside the folder is told of', async (t) => {
  const run = terminal(urlOf(await freshDatabase(t)));
  const files = smallTrust('Ash Federation');
  const folder = await folderWith(t, files);
  await run('trust', 'load', folder);
  const dearer = files['baselines.csv']?.replace(',3.1,', ',3.2,') ?? '';
  await writeFile(join(folder, 'baselines.csv'), dearer);
  const loaded = await run('trust', 'load', folder);
  t.match(loaded.out, /! Version 1 of the baseline of 100001 for REAM of P1, 3\.1 approved at/);
});

t.test('keys are given out, limited to schools, listed and closed', async (t) => {
  const run = terminal(urlOf(await freshDatabase(t)));
  await run('trust', 'load', await folderWith(t, smallTrust('Ash Federation')));
  const key = await run('key', 'add', '--name', 'Ash office', '--school', '100001', '--json');
  t.match(JSON.parse(key.out), { name: 'Ash office', schools: ['100001'], key: /^slk_/ });
  const two = await run('key', 'add', '--name', 'Two', '--school', '100003', '--school', '100002');
  t.match(two, { code: 0, out: /^slk_/, said: /, for 100003, 100002 only\.\n/ });
  const unknown = await run('key', 'add', '--name', 'Nobody', '--school', '999999');
  t.match(unknown, { code: 1, said: /No school of the trust has the URN 999999/ });
  t.match(await run('key', 'add', '--name', 'Whole'), { code: 0, said: /opens Ash Federation/ });
  const listed = await run('key', 'list');
  t.match(
    listed.out,
    /^Ash office \(Ash Federation, for 100001 only\): given out .*, never used\n/,
  );
  t.match(listed.out, /^Two \(Ash Federation, for 100002, 100003 only\): /m);
  t.match(listed.out, /^Whole \(Ash Federation\): /m);
  t.match(JSON.parse((await run('key', 'list', '--json')).out), {
    keys: [{ schools: ['100001'] }, { schools: ['100002', '100003'] }, { schools: null }],
  });
  t.match(await run('key', 'revoke', '--name', 'Two'), { code: 0 });
  const wrong = await run('key', 'revoke', '--name', 'Whole', '--school', '100001');
  t.match(wrong, { code: 2, said: /^--school, --scope and --expires go with "key add"\./ });
});
