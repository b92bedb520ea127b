// N20: each definition in words, with an example that the product's own sums work out again.
import { createHash } from 'node:crypto';
import t from 'tap';
import { allocate } from '../../../src/allocation/allocation.ts';
import { addUp, bridgeLines } from '../../../src/bridges/cost-bridge.ts';
import { type Month, parseMonth } from '../../../src/calendar/period.ts';
import { netOfCharges } from '../../../src/charges/net-of-charge.ts';
import { readPrice } from '../../../src/contracts/charge.ts';
import { sustainedFrom } from '../../../src/contracts/contract.ts';
import { stagesOf } from '../../../src/forecasts/stages.ts';
import { ruleVersion } from '../../../src/ledger/chain.ts';
import { type LedgerEntry, negation } from '../../../src/ledger/entry.ts';
import { entriesOf } from '../../../src/lines/entries.ts';
import { definitions, methodAt, reportDefinitions } from '../../../src/methods/method.ts';
import { decimal, fraction } from '../../../src/money/decimal.ts';
import { formatMoney, type Money, negate, noMoney, subtract } from '../../../src/money/money.ts';
import { priced, toMoney } from '../../../src/money/rate.ts';
import { bookedMonth } from '../../../src/periods/closed-months.ts';
import { reportBy } from '../../../src/reports/report.ts';
import { baselineCostOf, costOf, spreadOverMonths } from '../../../src/savings/price-saving.ts';
import { type EntryClass, isSustainedIn } from '../../../src/savings/recognition.ts';
import { earnedBy } from '../../../src/tiers/rebate.ts';
import {
  baselineOf,
  cellOf,
  cellsFrom,
  contractOf,
  daysOf,
  entryOf,
  pounds,
  rangeOf,
  schoolOf,
  weightOf,
} from '../lines/given.ts';

type Numbers = Readonly<Record<string, string>>;
const money = (amount: Money | undefined) => formatMoney(amount ?? noMoney);
const totalOf = (entries: readonly LedgerEntry[]) => reportBy(cellsFrom(entries), ['school']).total;

/** The figures of a report on one line of a class, from a first day to the end of the same month. */
function lineOf(
  lineClass: EntryClass,
  facts: { net: Money; quantity?: string; from?: string; baseline?: string },
) {
  const { net, quantity = '1', from = '2025-09-01', baseline } = facts;
  const source = {
    lineId: 'l',
    contractId: 'c',
    item: 'i',
    lineClass,
    documentDate: from as never,
  };
  const share = {
    schoolId: 'id of 900001',
    weight: null,
    days: daysOf(`${from}..2026-08-31`),
    net,
    vat: noMoney,
    recoveryRate: decimal(1),
    quantity: fraction(decimal(quantity)),
  };
  return entriesOf(source, share, {
    versions: baseline ? [baselineOf(baseline)] : [],
    isSustained: () => false,
    closedMonths: new Set(),
    newId: () => 'id',
  });
}

/** One purchase of which baseline cost and cost are known. */
const measured = (cost: string, baseline: string, facts: Partial<LedgerEntry> = {}) =>
  entryOf({ cost: pounds(cost), baselineCost: pounds(baseline), ...facts });

function pick(from: Readonly<Record<string, string | null>>, ...names: string[]): Numbers {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? 'unknown']));
}

