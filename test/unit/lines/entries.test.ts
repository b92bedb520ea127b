import fc from 'fast-check';
import t from 'tap';
import type { Share } from '../../../src/allocation/allocation.ts';
import { type Baseline, baselineKey } from '../../../src/baselines/baseline.ts';
import { type Month, union } from '../../../src/calendar/period.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import {
  type EntryRules,
  type EntrySource,
  entriesOf,
  rulesFor,
} from '../../../src/lines/entries.ts';
import { decimal, fraction } from '../../../src/money/decimal.ts';
import { formatMoney, type Money } from '../../../src/money/money.ts';
import { costOf } from '../../../src/savings/price-saving.ts';
import type { EntryClass } from '../../../src/savings/recognition.ts';
import { readTable } from '../../support/table.ts';
import {
  anyAmount,
  anyRange,
  baselineOf,
  contractOf,
  day,
  daysOf,
  pounds,
  rangeOf,
  registerOf,
  schoolOf,
  sumOf,
} from './given.ts';

function sourceOf(facts: Partial<EntrySource> = {}): EntrySource {
  return {
    lineId: 'line 1',
    contractId: 'id of PAY-2025',
    item: 'PAYSLIP',
    lineClass: 'recurring',
    documentDate: day('2026-02-10'),
    ...facts,
  };
}

function shareOf(days: string, facts: Partial<Share> = {}): Share {
  return {
    schoolId: 'id of 900001',
    weight: null,
    days: daysOf(days),
    net: pounds('61.00'),
    vat: pounds('12.20'),
    recoveryRate: decimal(1),
    quantity: fraction(decimal(61)),
    ...facts,
  };
}

function rulesOf(facts: Partial<EntryRules> = {}): EntryRules {
  let count = 0;
  return {
    versions: [],
    isSustained: () => false,
    closedMonths: new Set(),
    newId: () => {
      count += 1;
      return `entry ${count}`;
    },
    ...facts,
  };
}

const show = (amount: Money | null) => (amount === null ? '-' : formatMoney(amount));

/** Entries as the rows of a table. */
const write = (entries: readonly LedgerEntry[]) =>
  entries.map((entry) => ({
    month: entry.serviceMonth,
    booked: entry.bookedMonth,
    days: String(entry.daysInMonth),
    version: entry.baselineId ?? '-',
    quantity: entry.quantity,
    cost: formatMoney(entry.cost),
    baseline: show(entry.baselineCost),
    sustained: entry.isSustained ? 'yes' : 'no',
  }));

t.test('a recurring share has an entry for each month and baseline version', async (t) => {
  const versions = [
    baselineOf('1.1', { id: 'v1', kind: 'quote', valid: rangeOf('2020-01-01..2025-10-10') }),
    baselineOf('1.2', { id: 'v2', valid: rangeOf('2025-10-11..') }),
  ];
  const rules = rulesOf({
    versions,
    isSustained: (month) => month >= '2025-10',
    closedMonths: new Set(['2025-09', '2025-10'] as Month[]),
  });
  const entries = entriesOf(sourceOf(), shareOf('2025-09-01..2025-10-31'), rules);
  t.strictSame(
    write(entries),
    readTable(`
      month    booked   days  version  quantity   cost   baseline  sustained
      2025-09  2025-11  30    v1       30.000000  30.00  33.00     no
      2025-10  2025-11  10    v1       10.000000  10.00  11.00     yes
      2025-10  2025-11  21    v2       21.000000  21.00  25.20     yes
    `),
  );
  t.strictSame(entries[0], {
    id: 'entry 1',
    lineId: 'line 1',
    schoolId: 'id of 900001',
    contractId: 'id of PAY-2025',
    item: 'PAYSLIP',
    entryClass: 'recurring',
    serviceMonth: '2025-09',
    bookedMonth: '2025-11',
    daysInMonth: 30,
    baselineId: 'v1',
    baselineKind: 'quote',
    quantity: '30.000000',
    cost: pounds('30.00'),
    baselineCost: pounds('33.00'),
    indexedCost: null,
    indexPublishedOn: null,
    indexBasePublishedOn: null,
    isSustained: false,
    depth: 0,
    reversesEntryId: null,
    causedByLineId: null,
  });
  t.strictSame(
    entries.map(({ id, baselineKind }) => `${id} ${baselineKind}`),
    ['entry 1 quote', 'entry 2 quote', 'entry 3 previous_contract'],
  );
});

t.test('the class of a line decides its months', async (t) => {
  // Two months of service, a document of February, and a baseline that only one class may use.
  const examples = readTable(`
    class         months                       baseline     why
    recurring     2025-09 30.00 2025-10 31.00  36.00 37.20  the service itself, month by month
    one_off       2025-09 61.00                -            in the month of the first day, never spread
    excluded      2025-09 30.00 2025-10 31.00  - -          spread, and kept apart
    off_contract  2025-09 30.00 2025-10 31.00  - -          spread, without a saving
    rebate        2026-02 61.00                -            cash, when it came
  `);
  for (const row of examples) {
    const entries = entriesOf(
      sourceOf({ lineClass: row.class as EntryClass }),
      shareOf('2025-09-01..2025-10-31'),
      rulesOf({ versions: [baselineOf('1.2')] }),
    );
    const months = entries.map((entry) => `${entry.serviceMonth} ${formatMoney(entry.cost)}`);
    t.equal(months.join(' '), row.months, `${row.class}: ${row.why}`);
    t.equal(
      entries.map((entry) => show(entry.baselineCost)).join(' '),
      row.baseline,
      `${row.class}`,
    );
    t.ok(entries.every(({ entryClass }) => entryClass === row.class));
    const isMeasured = row.class === 'recurring';
    t.ok(
      entries.every(({ baselineId }) => (baselineId !== null) === isMeasured),
      `${row.class}`,
    );
  }
});

