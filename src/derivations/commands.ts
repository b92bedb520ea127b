import { notOwnSchool, prepareBaseline } from '../baselines/commands.ts';
import { type ListedBaseline, listBaselines } from '../baselines/store.ts';
import type { Working } from '../baselines/working.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type Month, monthRange } from '../calendar/period.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import {
  asDatabase,
  inTrust,
  isSeen,
  lockTrust,
  type Tenant,
  tryInTrust,
} from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { headOf } from '../ledger/store.ts';
import { type Decimal, decimal } from '../money/decimal.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { derive } from './derivation.ts';
import { historyAt } from './store.ts';

/** For which place a version is to be worked out, and from which lines of which months. */
export interface DerivedBaseline {
  readonly contract: string;
  readonly urn: string;
  readonly item: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  /** The whole months of the history. */
  readonly from: Month;
  readonly to: Month;
  /** The contract and item of the history; those of the version, where nothing is said. */
  readonly ofContract?: string | undefined;
  readonly ofItem?: string | undefined;
  readonly lineClass: Working['lineClass'];
  readonly without: readonly Month[];
  /** The VAT rate that the price bore; worked out from the lines, where nothing is said. */
  readonly vatRate?: Decimal | undefined;
}

/** What a version worked out from imported history would be; nothing is saved (F2). */
export function checkDerivation(
  database: Database,
  trustId: string,
  asked: DerivedBaseline,
  person: Person,
): Promise<ListedBaseline> {
  return tryInTrust(database, trustId, (tenant) => prepareDerived(tenant, asked, person));
}

/** Prepares a version worked out from imported history; it counts once somebody else approves it. */
export function deriveBaseline(
  database: Database,
  trustId: string,
  asked: DerivedBaseline,
  person: Person,
): Promise<ListedBaseline> {
  return inTrust(database, trustId, (tenant) => prepareDerived(tenant, asked, person));
}

async function prepareDerived(
  tenant: Tenant,
  asked: DerivedBaseline,
  { by, at }: Person,
): Promise<ListedBaseline> {
  // Nothing may be posted between what is read and the journal that it is said to be known at.
  await lockTrust(tenant);
  const problem = periodProblem(asked, at);
  if (problem) throw new Problem(problem);
  const working = await workOut(tenant, asked);
  const { contract, urn, item, validFrom, validTo } = asked;
  const { id } = await prepareBaseline(asDatabase(tenant), tenant.trustId, {
    ...{ contract, urn, item, validFrom, validTo },
    kind: 'historic_spend',
    unitPrice: decimal(working.unitPrice),
    vatRate: decimal(working.vatRate),
    evidence: `Worked out from ${working.lines} posted lines of ${working.item} of ${working.contract}, ${working.from} to ${working.to}, as known at journal ${working.knownAtJournal}`,
    preparedBy: by,
    working,
  });
  const [version] = await listBaselines(tenant, { id });
  if (!version) throw new Error('a baseline was not added');
  return version;
}

async function workOut(tenant: Tenant, asked: DerivedBaseline): Promise<Working> {
  const { ofContract = asked.contract, ofItem = asked.item, lineClass, vatRate } = asked;
  const contract = (await contractsOf(tenant)).find(({ reference }) => reference === ofContract);
  const school = (await schoolsOf(tenant)).find(({ urn }) => urn === asked.urn);
  if (!contract) throw unknown('contract', ofContract);
  if (!school) throw unknown('school', asked.urn);
  if (!isSeen(tenant, school.id)) throw notOwnSchool(asked.urn);
  const place = { contractId: contract.id, schoolId: school.id, item: ofItem };
  const { number } = await headOf(tenant);
  const history = {
    from: asked.from,
    to: asked.to,
    contract: ofContract,
    item: ofItem,
    lineClass,
    without: asked.without,
    knownAtJournal: number,
  };
  const derivation = derive(await historyAt(tenant, place, lineClass), history, vatRate);
  if ('problems' in derivation) throw new Problem(derivation.problems);
  return derivation.working;
}

function periodProblem({ from, to }: DerivedBaseline, at: string): ProblemDetail | undefined {
  const [code, found] = ['baseline.history', `${from} to ${to}`] as const;
  if (to < from) {
    const remedy = 'Turn the two months round.';
    return { code, found, message: `${to} is before ${from}.`, remedy };
  }
  if (monthRange(to).to < at.slice(0, 10)) return undefined;
  const remedy = 'Choose months that are over.';
  return { code, found, message: `${to} is not over yet.`, remedy };
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
