import type { ClosedWindow, Figure } from '../agreements/agreement.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, lockTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { headOf } from '../ledger/store.ts';
import { closedMonthsOf } from '../periods/store.ts';
import { Problem } from '../problem.ts';
import { pointOf } from '../reports/commands.ts';
import { type Knowledge, type KnownPoint, wasWritten } from '../reports/knowledge.ts';
import { summedCellsOf } from '../reports/store.ts';
import { measuresOf, netSaving } from '../savings/measures.ts';
import { addValidation, authorsOf, validationsOf } from './store.ts';
import { refuseUnfit, type Validation } from './validation.ts';

/** A signed figure, and whether it is still what is known. */
export interface KnownValidation extends Validation {
  /** The figure of the same months as it is known now. */
  readonly now: Figure;
  readonly isOutdated: boolean;
}

/** A figure that somebody wants to sign. */
export interface Validating {
  readonly contract: string;
  readonly window: ClosedWindow;
  readonly words: string;
}

/** Every signed figure, the latest first, with what is known now or was at an earlier point. */
export function listValidations(
  database: Database,
  trustId: string,
  knowledge: Knowledge = {},
): Promise<KnownValidation[]> {
  return inTrust(database, trustId, async (tenant) =>
    validationsIn(tenant, await pointOf(tenant, knowledge)),
  );
}

/**
 * The same inside a transaction that does more with it; as known at an earlier point, those that were
 * signed by then, beside the figures of then (P11).
 */
export async function validationsIn(tenant: Tenant, point: KnownPoint): Promise<KnownValidation[]> {
  const found: KnownValidation[] = [];
  for (const signed of await validationsOf(tenant)) {
    if (!wasWritten(point, { at: signed.at, atJournal: signed.journal })) continue;
    const now = await figureOf(tenant, { ...signed, asKnownAt: point.heldTo });
    const isOutdated =
      now.cashSaving !== signed.cashSaving ||
      now.avoidance !== signed.avoidance ||
      now.netSaving !== signed.netSaving;
    found.push({ ...signed, now, isOutdated });
  }
  return found;
}

/** What signing would keep; nothing is kept. */
export function checkValidation(
  database: Database,
  trustId: string,
  asked: Validating,
  person: Person,
): Promise<KnownValidation> {
  return tryInTrust(database, trustId, (tenant) => sign(tenant, asked, person));
}

/**
 * Has a contract's figure of closed months signed, as it is known at the newest journal, by a person
 * who is none of its authors (N21). A later figure is not taken for validated.
 */
export function validateFigure(
  database: Database,
  trustId: string,
  asked: Validating,
  person: Person,
): Promise<KnownValidation> {
  return inTrust(database, trustId, (tenant) => sign(tenant, asked, person));
}

async function sign(
  tenant: Tenant,
  { contract, window, words }: Validating,
  { by, at }: Person,
): Promise<KnownValidation> {
  await lockTrust(tenant);
  const { number: journal } = await headOf(tenant);
  const known = (await contractsOf(tenant)).find(({ reference }) => reference === contract);
  if (!known) {
    throw new Problem({
      code: 'contract.unknown',
      column: 'contract',
      found: contract,
      message: `There is no contract "${contract}".`,
      remedy: 'Name one of the register.',
    });
  }
  const authors = await authorsOf(tenant, { contractId: known.id, window, journal });
  refuseUnfit(window, await closedMonthsOf(tenant), { authors, by });
  const figure = await figureOf(tenant, { contract, window });
  await addValidation(tenant, { contractId: known.id, window, journal, words, by, at, ...figure });
  const [kept] = await validationsIn(tenant, await pointOf(tenant, {}));
  if (!kept) throw new Error('a validation was not kept');
  return kept;
}

async function figureOf(
  tenant: Tenant,
  {
    contract,
    window,
    asKnownAt,
  }: Pick<Validation, 'contract' | 'window'> & { asKnownAt?: number | undefined },
): Promise<Figure> {
  const known = await summedCellsOf(tenant, { ...window, asKnownAt }, ['contract']);
  const cells = known.filter((cell) => cell.contract === contract);
  const measures = measuresOf(cells);
  const { cashSaving, avoidance } = measures;
  return { cashSaving, avoidance, netSaving: netSaving(measures) };
}
