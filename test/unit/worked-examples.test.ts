// The checked arithmetic of the savings methods, worked out again with the product's own functions.
// The tests of their slices have 2 (its demand part) and 3 (price, volume and mix) in bridges, 6
// (annualising) and 7 (payback) in effects, 13 in leakage. Of the others no function exists yet: 14
// (mark-up), 15 (discount off list), 18 (fee cap) and 19 (the loss of a tier).
import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import type { Share } from '../../src/allocation/allocation.ts';
import { allocate } from '../../src/allocation/allocation.ts';
import { weightsIn } from '../../src/allocation/weights.ts';
import { countDays } from '../../src/calendar/period.ts';
import type { LedgerEntry } from '../../src/ledger/entry.ts';
import { type EntrySource, entriesOf } from '../../src/lines/entries.ts';
import { decimal, fraction, round } from '../../src/money/decimal.ts';
import { add, formatMoney, type Money, noMoney, subtract } from '../../src/money/money.ts';
import { indexed, irrecoverableVat, priced, toMoney } from '../../src/money/rate.ts';
import {
  cashSavingPercent,
  coveragePercent,
  type Measures,
  measuresOf,
  netSaving,
} from '../../src/savings/measures.ts';
import { spreadOverMonths } from '../../src/savings/price-saving.ts';
import {
  baselineOf,
  cellsFrom,
  contractOf,
  day,
  daysOf,
  pounds,
  rangeOf,
  schoolOf,
  sized,
} from './lines/given.ts';

const examples = JSON.parse(readFileSync('fixtures/worked-examples.json', 'utf8'));

/** The figures of the fixture have as many digits as they need: 15600.00, 20 and 1161.5. */
const isAmount = (t: Test, amount: Money | null, expected: string) =>
  t.equal(amount === null ? null : formatMoney(amount), formatMoney(pounds(expected)));

/** One purchase of a month, and the entries that it makes against a baseline or none. */
function bought(
  purchase: { net: string; vat?: string; quantity: string | number; recovers?: string },
  baseline?: string,
  facts: Partial<EntrySource> = {},
): LedgerEntry[] {
  const share: Share = {
    schoolId: 'id of 900001',
    weight: null,
    days: daysOf('2026-01-01..2026-01-31'),
    net: pounds(purchase.net),
    vat: pounds(purchase.vat ?? '0'),
    recoveryRate: decimal(purchase.recovers ?? '1'),
    quantity: fraction(decimal(purchase.quantity)),
  };
  const source: EntrySource = {
    lineId: 'line',
    contractId: 'id of PAY-2025',
    item: 'PAYSLIP',
    lineClass: 'recurring',
    documentDate: day('2026-02-02'),
    ...facts,
  };
  return entriesOf(source, share, {
    versions: baseline === undefined ? [] : [baselineOf(baseline)],
    isSustained: () => false,
    closedMonths: new Set(),
    newId: () => 'entry',
  });
}

const measured = (...entries: readonly LedgerEntry[][]): Measures =>
  measuresOf(cellsFrom(entries.flat()));

t.test('1: a unit price that fell', async (t) => {
  const { baseline, actual, volume, saving } = examples['1_unit_price'];
  const net = formatMoney(toMoney(priced(fraction(decimal(volume)), decimal(actual))));
  isAmount(t, measured(bought({ net, quantity: volume }, baseline)).cashSaving, saving);
});

t.test('2: only the price part of a fall in spend is a saving', async (t) => {
  const example = examples['2_volume_normalised'];
  // Cleaning fell from £18,720 for 1,560 hours to £16,874 for 1,430 hours.
  const [before, now] = [pounds('18720.00'), pounds('16874.00')];
  t.equal(round(fraction(decimal(18720), 1560), 6), '12.000000');
  t.equal(round(fraction(decimal(16874), 1430), 6), '11.800000');
  isAmount(t, subtract(before, now), example.raw_difference);
  const spent = bought({ net: '16874.00', quantity: 1430 }, example.unit_baseline);
  isAmount(t, measured(spent).cashSaving, example.price_saving);
});

t.test('4: an indexed baseline never hides a rise', async (t) => {
  const example = examples['4_indexed'];
  const [level, base] = [decimal('136.0'), decimal('129.9')];
  t.equal(round(indexed(fraction(decimal(1)), level, base), 6), example.factor);
  const moved = toMoney(indexed(fraction(decimal(10000)), level, base));
  isAmount(t, moved, example.indexed_baseline);
  for (const actual of ['9800', '10200', '10700']) {
    const entries = bought({ net: actual, quantity: 1 }, '10000').map((entry) => {
      return { ...entry, indexedCost: moved };
    });
    const { cashSaving, avoidance } = measured(entries);
    isAmount(t, cashSaving, example[`actual_${actual}`].cash);
    isAmount(t, avoidance, example[`actual_${actual}`].avoidance);
  }
});

t.test('5: a bill over the end of a financial year', async (t) => {
  const example = examples['5_period_split'];
  const period = rangeOf('2026-08-01..2026-10-31');
  t.equal(countDays(period), example.days);
  const [august, ...autumn] = spreadOverMonths(pounds('1200.00'), [period]);
  isAmount(t, august?.cost ?? null, example.to_31_aug);
  isAmount(t, add(...autumn.map(({ cost }) => cost)), example.from_1_sep);
});

