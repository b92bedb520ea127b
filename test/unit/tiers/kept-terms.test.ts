import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { keptTermsOf, promisesIn, promising } from '../../../src/tiers/kept-terms.ts';
import { outlookOf } from '../../../src/tiers/outlook.ts';
import type { VolumeTerms } from '../../../src/tiers/volume-terms.ts';

const day = (text: string) => text as LocalDate;
const valid = { from: day('2025-01-01'), to: day('9999-12-31') };
const contract = (id: string): Contract =>
  ({
    ...{ id, reference: id.toUpperCase(), title: 'Paper', supplierId: 's', category: 'paper' },
    ...{ cfrCode: 'E19', driver: 'pupils', participations: [], noticeMonths: 3 },
    procurementRoute: 'quotes',
    term: { from: day('2025-01-01'), to: day('2027-12-31') },
    prices: ['REAM', 'DESK'].map((item) => ({
      ...{ id: item, item, description: item, unit: 'each' as const, valid, feeCap: null },
      ...{ quantityBasis: 'consumed' as const, lineClass: 'recurring' as const },
      unitPrice: decimal('2.6'),
    })),
  }) as unknown as Contract;
const terms: VolumeTerms = {
  tiers: [
    {
      contractId: 'p1',
      item: 'REAM',
      fromQuantity: decimal('0'),
      unitPrice: decimal('2.6'),
      valid,
    },
    {
      contractId: 'p1',
      item: 'REAM',
      fromQuantity: decimal('1000'),
      unitPrice: decimal('2.5'),
      valid,
    },
  ],
  clauses: [
    {
      contractId: 'p2',
      spendAbove: decimal('1000'),
      rebateRate: decimal('0.02'),
      dueMonths: 1,
      valid,
    },
  ],
};

t.test(
  'only contracts that promise something are kept, with the prices of their tiers',
  async (t) => {
    const promises = promising(['p0', 'p1', 'p2'].map(contract), terms);
    t.strictSame(
      promises.contracts.map(({ id }) => id),
      ['p1', 'p2'],
    );
    const [p1, p2] = keptTermsOf(promises);
    t.match(p1, { reference: 'P1', prices: [{ item: 'REAM', unitPrice: '2.6' }], clauses: [] });
    t.equal(p1?.prices.length, 1, 'DESK has no tier');
    t.match(p2, { prices: [], tiers: [], clauses: [{ spendAbove: '1000', rebateRate: '0.02' }] });
  },
);

t.test('what was kept tells the same as the register did', async (t) => {
  const promises = promising([contract('p1'), contract('p2')], terms);
  const kept = promisesIn(JSON.parse(JSON.stringify(keptTermsOf(promises))));
  const month = { contractId: 'p1', item: 'REAM', month: '2025-06' as never };
  const bought = { lines: [], months: [{ ...month, quantity: decimal('990') }], receipts: [] };
  const told = (known: typeof promises) =>
    known.contracts.map((each) => outlookOf(each, known.terms, bought, day('2026-02-01')));
  const plain = (known: typeof promises) => JSON.parse(JSON.stringify(told(known)));
  t.strictSame(plain(kept), plain(promises));
  t.equal(told(kept)[0]?.items.length, 2, 'two contract years');
});
