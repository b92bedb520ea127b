import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { sustainedFrom } from '../../../src/contracts/contract.ts';
import { isSustainedIn } from '../../../src/savings/recognition.ts';
import { readTable } from '../../support/table.ts';
import { contractOf, day } from '../lines/given.ts';

t.test('a saving is new for twelve months, judged by the first day of the month', async (t) => {
  const examples = readTable(`
    first day in the contract  service month  sustained  why
    2025-09-01                 2025-09        no         the first month
    2025-09-01                 2026-08        no         the twelfth month
    2025-09-01                 2026-09        yes        its first day is twelve months after
    2025-09-01                 2030-01        yes        and so it stays
    2025-09-02                 2026-09        no         1 September is a day too early
    2025-09-02                 2026-10        yes        the next month
    2025-09-30                 2026-09        no         however late in the month it began
    2025-09-30                 2026-10        yes        the month after
    2028-02-29                 2029-02        no         the twelve months end on 28 February
    2028-02-29                 2029-03        yes        the month after
    2025-12-31                 2026-12        no         over the end of a year
    2025-12-31                 2027-01        yes        the year after
  `);
  for (const { 'service month': month, sustained, why, ...row } of examples) {
    const days = `${row['first day in the contract']}..2035-08-31`;
    const contract = contractOf([['900001', days]], {
      term: { from: day('2020-01-01'), to: day('2035-08-31') },
    });
    const from = sustainedFrom(contract, 'id of 900001');
    t.equal(isSustainedIn(month as Month, from), sustained === 'yes', `${month}: ${why}`);
  }
});

t.test('a school that never took part has nothing that could be sustained', async (t) => {
  t.equal(isSustainedIn('2030-01' as Month, undefined), false);
});
