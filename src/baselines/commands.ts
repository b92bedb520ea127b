import type { LocalDate } from '../calendar/local-date.ts';
import { type Charge, unfitPrice } from '../contracts/charge.ts';
import type { Contract } from '../contracts/contract.ts';
import { contractsOf, saveItems } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, isSeen, lockTrust, type Tenant } from '../database/tenant.ts';
import { levelsOf } from '../indices/store.ts';
import { type Decimal, formatDecimal } from '../money/decimal.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { type BaselineKind, type IndexChoice, isCashReleasing } from './baseline.ts';
import { type AddedBaseline, addBaseline } from './store.ts';
import type { Working } from './working.ts';

/** What is said of a baseline by whoever prepares it; places go by the names that people use. */
export interface PreparedBaseline {
  readonly contract: string;
  readonly urn: string;
  readonly item: string;
  readonly kind: BaselineKind;
  readonly unitPrice: Decimal;
  /** Whether the price was stated as a mark-up or discount; only of what is measured in pounds. */
  readonly charge?: Charge | null | undefined;
  readonly vatRate: Decimal;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly evidence: string;
  readonly preparedBy: string;
  /** By which published levels the price moves, if it does (P7). */
  readonly index?: IndexChoice | undefined;
  /** How the price was worked out from what was imported, if it was (F2). */
  readonly working?: Working | undefined;
}

/** Adds a version that waits for somebody else's approval, and so counts nowhere yet (P6). */
export function prepareBaseline(
  database: Database,
  trustId: string,
  { contract: reference, urn, validFrom, validTo, index, charge, ...facts }: PreparedBaseline,
): Promise<AddedBaseline> {
  if (validTo < validFrom) {
    throw new Problem({
      code: 'register.conflict',
      column: 'valid_to',
      found: validTo,
      message: `${validTo} is before valid_from, ${validFrom}.`,
      remedy: 'Correct one of the two; the last day counts in.',
    });
  }
  return inTrust(database, trustId, async (tenant) => {
    // Versions are numbered: two that come at once must not get the same number.
    await lockTrust(tenant);
    const contract = (await contractsOf(tenant)).find((known) => known.reference === reference);
    if (!contract) throw unknown('contract', reference);
    const school = (await schoolsOf(tenant)).find((known) => known.urn === urn);
    if (!school) throw unknown('school', urn);
    if (!isSeen(tenant, school.id)) throw notOwnSchool(urn);
    refuseUnfitPrice(contract, facts, charge ?? null);
    if (index) await refuseUnfitIndex(tenant, facts.kind, index);
    await saveItems(tenant, [{ contractId: contract.id, item: facts.item }]);
    return addBaseline(tenant, {
      ...facts,
      contractId: contract.id,
      schoolId: school.id,
      index: index ?? null,
      valid: { from: validFrom, to: validTo },
      approvedBy: null,
      approvedAt: null,
    });
  });
}

/** The refusal of a baseline for a school that whoever prepares it is not let in for. */
export function notOwnSchool(urn: string): Problem {
  return new Problem({
    code: 'school.not-yours',
    column: 'urn',
    found: urn,
    message: `You are not let in for the school ${urn}, and prepare no baseline for it.`,
    remedy: 'Name a school of yours, or ask somebody who is let in for the whole trust.',
  });
}

/** A mark-up is no price of a day, and a day's price none of a pound of pay. */
function refuseUnfitPrice(
  { prices }: Contract,
  { item, unitPrice }: Pick<PreparedBaseline, 'item' | 'unitPrice'>,
  charge: Charge | null,
): void {
  const unit = prices.find((price) => price.item === item)?.unit;
  const unfit = unfitPrice(item, unit, { unitPrice, charge });
  if (!unfit) return;
  const at = { column: 'unit_price', found: formatDecimal(unitPrice) };
  throw new Problem({ code: 'register.conflict', ...at, ...unfit });
}

/** Only a price that can release cash is moved, and only from a level that is known (P7). */
async function refuseUnfitIndex(
  tenant: Tenant,
  kind: BaselineKind,
  { series, baseMonth }: IndexChoice,
): Promise<void> {
  if (!isCashReleasing(kind)) {
    throw new Problem({
      code: 'register.conflict',
      column: 'index',
      found: series,
      message: `A price of the kind ${kind} does not move with an index: all that it saves is avoidance.`,
      remedy: 'Leave the index out, or name the previous contract or the historic spend.',
    });
  }
  const known = await levelsOf(tenant, [series]);
  if (known.some(({ month }) => month === baseMonth)) return;
  throw new Problem({
    code: 'index.unknown',
    column: 'index',
    found: `${series} ${baseMonth}`,
    message: `No level of ${series} is known for ${baseMonth}, from which the price would move.`,
    remedy: 'Load the published levels first, or name another base month.',
  });
}

function unknown(what: 'contract' | 'school', found: string): Problem {
  return new Problem({
    code: `${what}.unknown`,
    column: what === 'school' ? 'urn' : what,
    found,
    message: `There is no ${what} "${found}".`,
    remedy: 'Correct it, or add it first.',
  });
}
