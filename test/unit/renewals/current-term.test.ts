import fc from 'fast-check';
import t from 'tap';
import { dayNumber, dayOfNumber, type LocalDate } from '../../../src/calendar/local-date.ts';
import { currentTerm } from '../../../src/renewals/current-term.ts';
import type { RenewalDecision } from '../../../src/renewals/decision.ts';
import type { RenewalTerms } from '../../../src/renewals/term.ts';
import { day, rangeOf } from '../lines/given.ts';
import { decided, termsOf } from './given.ts';

const yearly = { renewalMonths: 12 };
const twice = { extension: { months: 12, count: 2 } };

t.test('the term in which a contract stands', async (t) => {
  type Example = [
    name: string,
    ends: string,
    terms: Partial<RenewalTerms>,
    decisions: RenewalDecision[],
    today: string,
    expected: string,
  ];
  const examples: Example[] = [
    ['before its end', '2025-08-28', yearly, [], '2025-08-28', '2025-08-28'],
    ['renewed by itself', '2025-08-28', yearly, [], '2025-08-29', '2026-08-28 since 2025-08-29'],
    // glpi#23084: the notice date was still counted from the first end.
    ['peers 5.5', '2025-08-28', yearly, [], '2026-02-11', '2026-08-28 since 2025-08-29'],
    ['three times', '2023-08-28', yearly, [], '2026-02-11', '2026-08-28 since 2025-08-29'],
    ['leap years', '2023-02-28', yearly, [], '2024-02-29', '2024-02-29 since 2023-03-01'],
    [
      'by months',
      '2026-01-30',
      { renewalMonths: 1 },
      [],
      '2026-03-29',
      '2026-03-30 since 2026-03-01',
    ],
    ['it just ends', '2025-08-28', {}, [], '2026-02-11', '2025-08-28'],
    [
      'wanted',
      '2025-08-28',
      yearly,
      [decided('renew', '2025-08-28')],
      '2026-02-11',
      '2026-08-28 since 2025-08-29, decided',
    ],
    [
      'notice given',
      '2025-08-28',
      yearly,
      [decided('give_notice', '2025-08-28')],
      '2026-02-11',
      '2025-08-28 give_notice',
    ],
    [
      'notice given a year later',
      '2025-08-28',
      yearly,
      [decided('give_notice', '2026-08-28')],
      '2027-02-11',
      '2026-08-28 since 2025-08-29 give_notice',
    ],
    [
      'notice taken back',
      '2025-08-28',
      yearly,
      [decided('give_notice', '2025-08-28'), decided('renew', '2025-08-28')],
      '2025-08-28',
      '2025-08-28 renew',
    ],
    [
      'extended',
      '2026-08-31',
      twice,
      [decided('extend', '2026-08-31')],
      '2026-02-11',
      '2027-08-31 since 2026-09-01, decided used 1',
    ],
    [
      'extended twice',
      '2026-08-31',
      twice,
      [decided('extend', '2026-08-31'), decided('extend', '2027-08-31')],
      '2026-02-11',
      '2028-08-31 since 2027-09-01, decided used 2',
    ],
    [
      'the register has the new end already',
      '2027-08-31',
      twice,
      [decided('extend', '2026-08-31')],
      '2026-09-11',
      '2027-08-31',
    ],
    [
      'a snooze counts until something is decided',
      '2026-08-31',
      {},
      [decided('snooze', '2026-08-31', '2026-03-01')],
      '2026-02-11',
      '2026-08-31 snoozed 2026-03-01',
    ],
    [
      'and no more after that',
      '2026-08-31',
      {},
      [decided('snooze', '2026-08-31', '2026-03-01'), decided('let_end', '2026-08-31')],
      '2026-02-11',
      '2026-08-31 let_end',
    ],
  ];
  for (const [name, ends, terms, decisions, today, expected] of examples) {
    const of = { term: rangeOf(`2020-09-01..${ends}`), terms: termsOf(terms) };
    const found = currentTerm(of, decisions, day(today));
    const since = found.renewed
      ? ` since ${found.renewed.on}${found.renewed.decision ? ', decided' : ''}`
      : '';
    const used = found.extensionsUsed > 0 ? ` used ${found.extensionsUsed}` : '';
    const act = found.decision ? ` ${found.decision.act}` : '';
    const snoozed = found.snooze ? ` snoozed ${found.snooze.until}` : '';
    t.equal(`${found.endsOn}${since}${used}${act}${snoozed}`, expected, name);
  }
});

t.test('a contract that renews by itself is always in a term that is not over', async () => {
  const days = fc.integer({ min: dayNumber(day('2000-01-01')), max: dayNumber(day('2060-01-01')) });
  fc.assert(
    fc.property(days, days, fc.integer({ min: 1, max: 36 }), (end, now, renewalMonths) => {
      const [to, today] = [dayOfNumber(end), dayOfNumber(now)] as LocalDate[];
      if (!to || !today) return false;
      const of = { term: { from: to, to }, terms: termsOf({ renewalMonths }) };
      const { endsOn, renewed } = currentTerm(of, [], today);
      return endsOn >= today && (renewed === null ? endsOn === to : renewed.on <= today);
    }),
  );
});
