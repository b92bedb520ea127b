import t from 'tap';
import { type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { schoolTable, sizesTable } from '../../../src/school-entry/school-tables.ts';

const from = '2025-09-01' as LocalDate;
const size = (value: string, source: string) => {
  return { driver: 'pupils' as const, value: decimal(value), effectiveFrom: from, source };
};
const school = {
  urn: '100001',
  name: 'Oak',
  phase: 'all_through',
  terms: [{ status: 'academy' }],
  memberships: [{ from, to: lastDay }],
  drivers: [size('200', 'Census 2025'), size('210', 'Census 2026')],
} as never;

t.test('a school stands with its newest size, and leads on where one may change it', async (t) => {
  t.match(schoolTable([school], '/schools').rows, [
    {
      href: '/schools/100001/edit',
      values: {
        phase: 'All through',
        status: 'Academy',
        days: 'since 1 September 2025',
        pupils: '210, Census 2026',
      },
    },
  ]);
  t.equal(schoolTable([school], null).rows[0]?.href, undefined);
});

t.test('sizes are told from their day on', async (t) => {
  const sizes = [{ driver: 'floor_area', value: '900', effective_from: from, source: 'Plan' }];
  t.match(sizesTable(sizes).rows, [
    { values: { driver: 'Floor area', value: '900', from: '1 September 2025' } },
  ]);
});