const recompute: Record<string, (numbers: Numbers) => Numbers> = {
  cost: (n) => {
    const share = { net: pounds(n.net), vat: pounds(n.vat) };
    return { cost: money(costOf({ ...share, recoveryRate: decimal(n.recovery_rate ?? '') })) };
  },
  rounding: (n) => {
    const quantity = fraction(decimal(n.quantity ?? ''));
    return { amount: money(toMoney(priced(quantity, decimal(n.price ?? '')))) };
  },
  split: (n) => {
    const sizes = [n.first, n.second, n.third];
    const weights = sizes.map((size, index) =>
      weightOf(`90000${index}`, size ?? '', '2025-06-01..2025-06-30'),
    );
    const line = { net: pounds(n.bill), vat: noMoney, quantity: null, periodDays: 30 };
    const shares = allocate({ ...line, quantityBasis: 'consumed' }, weights);
    const [first, second, third] = shares.map(({ net }) => money(net));
    return { first_share: `${first}`, second_share: `${second}`, third_share: `${third}` };
  },
  months: (n) => {
    const [june, july] = spreadOverMonths(pounds(n.cost), daysOf(`${n.from}..${n.to}`));
    return { june: money(june?.cost), july: money(july?.cost) };
  },
  one_off: (n) => {
    const entries = lineOf('one_off', { net: pounds(n.net), from: `${n.from}` });
    const september = entries.filter((entry) => entry.serviceMonth === '2025-09');
    return pick(totalOf(september), 'one_off');
  },
  off_contract: (n) =>
    pick(totalOf(lineOf('off_contract', { net: pounds(n.net) })), 'off_contract_cost', 'cost'),
  excluded: (n) => pick(totalOf(lineOf('excluded', { net: pounds(n.net) })), 'excluded', 'cost'),
  baseline_cost: (n) => {
    const quantity = fraction(decimal(n.quantity ?? ''));
    const recovery = decimal(n.recovery_rate ?? '');
    return {
      baseline_cost: money(baselineCostOf(baselineOf(`${n.old_price}`), quantity, recovery)),
    };
  },
  coverage: (n) => {
    const unmeasured = { baselineId: null, baselineKind: null, baselineCost: null };
    const entries = [
      measured(`${n.measured_cost}`, '1.00'),
      entryOf({ ...unmeasured, cost: pounds(n.not_measured_cost) }),
    ];
    return pick(totalOf(entries), 'coverage_percent');
  },
  cash_saving: (n) => pick(totalOf([measured(`${n.cost}`, `${n.baseline_cost}`)]), 'cash_saving'),
  avoidance: (n) => {
    const entry = measured(`${n.cost}`, `${n.baseline_cost}`, { baselineKind: 'quote' });
    return pick(totalOf([entry]), 'avoidance', 'cash_saving');
  },
  indexed_avoidance: (n) => {
    const index = { indexedCost: pounds(n.indexed_cost) };
    const entry = measured(`${n.cost}`, `${n.baseline_cost}`, index);
    return pick(totalOf([entry]), 'avoidance', 'cash_saving');
  },
  new_and_sustained: (n) => {
    const contract = contractOf([['900001', `${n.first_day}..2027-08-31`]]);
    const from = sustainedFrom(contract, 'id of 900001');
    const age = (month = '') => (isSustainedIn(month as Month, from) ? 'sustained' : 'new');
    return { earlier_is: age(n.earlier), later_is: age(n.later) };
  },
  net_saving: (n) => {
    const unmeasured = { baselineId: null, baselineKind: null, baselineCost: null };
    const saved = entryOf({ cost: noMoney, baselineCost: pounds(n.cash_saving) });
    const other = (entryClass: EntryClass, cost: Money) =>
      entryOf({ ...unmeasured, entryClass, cost });
    const entries = [
      saved,
      other('one_off', pounds(n.one_off)),
      other('rebate', negate(pounds(n.rebate))),
    ];
    return pick(totalOf(entries), 'net_saving');
  },
  percentages: (n) => {
    const entries = [
      measured(`${n.cost}`, `${n.baseline}`),
      measured(`${n.other_cost}`, `${n.other_baseline}`, { item: 'OTHER' }),
    ];
    return pick(totalOf(entries), 'cash_saving_percent');
  },
  quantity_credit: (n) => {
    const quantity = `-${n.units}`;
    const net = toMoney(priced(fraction(decimal(quantity)), decimal(n.price ?? '')));
    const entries = lineOf('recurring', { net, quantity, baseline: `${n.old_price}` });
    return pick(totalOf(entries), 'cost', 'cash_saving');
  },
  price_credit: (n) => {
    const net = negate(pounds(n.credit));
    const entries = lineOf('recurring', { net, quantity: '0', baseline: '4.10' });
    return pick(totalOf(entries), 'cost', 'cash_saving');
  },
  rebate: (n) =>
    pick(totalOf(lineOf('rebate', { net: negate(pounds(n.received)) })), 'rebate', 'cost'),
  taking_back: (n) => {
    const entry = measured(`${n.cost}`, `${n.baseline_cost}`);
    const back = negation(entry, { id: 'other', bookedMonth: entry.bookedMonth });
    const { cost, cash_saving: saving } = totalOf([entry, back]);
    return { cost_after: `${cost}`, cash_saving_after: `${saving}` };
  },
  price_volume_mix: (n) => {
    const bought = (quantity = '', cost = '') => [cellOf({ quantity, cost: pounds(cost) })];
    const [then, now] = [bought(n.units_then, n.old_cost), bought(n.units_now, n.cost)];
    const { priceSaving, volume, change } = addUp(bridgeLines(then, now, () => 'day'));
    return { price_saving: money(priceSaving), volume: money(volume), change: money(change) };
  },
  mark_up: (n) => {
    const price = (percent = '') => readPrice(`${percent} mark-up`)?.unitPrice ?? decimal(0);
    const pay = fraction(decimal(n.pay ?? ''));
    const before = baselineOf(price(n.old_mark_up).toString());
    const cost = toMoney(priced(pay, price(n.mark_up)));
    const baseline = baselineCostOf(before, pay, decimal(1));
    const entry = measured(formatMoney(cost), formatMoney(baseline));
    return { baseline_cost: money(baseline), ...pick(totalOf([entry]), 'cost', 'cash_saving') };
  },
  central_charge: (n) => {
    const window = { from: '2025-09' as Month, to: '2025-09' as Month };
    const cells = cellsFrom([entryOf({ cost: noMoney, baselineCost: pounds(n.net_saving) })]);
    const told = { number: 1, urn: '900001', source: 'board', shared: null, by: 'M', at: 'then' };
    const charges = [{ ...told, window, amount: pounds(n.charge), atJournal: 1 }];
    const { schools } = netOfCharges(window, { cells, charges, schools: [schoolOf('900001')] });
    return { net_of_charge: money(schools[0]?.netOfCharge ?? undefined) };
  },
  stages: (n) => {
    const window = { from: '2025-09' as Month, to: '2026-08' as Month };
    const told = {
      number: 1,
      version: 1,
      area: 'Energy',
      basis: '',
      reason: null,
      by: 'M',
      at: '',
      atJournal: 0,
    };
    const schools = [{ urn: '900001', amount: pounds(n.forecast) }];
    const stage = { stage: 'contracted', contract: 'PAY-2025' } as const;
    const forecasts = [{ ...told, ...stage, window, schools }];
    const cells = cellsFrom([entryOf({ cost: noMoney, baselineCost: pounds(n.came_out) })]);
    const { total } = stagesOf(window, { forecasts, cells, signed: [] });
    const { expected, difference, contracted } = total;
    return {
      expected: money(expected ?? undefined),
      difference: money(difference ?? undefined),
      contracted: money(contracted ?? undefined),
    };
  },
  rebate_earned: (n) => {
    const valid = rangeOf('2025-09-01..2026-08-31');
    const [spendAbove, rebateRate] = [decimal(n.threshold ?? ''), decimal(n.rate ?? '')];
    const earned = earnedBy({ spendAbove, rebateRate, dueMonths: 0, valid }, pounds(n.spend));
    return { earned: money(earned), to_be_claimed: money(subtract(earned, pounds(n.received))) };
  },
  closed_months: (n) => {
    const [late, last] = [parseMonth(`${n.service_month}`), parseMonth(`${n.last_closed}`)];
    if (!late || !last) throw new Error('no month');
    return { booked_month: bookedMonth(late, new Set([late, last])) };
  },
};

