import t from 'tap';
import { boughtBy, gapsIn } from '../../../src/baselines/places.ts';

const contract = {
  id: 'c',
  reference: 'P1',
  title: 'Paper',
  prices: [
    { item: 'REAM', lineClass: 'recurring' },
    { item: 'REAM', lineClass: 'recurring' },
    { item: 'SETUP', lineClass: 'one_off' },
    { item: 'DESK', lineClass: 'recurring' },
  ],
  participations: [{ schoolId: 'a' }, { schoolId: 'b' }, { schoolId: 'a' }],
} as never;
const version = (schoolId: string, item: string, withdrawnAt: string | null = null) =>
  ({ contractId: 'c', schoolId, item, withdrawnAt }) as never;

t.test('what is bought again and again can be chosen once', async (t) => {
  t.strictSame(
    boughtBy([contract]).map(({ value, text }) => [value, text]),
    [
      ['P1: REAM', 'REAM, by Paper (P1)'],
      ['P1: DESK', 'DESK, by Paper (P1)'],
    ],
  );
});

t.test('a gap is a school and an item without a version that counts or waits', async (t) => {
  const versions = [version('a', 'REAM'), version('b', 'REAM', '2026-01-01'), version('a', 'DESK')];
  t.strictSame(
    gapsIn([contract], versions).map(({ schoolId, item }) => `${schoolId} ${item}`),
    ['b REAM', 'b DESK'],
  );
});
