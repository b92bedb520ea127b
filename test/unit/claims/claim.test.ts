import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { type Claim, meets, refuseSecond } from '../../../src/claims/claim.ts';
import { readTable } from '../../support/table.ts';

const claimOf = (place: string, facts: Partial<Claim> = {}): Claim => {
  const [contract = '', urn = '', from = '', to = ''] = place.split(' ');
  return {
    id: 'first',
    contract,
    urn,
    window: { from: from as Month, to: to as Month },
    claimant: 'Broker Ltd',
    words: '',
    by: 'A. Bursar',
    at: '2026-01-08T10:00:00.000Z',
    withdrawn: null,
    ...facts,
  };
};

t.test('two claims meet in a month of one contract and school', async (t) => {
  const examples = readTable(`
    one                        other                      meet  why
    PAY 900001 2025-09 2026-08  PAY 900001 2025-09 2026-08  yes   the same
    PAY 900001 2025-09 2026-08  PAY 900001 2026-08 2027-07  yes   one month
    PAY 900001 2025-09 2026-08  PAY 900001 2026-09 2027-08  no    the next year
    PAY 900001 2025-09 2026-08  PAY 900002 2025-09 2026-08  no    another school
    PAY 900001 2025-09 2026-08  SUP 900001 2025-09 2026-08  no    another contract
  `);
  for (const { one = '', other = '', meet, why } of examples) {
    const [a, b] = [claimOf(one), claimOf(other)];
    t.strictSame([meets(a, b), meets(b, a)], [meet === 'yes', meet === 'yes'], why ?? '');
  }
});

t.test('N21: a second claim is refused and names the first that stands', async (t) => {
  const place = 'PAY 900001 2025-09 2026-08';
  const asked = { ...claimOf(place), claimant: 'Initiative' };
  const withdrawn = { reason: 'mistake', by: 'B', at: '2026-01-09T10:00:00.000Z' };
  t.doesNotThrow(() => refuseSecond([claimOf(place, { withdrawn })], asked));
  const known = [
    claimOf(place, { id: 'a', withdrawn }),
    claimOf('PAY 900001 2026-01 2026-01', { id: 'b' }),
    claimOf(place, { id: 'c' }),
  ];
  const message =
    /Broker Ltd has claimed the saving of PAY at 900001 from 2026-01 to 2026-01: A. Bursar wrote it down on 2026-01-08 as claim b\./;
  t.throws(() => refuseSecond(known, asked), { code: 'claim.twice', message });
});

t.test(
  'N21: however claims come, no month of a contract and school is claimed twice',
  async (t) => {
    const months = ['2025-09', '2025-10', '2025-11', '2025-12'];
    const any = fc.record({
      contract: fc.constantFrom('PAY', 'SUP'),
      urn: fc.constantFrom('900001', '900002'),
      window: fc
        .tuple(fc.constantFrom(...months), fc.constantFrom(...months))
        .map((ends) => ends.sort().join(' ')),
    });
    const rule = fc.property(fc.array(any, { maxLength: 12 }), (list) => {
      const standing: Claim[] = [];
      for (const [index, { contract, urn, window }] of list.entries()) {
        const next = claimOf(`${contract} ${urn} ${window}`, {
          id: String(index).padStart(2, '0'),
        });
        try {
          refuseSecond(standing, next);
          standing.push(next);
        } catch {
          // Refused: it is not written down.
        }
      }
      const claimed = standing.flatMap(({ contract, urn, window: { from, to } }) =>
        months.filter((it) => from <= it && it <= to).map((it) => `${contract} ${urn} ${it}`),
      );
      return new Set(claimed).size === claimed.length;
    });
    t.doesNotThrow(() => fc.assert(rule));
  },
);
