import type { LocalDate } from '../calendar/local-date.ts';
import { registerOf } from '../confirmations/commands.ts';
import type { Contract } from '../contracts/contract.ts';
import { saveContracts, saveParticipants } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Revise } from '../documents/commands.ts';
import type { Register } from '../documents/register.ts';
import type { Person } from '../imports/commands.ts';
import { headOf } from '../ledger/store.ts';
import { calendarOf, renewalTermsOf } from '../renewals/store.ts';
import type { Cell } from '../reports/report.ts';
import { cellsOf } from '../reports/store.ts';
import type { Window } from '../reports/window.ts';
import { repost } from '../reposts/commands.ts';
import { type Driver, drivers } from '../schools/school.ts';
import { saveDriverValues } from '../schools/store.ts';
import { volumeOutlooks } from '../tiers/commands.ts';
import { lostTiers } from '../tiers/lost-tiers.ts';
import { type Change, type Known, type Writes, writesOf } from './change.ts';
import { type Compared, compare } from './effect.ts';
import { contractIn, contractsReached, refuseTooLarge } from './reach.ts';
import { cancelledKey, reviser } from './revision.ts';
import type { KeyComparison, Scenario, SharedBy, State } from './scenario.ts';
import { stoppedChanges } from './stopped.ts';
import { cancelledInvoices, importsReached, invoicedShares, stoppedRowsNow } from './store.ts';
import { changeNotes } from './words.ts';

export interface Asked {
  readonly window: Window;
  readonly person: Person;
}

/**
 * The report as it would be if some things were otherwise, beside the report as it is. The posted
 * lines that it may reach are reposted by the same code as ever, in a transaction that is always
 * rolled back: nothing is written, and no journal is kept.
 */
export function whatIf(
  database: Database,
  trustId: string,
  { changes, window, person }: Asked & { changes: readonly Change[] },
): Promise<Scenario> {
  return tryInTrust(database, trustId, async (tenant) => {
    const start = await begin(tenant, { window, person, rounds: 2 }, (register) =>
      contractsReached(register, changes),
    );
    const { live, unchanged, register } = start;
    const ends = { terms: await renewalTermsOf(tenant), calendar: await calendarOf(tenant) };
    const then = changes.length === 0 ? unchanged : await stateAfter(tenant, start, changes);
    return {
      journal: start.journal,
      lines: start.lines,
      schools: compare(unchanged.cells, then.cells, 'urn'),
      contracts: compare(unchanged.cells, then.cells, 'contract'),
      total: compare(unchanged.cells, then.cells)[0] as Compared,
      register: compare(live, unchanged.cells)[0] as Compared,
      lostTiers: lostTiers(unchanged.volumes, then.volumes),
      stopped: stoppedChanges(unchanged.stopped, then.stopped),
      notes: changes.flatMap((change) => changeNotes(change, register, ends)),
      names: namesOf(register),
    };
  });
}

/**
 * The posted lines of a contract shared by one key after the other: each shares the same invoices.
 * A key without a value for every school is said to be so, and has no figures (N13).
 */
export function compareKeys(
  database: Database,
  trustId: string,
  asked: { contract: string; drivers?: readonly Driver[] | undefined; person: Person },
): Promise<KeyComparison> {
  const wanted = asked.drivers ?? drivers;
  const window = { from: undefined, to: undefined };
  const { person } = asked;
  return tryInTrust(database, trustId, async (tenant) => {
    const rounds = wanted.length + 1;
    const start = await begin(tenant, { window, person, rounds }, (register) => [
      contractIn(register, asked.contract),
    ]);
    const contract = contractIn(start.register, asked.contract);
    const ofContract = (cells: readonly Cell[]) =>
      cells.filter((cell) => cell.contract === contract.reference);
    const keys: SharedBy[] = [];
    for (const driver of wanted) {
      const change = { kind: 'key', contract: contract.reference, driver } as const;
      const then = await stateAfter(tenant, start, [change], contract.id);
      const stopped = stoppedChanges(start.unchanged.stopped, then.stopped);
      const compared = compare(ofContract(start.unchanged.cells), ofContract(then.cells), 'urn');
      const shares = then.invoiced.flatMap((share) => {
        const own = compared.find(({ place }) => place === share.urn);
        return own ? [{ ...share, compared: own }] : [];
      });
      const canBeTold = stopped.every(({ rows }) => rows < 0);
      const isCurrent = driver === contract.driver;
      keys.push({ driver, isCurrent, shares: canBeTold ? shares : null, stopped });
    }
    const { journal, lines, register } = start;
    return { journal, lines, contract: contract.reference, keys, names: namesOf(register) };
  });
}

