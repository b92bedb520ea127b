import { wholePeriod } from '../bridges/periods.ts';
import { daysByMonth, monthRange } from '../calendar/period.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { pointOf } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import { basis } from '../reports/layout.ts';
import type { ReportRow } from '../reports/report.ts';
import { cellsOf, trustNameAsKnownAt } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { termsToday } from '../watch/commands.ts';
import { termsAsKnownAt } from '../watch/store.ts';
import { effectBasis, effectRow, isPaidMonthly, wholeMonthsOf } from './effect-rows.ts';

/** Of which year, and as known when; now without it. */
export interface EffectsRequest extends Knowledge {
  readonly window: Window;
}

/**
 * For each school's part of each contract: what a year saved net of what the change cost, after how
 * many months that is paid back, and part-year and full-year effect or why there is none (F6, F7). As known at
 * an earlier point, participation and prices are what the register said then (P11).
 */
export function reportEffects(
  database: Database,
  trustId: string,
  { window, ...knowledge }: EffectsRequest,
) {
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
    const { journal, heldTo } = await pointOf(tenant, knowledge);
    const cells = await cellsOf(tenant, { ...year, asKnownAt: heldTo });
    const terms =
      heldTo === undefined ? await termsToday(tenant) : await termsAsKnownAt(tenant, journal);
    const rows = terms.flatMap(({ contract, recurring, schools }) => {
      const isMonthly = isPaidMonthly(recurring, days);
      const inContract = cells.filter((cell) => cell.contract === contract);
      return [...new Set(inContract.map(({ urn }) => urn))].sort().map((urn): ReportRow => {
        const own = inContract.filter((cell) => cell.urn === urn);
        const taken = schools.find((school) => school.urn === urn)?.days ?? [];
        const row = effectRow(own, { wholeMonths: wholeMonthsOf(taken, days), isMonthly });
        return { contract, urn, ...row };
      });
    });
    const trust = await trustNameAsKnownAt(tenant, journal);
    const names = await schoolNamesAsKnownAt(tenant, journal);
    return { document: { trust, basis, effect_basis: effectBasis, journal, year, rows }, names };
  });
}
