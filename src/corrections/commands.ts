import { baselineKey } from '../baselines/baseline.ts';
import {
  approveBaseline,
  type ListedBaseline,
  listBaselines,
  withdrawBaseline,
} from '../baselines/store.ts';
import type { Month } from '../calendar/period.ts';
import { postReopened, registerOf } from '../confirmations/commands.ts';
import type { Database } from '../database/connect.ts';
import { newId } from '../database/new-id.ts';
import { inTrust, lockTrust, type Tenant } from '../database/tenant.ts';
import type { Register } from '../documents/register.ts';
import type { Person } from '../imports/commands.ts';
import { importsOf, retally, setImportState } from '../imports/store.ts';
import type { Journal } from '../ledger/chain.ts';
import {
  negateInForce,
  negationsOf,
  type OpenJournal,
  openJournal,
  post,
  reinstate,
  sealOpenJournal,
} from '../ledger/commands.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { Lines } from '../ledger/store.ts';
import type { Posting } from '../lines/commands.ts';
import { entriesOf, rulesFor } from '../lines/entries.ts';
import { postRows } from '../posting/commands.ts';
import { Problem } from '../problem.ts';
import {
  type Dependent,
  dependentsOf,
  idsOf,
  linesGoing,
  type Place,
  placesCancelledBy,
  sharesAt,
  standingOf,
  withdrawLines,
} from './store.ts';
import { type StoredShare, sayTheSame, shareOf } from './stored-share.ts';

/**
 * Takes an import back whole: every figure of it is negated in its own month, credits of other files
 * against its documents wait again, unless another file brought a part of the document, versions
 * that gave way to it are judged anew (P12), and the file may be imported once more (P11).
 */
export function undoImport(
  database: Database,
  trustId: string,
  importId: string,
  person: Person & { reason?: string | undefined },
  judgeVersions = postReopened,
): Promise<Journal> {
  return inTrust(database, trustId, async (tenant) => {
    const journal = await openJournal(tenant);
    const [record] = await importsOf(tenant, { id: importId });
    if (record?.state !== 'posted') {
      throw new Problem({
        code: 'import.unknown',
        message: record
          ? `${record.file} is not posted, so there is nothing to take back.`
          : `There is no import ${importId}.`,
        remedy: 'List the imports to see which are posted.',
      });
    }
    const dependents = await dependentsOf(tenant, importId);
    const going = linesGoing(tenant, importId, dependents);
    const reinstated = await takeBack(tenant, journal, going);
    await setImportState(tenant, importId, 'undone');
    const posting = { tenant, journal, register: await registerOf(tenant), onProgress: () => {} };
    await judgeVersions(posting, record, person);
    await postAgain(posting, dependents);
    await remeasure(tenant, journal, posting.register, reinstated);
    return sealOpenJournal(tenant, journal, {
      kind: 'undo',
      recordedAt: person.at,
      recordedBy: person.by,
      reason: person.reason ?? `Undo of ${record.file}`,
      importId,
      fileSha256: record.sha256,
    });
  });
}

/** Negates what lines brought; what cancelling lines among them had negated comes back first. */
export async function takeBack(
  tenant: Tenant,
  journal: OpenJournal,
  lines: Lines,
): Promise<Place[]> {
  const reinstated = await placesCancelledBy(tenant, lines);
  await reinstate(tenant, journal, lines);
  await negateInForce(tenant, journal, lines);
  const ids = await idsOf(tenant, lines);
  for (const id of ids) journal.withdrawals.add([id]);
  await withdrawLines(tenant, journal.number, ids);
  return reinstated;
}

/**
 * Judges credits again that an undo took along: they wait if nothing of the document that they name
 * is posted any more, and stand on what is left of it otherwise (P11, P13).
 */
export async function postAgain(posting: Posting, dependents: readonly Dependent[]): Promise<void> {
  for (const importId of new Set(dependents.map((each) => each.importId))) {
    const [record] = await importsOf(posting.tenant, { id: importId });
    if (!record) continue;
    const own = dependents.filter((each) => each.importId === importId);
    await postRows(posting, record, new Set(own.map(({ row }) => row)));
    await retally(posting.tenant, importId);
  }
}

/**
 * Makes the entries of some places again where approved baselines now say otherwise (P6). Shares
 * whose figures stay the same are left alone, and so are lines that were reversed or taken back.
 */
