import { type ContractRecord, recordOf } from '../amendments/record.ts';
import type { ContractVersion } from '../amendments/version.ts';
import { dayNumber, type LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { subtract } from '../money/money.ts';
import type { Renewal } from '../renewals/renewal.ts';
import { extendedTo } from '../renewals/term.ts';
import type { TrustKind } from '../schools/school.ts';
import { type DutyFacts, estimateOf, type Modification } from './facts.ts';

/** What the law looks at of a contract, from all that the register has of it. */
export function contractFacts(
  contract: Contract,
  renewal: Pick<Renewal, 'terms' | 'current'>,
  versions: readonly ContractVersion[],
  kind: TrustKind,
): DutyFacts {
  const { extension } = renewal.terms;
  const { from, to } = contract.term;
  const signed = versions.find(({ signedOn }) => signedOn !== null);
  const items = new Map(contract.prices.map(({ item, feeCap }) => [item, feeCap]));
  const facts: DutyFacts = {
    record: withBuyer(versions.at(-1)?.record ?? recordOf({}), kind),
    startsOn: from,
    firstEndsOn: to,
    longestUntil: extension ? extendedTo(to, extension.months * extension.count) : to,
    endsOn: renewal.current.endsOn,
    signedOn: signed?.signedOn ?? null,
    category: contract.category,
    feeCaps: [...items].map(([item, cap]) => ({ item, cap })),
    modification: null,
  };
  return { ...facts, modification: modificationOf(facts, versions, signed) };
}

/** A multi-academy trust is itself who awards its contracts, unless the register says otherwise. */
function withBuyer(record: ContractRecord, kind: TrustKind): ContractRecord {
  return record.buyer === null && kind === 'multi_academy_trust'
    ? { ...record, buyer: 'academy_trust' }
    : record;
}

function modificationOf(
  facts: DutyFacts,
  versions: readonly ContractVersion[],
  signed: ContractVersion | undefined,
): Modification | null {
  const latest = versions.at(-1);
  if (!signed || !latest || latest.amendment === signed.amendment) return null;
  const at = ({ record, terms }: ContractVersion) =>
    estimateOf({
      ...facts,
      record,
      firstEndsOn: terms.endsOn,
      longestUntil: terms.longestUntil,
    });
  const [before, after] = [at(signed), at(latest)];
  const isWhole = before.missing.length + after.missing.length === 0;
  return {
    on: latest.signedOn,
    valueChange: isWhole ? subtract(after.known, before.known) : null,
    termChangeDays: daysFrom(signed.terms.longestUntil, latest.terms.longestUntil),
  };
}

const daysFrom = (before: LocalDate, after: LocalDate) => dayNumber(after) - dayNumber(before);
