import { type ListedBaseline, listBaselines } from '../baselines/store.ts';
import type { Change } from '../changes/change.ts';
import { monthsChanged, whatChanges } from '../changes/commands.ts';
import type { MonthEffect } from '../changes/month-effect.ts';
import { approveAndPost, withdrawAndPost } from '../corrections/commands.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';

/** What approving or withdrawing a version does: how it then is, and the figures that it moves. */
export interface BaselineEffect {
  readonly baseline: ListedBaseline;
  readonly change: Change;
  readonly months: readonly MonthEffect[];
}

/** Who approves which version. */
export type Approval = Person & { readonly id: string };

/** Who withdraws which version, and why. */
export type Withdrawal = Approval & { readonly reason: string };

/** What approving a version would change, to the month and the school; nothing is saved (P6). */
export function checkApproval(
  database: Database,
  trustId: string,
  approval: Approval,
): Promise<BaselineEffect> {
  return tryInTrust(database, trustId, (tenant) => approve(tenant, approval));
}

/** Approves a version and tells what that changed; its author cannot (P6). */
export function approveAndTell(
  database: Database,
  trustId: string,
  approval: Approval,
): Promise<BaselineEffect> {
  return inTrust(database, trustId, (tenant) => approve(tenant, approval));
}

/** What withdrawing a version would change; nothing is saved (P6). */
export function checkWithdrawal(
  database: Database,
  trustId: string,
  withdrawal: Withdrawal,
): Promise<BaselineEffect> {
  return tryInTrust(database, trustId, (tenant) => withdraw(tenant, withdrawal));
}

/** Withdraws an approved version and tells what that changed (P6). */
export function withdrawAndTell(
  database: Database,
  trustId: string,
  withdrawal: Withdrawal,
): Promise<BaselineEffect> {
  return inTrust(database, trustId, (tenant) => withdraw(tenant, withdrawal));
}

function approve(tenant: Tenant, approval: Approval): Promise<BaselineEffect> {
  return effectOf(tenant, approval.id, () =>
    approveAndPost(asDatabase(tenant), tenant.trustId, approval),
  );
}

function withdraw(tenant: Tenant, withdrawal: Withdrawal): Promise<BaselineEffect> {
  return effectOf(tenant, withdrawal.id, () =>
    withdrawAndPost(asDatabase(tenant), tenant.trustId, withdrawal),
  );
}

async function effectOf(
  tenant: Tenant,
  id: string,
  act: () => Promise<unknown>,
): Promise<BaselineEffect> {
  const change = await whatChanges(tenant, async () => {
    await act();
    return new Map();
  });
  const [baseline] = await listBaselines(tenant, { id });
  if (!baseline) throw new Error(`baseline ${id} is gone`);
  return { baseline, change, months: await monthsChanged(tenant, change) };
}
