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

/** What every bridge says of itself beside its rows. */
async function heading(tenant: Tenant, journal: number) {
  const [sealed] = await journalsOf(tenant, { after: journal - 1, limit: 1 });
  return {
    trust: await trustNameAsKnownAt(tenant, journal),
    basis,
    journal,
    rule_version: sealed?.ruleVersion ?? ruleVersion,
  };
}

/** A bridge as one JSON document, the same for the terminal and the API; and the schools' names. */
async function answer<Head extends { journal: number }>(
  tenant: Tenant,
  head: Head,
  { rows, total }: BridgeRows,
) {
  const names = await schoolNamesAsKnownAt(tenant, head.journal);
  return { document: { ...head, rows, total }, names };
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
    const head = await heading(tenant, journal);
    const named = namesInFigures(tenant);
    const known = { journal, asKnownAt, named };
    const read = (period: typeof base) =>
      Promise.all([
        summedCellsOf(tenant, { ...period, asKnownAt }, lineOf, named),
        expectedAsKnownAt(tenant, period, known),
      ]);
    const [[before, expectedBase], [now, expectedNow], contracts] = await Promise.all([
      read(base),
      read(compared),
      contractsOf(tenant),
    ]);
    const lines = bridgeLines(before, now, unitsIn(contracts, days));
    return answer(
      tenant,
      { ...head, base, compared, signs },
      watched(costRows(lines, by), by, { base: expectedBase, compared: expectedNow }),
    );
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
  return inTrust(database, trustId, async (tenant) => {
    const { journal, heldTo: asKnownAt } = await pointOf(tenant, knowledge);
    const head = await heading(tenant, journal);
    const cells = await summedCellsOf(tenant, { ...window, asKnownAt }, placesOf(by));
    return answer(tenant, head, savingRows(cells, by));
  });
}
