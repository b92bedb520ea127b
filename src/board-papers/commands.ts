import { agreementsIn } from '../agreements/commands.ts';
import { savingRows } from '../bridges/bridge-rows.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, type Tenant, withKeptPlans } from '../database/tenant.ts';
import { together } from '../database/together.ts';
import { journalsOf } from '../ledger/store.ts';
import {
  closedBy,
  type OverviewRequest,
  overviewOfTrust,
  type TrustOverview,
} from '../overviews/commands.ts';
import { listRenewals } from '../renewals/commands.ts';
import { adviceOf } from '../renewals/words.ts';
import type { ReportRow } from '../reports/report.ts';
import { type KnownChanges, whatChanged } from '../restatements/commands.ts';
import { newestSeal, type SealFacts, sealsOf } from '../seals/store.ts';

/** Everything that the paper of a board is written from. */
export interface BoardPaper {
  readonly overview: TrustOverview;
  /** From the prices before to what was paid. */
  readonly bridge: ReportRow;
  /** What has to be decided of contracts, the first sentence of each. */
  readonly decisions: readonly string[];
  readonly disputing: readonly string[];
  /** The last sealed report, and what its months are today; null without one. */
  readonly last: { readonly seal: SealFacts; readonly changes: KnownChanges } | null;
  /** The hash of the newest journal that is known, which ties the paper to all before it. */
  readonly hash: string;
}

/** The paper of a board as known at one point; decisions and answers are those of today. */
export function boardPaper(
  database: Database,
  trustId: string,
  request: OverviewRequest,
  today: LocalDate,
): Promise<BoardPaper> {
  return inTrust(withKeptPlans(database), trustId, async (tenant) => {
    const own = asDatabase(tenant);
    const [overview, { renewals }, last] = await together([
      overviewOfTrust(own, trustId, request),
      listRenewals(own, trustId, today),
      lastSealed(tenant),
    ]);
    const { journal } = overview.schools;
    const pressing = renewals.filter(({ state }) => ['plan', 'decide', 'overdue'].includes(state));
    const [sealed] =
      journal === 0 ? [] : await journalsOf(tenant, { after: journal - 1, limit: 1 });
    return {
      overview,
      bridge: savingRows(overview.cells, []).total,
      decisions: pressing.map(
        (renewal) => `${renewal.contract.title}: ${adviceOf(renewal, today)[0]}`,
      ),
      disputing: await disputing(tenant, overview, request),
      last,
      hash: sealed?.hash ?? '',
    };
  });
}

async function disputing(
  tenant: Tenant,
  { allMonths, answers }: TrustOverview,
  { window }: OverviewRequest,
): Promise<string[]> {
  const months = closedBy(window, allMonths);
  if (!months) return [];
  const { schools } = answers ?? (await agreementsIn(tenant, months));
  return schools.filter(({ standing }) => standing === 'disputed').map(({ name }) => name);
}

async function lastSealed(tenant: Tenant): Promise<BoardPaper['last']> {
  const number = await newestSeal(tenant);
  const [seal] = number === 0 ? [] : await sealsOf(tenant, { number });
  return seal ? { seal, changes: await changesSince(tenant, seal) } : null;
}

/** What the figures of a sealed report are today, by cause. */
export function changesSince(tenant: Tenant, seal: SealFacts): Promise<KnownChanges> {
  const asked = { window: seal.window, since: { asKnownAt: seal.journal }, until: {} };
  return whatChanged(asDatabase(tenant), tenant.trustId, asked);
}
