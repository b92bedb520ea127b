// The right price of a day: dated, reviewed, or of the tier that the contract year has reached (F16).
import t from 'tap';
import { agreedPrices, type PriceTerms } from '../../../src/agreed-prices/agreed-price.ts';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';
import { pence } from '../../../src/money/money.ts';
import { contractOf, priceOf, rangeOf } from '../lines/given.ts';

const contract = contractOf([], {
  term: rangeOf('2025-09-01..2027-08-31'),
  prices: [
    priceOf('REAM', { unitPrice: decimal('2.6'), valid: rangeOf('2025-09-01..') }),
    priceOf('DESK', { unitPrice: decimal('90'), valid: rangeOf('2025-09-01..') }),
  ],
});
const of = { contractId: contract.id };
const tier = (fromQuantity: string, unitPrice: string) => ({
  ...of,
  item: 'REAM',
  fromQuantity: decimal(fromQuantity),
  unitPrice: decimal(unitPrice),
  valid: rangeOf('2025-09-01..'),
});
const posted = { ...of, item: 'REAM', year: 0, lineId: null, days: 0, net: pence(0) };
const terms = (facts: Partial<PriceTerms> = {}): PriceTerms => ({
  ...{ tiers: [tier('1000', '2.5'), tier('2000', '2.4')], reviews: [], levels: new Map() },
  bought: [{ ...posted, quantity: decimal('900') }],
  ...facts,
});
const line = (on: string, quantity: string, item = 'REAM') => ({
  ...{ contract, item, on: on as LocalDate, quantity: decimal(quantity) },
});

t.test('the volume that a year has reached by a line decides its price', async (t) => {
  const priceAt = agreedPrices(terms());
  const told = [
    line('2025-12-01', '99'),
    line('2025-12-31', '1'),
    line('2026-02-01', '1000'),
    line('2026-09-01', '500'),
    line('2026-02-01', '1', 'DESK'),
  ].map((each) => {
    const price = priceAt(each);
    if (!price || 'notKnown' in price) return 'none';
    return `${formatDecimal(price.unitPrice)} ${price.basis}`;
  });
  t.strictSame(told, ['2.6 price', '2.5 tier', '2.4 tier', '2.6 price', '90 price']);
  t.match(agreedPrices(terms())(line('2025-12-31', '100')), {
    why: 'With this row 1,000 are bought from 2025-09 to 2026-08, and from 1,000 on a unit costs £2.50.',
  });
  t.equal(
    priceAt(line('2026-02-01', '1', 'CHAIR')),
    undefined,
    'without a price nothing is agreed',
  );
});

t.test('a tier that is charged before it is reached is no undercharge', async (t) => {
  const cheap = contractOf([], {
    ...contract,
    prices: [priceOf('REAM', { unitPrice: decimal('2.5'), valid: rangeOf('2025-09-01..') })],
  });
  const tiers = [tier('0', '2.6'), tier('1000', '2.5')];
  const price = agreedPrices(terms({ tiers, bought: [] }))({
    ...line('2025-10-01', '10'),
    contract: cheap,
  });
  t.match(price, { basis: 'price', why: null });
});
