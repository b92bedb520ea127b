import t from 'tap';
import { type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { type Price, priceOn } from '../../../src/contracts/price-schedule.ts';
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';

function price(item: string, unitPrice: string, from: string, to: string): Price {
  return {
    id: `${item} from ${from}`,
    item,
    description: item,
    unit: 'day',
    quantityBasis: 'consumed',
    lineClass: 'recurring',
    unitPrice: decimal(unitPrice),
    feeCap: null,
    valid: { from: from as LocalDate, to: to as LocalDate },
  };
}

const prices = [
  price('TEACHER', '212', '2025-04-01', '2026-03-31'),
  price('TEACHER', '214.5', '2026-04-01', lastDay),
  price('COVER', '158', '2025-09-01', '2025-12-31'),
  price('COVER', '159.25', '2026-02-01', '2026-02-28'),
];

t.test('the price in force on the first day of service', async (t) => {
  const examples: [item: string, on: string, unitPrice: string | undefined, why: string][] = [
    ['TEACHER', '2025-03-31', undefined, 'the day before the first price'],
    ['TEACHER', '2025-04-01', '212', 'its first day'],
    ['TEACHER', '2026-03-31', '212', 'its last day'],
    ['TEACHER', '2026-04-01', '214.5', 'the day of the rise'],
    ['TEACHER', '2099-01-01', '214.5', 'a price without an end'],
    ['COVER', '2026-01-15', undefined, 'a gap between two prices'],
    ['COVER', '2026-02-28', '159.25', 'after the gap'],
    ['cover', '2026-02-28', undefined, 'case counts'],
    ['PLATFORM', '2026-02-28', undefined, 'an item that the contract does not know'],
  ];
  for (const [item, on, unitPrice, why] of examples) {
    const found = priceOn(prices, item, on as LocalDate);
    t.equal(found && formatDecimal(found.unitPrice), unitPrice, `${item} on ${on}: ${why}`);
  }
});
