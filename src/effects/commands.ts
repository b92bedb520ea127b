import { wholePeriod } from '../bridges/periods.ts';
import { daysByMonth, monthRange } from '../calendar/period.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { knownJournal } from '../reports/commands.ts';
import { basis } from '../reports/layout.ts';
import type { ReportRow } from '../reports/report.ts';
import { cellsOf, trustNameAsKnownAt } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolsOf } from '../schools/store.ts';
import { effectBasis, effectRow, isPaidMonthly, wholeMonthsOf } from './effect-rows.ts';

/**
 * For each school's part of each contract: what a year saved net of what the change cost, after how
 * many months that is paid back, and part-year and full-year effect or why there is none (F6, F7).
 */
export function reportEffects(database: Database, trustId: string, window: Window) {
  const year = wholePeriod(window, 'compared');
  const days = { from: monthRange(year.from).from, to: monthRange(year.to).to };
  const count = daysByMonth([days]).length;
  if (count !== 12) {
    throw new Problem({
      code: 'window.unreadable',
      column: 'to',
      found: year.to,
      message: `${year.from} to ${year.to} is ${count} months.`,
      remedy: 'Name the twelve months of a financial year, such as 2025-09 to 2026-08.',
    });
  }
  return inTrust(database, trustId, async (tenant) => {
    const journal = await knownJournal(tenant, {});
    const cells = await cellsOf(tenant, year);
    const schools = await schoolsOf(tenant);
    const rows = (await contractsOf(tenant)).flatMap((contract) => {
      const isMonthly = isPaidMonthly(contract, days);
      const inContract = cells.filter((cell) => cell.contract === contract.reference);
      return schools.flatMap(({ id, urn }): ReportRow[] => {
        const own = inContract.filter((cell) => cell.urn === urn);
        if (own.length === 0) return [];
        const wholeMonths = wholeMonthsOf(contract, id, days);
        const row = effectRow(own, { wholeMonths, isMonthly });
        return [{ contract: contract.reference, urn, ...row }];
      });
    });
    const trust = await trustNameAsKnownAt(tenant, journal);
    const names = new Map(schools.map(({ urn, name }) => [urn, name]));
    return { document: { trust, basis, effect_basis: effectBasis, journal, year, rows }, names };
  });
}
