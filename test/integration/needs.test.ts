// What no other program was found to do, each by the number and the words of its acceptance test.
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { report } from '../../src/cli/report.ts';
import { trusts } from '../../src/trusts/store.ts';
import { startApp } from '../support/app.ts';
import { type Answer, type Line, setUp } from '../support/given-trust.ts';
import { runCommand, terminalOn } from '../support/terminal.ts';

t.setTimeout(300_000);

const { app, database } = await startApp(t);
const june = '2026-06-01 2026-06-30';
const line = (number: string, net: string, facts: Partial<Line> = {}): Line => {
  return { number, net, quantity: 1, days: june, ...facts };
};
const pence = (amount: string | null) => Math.round(100 * Number(amount));
const sum = (rows: Answer[], key: string): number =>
  rows.reduce((all: number, row: Answer) => all + pence(row[key]), 0);
const everything = ['--by', 'school,contract,item,month'];

t.test(
  'N2: an invoice and its full credit are nothing at every school, whatever changed',
  async (t) => {
    const schools = { 100001: { size: 210 }, 100002: { size: 97, recovers: '0.35' } };
    const { ask, bring, load } = await setUp(t, database, 'Credits', {
      schools: { ...schools, 100003: { size: 1043, recovers: '0' } },
      prices: ['UNIT', 'OTHER', 'THIRD'],
      before: ['100001 UNIT 12.50', '100003 UNIT 11', '100001 OTHER 3', '100002 THIRD 4'],
    });
    const termly = '2026-05-11 2026-07-19';
    const cost = (number: string, item: string): Line => {
      return {
        number,
        item,
        school: 'ALL',
        days: termly,
        quantity: 37,
        net: '412.37',
        vat: '82.47',
      };
    };
    await bring('mill-term.csv', [cost('A', 'UNIT'), cost('B', 'OTHER'), cost('C', 'THIRD')]);
    const before = await ask('report', ...everything);
    t.equal(sum(before.rows, 'cost') > 123_711, true, 'some VAT is borne');
    // One has other pupils, one left before the term, and one came.
    await load({
      schools: {
        100001: { size: 350 },
        100002: { size: 97, recovers: '0.35', days: '2025-01-01 2026-04-30' },
        100003: { size: 1043, recovers: '0' },
        100004: { size: 77 },
      },
      prices: ['UNIT', 'OTHER', 'THIRD'],
    });
    const back = { net: '-412.37', vat: '-82.47', school: 'ALL' };
    await bring('mill-credits.csv', [
      { number: 'X', credit: 'x', of: 'A', days: ' ', date: '2026-08-01', ...back },
      {
        number: 'Q',
        credit: 'q',
        of: 'B',
        item: 'OTHER',
        days: ' ',
        date: '2026-08-01',
        ...back,
        quantity: -37,
      },
      { number: 'P', credit: 'p', of: 'C', item: 'THIRD', days: ' ', date: '2026-08-01', ...back },
    ]);
    const { rows } = await ask('report', ...everything);
    t.equal(rows.length, before.rows.length, 'in the same schools, items and months');
    for (const row of rows) {
      t.equal(row.cost, '0.00', `${row.urn} ${row.item} ${row.month}`);
      // A lower price leaves the units and what they would have cost before.
      if (row.item !== 'THIRD') t.ok(pence(row.cash_saving) === 0, `${row.urn} ${row.item}`);
    }
    t.notOk(
      rows.some(({ urn }: Answer) => urn === '100004'),
      'who came has no part in it',
    );
  },
);

t.test('N4: each school has its own price before, and who loses is shown', async (t) => {
  const { ask, bring } = await setUp(t, database, 'Own prices', {
    schools: { 100001: {}, 100002: {}, 100003: {} },
    before: ['100001 UNIT 12', '100002 UNIT 9.40', '100003 UNIT 10.25'],
  });
  await bring('mill-june.csv', [line('A', '3000.00', { school: 'ALL', quantity: 300 })]);
  const { rows, total } = await ask('report');
  t.strictSame(
    rows.map(({ urn, cash_saving: saved }: Answer) => `${urn} ${saved}`),
    ['100001 200.00', '100002 -60.00', '100003 25.00'],
  );
  t.equal(total.cash_saving, '165.00', 'the trust is its schools, the losing one included');
  const [table = ''] = await runCommand(database, report, ['--trust', 'Own prices']);
  t.match(table, /100002 School 100002 .* −60\.00 /, 'a loss is not hidden');
});

