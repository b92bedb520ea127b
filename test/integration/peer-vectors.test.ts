// What went wrong in other programs, tried on this one by commands of the terminal. Each test names the
// thread or page in which it is told: github.com/<owner>/<name>/issues/<number>.
import t from 'tap';
import { report } from '../../src/cli/report.ts';
import { freshDatabase } from '../support/database.ts';
import { type Answer, givenFile, type Line, setUp } from '../support/given-trust.ts';
import { runCommand, terminalOn } from '../support/terminal.ts';

t.setTimeout(300_000);

const database = await freshDatabase(t);
const june = '2026-06-01 2026-06-30';
const line = (number: string, net: string, facts: Partial<Line> = {}): Line => {
  return { number, net, quantity: 1, days: june, ...facts };
};
const joint = (number: string, net: string, facts: Partial<Line> = {}) =>
  line(number, net, { school: 'ALL', ...facts });
/** Schools of these sizes: 100001, 100002 and so on. */
const sized = (...sizes: (number | string)[]) =>
  Object.fromEntries(sizes.map((size, at) => [String(100_001 + at), { size }]));
const pence = (amount: string) => Math.round(100 * Number(amount));
const costs = ({ rows }: Answer): string[] => rows.map(({ cost }: Answer) => cost);
const sum = (amounts: readonly string[]) => amounts.reduce((all, each) => all + pence(each), 0);

t.test('vector 1 (odoo/odoo 214736, 94871): shares are the invoice, to the penny', async (t) => {
  const two = await setUp(t, database, 'Two', { driver: 'fixed_share', schools: sized(98, 2) });
  await two.bring('mill-june.csv', [joint('A', '182.25')]);
  const shares = costs(await two.ask('report'));
  t.strictSame(shares, ['178.61', '3.64'], 'both are half a penny off, the first school has it');
  const thirds = { driver: 'fixed_share', schools: sized('33.33', '33.33', '33.34') };
  const three = await setUp(t, database, 'Three', thirds);
  await three.bring('mill-june.csv', [joint('A', '785.08')]);
  const answer = await three.ask('report');
  t.equal(sum(costs(answer)), 78_508);
  t.equal(answer.total.cost, '785.08');
});

t.test('vector 2: no share has the wrong sign, whatever the amount', async (t) => {
  const two = await setUp(t, database, 'Pennies', { driver: 'fixed_share', schools: sized(95, 5) });
  await two.bring('mill-june.csv', [joint('A', '0.01')]);
  t.strictSame(costs(await two.ask('report')), ['0.01', '0.00']);
  const nine = sized(...Array.from({ length: 9 }, () => 1));
  const equal = await setUp(t, database, 'Nine', { driver: 'equal', schools: nine });
  await equal.bring('mill-june.csv', [joint('A', '0.05')]);
  const cents = [...Array(5).fill('0.01'), ...Array(4).fill('0.00')];
  t.strictSame(costs(await equal.ask('report')), cents);
});

t.test('N1, vector 2: any amount over nine schools by pupils, in any order of rows', async (t) => {
  const pupils = [105, 210, 198, 420, 315, 87, 263, 178, 1042];
  const total = pupils.reduce((all, each) => all + each, 0);
  // An item for each amount, so that a report tells the shares of one line. Nothing is agreed of them.
  const amounts = Array.from({ length: 286 }, (_, at) => 1 + 7 * at);
  const lines = amounts.map((amount) =>
    joint(`N${amount}`, (amount / 100).toFixed(2), { item: `ITEM${amount}` }),
  );
  const tell = async (name: string, rows: readonly Line[]) => {
    const trust = await setUp(t, database, name, { schools: sized(...pupils) });
    t.equal((await trust.bring('mill-june.csv', rows)).rows.posted, amounts.length);
    return (await trust.ask('report', '--by', 'school,item')).rows;
  };
  const rows: Answer[] = await tell('By pupils', lines);
  const sharesOf = new Map<number, number[]>(amounts.map((amount) => [amount, []]));
  for (const { item, off_contract_cost: cost } of rows) {
    sharesOf.get(Number(item.slice(4)))?.push(pence(cost));
  }
  for (const [amount, shares] of sharesOf) {
    const away = shares.map((share, at) => share * total - amount * (pupils[at] ?? 0));
    t.ok(
      shares.length === 9 &&
        shares.reduce((all, share) => all + share, 0) === amount &&
        shares.every((share) => share >= 0) &&
        away.every((each) => Math.abs(each) < total),
      `${amount}p: ${shares}`,
    );
  }
  const turned = await tell('By pupils and turned', [...lines].reverse());
  t.strictSame(turned, rows, 'the order of rows changes nothing');
});