t.test('N20: every example is worked out again by the product itself', async (t) => {
  t.strictSame(Object.keys(recompute).sort(), definitions.map(({ id }) => id).sort());
  for (const { id, example } of definitions) {
    t.strictSame(recompute[id]?.(example.numbers), example.result, id);
    const said = example.words.replaceAll('−', '-');
    const figures = Object.entries({ ...example.numbers, ...example.result });
    for (const [name, value] of figures) {
      if (name === 'recovery_rate' && value === '1') continue;
      t.ok(said.includes(value), `${id} says its ${name}, ${value}`);
    }
    for (const [amount = ''] of said.matchAll(/-?\d+\.\d\d\b/g)) {
      t.ok(
        figures.some(([, value]) => value === amount),
        `${id}: ${amount} is worked out`,
      );
    }
  }
  t.equal(subtract(pounds('77.90'), pounds('61.75')), pounds('16.15'));
});

t.test('the method is readable in five minutes by anybody', async (t) => {
  const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word));
  const all = definitions.flatMap(({ title, words, formula, example }) =>
    wordsOf([title, words, formula, example.words].join(' ')),
  );
  t.ok(all.length <= 1250, `${all.length} words, at 250 a minute`);
  const sentences = definitions.flatMap(({ words }) => words.split(/(?<=\.)\s+/)).map(wordsOf);
  const length = sentences.reduce((sum, words) => sum + words.length, 0) / sentences.length;
  t.ok(length <= 13, `${length} words in a sentence`);
  for (const words of sentences) t.ok(words.length <= 26, words.join(' '));
});

t.test('a version of the rules keeps its words', async (t) => {
  t.strictSame(methodAt(ruleVersion), definitions, 'all that holds today');
  t.strictSame(methodAt('2020-01'), [], 'nothing held before the first version');
  const [cost] = definitions;
  if (!cost) throw new Error('no definition');
  const later = { ...cost, words: 'Other words.', version: '2099-01' };
  const all = [...definitions, later];
  t.equal(methodAt('2026-11', all)[0], cost);
  t.equal(methodAt('2099-01', all)[0], later, 'in the place of the former');
  t.equal(methodAt('2099-01', all).length, definitions.length);
  // Sealed reports quote these words: before the release they may change, afterwards a change is a
  // further definition with a later version.
  const digest = createHash('sha256')
    .update(JSON.stringify(methodAt('2026-11', reportDefinitions)))
    .digest('hex');
  t.equal(digest, 'aa06ed43ebdcba027f0cb81142a852e3a8433d7ec38c92d147a5610a1b4cf61c');
});
