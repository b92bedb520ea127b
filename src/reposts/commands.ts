import type { Change } from '../changes/change.ts';
import { whatChanges } from '../changes/commands.ts';
import { postReopened, postWaiting, registerOf, resultOf } from '../confirmations/commands.ts';
import type { ImportResult, SchoolEffect } from '../confirmations/result.ts';
import { stoppedIn } from '../confirmations/stopped.ts';
import { postAgain, remeasure, takeBack } from '../corrections/commands.ts';
import { dependentsOf, linesGoing } from '../corrections/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Revise } from '../documents/commands.ts';
import { type Person, stoppedPages } from '../imports/commands.ts';
import { importsOf, retally, stoppedRows } from '../imports/store.ts';
import { openJournal, sealOpenJournal } from '../ledger/commands.ts';
import { postRows } from '../posting/commands.ts';
import { Problem } from '../problem.ts';

/** What reposting an import would do to the row and the penny; nothing is changed. */
export function checkRepost(
  database: Database,
  trustId: string,
  importId: string,
  person: Person,
): Promise<ImportResult> {
  return tryInTrust(database, trustId, (tenant) => repost(tenant, importId, person));
}

/**
 * Judges the lines of a posted import again by today's participants, prices, drivers, VAT rates
 * and aliases: every entry of theirs is reversed and made again in one journal, so the figures are
 * what importing the file today would give, and what stood before stays known (P4).
 */
export function repostImport(
  database: Database,
  trustId: string,
  importId: string,
  person: Person & { reason?: string | undefined },
): Promise<ImportResult> {
  return inTrust(database, trustId, (tenant) => repost(tenant, importId, person));
}

/** What making an import again would change: rows and pounds, and the figures of each school. */
export function whatRepostChanges(
  database: Database,
  trustId: string,
  importId: string,
  person: Person,
): Promise<Change> {
  return tryInTrust(database, trustId, (tenant) => repostTold(tenant, importId, person));
}

/** Makes an import again by today's register, and tells what that changed (P4). */
export function repostAndTell(
  database: Database,
  trustId: string,
  importId: string,
  person: Person & { reason?: string | undefined },
): Promise<Change> {
  return inTrust(database, trustId, (tenant) => repostTold(tenant, importId, person));
}

async function repostTold(
  tenant: Tenant,
  importId: string,
  person: Person & { reason?: string | undefined },
): Promise<Change> {
  const { effect, ...change } = await whatChanges(tenant, async () => {
    await repost(tenant, importId, person);
    const stopped = await stoppedRows(tenant, importId);
    return new Map([[importId, new Set(stopped.map(({ row }) => row))]]);
  });
  // Entries are negated and made again one by one: most schools come out as they were.
  const isMoved = (each: SchoolEffect) =>
    [each.cost, each.cashSaving, each.avoidance, each.netSaving].some((amount) => amount !== 0);
  return { ...change, effect: effect.filter(isMoved) };
}

/** The same inside of an open transaction, and of lines as a scenario has them, if there is one. */
export async function repost(
  tenant: Tenant,
  importId: string,
  person: Person & { reason?: string | undefined },
  revise?: Revise,
): Promise<ImportResult> {
  const journal = await openJournal(tenant);
  const [record] = await importsOf(tenant, { id: importId });
  if (record?.state !== 'posted') {
    throw new Problem({
      code: 'import.unknown',
      message: record
        ? `${record.file} is not posted, so there is nothing to make again.`
        : `There is no import ${importId}.`,
      remedy: 'List the imports to see which are posted.',
    });
  }
  const register = await registerOf(tenant);
  const posting = { tenant, journal, register, revise, onProgress: () => {} };
  const dependents = await dependentsOf(tenant, importId);
  const reinstated = await takeBack(tenant, journal, linesGoing(tenant, importId, dependents));
  const found = await postRows(posting, record);
  // Credits of other files stand on the lines as they now are, and go with them.
  await postAgain(posting, dependents);
  await postReopened(posting, record, person);
  await postWaiting(posting, record);
  await remeasure(tenant, journal, register, reinstated);
  await retally(tenant, importId);
  await sealOpenJournal(tenant, journal, {
    kind: 'repost',
    recordedAt: person.at,
    recordedBy: person.by,
    reason: person.reason ?? `Repost of ${record.file}`,
    importId,
    fileSha256: record.sha256,
  });
  const [done = record] = await importsOf(tenant, { id: importId });
  const stopped = await stoppedIn(stoppedPages(tenant, importId, undefined));
  const outcome = { arrived: record, before: record, done, isUnchanged: false, found, stopped };
  return resultOf(tenant, outcome);
}
