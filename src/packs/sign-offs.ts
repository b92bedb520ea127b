import type { Journal } from '../ledger/chain.ts';
import type { PeriodAct } from '../periods/period-act.ts';
import type { Guard } from './scope.ts';
import type { NamedBaseline, SignOff } from './tables.ts';

/** Who stands for what: baselines, journals of the scope, closed months; in this order. */
export function signOffsOf(
  {
    baselines,
    posted,
    periodActs,
  }: {
    readonly baselines: readonly NamedBaseline[];
    readonly posted: readonly Journal[];
    readonly periodActs: readonly PeriodAct[];
  },
  guard: Guard,
): SignOff[] {
  const ofBaselines = baselines.flatMap((baseline): SignOff[] => {
    const { contract, urn, item, version } = baseline;
    const about = `baseline ${contract} ${urn} ${item}, version ${version}`;
    const { approvedBy, approvedAt, withdrawnBy, withdrawnAt } = baseline;
    return [
      ...(approvedBy && approvedAt
        ? [{ deed: 'baseline approved', about, by: approvedBy, at: approvedAt }]
        : []),
      ...(withdrawnBy && withdrawnAt
        ? [{ deed: 'baseline withdrawn', about, by: withdrawnBy, at: withdrawnAt }]
        : []),
    ];
  });
  const ofJournals = posted.map(
    ({ number, kind, reason, recordedBy, recordedAt }): SignOff => ({
      deed: `journal posted: ${kind}`,
      about: `journal ${number}: ${guard(reason)}`,
      by: guard(recordedBy),
      at: recordedAt,
    }),
  );
  const ofMonths = periodActs.map(({ act, month, reason, by, at }): SignOff => {
    const about = reason ? `${month}: ${guard(reason)}` : month;
    return { deed: `month ${act}`, about, by: guard(by), at };
  });
  return [...ofBaselines, ...ofJournals, ...ofMonths];
}
