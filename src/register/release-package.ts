import { trustParty } from './organisation.ts';
import type { Publication } from './release.ts';

/** What the publisher says of the data, as the standard asks for; it stands in the package itself. */
export function publicationPolicy({ trust, prefix }: Publication): string {
  return [
    `${trust.name} publishes its register of contracts by the Open Contracting Data Standard 1.1.5, one release for each contract as it was on the day of publication.`,
    'Every amount is in pounds sterling net of VAT; version 1.1 of the standard has no field that says so. The amount of an item is what one unit of it costs on that day; of an item in pounds of pay or pounds at list price, what one such pound costs.',
    'Values are estimates by the value of a year, where the register has one: of a tender the contract with every option to extend, of an award its first term as it was first agreed, of a contract its days until the end of its period at what is agreed now. Without a value none is known, which is not zero.',
    'How a supplier was found is given in the words of the register; procurementMethod is left out where these do not settle it, as of a call-off from a framework. An amendment is given with its reason once it is signed.',
    'What was paid is not given. Savings are not given: the standard has no field for them.',
    'The end of a contract is the end of the term in which it stands, with the renewals and extensions until that day, or the day on which it was ended early; maxExtentDate has the options that are left.',
    'Schools are named by their URN (GB-EDU), companies by their number at Companies House (GB-COH), trusts by that or their UKPRN (GB-UKPRN), others by a number of the register itself. A supplier that came under several names is one party.',
    prefix === null
      ? 'The publisher has no registered prefix yet: each ocid is unique, and not yet one of the standard.'
      : `Each ocid begins with ${prefix}, the prefix that the publisher registered.`,
    'A contract that was published elsewhere before, as on Find a Tender, keeps the ocid that it had there, if the register has it.',
  ].join('\n');
}

/**
 * What comes before the releases of a package. The policy is the address that holds it, so that whoever
 * has the package has the policy.
 */
export function packageHead(publication: Publication, uri: string) {
  const { trust, at } = publication;
  const { identifier } = trustParty(trust);
  return {
    uri,
    version: '1.1',
    publishedDate: at,
    publisher: {
      name: trust.name,
      ...(identifier && { scheme: identifier.scheme, uid: identifier.id }),
    },
    publicationPolicy: `data:text/plain;charset=utf-8,${encodeURIComponent(publicationPolicy(publication))}`,
  };
}
