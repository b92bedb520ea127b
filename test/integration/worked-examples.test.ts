// The checked arithmetic of the savings methods, as a person meets it: a folder is loaded, a
// supplier's file is imported, and a report is asked for, all by commands of the terminal.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { freshDatabase } from '../support/database.ts';
import {
  type Answer,
  type Ask,
  type GivenTrust,
  type Line,
  setUp,
} from '../support/given-trust.ts';
import { terminalOn } from '../support/terminal.ts';

t.setTimeout(300_000);

const worked = JSON.parse(readFileSync('fixtures/worked-examples.json', 'utf8'));
/** These need what no command does yet. */
const later = ['14_markup', '15_list_less', '16_rebate', '19_tier_loss'];

interface Example extends GivenTrust {
  readonly about: string;
  /** The lines of each file by its name; files come in this order. */
  readonly files: Readonly<Record<string, readonly Line[]>>;
  /** What is asked of the trust, and of what importing each file has answered. */
  shows(t: Test, ask: Ask, expected: Facts, imported: readonly Facts[]): Promise<void>;
}

type Facts = Answer;

/** Published consumer prices: the factor is 136.0 ÷ 129.9. */
const indexLevels = `series,month,level,published_on
D7BT,2025-01,129.9,2025-02-19
D7BT,2026-01,136.0,2026-02-18
`;
const january = '2026-01-01 2026-01-31';
const february = '2026-02-01 2026-02-28';
const line = (
  number: string,
  quantity: string | number,
  net: string,
  facts: Partial<Line> = {},
) => {
  return { number, quantity, net, days: january, ...facts };
};
/** A line of the same in each month of a year, or of so many months of it. */
const monthly = (year: string, months: number, each: Omit<Line, 'number' | 'days'>) =>
  Array.from({ length: months }, (_, at): Line => {
    const month = `${year}-${String(at + 1).padStart(2, '0')}`;
    return { number: `M${month}`, days: `${month}-01 ${month}-28`, ...each };
  });

/** The nine schools of examples 8 and 9 by their letter, and their numbers. */
const letters = Object.keys(worked['8_allocation'].pupils);
const urnOf = (letter: string) => String(100_001 + letters.indexOf(letter));
const nine = (days: Record<string, string> = {}) =>
  Object.fromEntries(
    letters.map((letter) => {
      const year = days[letter] ?? '2026-09-01 2027-08-31';
      return [urnOf(letter), { size: worked['8_allocation'].pupils[letter], days: year }];
    }),
  );
const joint = {
  'mill-year.csv': [
    { number: 'J', days: '2026-09-01 2027-08-31', school: 'ALL', quantity: 1, net: '10000.00' },
  ],
};

/** The figures of the fixture have as many digits as they need: 15600.00, 20 and 1161.5. */
const pounds = (text: string | number) => {
  const [whole = '', pence = ''] = String(text).split('.');
  return `${whole}.${pence.padEnd(2, '0')}`;
};

async function sharesAre(t: Test, ask: Ask, shares: Record<string, string>) {
  const { rows, total } = await ask('report', '--by', 'school');
  t.strictSame(
    rows.map(({ urn, cost }: Facts) => [urn, cost]),
    letters.map((letter) => [urnOf(letter), pounds(shares[letter] ?? '')]),
  );
  t.equal(total.cost, '10000.00');
  return total;
}