t.test(
  'N11: undone and imported again is never having erred; what is approved stays',
  async (t) => {
    const at = (number: string, net: string, facts: Partial<Line> = {}) =>
      line(number, net, { days: '2025-06-01 2025-06-30', ...facts });
    const months = [at('A', '100.00'), at('B', '7.77', { days: '2025-06-20 2025-07-19' })];
    const wrong = [at('W', '999.99', { school: 'ALL', quantity: 3 }), at('B2', '1.00')];
    const right = [at('W', '99.99', { school: 'ALL', quantity: 3 })];
    const given = { schools: { 100001: {}, 100002: {} }, before: ['100001 UNIT 120'] };
    const figures = async (trust: Answer) => {
      const { rows, total } = await trust.ask('report', ...everything);
      // Who erred has cells of what was taken back, which are nought.
      return [rows.filter(({ cost }: Answer) => cost !== '0.00'), total];
    };
    const never = await setUp(t, database, 'Never erred', given);
    await never.bring('mill-june.csv', months);
    await never.bring('mill-july.csv', right);
    const erred = await setUp(t, database, 'Erred', given);
    await erred.bring('mill-june.csv', months);
    await erred.bring('mill-july.csv', wrong);
    await erred.ask('undo', 'mill-july.csv', '--confirm', '--by', 'A. Manager');
    await erred.bring('mill-right.csv', right);
    t.strictSame(await figures(erred), await figures(never), 'before sign-off it is free');

    for (const month of ['2025-06', '2025-07']) {
      await erred.ask('close-period', month, '--confirm', '--by', 'D. Finance');
    }
    const sealed = await erred.ask('seal', '--title', 'Board', '--confirm', '--by', 'D. Finance');
    const bytes = () => erred.ask('seal', 'show', '1');
    const approved = JSON.stringify(await bytes());
    const closed = (await erred.ask('report', '--by', 'month')).rows;
    await erred.ask('undo', 'mill-june.csv', '--confirm', '--by', 'A. Manager');
    const { adjustments } = await erred.ask('report', '--by', 'month');
    t.strictSame(
      adjustments.map((row: Answer) => [row.month, row.booked_month, row.closed_net_saving]),
      closed.map((row: Answer) => [row.month, '2025-08', row.net_saving]),
      'taken back in the open month, the closed figures as they were',
    );
    t.equal(JSON.stringify(await bytes()), approved, 'the approved report is unchanged');
    await erred.bring('mill-june.csv', months);
    t.strictSame(await figures(erred), await figures(never), 'and again as if never erred');
    t.equal(JSON.stringify(await bytes()), approved);
    const check = await erred.ask('seal', 'verify', '1');
    t.match(check, { sound: true }, `${sealed.number ?? 1} is sound`);
  },
);

t.test('N16: spread over its months a line is whole, and lies in its days', async (t) => {
  const { ask, bring } = await setUp(t, database, 'Spread', { from: '2024-01-01' });
  const day = (after: number) =>
    new Date(Date.UTC(2024, 0, 1) + after * 86_400_000).toISOString().slice(0, 10);
  const period = fc.record({
    first: fc.nat(700),
    lasts: fc.oneof(fc.nat(3), fc.nat(40), fc.nat(360)),
    net: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9_999_999 })),
  });
  const periods = fc.sample(period, { numRuns: 150, seed: 16 });
  const lines = periods.map(({ first, lasts, net }, at) =>
    line(`N${at}`, (net / 100).toFixed(2), {
      item: `ITEM${at}`,
      days: `${day(first)} ${day(first + lasts)}`,
      // The day of the document decides nothing.
      date: day(first + 2 * lasts),
    }),
  );
  await bring('mill-all.csv', lines);
  const { rows } = await ask('report', '--by', 'item,month');
  for (const [at, { first, lasts, net }] of periods.entries()) {
    const parts = rows.filter(({ item }: Answer) => item === `ITEM${at}`);
    t.equal(sum(parts, 'off_contract_cost'), net, `${lines[at]?.days}`);
    const taken = new Map<string, number>();
    for (let each = first; each <= first + lasts; each++) {
      const month = day(each).slice(0, 7);
      taken.set(month, (taken.get(month) ?? 0) + 1);
    }
    const isFair = parts.every(({ month, off_contract_cost: cost }: Answer) => {
      return Math.abs(pence(cost) * (lasts + 1) - net * (taken.get(month) ?? 0)) < lasts + 1;
    });
    t.ok(isFair && parts.length === taken.size, 'each month within a penny of its days');
  }
});