export async function remeasure(
  tenant: Tenant,
  journal: OpenJournal,
  register: Register,
  places: readonly Place[],
): Promise<number> {
  let count = 0;
  const once = new Map(
    places.map((place) => [baselineKey(place.contractId, place.schoolId, place.item), place]),
  );
  for (const place of once.values()) {
    for await (const shares of sharesAt(tenant, place)) {
      const standing = await standingOf(tenant, place.schoolId, shares);
      const changed = shares.map((share) =>
        remeasured(journal, register, share, standing.get(share.source.lineId) ?? []),
      );
      await post(tenant, journal, changed.flat());
      count += changed.filter((entries) => entries.length > 0).length;
    }
  }
  return count;
}

/** What makes a share's figures those of the register: its entries taken back and made again; none if they are. */
function remeasured(
  journal: OpenJournal,
  register: Register,
  stored: StoredShare,
  standing: readonly LedgerEntry[],
): LedgerEntry[] {
  const { source } = stored;
  const share = shareOf(stored);
  const rules = rulesFor(register, source, share, newId);
  // New or sustained was settled when the line was posted: a baseline does not change it (P4).
  const sustained = new Map(standing.map((entry) => [entry.serviceMonth, entry.isSustained]));
  const isSustained = (month: Month) => sustained.get(month) ?? rules.isSustained(month);
  const settled = { ...rules, isSustained };
  const made = entriesOf(source, share, settled);
  if (sayTheSame(standing, made)) return [];
  // Made anew: ids grow with time, and the digest of a journal is over its entries in the order of their ids.
  return [...negationsOf(journal, standing), ...entriesOf(source, share, settled)];
}

/**
 * Posts what newly approved or withdrawn baselines change: the entries in force at their places
 * are reversed and made again, in one journal with the reason; none if nothing changes (P6).
 */
export async function postBaselineChanges(
  tenant: Tenant,
  places: readonly Place[],
  person: Person & { reason: string },
): Promise<Journal | undefined> {
  const journal = await openJournal(tenant);
  const count = await remeasure(tenant, journal, await registerOf(tenant), places);
  if (count === 0) return undefined;
  return sealOpenJournal(tenant, journal, {
    kind: 'baseline_changed',
    recordedAt: person.at,
    recordedBy: person.by,
    reason: person.reason,
    importId: null,
    fileSha256: null,
  });
}

const sameName = (a: string, b: string) =>
  a.toLowerCase().replace(/\s+/g, ' ') === b.toLowerCase().replace(/\s+/g, ' ');

/**
 * Lets a prepared version count, and makes the figures again that rest on it; answers with the
 * journal, or nothing where no figure changed. Whoever prepared it cannot approve it (P6).
 */
export function approveAndPost(
  database: Database,
  trustId: string,
  { id, by, at }: Person & { id: string },
): Promise<Journal | undefined> {
  return inTrust(database, trustId, async (tenant) => {
    const version = await lockedVersion(tenant, id);
    if (sameName(version.preparedBy, by)) {
      throw new Problem({
        code: 'baseline.self-approved',
        message: `${by} prepared this baseline and cannot approve it.`,
        remedy: 'Ask somebody else to approve it, with a key of their own.',
      });
    }
    const isApproved = await approveBaseline(tenant, { id, approvedBy: by, approvedAt: at });
    if (!isApproved) throw settled(version, 'only a prepared one can be approved');
    const reason = `Approval of ${nameOf(version)}`;
    return postBaselineChanges(tenant, [version], { by, at, reason });
  });
}

/** Takes an approved version back with the reason, and makes the figures again without it (P6). */
export function withdrawAndPost(
  database: Database,
  trustId: string,
  { id, by, at, reason }: Person & { id: string; reason: string },
): Promise<Journal | undefined> {
  return inTrust(database, trustId, async (tenant) => {
    const version = await lockedVersion(tenant, id);
    const withdrawal = { withdrawnBy: by, withdrawnAt: at, withdrawnReason: reason };
    if (!(await withdrawBaseline(tenant, { id, ...withdrawal })))
      throw settled(version, 'only an approved one can be withdrawn');
    const why = `Withdrawal of ${nameOf(version)}: ${reason}`;
    return postBaselineChanges(tenant, [version], { by, at, reason: why });
  });
}

async function lockedVersion(tenant: Tenant, id: string): Promise<ListedBaseline> {
  await lockTrust(tenant);
  const [version] = await listBaselines(tenant, { id });
  if (version) return version;
  throw new Problem({
    code: 'baseline.unknown',
    found: id,
    message: `There is no baseline ${id}.`,
  });
}

const nameOf = (of: ListedBaseline) =>
  `baseline version ${of.version} of ${of.urn} for ${of.item} of ${of.contract}`;

function settled({ approvedAt, withdrawnAt }: ListedBaseline, rule: string): Problem {
  const state = withdrawnAt ? 'withdrawn' : approvedAt ? 'approved' : 'prepared';
  return new Problem({ code: 'baseline.settled', message: `The version is ${state}; ${rule}.` });
}