const examples: Readonly<Record<string, Example>> = {
  '1_unit_price': {
    about: 'a payslip that became cheaper',
    prices: ['UNIT payslip'],
    before: ['100001 UNIT 4.10'],
    // 62 people a month at £3.25.
    files: { 'mill-year.csv': monthly('2026', 12, { quantity: 62, net: '201.50' }) },
    async shows(t, ask, { saving, volume }) {
      const { rows } = await ask('report', '--by', 'school,item');
      t.match(rows, [{ cash_saving: saving, baseline_cost: '3050.40', cost: '2418.00' }]);
      t.equal(62 * 12, volume);
    },
  },
  '2_volume_normalised': {
    about: 'only the price part of a fall in spend is a saving',
    prices: ['UNIT hour'],
    before: ['100001 UNIT 12'],
    files: {
      'mill-both.csv': [
        line('A', 1560, '18720.00'),
        line('B', 1430, '16874.00', { days: february }),
      ],
    },
    async shows(t, ask, expected) {
      const now = ['--from', '2026-02', '--to', '2026-02'];
      const { total } = await ask('report', ...now);
      t.equal(total.cash_saving, expected.price_saving);
      const bridge = await ask('bridge', '--base-from', '2026-01', '--base-to', '2026-01', ...now);
      t.match(bridge.total, {
        change: `-${pounds(expected.raw_difference)}`,
        price_saving: expected.price_saving,
        demand_effect: expected.volume_effect_saving,
      });
    },
  },
  '3_pvm': {
    about: 'cheaper grades are no lower prices',
    prices: ['TEACHER day', 'COVER day', 'TA day'],
    files: {
      'mill-both.csv': [
        line('A', 100, '23000.00', { item: 'TEACHER' }),
        line('A', 80, '13200.00', { item: 'COVER' }),
        line('A', 120, '14400.00', { item: 'TA' }),
        line('B', 90, '19080.00', { item: 'TEACHER', days: february }),
        line('B', 110, '17380.00', { item: 'COVER', days: february }),
        line('B', 130, '15340.00', { item: 'TA', days: february }),
      ],
    },
    async shows(t, ask, expected) {
      const months = ['--base-from', '2026-01', '--base-to', '2026-01', '--from', '2026-02'];
      const { total } = await ask('bridge', ...months, '--to', '2026-02');
      t.match(total, {
        base_cost: pounds(expected.baseline),
        cost: pounds(expected.actual),
        change: pounds(expected.change),
        price: pounds(expected.price),
        volume: expected.volume,
        mix: expected.mix,
        price_saving: pounds(expected.price_saving),
      });
      t.not(total.price_saving, expected.naive_blended_price_saving, 'not by a blended day rate');
    },
  },
  '4_indexed': {
    about: 'an indexed baseline never hides a rise',
    schools: { 100001: {}, 100002: {}, 100003: {} },
    before: ['100001 UNIT 10000', '100002 UNIT 10000', '100003 UNIT 10000'],
    index: 'D7BT,2025-01',
    files: {
      'mill-january.csv': ['9800', '10200', '10700'].map((net, at) =>
        line(`A${net}`, 1, `${net}.00`, { school: String(100_001 + at) }),
      ),
    },
    async shows(t, ask, expected) {
      const { rows } = await ask('report', '--by', 'school');
      for (const [at, actual] of ['9800', '10200', '10700'].entries()) {
        const { cash, avoidance } = expected[`actual_${actual}`];
        t.match(rows[at], { cash_saving: cash, avoidance }, actual);
      }
      const [first] = (await ask('bridge', '--by', 'school')).rows;
      t.equal(first.start, expected.indexed_baseline, 'what it would have cost by the index');
    },
  },
  '5_period_split': {
    about: 'a bill over the end of a financial year',
    files: { 'mill-autumn.csv': [line('A', 3, '1200.00', { days: '2026-08-01 2026-10-31' })] },
    async shows(t, ask, { to_31_aug, from_1_sep }) {
      const costIn = async (...year: string[]) => (await ask('report', ...year)).total.cost;
      t.equal(await costIn('--year', '2025', '--year-of', 'academic'), to_31_aug);
      t.equal(await costIn('--year', '2026', '--year-of', 'academic'), from_1_sep);
      t.equal(await costIn('--year', '2026', '--year-of', 'financial'), '1200.00');
    },
  },
  '6_annualise': {
    about: 'what a service that began in the year makes of a whole one',
    schools: { 100001: { days: '2027-01-01 ' } },
    prices: ['UNIT month'],
    before: ['100001 UNIT 1500'],
    files: { 'mill-year.csv': monthly('2027', 8, { quantity: 1, net: '1000.00' }) },
    async shows(t, ask, expected) {
      const { rows } = await ask('effects', '--from', '2026-09', '--to', '2027-08');
      t.match(rows, [
        {
          part_year_effect: pounds(expected.part_year_effect),
          full_year_effect: pounds(expected.full_year_effect),
          next_year_effect: pounds(expected.next_year_increment),
        },
      ]);
      t.not(rows[0].full_year_effect, expected.by_days);
    },
  },
  '7_net': {
    about: 'net of what the change cost',
    prices: ['UNIT month', 'SETUP each one_off'],
    before: ['100001 UNIT 1000'],
    files: {
      'mill-year.csv': [
        ...monthly('2026', 12, { quantity: 1, net: '650.00' }),
        line('S', 1, '2100.00', { item: 'SETUP' }),
      ],
    },
    async shows(t, ask, expected) {
      const { rows } = await ask('effects', '--from', '2026-01', '--to', '2026-12');
      t.match(rows, [
        {
          cash_saving: pounds(expected.gross_year1),
          one_off: pounds(expected.one_off),
          net_saving: pounds(expected.net_year1),
          payback_months: `${expected.payback_months}.0`,
        },
      ]);
      const { total } = await ask('report');
      t.equal(total.net_saving, pounds(expected.net_year1));
    },
  },
  '8_allocation': {
    about: 'a joint cost by pupils',
    schools: nine(),
    files: joint,
    async shows(t, ask, { shares, naive_sum }) {
      const total = await sharesAre(t, ask, shares);
      t.not(total.cost, naive_sum, 'not each share rounded by itself');
    },
  },
  '9_joiner_leaver': {
    about: 'a joint cost in a year in which one joined and one left',
    schools: nine({ G: '2026-09-01 2027-03-31', H: '2027-01-01 2027-08-31' }),
    files: joint,
    async shows(t, ask, { shares, days }) {
      await sharesAre(t, ask, shares);
      for (const letter of ['G', 'H', 'S']) {
        const entry = await entryBelow(ask, urnOf(letter), letter === 'H' ? '2027-02' : '2026-11');
        t.equal(entry.weight.days, days[letter], letter);
      }
    },
  },
  '10_credit_notes': {
    about: 'units returned and a lower price have opposite effects',
    schools: { 100001: {}, 100002: {} },
    before: ['100001 UNIT 11', '100002 UNIT 11'],
    files: {
      'mill-january.csv': ['100001', '100002'].map((school) =>
        line(`A${school}`, 100, '1000.00', { school }),
      ),
      'mill-credits.csv': [
        line('C', -12, '-120.00', { credit: 'q', of: 'A100001' }),
        line('D', '', '-50.00', { credit: 'p', of: 'A100002', school: '100002' }),
      ],
    },
    async shows(t, ask, expected) {
      const savings = async (journal: string) => {
        const { rows } = await ask('report', '--as-known-at', journal);
        return rows.map(({ cash_saving }: Facts) => cash_saving);
      };
      t.strictSame(await savings('1'), [pounds(expected.before), pounds(expected.before)]);
      const after = [expected.return_credit, expected.price_credit].map(pounds);
      t.strictSame(await savings('2'), after);
    },
  },
  '12_coverage': {
    about: 'a saving is told with the part of the cost that it is measured on',
    prices: ['UNIT', 'OTHER'],
    before: ['100001 UNIT 42768'],
    files: {
      'mill-january.csv': [line('A', 1, '39600.00'), line('A', 1, '8400.00', { item: 'OTHER' })],
    },
    async shows(t, ask, expected) {
      const { total } = await ask('report');
      t.match(total, {
        cash_saving: '3168.00',
        coverage_percent: expected.coverage_pct,
        cash_saving_percent: expected.saving_pct_of_baseline,
      });
    },
  },
  '13_leakage': {
    about: 'what buying elsewhere cost, and what it saved all the same',
    before: ['100001 UNIT 10'],
    suppliers: { shop: 'Corner Shop' },
    files: {
      'mill-january.csv': [line('A', 4500, '33300.00')],
      'shop-january.csv': [line('B', 1500, '14400.00')],
    },
    async shows(t, ask, expected) {
      const { total } = await ask('leakage');
      t.match(total, {
        cash_potential: expected.potential,
        cash_realised: expected.realised,
        cash_leakage: expected.leakage,
        cash_own: expected.off_contract_own,
        cash_realisation_percent: expected.realisation_pct,
        bought_on_contract_percent: expected.compliance_pct,
      });
    },
  },
  '17_vat': {
    about: 'a gross price is not compared with a net one',
    schools: { 100001: {}, 100002: { recovers: '0.9' } },
    before: ['100001 UNIT 1000'],
    files: {
      'mill-january.csv': ['100001', '100002'].map((school) =>
        line(`A${school}`, 1, '980.00', { school, vat: '196.00' }),
      ),
    },
    async shows(t, ask, expected) {
      const { rows } = await ask('report');
      t.equal(rows[0].cash_saving, pounds(expected.true), `and not ${expected.naive}`);
      t.equal(rows[1].cost, expected.cost_basis_10pct_irrecoverable);
    },
  },
  '18_fee_cap': {
    about: 'what a supplier keeps above the cap is claimed back',
    prices: ['UNIT day recurring 45'],
    files: {
      'mill-january.csv': [
        line('A', 5, '1000.00', { fee: '48' }),
        line('B', 3, '600.00', { fee: '36' }),
        line('C', 2, '400.00', { fee: '58' }),
      ],
    },
    async shows(t, _, expected, [file]) {
      t.match(file.fee_check, { rows: 2, excess: pounds(expected), untested: 0 });
    },
  },
  '20_vat_rounding': {
    about: 'VAT by line and by document is what each document says',
    schools: { 100001: { recovers: '0' }, 100002: { recovers: '0' } },
    files: {
      'mill-january.csv': [
        ...[1, 2, 3].map((at) => line('A', at, '3.33', { vat: '0.67' })),
        line('B', 3, '9.99', { vat: '2.00', school: '100002' }),
      ],
    },
    async shows(t, ask, expected) {
      const { rows } = await ask('report');
      const net = 999;
      const vat = rows.map(({ cost }: Facts) => Math.round(100 * Number(cost)) - net);
      t.strictSame(
        vat.map((pence: number) => (pence / 100).toFixed(2)),
        [expected.per_line, expected.per_document],
      );
    },
  },
};

