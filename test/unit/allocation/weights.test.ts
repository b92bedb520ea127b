import fc from 'fast-check';
import t from 'tap';
import { weightsIn } from '../../../src/allocation/weights.ts';
import { nextDay } from '../../../src/calendar/local-date.ts';
import { contains, countDays } from '../../../src/calendar/period.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import { formatDecimal } from '../../../src/money/decimal.ts';
import type { School } from '../../../src/schools/school.ts';
import { readTable } from '../../support/table.ts';
import { anyRange, contractOf, rangeOf, schoolOf, sized, spell } from '../lines/given.ts';

const byId = (schools: readonly School[]) => new Map(schools.map((school) => [school.id, school]));

/** `2025-04-01=210 2026-01-10=120` as driver values from those days on; a dash for none. */
const values = (text = '-') =>
  text === '-'
    ? []
    : text.split(' ').map((part) => {
        const [from, value = ''] = part.split('=');
        return sized('pupils', value, from);
      });

function found(contract: Contract, schools: readonly School[], period: string) {
  const result = weightsIn(contract, byId(schools), rangeOf(period));
  return 'weights' in result
    ? result.weights.map(({ school, days, weight }) => ({
        school: school.urn,
        days: spell(days),
        weight: formatDecimal(weight),
      }))
    : result.withoutValue.map(({ urn }) => urn);
}

t.test('a weight is the driver value × the days of participation in the period', async (t) => {
  // The rows stand in no order: shares are handed out by the lower URN first.
  const rows = readTable(`
    school  takes part in January 2026                     pupils                         days                                           weight  why
    900004  2025-09-01..2026-01-02 2026-01-30..2028-08-31  2025-04-01=61                  2026-01-01..2026-01-02 2026-01-30..2026-01-31  244     rejoiner: 4 days
    900002  2026-01-15..2028-08-31                         2025-04-01=100 2026-01-10=120  2026-01-15..2026-01-31                         2040    joiner: 17 days, value of its first
    900001  2025-09-01..2028-08-31                         2025-04-01=210                 2026-01-01..2026-01-31                         6510    all 31 days
    900003  2025-09-01..2026-01-10                         2025-04-01=87                  2026-01-01..2026-01-10                         870     leaver: 10 days, the last included
    900005  2025-09-01..2028-08-31                         2025-04-01=300 2026-01-02=400  2026-01-01..2026-01-31                         9300    value of the first day, not of the second
    900007  2025-09-01..2028-08-31                         2025-04-01=0                   2026-01-01..2026-01-31                         0       zero is a value
    900008  2026-01-31..2028-08-31                         2025-04-01=2.5                 2026-01-31..2026-01-31                         2.5     one day, half a pupil
    900006  2026-02-01..2028-08-31                         2025-04-01=95                  -                                              -       begins the day after
    900009  2025-09-01..2025-12-31                         2025-04-01=95                  -                                              -       ended the day before
  `);
  const contract = contractOf(
    rows.map((row) => [row.school ?? '', row['takes part in January 2026'] ?? '']),
  );
  const schools = rows.map((row) => schoolOf(row.school ?? '', { drivers: values(row.pupils) }));
  const expected = rows
    .filter(({ weight }) => weight !== '-')
    .map(({ school = '', days = '', weight = '' }) => ({ school, days, weight }))
    .sort((a, b) => Number(a.school) - Number(b.school));
  t.strictSame(found(contract, schools, '2026-01-01..2026-01-31'), expected);
});

t.test('schools without a value in force on their first day are named', async (t) => {
  const examples = readTable(`
    first school    second school  without        why
    2025-04-01=210  2025-04-01=98  -              both are known
    -               2025-04-01=98  900001         no value at all
    2026-01-02=210  2025-04-01=98  900001         a value from the day after its first
    2026-01-01=210  2026-01-20=98  -              a joiner's value from its first day
    2026-01-01=210  2026-01-21=98  900002         a joiner's value from the day after
    -               -              900001 900002  both, the lower URN first
  `);
  const contract = contractOf([
    ['900002', '2026-01-20..2028-08-31'],
    ['900001', '2025-09-01..2028-08-31'],
  ]);
  for (const row of examples) {
    const schools = [
      schoolOf('900001', { drivers: values(row['first school']) }),
      schoolOf('900002', { drivers: values(row['second school']) }),
    ];
    const result = weightsIn(contract, byId(schools), rangeOf('2026-01-01..2026-01-31'));
    const without = 'withoutValue' in result ? result.withoutValue : [];
    t.equal(without.map(({ urn }) => urn).join(' ') || '-', row.without, `${row.why}`);
  }
  const otherDriver = schoolOf('900001', { drivers: [sized('payslips', '62')] });
  const alone = contractOf([['900001', '2025-09-01..2028-08-31']]);
  t.strictSame(found(alone, [otherDriver], '2026-01-01..2026-01-31'), ['900001']);
});

t.test('equal shares need no value, and count days', async (t) => {
  const contract = contractOf(
    [
      ['900002', '2026-01-22..2028-08-31'],
      ['900001', '2025-09-01..2028-08-31'],
    ],
    { driver: 'equal' },
  );
  t.strictSame(
    found(contract, [schoolOf('900001'), schoolOf('900002')], '2026-01-01..2026-01-31'),
    [
      { school: '900001', days: '2026-01-01..2026-01-31', weight: '31' },
      { school: '900002', days: '2026-01-22..2026-01-31', weight: '10' },
    ],
  );
});

t.test('participation counts inside the term of the contract only', async (t) => {
  const contract = contractOf([['900001', '2025-01-01..2099-12-31']], { driver: 'equal' });
  const schools = [schoolOf('900001')];
  t.strictSame(found(contract, schools, '2025-08-01..2025-09-10'), [
    { school: '900001', days: '2025-09-01..2025-09-10', weight: '10' },
  ]);
  t.strictSame(found(contract, schools, '2025-08-01..2025-08-31'), []);
});

t.test(
  'a participant that is not in the register is a defect, not a school left out',
  async (t) => {
    const contract = contractOf([
      ['900001', '2025-09-01..2028-08-31'],
      ['900002', '2025-09-01..2028-08-31'],
    ]);
    const known = [schoolOf('900001', { drivers: values('2025-04-01=210') })];
    t.throws(() => weightsIn(contract, byId(known), rangeOf('2026-01-01..2026-01-31')), {
      message: 'school id of 900002 is not in the register',
    });
  },
);

t.test('whatever was agreed, each day of participation weighs once', async (t) => {
  const rule = fc.property(
    fc.array(anyRange, { maxLength: 4 }),
    anyRange.filter((period) => countDays(period) < 100),
    fc.integer({ min: 0, max: 2000 }),
    (agreed, period, pupils) => {
      const contract = {
        ...contractOf([]),
        term: rangeOf('2027-03-10..2029-09-20'),
        participations: agreed.map((days) => ({ schoolId: 'id of 900001', days })),
      };
      const school = schoolOf('900001', { drivers: [sized('pupils', String(pupils))] });
      const result = weightsIn(contract, byId([school]), period);
      let days = 0;
      for (let on = period.from; on <= period.to; on = nextDay(on)) {
        const takesPart = agreed.some((range) => contains(range, on));
        if (takesPart && contains(contract.term, on)) days += 1;
      }
      const weights = 'weights' in result ? result.weights : undefined;
      if (days === 0) return weights?.length === 0;
      return weights?.length === 1 && weights[0]?.weight.eq(days * pupils) === true;
    },
  );
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 300 }));
});