t.test('vector 3: weights that no percentage can write', async (t) => {
  const sizes = [...Array(6).fill('14.29'), '14.26'];
  const seven = await setUp(t, database, 'Seven', {
    driver: 'fixed_share',
    schools: sized(...sizes),
  });
  await seven.bring('mill-june.csv', [joint('A', '100.00')]);
  t.strictSame(costs(await seven.ask('report')), sizes);
  const thirds = await setUp(t, database, 'Thirds', { driver: 'equal', schools: sized(1, 1, 1) });
  await thirds.bring('mill-june.csv', [joint('A', '100.00')]);
  t.strictSame(costs(await thirds.ask('report')), ['33.34', '33.33', '33.33']);
});

t.test('vector 4 (ServiceNow, planned savings): the years add to the whole', async (t) => {
  const { ask, bring } = await setUp(t, database, 'Two years', {
    from: '2024-01-01',
    before: ['100001 UNIT 1500000'],
  });
  await bring('mill-years.csv', [line('A', '1000000.00', { days: '2024-01-01 2025-12-31' })]);
  const savings = async (...words: string[]) => (await ask('report', ...words)).total.cash_saving;
  const over = async (...years: string[][]) =>
    sum(await Promise.all(years.map((words) => savings(...words)))) / 100;
  const year = (of: string) => (begins: number) => ['--year', String(begins), '--year-of', of];
  const months = Array.from({ length: 24 }, (_, at) => {
    const month = `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    return ['--from', month, '--to', month];
  });
  t.equal(await savings('--from', '2024-01', '--to', '2024-12'), '250341.99', '366 days of 731');
  t.equal(await over(['--to', '2024-12'], ['--from', '2025-01']), 500_000);
  t.equal(await over(...[2023, 2024, 2025].map(year('academic'))), 500_000);
  t.equal(await over(...[2023, 2024, 2025].map(year('financial'))), 500_000);
  t.equal(await over(...[2024, 2025].map(year('contract'))), 500_000);
  t.equal(await over(...months), 500_000);
});

t.test('vector 6 (odoo/odoo 230805, 185634, 239109): all rows, and no more', async (t) => {
  const { ask, bring, check } = await setUp(t, database, 'Batches');
  const rows = Array.from({ length: 25 }, (_, at) => line(`R${at}`, '1.00'));
  const blanks = `${givenFile(rows)}${',,,,,,,,,,,,\n'.repeat(7)}\n\n`;
  const tested = await check('mill-june.csv', blanks);
  t.match(tested, { rows: { read: 25, posted: 25 }, journal: null });
  t.equal((await ask('report')).total.cost, '0.00', 'a test stores nothing');
  const done = await bring('mill-june.csv', blanks);
  t.match([done.rows, done.journal], [{ read: 25, posted: 25, held: 0, refused: 0 }, 1]);
  t.equal((await ask('report')).total.cost, '25.00');

  const wrong = rows.map((each, at) => ({ ...each, number: `W${at}`, ...(at === 16 && bad) }));
  const whole = await check('mill-wrong.csv', wrong, '--all-or-nothing');
  t.match(whole.refused, [{ code: 'import.all-or-nothing' }], 'a test says what an import would');
  const told = await bring('mill-wrong.csv', wrong);
  t.match(told.rows, { read: 25, posted: 24, refused: 1 });
  t.match(told.problems, [{ row: 18, column: 'quantity', found: 'several' }], 'with its place');
  t.equal((await ask('report')).total.cost, '49.00');
});

const bad = { quantity: 'several' };

t.test('vector 7 (otherworld-dev/Budget 276, hledger 1943): n equal rows are n', async (t) => {
  const { ask, bring } = await setUp(t, database, 'Equal rows');
  const same = Array.from({ length: 3 }, () => line('A', '5.00'));
  t.match((await bring('mill-one.csv', same)).rows, { posted: 3 });
  t.match(await bring('mill-one.csv', same), { newly_posted: { rows: 0 } }, 'the same file');
  const dressed = `${givenFile(same)}\n`;
  t.match((await bring('mill-two.csv', dressed)).rows, { posted: 0, already: 3 }, 'other bytes');
  const week = [...same, line('A', '5.00'), line('B', '7.00')];
  t.match((await bring('mill-week.csv', week)).rows, { posted: 2, already: 3 }, 'only the new');
  t.equal((await ask('report')).total.cost, '27.00');
});

t.test('vector 8 (afadil/wealthfolio 1601): one date settles the column', async (t) => {
  const { ask, bring } = await setUp(t, database, 'Dates', { profile: { dates: undefined } });
  const on = (date: string) => line(`D${date}`, '5.00', { date, days: ' ' });
  t.match((await bring('mill-both.csv', [on('03/08/2026'), on('26/06/2026')])).rows, { posted: 2 });
  const { rows } = await ask('report', '--by', 'month');
  t.strictSame(
    rows.map(({ month }: Answer) => month),
    ['2026-06', '2026-08'],
  );
  const asked = await bring('mill-one.csv', [on('03/08/2026')]);
  t.match(asked.refused, [{ code: 'date.order' }], 'a column that tells nothing is not guessed');
  t.equal((await ask('report')).total.cost, '10.00');
});

t.test('vector 9 (firefly-iii/firefly-iii 2582): undone, the same file comes again', async (t) => {
  const { ask, bring } = await setUp(t, database, 'Undone');
  await bring('mill-june.csv', [line('A', '5.00')]);
  const once = await ask('report');
  await ask('undo', 'mill-june.csv', '--confirm', '--by', 'A. Manager');
  t.equal((await ask('report')).total.cost, '0.00');
  t.match((await bring('mill-june.csv', [line('A', '5.00')])).rows, { posted: 1 });
  const again = await ask('report');
  t.strictSame([again.rows, again.total], [once.rows, once.total]);
});

t.test('vector 10 (otherworld-dev/Budget 327): what is looked at is not what counts', async (t) => {
  const { ask, bring, check } = await setUp(t, database, 'Looking');
  await bring('mill-one.csv', [line('A', '5.00')]);
  const overlap = [line('A', '5.00'), line('B', '7.00'), line('C', '', { net: 'x' })];
  const shown = await check('mill-two.csv', overlap);
  await ask('imports', 'mill-one.csv');
  await ask('queue');
  const done = await bring('mill-two.csv', overlap);
  t.strictSame(done.rows, shown.rows);
  t.match(done.rows, { read: 3, posted: 1, already: 1, refused: 1 });
});

t.test(
  'vector 11 (Dolibarr/dolibarr-community-modules 450): one number, two invoices',
  async (t) => {
    const { ask, bring } = await setUp(t, database, 'Numbers', {
      schools: sized(1, 1),
      suppliers: { shop: 'Corner Shop' },
    });
    await bring('mill-june.csv', [line('1001', '5.00')]);
    t.match((await bring('shop-june.csv', [line('1001', '5.00')])).rows, { posted: 1 });
    const other = [line('1001', '5.00', { school: '100002' })];
    const asked = await bring('mill-other.csv', other);
    t.match(asked.rows, { posted: 0, held: 1 }, 'the same line at another school is questioned');
    t.match(asked.problems, [{ code: 'document.moved' }]);
    const { total } = await ask('report');
    t.match(total, { cost: '5.00', off_contract_cost: '5.00' });
  },
);

t.test('vector 12: nought is not nothing, and a number keeps its noughts', async (t) => {
  const { ask, bring } = await setUp(t, database, 'Noughts', { before: ['100001 UNIT 4.98'] });
  const rows = [
    line('0010', '5.00'),
    line('10', '£0.00', { quantity: 0 }),
    line('11', '', { quantity: 1, vat: '' }),
  ];
  const { problems, rows: counts } = await bring('mill-june.csv', rows);
  t.match(counts, { posted: 2, refused: 1 }, '(SpartnerNL/Laravel-Excel 1030)');
  t.match(
    problems,
    [{ row: 4, column: 'net', code: 'amount.unreadable' }],
    'a blank net is no nought',
  );
  const again = await bring('mill-more.csv', [line('10', '1.00'), line('0010', '5.00')]);
  t.match(again.rows, { already: 1, held: 1 }, '0010 and 10 are two (proompteng/bilig 28)');
  const [csv = ''] = await runCommand(database, report, ['--format', 'csv', '--trust', 'Noughts']);
  const [header = [], cells = []] = csv.split(/\r?\n/).map((each) => each.split(','));
  const saving = cells[header.indexOf('cash_saving')];
  t.equal(saving, '-0.02', 'a loss is a number (hhurz/tableExport.jquery.plugin 296)');
  t.equal((await ask('report')).total.cash_saving, '-0.02');
});

t.test(
  'vector 13 (Coupa, contract settings): a start that moves back counts the month',
  async (t) => {
    const given = { from: '2026-07-01', before: ['100001 UNIT 120'] };
    const { ask, bring, load } = await setUp(t, database, 'Start', {
      ...given,
      starts: '2026-08-01',
    });
    const lines = [line('A', '100.00', days('2026-07')), line('B', '50.00', days('2026-08'))];
    const first = await bring('mill-july.csv', lines);
    t.match(first.rows, { posted: 1, held: 1 }, 'July is not under contract yet');
    const words = ['--as-known-at', '1', '--trust', 'Start'];
    const before = await runReport(...words);
    await load(given);
    await bring('mill-july.csv', lines);
    t.match((await ask('report')).total, { cost: '150.00', cash_saving: '90.00' });
    const { total } = await ask('changes', '--since', '1');
    t.match([total.before.cost, total.after.cost], ['50.00', '150.00']);
    const moved = { cost: '100.00', net_saving: '20.00' };
    t.match(total.causes, [{ cause: 'invoices', change: moved }], 'and what changed says so');
    t.equal(await runReport(...words), before);
  },
);

const runReport = async (...words: string[]) => (await runCommand(database, report, words)).join();

t.test('vector 14: a school leaves on 31 December, and its share stops that day', async (t) => {
  const schools = sized(1, 1, 1);
  const { ask, bring, load } = await setUp(t, database, 'Leaving', { schools });
  const winter = { days: '2026-12-01 2027-01-31' };
  await bring('mill-before.csv', [joint('A', '186.00', { days: '2026-11-01 2026-11-30' })]);
  const before = await runReport(
    '--as-known-at',
    '1',
    '--by',
    'school,month',
    '--trust',
    'Leaving',
  );
  await load({ schools: { ...schools, 100003: { size: 1, days: '2025-01-01 2026-12-31' } } });
  await bring('mill-winter.csv', [
    joint('B', '155.00', winter),
    joint('C', '93.00', days('2027-02')),
  ]);
  const { rows } = await ask('report', '--by', 'school,month', '--from', '2026-12');
  t.strictSame(
    rows.map(({ urn, month, cost }: Answer) => `${urn} ${month} ${cost}`),
    [
      // 62 days, 62 days and 31 days of £155.00.
      ...['100001 2026-12 31.00', '100001 2027-01 31.00', '100001 2027-02 46.50'],
      ...['100002 2026-12 31.00', '100002 2027-01 31.00', '100002 2027-02 46.50'],
      '100003 2026-12 31.00',
    ],
  );
  const words = ['--as-known-at', '1', '--by', 'school,month', '--trust', 'Leaving'];
  t.equal(await runReport(...words), before, 'a report of then is what it was');
});

const days = (month: string) => ({ days: `${month}-01 ${month}-28` });

t.test('and all of it can be worked out again', async (t) => {
  const { trusts } = await terminalOn(database)('verify', '--all');
  for (const { trust, clean } of trusts) t.ok(clean, trust);
});