async function entryBelow(ask: Ask, urn: string, month: string) {
  const cell = ['--school', urn, '--contract', 'P1', '--item', 'UNIT', '--month', month];
  const { below } = await ask('why', ...cell, '--measure', 'cost');
  const [term] = below.terms;
  return ask('why', '--entry', String(term.href).split('/').at(-1)?.replace(/\?.*/, '') ?? '');
}

t.test('every example is done by commands', async (t) => {
  const database = await freshDatabase(t);
  const known = [...Object.keys(examples), ...later].sort();
  t.strictSame(known, Object.keys(worked).sort(), 'none is forgotten');
  for (const [key, example] of Object.entries(examples)) {
    await t.test(`${key}: ${example.about}`, async (t) => {
      const { ask, bring, folder } = await setUp(t, database, key, example);
      if (example.index) {
        const levels = join(folder, 'levels.csv');
        await writeFile(levels, indexLevels);
        await ask('index', 'load', levels, '--confirm');
      }
      const imported: Facts[] = [];
      for (const [name, lines] of Object.entries(example.files)) {
        const file = await bring(name, lines);
        t.equal(file.rows.posted, lines.length, `${name} is posted whole`);
        imported.push(file);
      }
      await example.shows(t, ask, worked[key], imported);
    });
  }
  const { trusts } = await terminalOn(database)('verify', '--all');
  for (const { trust, clean } of trusts) t.ok(clean, `${trust}: recomputed, no difference`);
});