t.test('a one-off cost of a joiner falls into its own first month', async (t) => {
  const share = shareOf('2026-01-15..2026-01-31 2026-03-01..2026-03-31');
  const [entry, ...others] = entriesOf(sourceOf({ lineClass: 'one_off' }), share, rulesOf());
  t.equal(entry?.serviceMonth, '2026-01');
  t.equal(others.length, 0);
});

t.test('a share without days is a defect, and no cost is lost', async (t) => {
  for (const lineClass of ['recurring', 'one_off', 'excluded', 'off_contract'] as const) {
    const share = { ...shareOf('2025-09-01..2025-09-30'), days: [] };
    t.throws(() => entriesOf(sourceOf({ lineClass }), share, rulesOf()), RangeError, lineClass);
  }
});

t.test('the VAT that a school has to bear is part of every cost', async (t) => {
  const share = shareOf('2025-09-01..2025-09-30', { recoveryRate: decimal('0.9') });
  for (const lineClass of ['recurring', 'one_off', 'excluded', 'off_contract', 'rebate'] as const) {
    const entries = entriesOf(sourceOf({ lineClass }), share, rulesOf());
    t.equal(sumOf(entries.map(({ cost }) => cost)), pounds('62.22'), lineClass);
  }
});

t.test('what a rebate gave back is a cost below zero', async (t) => {
  const share = shareOf('2025-09-01..2025-09-30', {
    net: pounds('-1600.00'),
    vat: pounds('0'),
    quantity: fraction(decimal(0)),
  });
  const [entry] = entriesOf(sourceOf({ lineClass: 'rebate' }), share, rulesOf());
  t.equal(formatMoney(entry?.cost ?? pounds('0')), '-1600.00');
  t.equal(entry?.quantity, '0.000000');
});

t.test("a share's rules are those of its school, contract and item", async (t) => {
  const contract = contractOf([
    ['900001', '2025-09-15..2028-08-31'],
    ['900002', '2025-11-01..2028-08-31'],
  ]);
  const own = [baselineOf('4.10')];
  const others = [baselineOf('9.99')];
  const book = new Map<string, readonly Baseline[]>([
    [baselineKey('id of PAY-2025', 'id of 900001', 'PAYSLIP'), own],
    [baselineKey('id of PAY-2025', 'id of 900002', 'PAYSLIP'), others],
    [baselineKey('id of PAY-2025', 'id of 900001', 'PLATFORM'), others],
    [baselineKey('id of SUPPLY', 'id of 900001', 'PAYSLIP'), others],
  ]);
  const closedMonths = new Set(['2025-09'] as Month[]);
  const schools = [schoolOf('900001'), schoolOf('900002')];
  const register = registerOf(schools, contract, { baselines: book, closedMonths });
  const share = shareOf('2025-09-15..2025-09-30');
  const newId = () => 'new';
  const rules = rulesFor(register, sourceOf(), share, newId);
  t.equal(rules.versions, own);
  t.equal(rules.closedMonths, closedMonths);
  t.equal(rules.newId, newId);
  const examples = readTable(`
    month    sustained  why
    2026-09  no         15 September is twelve months after its first day
    2026-10  yes        the first month after that
  `);
  for (const { month, sustained, why } of examples) {
    t.equal(rules.isSustained(month as Month), sustained === 'yes', `${why}`);
  }
  const outsider = rulesFor(
    register,
    sourceOf(),
    shareOf('2025-09-15..', { schoolId: 'no one' }),
    newId,
  );
  t.strictSame(outsider.versions, [], 'a school without a baseline');
  t.equal(outsider.isSustained('2030-01' as Month), false, 'and without participation');
  const elsewhere = rulesFor(register, sourceOf({ contractId: 'unknown' }), share, newId);
  t.equal(elsewhere.isSustained('2030-01' as Month), false);
});

t.test('whatever the class, Σ entries = net + irrecoverable VAT', async (t) => {
  const rule = fc.property(
    fc.array(anyRange, { minLength: 1, maxLength: 3 }),
    anyAmount,
    anyAmount,
    fc.constantFrom('0', '0.35', '0.9', '1'),
    fc.constantFrom<EntryClass>('recurring', 'one_off', 'excluded', 'off_contract', 'rebate'),
    fc.option(anyRange),
    (ranges, net, vat, recovers, lineClass, valid) => {
      const share = {
        ...shareOf(''),
        days: union(ranges),
        net,
        vat,
        recoveryRate: decimal(recovers),
      };
      const versions = valid ? [baselineOf('4.10', { valid })] : [];
      const entries = entriesOf(sourceOf({ lineClass }), share, rulesOf({ versions }));
      return (
        sumOf(entries.map(({ cost }) => cost)) === costOf(share) &&
        entries.every(
          ({ baselineId, baselineKind, baselineCost }) =>
            (baselineId === null) === (baselineCost === null) &&
            (baselineId === null) === (baselineKind === null),
        )
      );
    },
  );
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 300 }));
});
