// A year of the demonstration trust in a terminal: imported, closed month by month, reported and sealed;
// then everything that can befall its figures (P9 to P12). What was sealed stays, what changed is told to
// the penny, and all of it can be worked out again.
import { readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { report } from '../../src/cli/report.ts';
import { seal } from '../../src/cli/seal.ts';
import { freshDatabase } from '../support/database.ts';
import type { Answer } from '../support/given-trust.ts';
import { runCommand, terminalOn } from '../support/terminal.ts';

t.setTimeout(900_000);

const now = '2026-10-01T10:00:00.000Z';
const database = await freshDatabase(t);
const run = terminalOn(database, now);
const folder = t.testdir({ demo: {} });
const order = readFileSync('fixtures/demo/invoices/ORDER.txt', 'utf8')
  .split(/\r?\n/)
  .filter(Boolean);
const months = Array.from({ length: 12 }, (_, at) => {
  const month = 8 + at;
  return `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
});
const manager = ['--by', 'C. Manager'];
const done = ['--confirm', ...manager];

const pence = (amount: string | null | undefined) => Math.round(100 * Number(amount ?? 0));
const sum = (rows: readonly Answer[], key: string): number =>
  rows.reduce((all, row) => all + pence(row[key]), 0);

await t.test('the year is loaded, imported and closed', async (t) => {
  await cp('fixtures/demo', join(folder, 'demo'), { recursive: true });
  await run('trust', 'load', join(folder, 'demo'), ...manager);
  const files = order.map((name) => join('fixtures/demo/invoices', name));
  await run('import', ...files, ...done);
  const expected = JSON.parse(readFileSync('fixtures/demo/expected.json', 'utf8'));
  const { total } = await run('report');
  t.match(total, expected.total, 'as an independent program worked it out');
  for (const month of months) {
    const closed = await run('close-period', month, '--confirm', '--by', 'D. Finance');
    t.match(closed, { month, state: 'closed' });
  }
});

t.test('N15: any partition of the months gives parts that add to the whole', async (t) => {
  const { rows: cells, total } = await run('report', '--by', 'school,contract,item,month');
  const additive = ['cost', 'cash_saving', 'avoidance', 'one_off', 'rebate', 'net_saving'];
  for (const cut of ['school', 'contract', 'month', 'item', 'school,month', 'contract,month']) {
    const { rows } = await run('report', '--by', cut);
    for (const key of additive) t.equal(sum(rows, key), pence(total[key]), `${key} by ${cut}`);
  }
  for (const key of additive.slice(0, 5)) t.equal(sum(cells, key), pence(total[key]), key);
  const ends = fc.sample(fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 4 }), {
    numRuns: 4,
    seed: 15,
  });
  for (const cutsAt of ends) {
    const from = [0, ...cutsAt.sort((a, b) => a - b)];
    const windows = from.map((start, at) => [
      ...(at > 0 ? ['--from', months[start] ?? ''] : []),
      ...(at + 1 < from.length ? ['--to', months[(from[at + 1] ?? 0) - 1] ?? ''] : []),
    ]);
    const parts: Answer[] = [];
    for (const window of windows) parts.push((await run('report', ...window)).total);
    for (const key of additive) t.equal(sum(parts, key), pence(total[key]), `${key} ${windows}`);
  }
  for (const of of ['trust', 'academic', 'financial', 'contract', 'school']) {
    const years: Answer[] = [];
    for (const year of ['2024', '2025', '2026']) {
      years.push((await run('report', '--year', year, '--year-of', of)).total);
    }
    for (const key of additive)
      t.equal(sum(years, key), pence(total[key]), `${key} by ${of} years`);
  }
});

/** The total without the sentences, which tell it by the rows that were asked for. */
const figuresOf = (total: Answer) =>
  Object.fromEntries(Object.entries(total).filter(([key]) => !/_(sentence|sum)$/.test(key)));

t.test('N3: for every line and every total the parts are the whole', async (t) => {
  const periods = ['--base-from', '2025-09', '--base-to', '2025-12', '--from', '2026-05'];
  const asked = [...periods, '--to', '2026-08', '--by'];
  const effects = ['price', 'volume', 'mix', 'new_lines', 'ceased_lines', 'outside'];
  const whole = (row: Answer) => effects.reduce((all, key) => all + pence(row[key]), 0);
  const { rows, total } = await run('bridge', ...asked, 'school,contract,item');
  t.ok(rows.length > 30);
  for (const row of [...rows, total]) {
    const change = pence(row.cost) - pence(row.base_cost);
    t.strictSame([whole(row), pence(row.change)], [change, change], `${row.urn} ${row.item}`);
  }
  for (const cut of ['school', 'contract', 'school,contract']) {
    const { rows: summed, total: again } = await run('bridge', ...asked, cut);
    t.strictSame(figuresOf(again), figuresOf(total));
    for (const key of [...effects, 'change']) t.equal(sum(summed, key), pence(total[key]), key);
  }
  const steps = await run('bridge', '--by', 'school,contract,item,month');
  for (const row of [...steps.rows, steps.total]) {
    const less = ['index_avoidance', 'cash_saving', 'other_avoidance', 'rebate'];
    const more = ['start', 'not_measured_cost', 'off_contract_cost', 'one_off'];
    const of = (keys: string[]) => keys.reduce((all, key) => all + pence(row[key]), 0);
    t.equal(of(more) - of(less), pence(row.paid), `${row.urn} ${row.item} ${row.month}`);
  }
});

type Northfield = Readonly<{
  number: string;
  /** What its line is; a credit says why and of what. */
  school?: string;
  role?: string;
  week: string;
  days: string;
  net: string;
  vat: string;
  reason?: string;
  of?: string;
}>;

const header =
  'Doc No;Doc Date;Doc Type;Reason;Original;School;Candidate;Role;Notes;Week From;Week To;Days;Day Rate;Net;VAT;Gross';

function northfield(lines: readonly Northfield[]): string {
  const rows = lines.map(({ number, school = '900009', role = 'Teacher', week, ...line }) => {
    const { days, net, vat, reason = '', of = '' } = line;
    const kind = reason ? 'CRN' : 'INV';
    const [from = '', to = ''] = week.split(' ');
    const gross = ((pence(net) + pence(vat)) / 100).toFixed(2);
    const place = [number, '01/09/2026', kind, reason, of, school, 'Fictional, Cleo', role, ''];
    return [...place, from, to, days, '', net, vat, gross].join(';');
  });
  return `\uFEFF${[header, ...rows].join('\r\n')}\r\n`;
}

async function send(name: string, text: string): Promise<Answer> {
  const path = join(folder, name);
  await writeFile(path, text, name.startsWith('brightwater') ? 'latin1' : 'utf8');
  const { files, problems } = await run('import', path, ...done);
  return files[0] ?? { refused: problems };
}

const spring = '09/03/2026 13/03/2026';
const late = (number: string, facts: Partial<Northfield> = {}): Northfield => {
  return { number, week: spring, days: '2', net: '424.00', vat: '84.80', ...facts };
};

/** Loads the register again with what is changed in its files: one text for another. */
async function register(changes: Readonly<Record<string, readonly [string, string]>>) {
  for (const [name, [from, to]] of Object.entries(changes)) {
    const path = join(folder, 'demo', name);
    const text = await readFile(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
    await writeFile(path, text.replace(from, to));
  }
  await run('trust', 'load', join(folder, 'demo'), ...manager);
}

const demoText = (name: string) => readFileSync(join('fixtures/demo/invoices', name), 'utf8');

/** Everything that can befall the figures, by what it is. */
const disturbances: Readonly<Record<string, (t: Test) => Promise<void>>> = {
  async 'late invoices for a closed month'(t) {
    const lines = ['L-1', 'L-2', 'L-3', 'L-4', 'L-5'].map((number) => late(number));
    t.match((await send('northfield-late.csv', northfield(lines))).rows, { posted: 5 });
  },
  async 'a credit for units, one for a price, a rebate and one before its invoice'(t) {
    const back = { week: ' ', vat: '-0.00' };
    const credits = [
      late('C-1', {
        ...back,
        reason: 'Days not worked',
        of: 'L-1',
        days: '1',
        net: '212.00',
        vat: '42.40',
      }),
      late('C-2', {
        ...back,
        reason: 'Rate correction',
        of: 'L-2',
        days: '0',
        net: '24.00',
        vat: '4.80',
      }),
      late('C-3', {
        reason: 'Volume rebate',
        school: 'Whole trust',
        role: '',
        days: '',
        net: '333.33',
        vat: '66.67',
      }),
      late('C-4', {
        ...back,
        reason: 'Days not worked',
        of: 'L-9',
        days: '1',
        net: '212.00',
        vat: '42.40',
      }),
    ];
    const { rows } = await send('northfield-more-credits.csv', northfield(credits));
    t.match(rows, { posted: 3, held: 1 });
    t.match((await send('northfield-nine.csv', northfield([late('L-9')]))).rows, { posted: 1 });
    t.match(await run('imports', 'northfield-more-credits.csv'), { rows: [] }, 'it waited');
  },
  async 'a cancelled document'(t) {
    const whole = late('X-3', { reason: 'Invoice cancelled', of: 'L-3' });
    t.match((await send('northfield-cancelled.csv', northfield([whole]))).rows, { posted: 1 });
  },
  async 'a changed document, of which the new version counts'(t) {
    const changed = northfield([late('L-4', { days: '1.5', net: '318.00', vat: '63.60' })]);
    t.match((await send('northfield-changed.csv', changed)).rows, { held: 1 });
    await run('settle', 'northfield-changed.csv', '2', '--take-new', ...done);
  },
  async 'a line that has moved to another school'(t) {
    const moved = northfield([late('L-5', { school: '900008' })]);
    const { problems } = await send('northfield-moved.csv', moved);
    t.match(problems, [{ code: 'document.moved' }]);
    await run('settle', 'northfield-moved.csv', '2', '--take-new', ...done);
  },
  async 'a row that says nothing and is told what it is'() {
    await run(
      'settle',
      'northfield-credits-2026-02.csv',
      '5',
      '--credit',
      'price',
      '--original',
      'NST-004240',
      ...done,
    );
  },
  async 'a file that is taken back, with the cancellation that rests on it'() {
    await run('undo', 'northfield-2026-03-02.csv', ...done);
  },
  async 'the same file again'(t) {
    const again = demoText('northfield-2026-03-02.csv');
    const { rows } = await send('northfield-2026-03-02.csv', again);
    t.match(rows, { posted: 13 });
  },
  async 'a file that overlaps with one that came'(t) {
    const some = northfield([
      late('L-1'),
      late('L-10', { net: '212.00', vat: '42.40', days: '1' }),
    ]);
    t.match((await send('northfield-overlap.csv', some)).rows, { posted: 1, already: 1 });
  },
  async 'a corrected baseline'() {
    const place = ['--contract', 'SUPPLY-2025', '--school', '900009', '--item', 'TEACHER'];
    const facts = ['--kind', 'historic_spend', '--price', '226.15', '--from', '2025-04-01'];
    const prepared = await run(
      'baseline',
      'prepare',
      ...place,
      ...facts,
      '--evidence',
      'bank',
      ...done,
    );
    const by = ['--confirm', '--by', 'S. Approver'];
    await run('baseline', 'approve', prepared.baseline.id, ...by);
  },
  async 'a withdrawn baseline'() {
    const place = ['--contract', 'PAY-2025', '--school', '900002', '--item', 'PAYSLIP'];
    const { baselines } = await run('baseline', 'list', ...place);
    await run('baseline', 'withdraw', baselines[0].id, '--reason', 'No evidence', ...done);
  },
  async 'other sizes of schools, and a file that is made again by them'() {
    await register({ 'drivers.csv': ['900001,payslips,56,', '900001,payslips,81,'] });
    await run('repost', 'brightwater-2025-11.csv', ...done);
  },
  async 'a school that left, and one that came later'() {
    const before = '900006,Thistledown Primary School,primary,maintained,';
    await register({
      'schools.csv': [
        `${before}2026-01-01`,
        `${before}2025-12-15,2025-12-31,4,1\n${before}2026-01-01`,
      ],
      'drivers.csv': [
        '900006,payslips,35,2026',
        '900006,payslips,30,2025-12-15,bureau count\n900006,payslips,35,2026',
      ],
    });
    const left = 'PAY-2025,900005,2025-09-01,';
    const came = 'PAY-2025,900006,';
    await register({ 'participants.csv': [`${left}2028-08-31`, `${left}2026-04-30`] });
    await register({
      'participants.csv': [`${came}2026`, `${came}2025-12-15,2025-12-31\n${came}2026`],
    });
    for (const file of ['brightwater-2025-12.csv', 'brightwater-2026-05.csv']) {
      await run('repost', file, ...done);
    }
  },
  async 'a month that another person opens again, and closes'(t) {
    await run('reopen-period', '2026-07', '--reason', 'Cut off', '--confirm', '--by', 'E. Head');
    const july = late('L-20', { week: '06/07/2026 10/07/2026', net: '429.00', vat: '85.80' });
    t.match((await send('northfield-reopened.csv', northfield([july]))).rows, { posted: 1 });
    await run('close-period', '2026-07', '--confirm', '--by', 'E. Head');
  },
};

t.test(
  'N7, N8, N9: what was sealed stays, and what changed since is told to the penny',
  async (t) => {
    const made = await run(
      'seal',
      '--title',
      'Year',
      '--cut',
      'school,contract,month',
      '--confirm',
      '--by',
      'D. Finance',
    );
    const bytes = async () => (await runCommand(database, seal, ['show', '1'], { now })).join('');
    const then = async () => {
      const words = ['--as-known-at', String(made.journal), '--by', 'school,contract,item,month'];
      return (await runCommand(database, report, words, { now })).join('\n');
    };
    const [sealed, known] = [await bytes(), await then()];
    for (const [what, befalls] of Object.entries(disturbances)) {
      await t.test(what, async (t) => {
        const before = (await run('report')).total;
        await befalls(t);
        t.notSame((await run('report')).total, before, 'a figure changes');
        t.equal(await bytes(), sealed, 'and no byte of what was sealed');
      });
    }
    t.match(await run('seal', 'verify', '1'), { sound: true, differences: [] });
    t.equal(await then(), known, 'a report of then is what it was');

    const { total: before, journal } = JSON.parse(sealed);
    t.equal(journal.number, made.journal);
    const after = await run('report');
    const told = await run('changes', '--since', String(made.journal));
    const causes = told.total.causes.map(({ cause }: Answer) => cause);
    const all = ['invoices', 'credits', 'undone_imports', 'register', 'baselines', 'decisions'];
    t.strictSame(causes, all, 'every cause is told');
    for (const key of Object.keys(told.total.before)) {
      t.equal(told.total.before[key], before[key], `${key} begins with what was sealed`);
      t.equal(told.total.after[key], after.total[key], `${key} ends with what is known now`);
      for (const each of [told.total, ...told.schools]) {
        const moves = each.causes.map(({ change }: Answer) => change);
        const change = pence(each.after[key]) - pence(each.before[key]);
        t.equal(sum(moves, key), change, `${each.urn ?? 'trust'} ${key}: causes add to the change`);
      }
      const moves = told.schools.map(({ change }: Answer) => change);
      t.equal(sum(moves, key), pence(told.total.change[key]), `${key}: schools add to the trust`);
    }
    t.ok(after.adjustments.length > 0, 'what came late is booked in open months');
  },
);

t.test('and all of it can be worked out again', async (t) => {
  const { clean, trusts } = await run('verify', '--all');
  t.ok(clean, JSON.stringify(trusts));
});
