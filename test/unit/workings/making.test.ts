import fc from 'fast-check';
import t from 'tap';
import type { Baseline } from '../../../src/baselines/baseline.ts';
import { countAllDays, union } from '../../../src/calendar/period.ts';
import { type StoredShare, shareOf } from '../../../src/corrections/stored-share.ts';
import { entriesOf } from '../../../src/lines/entries.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { formatMoney, type Money } from '../../../src/money/money.ts';
import { baselineInWords, madeOf } from '../../../src/workings/making.ts';
import { isRight, resultOf } from '../../support/recompute.ts';
import { anyAmount, anyRange, baselineOf, day, millionths } from '../lines/given.ts';

const anyVersion = fc.record({
  price: fc.integer({ min: 0, max: 9_000_000 }),
  vat: fc.constantFrom('0', '0.05', '0.2'),
  valid: anyRange,
});
const anyShare = fc.record({
  days: fc.array(anyRange, { minLength: 1, maxLength: 2 }).map(union),
  net: anyAmount,
  vat: anyAmount,
  recovery: fc.constantFrom('0', '0.35', '0.9', '1'),
  quantity: fc.integer({ min: -90_000_000, max: 90_000_000 }),
  weight: fc.option(fc.integer({ min: 1, max: 500 })),
  others: fc.integer({ min: 0, max: 2000 }),
  basis: fc.constantFrom('consumed' as const, 'whole_service' as const),
  lineClass: fc.constantFrom(
    'recurring' as const,
    'one_off' as const,
    'rebate' as const,
    'off_contract' as const,
  ),
});

t.test(
  'the steps of every entry come to what was posted, whatever the share (P2, P4-P6)',
  async () => {
    fc.assert(
      fc.property(anyShare, fc.array(anyVersion, { maxLength: 3 }), (facts, versions) => {
        const { net, vat, days, basis, lineClass, weight, others } = facts;
        const stored: StoredShare = {
          source: {
            lineId: 'line 1',
            contractId: 'id of PAY-2025',
            item: 'PAYSLIP',
            lineClass,
            documentDate: day('2028-02-10'),
          },
          schoolId: 'id of 900001',
          weight: weight === null ? null : decimal(weight),
          totalWeight: weight === null ? null : decimal(weight + others),
          days,
          net,
          vat,
          recoveryRate: decimal(facts.recovery),
          quantity: millionths(facts.quantity),
          quantityBasis: basis,
          periodDays: countAllDays(days) + others,
        };
        const book = versions.map(
          ({ price, vat: rate, valid }, index): Baseline =>
            baselineOf('1', {
              id: `version ${index}`,
              unitPrice: millionths(price),
              vatRate: decimal(rate),
              valid,
            }),
        );
        let count = 0;
        const entries = entriesOf(stored.source, shareOf(stored), {
          versions: book,
          isSustained: () => false,
          closedMonths: new Set(),
          newId: () => String(count++),
        });
        const siblings = entries.map(({ id, serviceMonth: month, daysInMonth, baselineId }) => ({
          id,
          month,
          days: daysInMonth,
          baselineId,
        }));
        return entries.every((entry, index) => {
          const sibling = siblings[index];
          const baseline = book.find(({ id }) => id === entry.baselineId) ?? null;
          if (!sibling) return false;
          const made = madeOf({ share: stored, entry: sibling, siblings, baseline });
          const write = (amount: Money | null) => (amount === null ? null : formatMoney(amount));
          const quantity = made.steps.find(({ about }) => about === 'quantity')?.value;
          return (
            made.cost === write(entry.cost) &&
            made.baselineCost === write(entry.baselineCost) &&
            (quantity === undefined || quantity === entry.quantity) &&
            made.steps.every(
              ({ sum, value }) =>
                sum !== null && isRight(sum) && Number(resultOf(sum)) === Number(value),
            )
          );
        });
      }),
      { numRuns: 200 },
    );
  },
);

t.test('a version is named by its number and kind', async (t) => {
  t.equal(baselineInWords(baselineOf('4.10')), 'baseline version 1 (previous contract)');
});
