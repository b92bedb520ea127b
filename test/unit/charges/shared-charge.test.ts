import fc from 'fast-check';
import t from 'tap';
import { membershipIn, shareCharge } from '../../../src/charges/shared-charge.ts';
import { add, formatMoney, pence } from '../../../src/money/money.ts';
import { daysOf, pounds, rangeOf, schoolOf, sized, spell } from '../lines/given.ts';
import { windowOf } from './given.ts';

const member = (urn: string, days: string, pupils?: string) =>
  schoolOf(urn, {
    memberships: daysOf(days),
    drivers: pupils === undefined ? [] : [sized('pupils', pupils)],
  });
const year = windowOf('2025-09..2026-08');
const asked = { driver: 'pupils' as const, window: year, amount: pounds('40000.00') };

t.test('N18, P4: a central charge is shared by value × days of membership', async (t) => {
  const parts = shareCharge(asked, [
    member('900003', '2026-03-02..', '400'),
    member('900001', '2020-01-01..', '210'),
    member('900002', '2020-01-01..2025-08-31', '97'),
    member('900004', '2020-01-01..2026-01-15', '300'),
  ]);
  const told = parts.map(({ urn, window, amount, shared }) => {
    return `${urn} ${window.from}..${window.to} ${formatMoney(amount)} ${shared?.weight} of ${shared?.totalWeight}`;
  });
  // 210 × 365, 400 × 183 (2 March to 31 August), 300 × 137 (1 September to 15 January).
  t.strictSame(told, [
    '900001 2025-09..2026-08 16056.56 76650 of 190950',
    '900003 2026-03..2026-08 15333.86 73200 of 190950',
    '900004 2025-09..2026-01 8609.58 41100 of 190950',
  ]);
});

t.test('what cannot be shared is refused with what to do', async (t) => {
  const ash = member('900001', '2020-01-01..', '210');
  t.throws(() => shareCharge(asked, [ash, member('900002', '2020-01-01..')]), {
    code: 'driver.missing',
    message: /School 900002 \(900002\) has no value of pupils/,
  });
  t.throws(() => shareCharge(asked, [member('900001', '2020-01-01..', '0')]), {
    code: 'driver.missing',
    message: /zero/,
  });
  t.throws(() => shareCharge(asked, [member('900001', '2020-01-01..2025-08-31', '9')]), {
    code: 'school.unknown',
    message: /No school belongs to the trust from 2025-09 to 2026-08/,
  });
});

t.test('the days of a period on which a school belongs to the trust', async (t) => {
  const school = { memberships: daysOf('2020-01-01..2025-09-10 2025-12-01..') };
  const days = membershipIn(school, rangeOf('2025-09-01..2025-12-31'));
  t.equal(spell(days), '2025-09-01..2025-09-10 2025-12-01..2025-12-31');
  t.strictSame(membershipIn({ memberships: [] }, rangeOf('2025-09-01..2025-12-31')), []);
});

t.test('parts add back to the whole, whatever the values', async (t) => {
  const anyValues = fc.array(fc.nat({ max: 2000 }), { minLength: 1, maxLength: 9 });
  const adds = fc.property(fc.nat({ max: 90_000_000 }), anyValues, (amount, values) => {
    fc.pre(values.some((value) => value > 0));
    const schools = values.map((value, index) =>
      member(String(900001 + index), '2020-01-01..', String(value)),
    );
    const parts = shareCharge({ ...asked, amount: pence(amount) }, schools);
    return add(...parts.map((part) => part.amount)) === amount;
  });
  t.doesNotThrow(() => fc.assert(adds));
});
