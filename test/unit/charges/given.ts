// Small charges that the tests of what is net of them start from.
import fc from 'fast-check';
import type { ClosedWindow } from '../../../src/agreements/agreement.ts';
import type { Month } from '../../../src/calendar/period.ts';
import type { Charge } from '../../../src/charges/charge.ts';
import { formatMoney, pence } from '../../../src/money/money.ts';
import { pounds } from '../lines/given.ts';

/** `2025-09..2026-08` as a window of months. */
export function windowOf(text: string): ClosedWindow {
  const [from, to] = text.split('..') as [Month, Month];
  return { from, to };
}

export function chargeOf(
  number: number,
  urn: string,
  window: string,
  amount: string,
  facts: Partial<Charge> = {},
): Charge {
  return {
    number,
    urn,
    window: windowOf(window),
    amount: pounds(amount),
    source: 'Board paper 12',
    shared: null,
    by: 'D. Finance',
    at: '2026-01-06T10:00:00.000Z',
    atJournal: 0,
    ...facts,
  };
}

/** Some charges of two schools in the months of a year, in the order of recording. */
export const anyCharges = fc
  .array(
    fc.record({
      urn: fc.constantFrom('900001', '900002'),
      from: fc.integer({ min: 1, max: 12 }),
      more: fc.integer({ min: 0, max: 11 }),
      amount: fc.nat({ max: 100_000 }),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ urn, from, more, amount }, index) => {
      const [first, last] = [from, Math.min(12, from + more)].map(
        (month) => `2025-${String(month).padStart(2, '0')}`,
      );
      return chargeOf(index + 1, urn, `${first}..${last}`, formatMoney(pence(amount)));
    }),
  );