t.test(
  'N5: any figure on any report leads to the row of the file in at most six steps',
  async (t) => {
    const { bring } = await setUp(t, database, 'Ways', {
      schools: { 100001: {}, 100002: { recovers: '0.9' } },
      prices: ['UNIT month', 'SETUP each one_off'],
      before: ['100001 UNIT 120'],
      suppliers: { shop: 'Corner Shop' },
    });
    await bring('mill-june.csv', [
      line('A', '200.00', { school: 'ALL', quantity: 2, vat: '40.00' }),
      line('B', '50.00', { item: 'SETUP' }),
      line('C', '90.00', { days: '2026-07-01 2026-08-31' }),
    ]);
    await bring('mill-credits.csv', [
      line('D', '-5.00', { credit: 'r', quantity: '' }),
      line('E', '-2.00', { credit: 'p', of: 'A', quantity: '', school: 'ALL' }),
    ]);
    await bring('shop-june.csv', [line('S', '30.00')]);
    const get = await callerOf('Ways');
    const whole = 'from=2026-06&to=2026-08';
    const cuts = [
      'school',
      'contract',
      'month',
      'item',
      'school,month',
      'school,contract,item,month',
    ];
    const reports = [
      ...cuts.map((by) => `/savings?by=${by}&${whole}`),
      `/bridges?base_from=2026-06&base_to=2026-06&from=2026-07&to=2026-07`,
      `/bridges/savings?by=school&${whole}`,
      `/leakage?by=school,item&${whole}`,
      '/effects?from=2025-09&to=2026-08',
      '/changes?since=1',
    ];
    const seen = new Map<string, number>();
    for (const url of reports) {
      const { body, links } = await get(url);
      for (const { title, href } of links) {
        for (const { place, value } of figuresOf(body, title).slice(-2)) {
          const steps = await stepsDown(t, get, `${href}${place}`, value);
          t.ok(steps <= 6, `${url} ${title} ${place}: ${steps} steps`);
          seen.set(title, (seen.get(title) ?? 0) + 1);
        }
      }
      t.ok(links.length > 0, `${url} has ways down`);
    }
    for (const title of ['net_saving', 'coverage_percent', 'rebate', 'base_cost', 'before.cost']) {
      t.ok(seen.has(title), title);
    }
  },
);

type Get = Awaited<ReturnType<typeof callerOf>>;

/** A caller of the API for a trust that was set up; answers with the ways down that a report offers. */
async function callerOf(name: string) {
  const trust = (await trusts(database)).find((each) => each.name === name);
  const trustId = trust?.id ?? '';
  const at = '2026-09-01T10:00:00.000Z';
  const { key } = await addKey(database, { trustId, name: 'C. Manager', at, urns: [] });
  const told = new Map<string, ReturnType<typeof ask>>();
  const ask = async (url: string) => {
    const path = url.startsWith('/v1') ? url : `/v1/trusts/${trustId}${url}`;
    const answer = await app.inject({ url: path, headers: { authorization: `Bearer ${key}` } });
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`);
    const header = String(answer.headers.link ?? '');
    const links = [...header.matchAll(/<([^>]+)>; rel="describedby"; title="([\w.]+)"/g)];
    return {
      body: answer.json() as Answer,
      links: links.map(([, href = '', title = '']) => ({ href, title })),
    };
  };
  return (url: string) => {
    const answer = told.get(url) ?? ask(url);
    told.set(url, answer);
    return answer;
  };
}

/** Every figure of that name in a report that is not nought, and how its place is named in an address. */
function figuresOf(body: Answer, title: string): { place: string; value: string }[] {
  const [side, name] = title.includes('.') ? title.split('.') : [undefined, title];
  const read = (row: Answer) => (side ? row[side] : row)[name ?? ''];
  const rows: Answer[] = [...(body.rows ?? []), ...(body.schools ?? [])];
  const placed = rows.map((row) => {
    // An item is one of a contract, and a month stands in place of the report's months.
    const names = ['urn', 'contract', 'item', 'month'].filter((key) => row[key] !== undefined);
    const place = names.map((key) => `&${key}=${encodeURIComponent(row[key])}`).join('');
    return { place, value: read(row) };
  });
  const all = [...placed, ...(body.total ? [{ place: '', value: read(body.total) }] : [])];
  // A row of one cell has not every figure, and a nought has nothing below it.
  return all.filter(({ value }) => value && Number(value) !== 0);
}

/** How many answers lead from a figure to the row of the file; the first has to explain that value. */
async function stepsDown(t: Test, get: Get, from: string, value: string): Promise<number> {
  let href: string | undefined = from.includes('&month=')
    ? from.replace(/&(from|to)=[\d-]+/g, '')
    : from;
  for (let steps = 1; href !== undefined && steps < 10; steps++) {
    const { body }: { body: Answer } = await get(href);
    if (steps === 1) t.equal(body.value, value, from);
    if (body.row) {
      t.match(body.file, { sha256: /^[0-9a-f]{64}$/, uploaded_by: 'A. Manager' });
      return steps;
    }
    const part = body.below?.terms.find((each: Answer) => each.href && Number(each.value) !== 0);
    href = part?.href ?? body.line?.href;
  }
  return 10;
}

t.test('N10: every figure can be worked out again from the kept files', async (t) => {
  const { trusts: verified } = await terminalOn(database)('verify', '--all');
  for (const { trust, clean } of verified) t.ok(clean, `${trust}: the difference report is empty`);
});
