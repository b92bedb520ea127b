import t from 'tap';
import type { Journal } from '../../../src/ledger/chain.ts';
import { signOffsOf } from '../../../src/packs/sign-offs.ts';
import type { PeriodAct } from '../../../src/periods/period-act.ts';
import { baselineOf } from '../lines/given.ts';

t.test('who approved, withdrew, posted and closed, in this order', async (t) => {
  const named = { contract: 'PAY', urn: '900001', withdrawnBy: null, withdrawnReason: null };
  const prepared = { ...baselineOf('4.10', { approvedBy: null, approvedAt: null }), ...named };
  const withdrawn = {
    ...baselineOf('4.10', { withdrawnAt: '2026-01-01T10:00:00Z' }),
    ...{ ...named, withdrawnBy: 'T. Trustee' },
  };
  const journal = { number: 3, kind: 'import', reason: 'x', recordedBy: 'M', recordedAt: 'then' };
  const periodActs = [
    { month: '2025-09', by: 'M', at: 'later', act: 'closed', reason: '' },
  ] as unknown as PeriodAct[];
  const posted = [journal as Journal];
  const guard = (text: string) => text.toUpperCase();
  t.strictSame(
    signOffsOf({ baselines: [prepared, withdrawn], posted, periodActs }, guard).map(
      ({ deed, about, by }) => `${deed} | ${about} | ${by}`,
    ),
    [
      'baseline approved | baseline PAY 900001 PAYSLIP, version 1 | S. Approver',
      'baseline withdrawn | baseline PAY 900001 PAYSLIP, version 1 | T. Trustee',
      'journal posted: import | journal 3: X | M',
      'month closed | 2025-09 | M',
    ],
  );
});
