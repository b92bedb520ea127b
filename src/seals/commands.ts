import type { Actor } from '../audit/event.ts';
import { addEvent, eventsOf } from '../audit/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import { journalsOf } from '../ledger/store.ts';
import { methodAt, reportDefinitions } from '../methods/method.ts';
import { Problem } from '../problem.ts';
import { knownJournal, reportIn } from '../reports/commands.ts';
import type { Knowledge } from '../reports/knowledge.ts';
import type { Dimension } from '../reports/report.ts';
import type { Window } from '../reports/window.ts';
import { hashOf, type SealHead, writeBoardReport } from './board-report.ts';
import {
  documentDifferences,
  readDocument,
  type SealDifference,
  sealDifferences,
} from './seal-check.ts';
import { addSeal, newestSeal, type Seal, sealsOf, withContent } from './store.ts';
import { readTold, sealedAct, toldDifferences } from './told-seals.ts';

/** A board report that a person wants sealed. */
export interface Sealing extends Knowledge {
  readonly title: string;
  readonly cut: readonly Dimension[];
  readonly window: Window;
  readonly by: string;
  readonly whoKind: Actor['whoKind'];
  readonly at: string;
}

/** What would be sealed; nothing is kept, and only the time will be another. */
export function checkSealing(database: Database, trustId: string, sealing: Sealing): Promise<Seal> {
  return tryInTrust(database, trustId, (tenant) => seal(tenant, sealing));
}

/**
 * Keeps a report as it is known, under the next number of the trust, with the hash of its bytes. What
 * comes later changes neither. Refuses to seal before anything was posted.
 */
export function sealReport(database: Database, trustId: string, sealing: Sealing): Promise<Seal> {
  return inTrust(database, trustId, (tenant) => seal(tenant, sealing));
}

async function seal(tenant: Tenant, { title, cut, window, by, whoKind, at, ...known }: Sealing) {
  // Numbers have no gaps, and the figures are of one moment.
  await lockTrust(tenant);
  const journal = await knownJournal(tenant, known);
  if (journal === 0) {
    throw new Problem({
      code: 'journal.unknown',
      column: 'as_known_at',
      message: 'Nothing was posted by then, so there is nothing to seal.',
      remedy: 'Import the invoices first.',
    });
  }
  const number = (await newestSeal(tenant)) + 1;
  const sealedAt = new Date(at).toISOString();
  const head = { number, title, cut, window, sealedBy: by, sealedAt };
  const added = { ...head, journal, ...(await render(tenant, head, journal)) };
  await addSeal(tenant, added);
  // The record of acts names the seal, so that it is missed where it is gone, the newest too.
  await addEvent(tenant, {
    ...{ who: by, whoKind, whoId: null, address: null, requestId: null, at: sealedAt },
    ...{ action: sealedAct, outcome: 'done', subject: `seal ${number}`, before: null },
    after: { number, journal, sha256: added.sha256 },
  });
  return added;
}

/** A board report from the ledger as known at a journal. */
async function render(tenant: Tenant, head: SealHead, journal: number) {
  const report = await reportIn(tenant, {
    by: head.cut,
    window: head.window,
    asKnownAt: journal,
  });
  const [known] = await journalsOf(tenant, { after: journal - 1, limit: 1 });
  if (known?.number !== journal) throw new Error(`journal ${journal} is not there`);
  const method = methodAt(known.ruleVersion, reportDefinitions);
  return writeBoardReport({ ...report, head, journal: known, method });
}

const isNumber = /^\d{1,9}$/;

/** A seal by its number or by the hash of its bytes; undefined if there is none. */
export async function findSeal(tenant: Tenant, named: string): Promise<Seal | undefined> {
  const asked = isNumber.test(named) ? { number: Number(named) } : { sha256: named };
  const [found] = await sealsOf(tenant, asked);
  return found && withContent(tenant, found);
}

/** The same, where there has to be one. */
export async function requireSeal(tenant: Tenant, named: string): Promise<Seal> {
  const found = await findSeal(tenant, named);
  if (found) return found;
  throw new Problem({
    code: 'seal.unknown',
    message: `No report is sealed as ${named}.`,
    remedy: 'List the seals to see their numbers and hashes.',
  });
}

/** Whether a sealed report still is what it was, and where it is not. */
export interface SealCheck {
  readonly seal: Seal;
  readonly differences: readonly SealDifference[];
}

/** Writes a sealed report again from the ledger and holds the kept bytes and the hash against it (N9). */
export async function checkSeal(tenant: Tenant, named: string): Promise<SealCheck> {
  const kept = await requireSeal(tenant, named);
  return { seal: kept, differences: await differencesOf(tenant, kept) };
}

/** Holds a copy that somebody has against the seal whose number or hash it has, and checks that too. */
export async function checkCopy(tenant: Tenant, copy: string): Promise<SealCheck> {
  const kept =
    (await findSeal(tenant, hashOf(copy))) ??
    (await requireSeal(tenant, numberIn(copy) ?? hashOf(copy)));
  const ofCopy = documentDifferences(kept.number, kept.content, copy);
  return { seal: kept, differences: [...ofCopy, ...(await differencesOf(tenant, kept))] };
}

/** The number under which a copy says that it was sealed. */
function numberIn(copy: string): string | undefined {
  const { seal: said } = readDocument(copy) ?? {};
  const number = String((said as { number?: unknown } | undefined)?.number);
  return isNumber.test(number) ? number : undefined;
}

async function differencesOf(tenant: Tenant, kept: Seal): Promise<SealDifference[]> {
  const again = await render(tenant, kept, kept.journal);
  return sealDifferences(kept.number, kept, again.content);
}

/** Checks every seal of a trust, and that none is missing which the record of acts names. */
export async function checkSeals(
  tenant: Tenant,
): Promise<{ count: number; differences: SealDifference[] }> {
  const differences: SealDifference[] = [];
  const kept = new Map<number, string>();
  for (let after = 0; ; ) {
    const [next] = await sealsOf(tenant, { after, limit: 1 });
    if (!next) break;
    for (let gap = after + 1; gap < next.number; gap++) {
      differences.push({ place: `seal ${gap}`, expected: 'a sealed report', found: 'nothing' });
    }
    differences.push(...(await differencesOf(tenant, await withContent(tenant, next))));
    after = next.number;
    kept.set(next.number, next.sha256);
  }
  const events = await eventsOf(tenant, { action: sealedAct, limit: 1_000_000 });
  const told = events.flatMap(({ after }) => readTold(after) ?? []);
  return { count: kept.size, differences: [...differences, ...toldDifferences(told, kept)] };
}
