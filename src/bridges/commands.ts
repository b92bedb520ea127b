import { contractsOf, namesInFigures } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant, withKeptPlans } from '../database/tenant.ts';
import { ruleVersion } from '../ledger/chain.ts';
import { journalsOf } from '../ledger/store.ts';
import { pointOf, type ReportRequest } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import { basis } from '../reports/layout.ts';
import { type Dimension, placesOf } from '../reports/report.ts';
import { summedCellsOf, trustNameAsKnownAt } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { schoolNamesAsKnownAt } from '../schools/store.ts';
import { expectedAsKnownAt } from '../watch/commands.ts';
import { type BridgeRows, costRows, savingRows, signs, watched } from './bridge-rows.ts';
import { unitsIn } from './common-unit.ts';
import { bridgeLines } from './cost-bridge.ts';
import { daysCompared, wholePeriod } from './periods.ts';

/** Which two periods are compared, by which cut, and as known when. */
export interface ComparisonRequest extends Knowledge {
  readonly by: readonly Dimension[];
  readonly base: Window;
  readonly compared: Window;
}

/** What every bridge says of itself beside its rows, and the schools' names. */
async function headingAt(tenant: Tenant, journal: number) {
  const [[sealed], trust, names] = await Promise.all([
    journalsOf(tenant, { after: journal - 1, limit: 1 }),
    trustNameAsKnownAt(tenant, journal),
    schoolNamesAsKnownAt(tenant, journal),
  ]);
  const head = { trust, basis, journal, rule_version: sealed?.ruleVersion ?? ruleVersion };
  return { head, names };
}

/** A bridge as one JSON document, the same for the terminal and the API. */
function written<Head>(head: Head, { rows, total }: BridgeRows) {
  return { ...head, rows, total };
}

/**
 * How the recurring cost of one period differs from that of a base period: by price, by volume and
 * by mix, adding exactly to the change (F3). Units are those of today's prices.
 */
export function compareCosts(
  database: Database,
  trustId: string,
  { by, base: baseWindow, compared: window, ...knowledge }: ComparisonRequest,
) {
  const [base, compared] = [wholePeriod(baseWindow, 'base'), wholePeriod(window, 'compared')];
  const days = daysCompared(base, compared);
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const { journal, heldTo: asKnownAt } = await pointOf(tenant, knowledge);
    const named = namesInFigures(tenant);
    const known = { journal, asKnownAt, named };
    const read = (period: typeof base) =>
      Promise.all([
        summedCellsOf(tenant, { ...period, asKnownAt }, lineOf, named),
        expectedAsKnownAt(tenant, period, known),
      ]);
    const [[before, expectedBase], [now, expectedNow], contracts, { head, names }] =
      await Promise.all([
        read(base),
        read(compared),
        contractsOf(tenant),
        headingAt(tenant, journal),
      ]);
    const lines = bridgeLines(before, now, unitsIn(contracts, days));
    const rows = watched(costRows(lines, by), by, { base: expectedBase, compared: expectedNow });
    return { document: written({ ...head, base, compared, signs }, rows), names };
  });
}

/** What tells apart the lines of a bridge of costs. */
const lineOf = ['urn', 'contract', 'item'] as const;

/** From what the same would have cost to what was paid, in steps that add exactly (N3). */
export function bridgeSavings(
  database: Database,
  trustId: string,
  { by, window, ...knowledge }: ReportRequest,
) {
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const { journal, heldTo: asKnownAt } = await pointOf(tenant, knowledge);
    const [cells, { head, names }] = await Promise.all([
      summedCellsOf(tenant, { ...window, asKnownAt }, placesOf(by)),
      headingAt(tenant, journal),
    ]);
    return { document: written(head, savingRows(cells, by)), names };
  });
}
