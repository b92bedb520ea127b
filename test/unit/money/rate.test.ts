import fc from 'fast-check';
import t from 'tap';
import { decimal, formatDecimal, fraction, one, round, zero } from '../../../src/money/decimal.ts';
import {
  formatMoney,
  type Money,
  negate,
  noMoney,
  parseMoney,
  pence,
} from '../../../src/money/money.ts';
import {
  indexed,
  irrecoverableVat,
  percent,
  priced,
  toMoney,
  vatFactor,
} from '../../../src/money/rate.ts';
import { readTable } from '../../support/table.ts';

function pounds(text = ''): Money {
  const amount = parseMoney(text);
  if (amount === undefined) throw new Error(`'${text}' is not an amount`);
  return amount;
}

t.test('quantity × unit price becomes pence once, half away from zero', async (t) => {
  const examples = readTable(`
    quantity      unit price  pounds       why
    744           4.10        3050.40      worked example 1: payslips at the old price
    744           3.25        2418.00      worked example 1: payslips at the new price
    4.5           212         954.00       half days
    1             0.005       0.01         half a penny
    -1            0.005       -0.01        half a penny back
    1             0.004999    0.00         less than half a penny
    -1            0.004999    0.00         no pennies below zero either
    3             0.333333    1.00         0.999999
    10470         1.333333    13960.00     13959.99651
    0.000001      0.000001    0.00         next to nothing
    0             212         0.00         nothing bought
    999999999.99  90000       89999999999100.00  more than any school buys
  `);
  for (const { quantity = '', pounds: expected, why = '', ...row } of examples) {
    const result = priced(fraction(decimal(quantity)), decimal(row['unit price'] ?? ''));
    t.equal(formatMoney(toMoney(result)), expected, why);
  }
});

t.test('an amount that cannot be held exactly is refused', async (t) => {
  t.throws(() => toMoney(fraction(decimal('90071992547410'))), RangeError);
  t.throws(() => toMoney(fraction(one, 0)), RangeError, 'nor is a part of nothing an amount');
});

t.test('the VAT that a school has to bear', async (t) => {
  const examples = readTable(`
    vat      recovery rate  borne    why
    37.05    1              0.00     all of it comes back
    37.05    0              37.05    nothing comes back
    196.00   0.9            19.60    worked example 17
    0.05     0.9            0.01     half a penny
    -0.05    0.9            -0.01    half a penny of a credit
    0.04     0.9            0.00     less than half a penny
    -0.04    0.9            0.00     and no sign on nothing
    0.00     0              0.00     no VAT
    100.01   0.333333       66.67    66.67337…
    0.01     0.5            0.01     a penny is half borne
    37.05    0.999999       0.00     nearly all of it comes back
  `);
  for (const { vat, borne, why = '', ...row } of examples) {
    const found = irrecoverableVat(pounds(vat), decimal(row['recovery rate'] ?? ''));
    t.equal(formatMoney(found), borne, why);
    t.ok(!Object.is(found, -0), why);
  }
});

t.test('what a net price costs a school that recovers part of its VAT', async (t) => {
  const examples = readTable(`
    VAT rate  recovery rate  factor
    0.2       1              1
    0.2       0              1.2
    0.2       0.9            1.02
    0.05      0              1.05
    0         0              1
    0.2       0.333333       1.1333334
  `);
  for (const row of examples) {
    const factor = vatFactor(decimal(row['VAT rate'] ?? ''), decimal(row['recovery rate'] ?? ''));
    t.equal(formatDecimal(factor), row.factor);
  }
  const cost = fraction(decimal('980').times(vatFactor(decimal('0.2'), decimal('0.9'))));
  t.equal(formatMoney(toMoney(cost)), '999.60', 'worked example 17: 10 % of the VAT is borne');
});

t.test('a price moves by the ratio of index levels, not by points', async (t) => {
  const examples = readTable(`
    price     base level  level  moved
    1         129.9       136    1.046959
    10000     129.9       136    10469.591994
    10000     100         100    10000.000000
    10469.59  136         129.9  9999.998096
    4.10      100         98.5   4.038500
    0         129.9       136    0.000000
  `);
  for (const { price = '', level = '', moved, ...row } of examples) {
    const base = decimal(row['base level'] ?? '');
    t.equal(round(indexed(fraction(decimal(price)), decimal(level), base), 6), moved);
  }
  const moved = indexed(fraction(decimal(10000)), decimal(136), decimal('129.9'));
  t.equal(formatMoney(toMoney(moved)), '10469.59', 'worked example 4');
  const rebased = indexed(fraction(decimal(10000)), decimal('13.6'), decimal('12.99'));
  t.equal(formatMoney(toMoney(rebased)), '10469.59', 'a rebased series moves it as far');
});

t.test('a share of a whole is a percentage with one decimal', async (t) => {
  const examples = readTable(`
    part       whole     percent  why
    39600.00   48000.00  82.5     worked example 12: coverage
    3168.00    42768.00  7.4      worked example 12: saving of the baseline cost
    0.00       100.00    0.0      nothing of something
    100.00     100.00    100.0    all of it
    -220.00    740.00    -29.7    a loss
    1.00       800.00    0.1      0.125
    1.00       2000.00   0.1      0.05 goes away from zero
    -1.00      2000.00   -0.1     below zero, too
    -0.01      100.00    0.0      nothing has no sign
    150.00     100.00    150.0    more than the whole
    -50.00     -100.00   50.0     of credits
    0.00       0.00      none     of nothing there is no share
    5.00       0.00      none     of nothing there is no share
  `);
  for (const { part, whole, percent: expected, why = '' } of examples) {
    t.equal(percent(pounds(part), pounds(whole)) ?? 'none', expected, why);
  }
});

t.test('a school bears between none and all of its VAT, whichever its sign', async (t) => {
  const amount = fc.integer({ min: -(10 ** 11), max: 10 ** 11 }).map(pence);
  const rate = fc.integer({ min: 0, max: 1_000_000 }).map((part) => decimal(part / 1_000_000));
  const rule = fc.property(amount, rate, (vat, recovered) => {
    const borne = irrecoverableVat(vat, recovered);
    const back = irrecoverableVat(negate(vat), recovered);
    const expected = Math.abs(vat) * (1 - Number(recovered));
    return (
      back === negate(borne) &&
      Math.abs(borne) <= Math.abs(vat) &&
      (borne === noMoney || borne > 0 === vat > 0) &&
      Math.abs(Math.abs(borne) - expected) <= 0.5001
    );
  });
  t.doesNotThrow(() => {
    fc.assert(rule);
    fc.assert(fc.property(amount, (vat) => irrecoverableVat(vat, one) === noMoney));
    fc.assert(fc.property(amount, (vat) => irrecoverableVat(vat, zero) === vat));
  });
});

t.test('a percentage is the exact quotient, rounded once', async (t) => {
  const amount = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
  fc.assert(
    fc.property(
      amount,
      amount.filter((whole) => whole !== 0),
      (part, whole) => {
        const exact = round(fraction(decimal('100').times(part), decimal('1').times(whole)), 1);
        t.equal(percent(pence(part), pence(whole)), exact);
      },
    ),
    { numRuns: 300 },
  );
  t.equal(percent(pence(-1), pence(100_000)), '0.0', 'no minus before nothing');
});