interface Start extends Asked {
  readonly journal: number;
  readonly lines: number;
  readonly imports: readonly string[];
  readonly register: Register;
  readonly live: readonly Cell[];
  readonly unchanged: State;
}

/** The report as it is, and as today's register alone would have it. */
async function begin(
  tenant: Tenant,
  { rounds, window, person }: Asked & { rounds: number },
  reached: (register: Register) => readonly Contract[],
): Promise<Start> {
  await lockTrust(tenant);
  const { number: journal } = await headOf(tenant);
  const register = await registerOf(tenant);
  const contracts = reached(register);
  const imports = await importsReached(
    tenant,
    contracts.map(({ id }) => id),
  );
  const lines = imports.reduce((sum, each) => sum + each.lines, 0);
  refuseTooLarge(lines, rounds);
  const live = await cellsOf(tenant, window);
  const start = { window, person, journal, lines, register, live };
  const ids = imports.map(({ id }) => id);
  await repostAll(tenant, ids, person);
  return { ...start, imports: ids, unchanged: await stateOf(tenant, start) };
}

/** The state after some changes, which are forgotten again. */
function stateAfter(
  tenant: Tenant,
  start: Start,
  changes: readonly Change[],
  invoicedOf?: string,
): Promise<State> {
  const { imports, person, register } = start;
  return tryInTrust(asDatabase(tenant), tenant.trustId, async (part) => {
    for (const [at, change] of changes.entries()) {
      await write(part, writesOf(change, knownOf(await registerOf(part)), at));
    }
    const cancelled = await cancelledInvoices(part);
    const revise = reviser({
      before: register,
      after: await registerOf(part),
      prices: changes.filter((change) => change.kind === 'price'),
      cancelled: new Set(
        cancelled.map(({ supplierId, number }) =>
          cancelledKey(supplierId, { documentKind: 'invoice', documentNumber: number }),
        ),
      ),
    });
    await repostAll(part, imports, person, revise);
    return stateOf(part, start, invoicedOf);
  });
}

async function repostAll(
  tenant: Tenant,
  imports: readonly string[],
  person: Person,
  revise?: Revise,
): Promise<void> {
  for (const importId of imports) await repost(tenant, importId, person, revise);
}

async function stateOf(
  tenant: Tenant,
  { window, person }: Asked,
  invoicedOf?: string,
): Promise<State> {
  return {
    cells: await cellsOf(tenant, window),
    stopped: await stoppedRowsNow(tenant),
    volumes: await volumeOutlooks(tenant, person.at.slice(0, 10) as LocalDate),
    invoiced: invoicedOf ? await invoicedShares(tenant, invoicedOf) : [],
  };
}

async function write(tenant: Tenant, writes: Writes): Promise<void> {
  if (writes.contract) await saveContracts(tenant, [writes.contract]);
  if (writes.participations) await saveParticipants(tenant, writes.participations);
  if (writes.values) await saveDriverValues(tenant, writes.values);
}

const knownOf = ({ contracts, schools }: Register): Known => ({ contracts, schools });

const namesOf = ({ schools }: Register) =>
  new Map([...schools.values()].map(({ urn, name }) => [urn, name]));
