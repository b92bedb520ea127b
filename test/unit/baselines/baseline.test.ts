import fc from 'fast-check';
import t from 'tap';
import {
  type Baseline,
  baselineBook,
  baselineGroups,
  baselineKey,
  baselineKinds,
  isCashReleasing,
} from '../../../src/baselines/baseline.ts';
import { type LocalDate, lastDay, localDate, nextDay } from '../../../src/calendar/local-date.ts';
import { countAllDays, type DateRange } from '../../../src/calendar/period.ts';
import { decimal } from '../../../src/money/decimal.ts';

/** `2025-09-01..2026-03-31` as days, and several with a space between. */
const ranges = (text: string): DateRange[] =>
  text.split(' ').map((part) => {
    const [from = '', to = ''] = part.split('..');
    return { from: from as LocalDate, to: (to || lastDay) as LocalDate };
  });
const spell = (days: readonly DateRange[]) =>
  days.map(({ from, to }) => `${from}..${to}`).join(' ');

function version(
  number: number,
  valid: string,
  approvedAt: string | null,
  facts: Partial<Baseline> = {},
): Baseline {
  return {
    id: `v${number}`,
    contractId: 'PAY',
    schoolId: '900001',
    item: 'PAYSLIP',
    version: number,
    kind: 'previous_contract',
    unitPrice: decimal(number),
    vatRate: decimal('0.2'),
    valid: ranges(valid)[0] ?? { from: lastDay, to: lastDay },
    evidence: 'invoice.pdf',
    preparedBy: 'R. Preparer',
    approvedBy: approvedAt && 'S. Approver',
    approvedAt,
    withdrawnAt: null,
    index: null,
    ...facts,
  };
}

function versionsInForce(baselines: readonly Baseline[]): readonly Baseline[] {
  return baselineBook(baselines).get(baselineKey('PAY', '900001', 'PAYSLIP')) ?? [];
}

t.test('only a price that was paid before can release cash', async (t) => {
  t.strictSame(baselineKinds.filter(isCashReleasing), ['previous_contract', 'historic_spend']);
});

t.test('the versions that count, the latest approved first', async (t) => {
  const [early, late] = ['2025-08-12T10:00:00Z', '2026-01-27T10:00:00Z'];
  const whole = '2025-09-01..2028-08-31';
  const examples: [versions: Baseline[], order: string, why: string][] = [
    [[], '', 'no version'],
    [[version(1, whole, null)], '', 'a version that nobody approved'],
    [[version(1, whole, early, { withdrawnAt: late })], '', 'a version that was withdrawn'],
    [[version(1, whole, early), version(2, whole, late)], 'v2 v1', 'the later approval'],
    [[version(1, whole, late), version(2, whole, early)], 'v1 v2', 'not the higher number'],
    [[version(1, whole, early), version(2, whole, early)], 'v2 v1', 'but at one moment the higher'],
    [
      [version(1, whole, '2025-08-12T10:00:00.5Z'), version(2, whole, early)],
      'v1 v2',
      'half a second later is later',
    ],
    [[version(1, whole, early, { schoolId: '900002' })], '', 'another school'],
    [[version(1, whole, early, { contractId: 'SUPPLY' })], '', 'another contract'],
    [[version(1, whole, early, { item: 'PLATFORM' })], '', 'another item'],
  ];
  for (const [versions, order, why] of examples) {
    t.equal(
      versionsInForce(versions)
        .map(({ id }) => id)
        .join(' '),
      order,
      why,
    );
  }
});

t.test('days are grouped by the version in force on each', async (t) => {
  const [first, second] = ['2025-08-12T10:00:00Z', '2026-01-27T10:00:00Z'];
  const examples: [versions: Baseline[], days: string, groups: string[], why: string][] = [
    [
      [version(1, '2025-09-01..2028-08-31', first)],
      '2026-02-01..2026-02-28',
      ['v1 2026-02-01..2026-02-28'],
      'one version, the normal case',
    ],
    [[], '2026-02-01..2026-02-28', ['none 2026-02-01..2026-02-28'], 'no version: not measured'],
    [
      [version(1, '2025-09-01..2026-02-15', first), version(2, '2026-02-16..', second)],
      '2026-02-01..2026-02-28',
      ['v1 2026-02-01..2026-02-15', 'v2 2026-02-16..2026-02-28'],
      'a version follows another inside the month',
    ],
    [
      [version(1, '2025-09-01..2028-08-31', first), version(2, '2026-02-10..2026-02-12', second)],
      '2026-02-01..2026-02-28',
      ['v1 2026-02-01..2026-02-09 2026-02-13..2026-02-28', 'v2 2026-02-10..2026-02-12'],
      'the later approved wins where two overlap, and the days around it are one group',
    ],
    [
      [version(1, '2026-02-10..2026-02-12', first), version(2, '2025-09-01..2028-08-31', second)],
      '2026-02-01..2026-02-28',
      ['v2 2026-02-01..2026-02-09 2026-02-10..2026-02-12 2026-02-13..2026-02-28'],
      'an earlier approval inside a later one counts on no day',
    ],
    [
      [version(1, '2025-09-01..2026-02-05', first), version(2, '2026-02-20..', second)],
      '2026-02-01..2026-02-28',
      ['v1 2026-02-01..2026-02-05', 'none 2026-02-06..2026-02-19', 'v2 2026-02-20..2026-02-28'],
      'a gap is its own group',
    ],
    [
      [version(1, '2026-02-20..', first)],
      '2026-02-01..2026-02-10 2026-02-15..2026-02-25',
      ['none 2026-02-01..2026-02-10 2026-02-15..2026-02-19', 'v1 2026-02-20..2026-02-25'],
      'days with a gap of their own, as of a school that left and came back',
    ],
    [
      [version(1, '2026-02-28..2026-02-28', first)],
      '2026-02-28..2026-02-28',
      ['v1 2026-02-28..2026-02-28'],
      'a single day',
    ],
  ];
  for (const [versions, days, groups, why] of examples) {
    const found = baselineGroups(versionsInForce(versions), ranges(days));
    t.strictSame(
      found.map((group) => `${group.baseline?.id ?? 'none'} ${spell(group.days)}`),
      groups,
      why,
    );
  }
});

t.test('every day falls into exactly one group, under the latest approved version', async (t) => {
  const start = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 28 }))
    .map(([month, d]) => localDate(2026, month, d))
    .filter((it) => it !== undefined);
  const range = fc
    .tuple(start, start)
    .map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
  const versions = fc
    .array(fc.tuple(range, fc.integer({ min: 10, max: 59 })), { maxLength: 5 })
    .map((list) =>
      list.map(([valid, minute], index) =>
        version(index + 1, '2026-01-01..', `2025-08-12T10:${minute}:00Z`, { valid }),
      ),
    );
  const rule = fc.property(versions, range, (list, days) => {
    const inForce = versionsInForce(list);
    const groups = baselineGroups(inForce, [days]);
    for (let day = days.from; day <= days.to; day = nextDay(day)) {
      const expected = inForce.find(({ valid }) => valid.from <= day && day <= valid.to);
      const holding = groups.filter((group) =>
        group.days.some(({ from, to }) => from <= day && day <= to),
      );
      if (holding.length !== 1 || holding[0]?.baseline !== expected) return false;
    }
    return countAllDays(groups.flatMap((group) => group.days)) === countAllDays([days]);
  });
  t.doesNotThrow(() => fc.assert(rule));
});