t.test('7: net of what the change cost', async (t) => {
  const example = examples['7_net'];
  const year = Array.from({ length: 12 }, () => bought({ net: '0', quantity: 1 }, '350'));
  const setUp = bought({ net: example.one_off, quantity: 1 }, '350', { lineClass: 'one_off' });
  const measures = measured(...year, setUp);
  isAmount(t, measures.cashSaving, example.gross_year1);
  isAmount(t, measures.oneOff, example.one_off);
  isAmount(t, netSaving(measures), example.net_year1);
});

/** £10,000 of a year over the nine schools, by pupils and days. */
function sharesOf(takesPart: Record<string, string>) {
  const pupils: Record<string, number> = examples['8_allocation'].pupils;
  const schools = Object.entries(pupils).map(([name, value], index) =>
    schoolOf(String(900_001 + index), { name, drivers: [sized('pupils', String(value))] }),
  );
  const year = rangeOf('2026-09-01..2027-08-31');
  const contract = contractOf(
    schools.map(({ urn, name }) => [urn, takesPart[name] ?? '2026-09-01..2027-08-31']),
  );
  const found = weightsIn(contract, new Map(schools.map((school) => [school.id, school])), year);
  if ('withoutValue' in found) throw new Error('a school has no value');
  const line = {
    net: pounds('10000.00'),
    vat: noMoney,
    quantity: null,
    quantityBasis: 'consumed' as const,
    periodDays: countDays(year),
  };
  return allocate(line, found.weights).map((share, index) => {
    const { school } = found.weights[index] ?? {};
    return { ...share, name: school?.name ?? '' };
  });
}

t.test('8: a joint cost by pupils', async (t) => {
  const example = examples['8_allocation'];
  const shares = sharesOf({});
  for (const { name, net } of shares) isAmount(t, net, example.shares[name]);
  isAmount(t, add(...shares.map(({ net }) => net)), '10000.00');
  // Each share rounded by itself gives a penny too much.
  const total = fraction(decimal(10000), 2712);
  const alone = Object.values<number>(example.pupils).map((pupils) =>
    toMoney({ ...total, numerator: total.numerator.times(pupils) }),
  );
  isAmount(t, add(...alone), example.naive_sum);
  t.equal(shares.length, 9);
});

t.test('9: a joint cost in a year in which one joined and one left', async (t) => {
  const example = examples['9_joiner_leaver'];
  const shares = sharesOf({ G: '2026-09-01..2027-03-31', H: '2027-01-01..2027-08-31' });
  for (const { name, net, days } of shares) {
    isAmount(t, net, example.shares[name]);
    t.equal(
      days.reduce((sum, range) => sum + countDays(range), 0),
      example.days[name],
    );
  }
  isAmount(t, add(...shares.map(({ net }) => net)), '10000.00');
});

t.test('10: units returned and a lower price have opposite effects', async (t) => {
  const example = examples['10_credit_notes'];
  const invoice = bought({ net: '1000.00', quantity: 100 }, '11');
  isAmount(t, measured(invoice).cashSaving, example.before);
  const returned = bought({ net: '-120.00', quantity: -12 }, '11');
  isAmount(t, measured(invoice, returned).cashSaving, example.return_credit);
  const cheaper = bought({ net: '-50.00', quantity: 0 }, '11');
  isAmount(t, measured(invoice, cheaper).cashSaving, example.price_credit);
});

t.test('12: a saving is told with the part of the cost that it is measured on', async (t) => {
  const example = examples['12_coverage'];
  const measures = measured(
    bought({ net: '39600.00', quantity: 1 }, '42768'),
    bought({ net: '8400.00', quantity: 1 }),
  );
  isAmount(t, measures.cashSaving, '3168.00');
  t.equal(coveragePercent(measures), example.coverage_pct);
  t.equal(cashSavingPercent(measures), example.saving_pct_of_baseline);
});

t.test('16: a rebate counts when it is received', async (t) => {
  // 2% of £80,000, credited in February for what was bought in January.
  const paid = formatMoney(toMoney(priced(fraction(decimal(-80000)), decimal('0.02'))));
  const entries = bought({ net: paid, quantity: 0 }, undefined, { lineClass: 'rebate' });
  t.strictSame(
    entries.map(({ serviceMonth }) => serviceMonth),
    ['2026-02'],
  );
  isAmount(t, measured(entries).rebate, examples['16_rebate']);
  isAmount(t, netSaving(measured(entries)), examples['16_rebate']);
});

t.test('17: a gross price is not compared with a net one', async (t) => {
  const example = examples['17_vat'];
  isAmount(t, subtract(pounds('1200'), pounds('980')), example.naive);
  const net = bought({ net: '980.00', vat: '196.00', quantity: 1 }, '1000');
  isAmount(t, measured(net).cashSaving, example.true);
  const borne = bought({ net: '980.00', vat: '196.00', quantity: 1, recovers: '0.9' }, '1000');
  isAmount(t, measured(borne).cost, example.cost_basis_10pct_irrecoverable);
});

t.test('20: VAT by line and by document is what each document says', async (t) => {
  const example = examples['20_vat_rounding'];
  // A school that recovers nothing: 3 lines of £3.33 at 20%, rounded by the supplier line by line,
  // or once for all three. Neither is worked out again from the other.
  const vatOn = (net: string) => toMoney(priced(fraction(decimal(net)), decimal('0.2')));
  const none = decimal(0);
  const perLine = ['3.33', '3.33', '3.33'].map((net) => irrecoverableVat(vatOn(net), none));
  isAmount(t, add(...perLine), example.per_line);
  isAmount(t, irrecoverableVat(vatOn('9.99'), none), example.per_document);
});
