import type { LocalDate } from '../calendar/local-date.ts';
import { contains } from '../calendar/period.ts';
import type { Supplier } from '../contracts/contract.ts';
import { type School, type Trust, urnsOf } from '../schools/school.ts';

/** A register of organisations by the code that org-id.guide gives it, and a number in it. */
export interface Identifier {
  readonly scheme: 'GB-EDU' | 'GB-COH' | 'GB-UKPRN';
  readonly id: string;
  readonly legalName: string;
}

/** A party of a contract as OCDS names it. */
export interface Organisation {
  /** The same wherever the party is named: its number in a register, else our own for it. */
  readonly id: string;
  readonly name: string;
  readonly identifier?: Identifier;
  readonly additionalIdentifiers?: readonly Identifier[];
}

function organisation(id: string, name: string, identifiers: readonly Identifier[]): Organisation {
  const [identifier, ...additionalIdentifiers] = identifiers;
  if (!identifier) return { id, name };
  return {
    id: `${identifier.scheme}-${identifier.id}`,
    name,
    identifier,
    ...(additionalIdentifiers.length > 0 && { additionalIdentifiers }),
  };
}

/** A trust, by its company number or UKPRN. */
export function trustParty({ id, name, companyNumber, ukprn }: Trust): Organisation {
  return organisation(id, name, [
    ...(companyNumber ? [{ scheme: 'GB-COH' as const, id: companyNumber, legalName: name }] : []),
    ...(ukprn ? [{ scheme: 'GB-UKPRN' as const, id: ukprn, legalName: name }] : []),
  ]);
}

/** A school by the URN that it has on a day, with those that it had or will have beside it. */
export function schoolParty(school: School, today: LocalDate): Organisation {
  const urns = urnsOf(school);
  const current = urns.filter(({ valid }) => contains(valid, today));
  const others = urns.filter(({ valid }) => !contains(valid, today));
  const identifiers = [...current, ...others].map(({ urn }) => {
    return { scheme: 'GB-EDU' as const, id: urn, legalName: school.name };
  });
  return organisation(school.id, school.name, identifiers);
}

/** A supplier, by its company number. */
export function supplierParty({ id, name, companyNumber }: Supplier): Organisation {
  const identifiers = companyNumber
    ? [{ scheme: 'GB-COH' as const, id: companyNumber, legalName: name }]
    : [];
  return organisation(id, name, identifiers);
}
