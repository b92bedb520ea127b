import { contractVersionsOf } from '../amendments/store.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { renewalOf } from '../renewals/renewal.ts';
import { calendarOf, renewalDecisionsOf, renewalTermsOf } from '../renewals/store.ts';
import type { TrustKind } from '../schools/school.ts';
import { contractFacts } from './contract-facts.ts';
import { dutiesOf } from './duties.ts';
import type { Duty } from './duty.ts';
import { trustKindOf } from './store.ts';

/** The duties of a contract on a day. */
export interface ContractDuties {
  readonly contract: string;
  readonly title: string;
  readonly duties: readonly Duty[];
}

/** What law and guidance ask of every contract of a trust on a day, or of the one that is named. */
export function listDuties(
  database: Database,
  trustId: string,
  { today, contract: named }: { readonly today: LocalDate; readonly contract?: string | undefined },
): Promise<ContractDuties[]> {
  return inTrust(database, trustId, async (tenant) => {
    const all = await contractsOf(tenant);
    const asked = named === undefined ? all : all.filter(({ reference }) => reference === named);
    if (named !== undefined && asked.length === 0) throw unknownContract(named);
    const kind: TrustKind = await trustKindOf(tenant);
    const versions = await contractVersionsOf(tenant);
    const known = {
      terms: await renewalTermsOf(tenant),
      decisions: await renewalDecisionsOf(tenant),
      calendar: await calendarOf(tenant),
    };
    return asked.map((contract) => {
      const renewal = renewalOf(contract, known, today);
      const facts = contractFacts(contract, renewal, versions.get(contract.id) ?? [], kind);
      const { reference, title } = contract;
      return { contract: reference, title, duties: dutiesOf(facts, today) };
    });
  });
}

/** A refusal of a contract that is not there. */
export function unknownContract(reference: string): Problem {
  return new Problem({
    code: 'contract.unknown',
    found: reference,
    message: `There is no contract "${reference}".`,
    remedy: 'Name one by its reference, as contracts.csv has it.',
  });
}
