import type { PackFacts } from './manifest.ts';

const files = `report.csv, report.json   the figures, by school, contract, item and month
workings.txt              a sentence and a sum for every figure, from the whole down to item and month
lines.csv                 the invoice lines behind the figures, with file, its SHA-256 and row
shares.csv                how joint lines were shared: net, VAT, weight, days, VAT recovery
entries.csv               the entries of the ledger; they add up to the report
baselines.csv             what was paid before, with evidence, author and approver
evidence.csv, evidence/   the documents that prove it, as they were kept; links with their hash
contracts.csv, participants.csv, prices.csv, schools.csv, drivers.csv   the register
contract_terms.csv, contract_records.csv    how contracts end, and every version of what they say
renewal_decisions.csv     what was decided of their terms, and why
contract_documents.csv, documents/    their documents, as they were kept
volume_tiers.csv, rebate_clauses.csv, price_reviews.csv    what they promise by volume and by index
sourcing_*.csv            how contracts were looked for: what was paid, quoted and chosen
central_charges.csv       what the trust takes for central services
forecasts.csv             what was expected, each version of it; it is in no saving
agreements.csv, validations.csv, claims.csv   which school agrees, who signed, who claims
signoffs.csv              who approved, posted and closed what
journals.csv, chain/      the journals with their hashes
method.txt                how the figures are made
manifest.json             what this pack is about
SHA256SUMS                the hash of each file`;

const school = `This pack is made for one school. Of joint lines it has that school's share alone, without the
line's total, and of a central charge its own part; of a signed figure, which is that of all schools,
it has who signed; texts that name another school are left out. Journals that did not touch the school
have their hashes, so that the chain can be followed, and nothing else. A kept document that is
evidence for another school as well, or a document of a contract in which another one took part, is
left out, and named by its hash; what is written in the others was not looked through.`;

const trust = `This pack is made for the whole trust: it names every school. Do not hand it to one.`;

/** What a reader does with a pack, with tools that every computer has. */
export function readmeText(facts: PackFacts): string {
  const subject = facts.school ? `${facts.school.name} (${facts.school.urn})` : facts.trust;
  const months = `${facts.from ?? 'the first month'} to ${facts.to ?? 'the last month'}`;
  return `Evidence for the savings of ${subject}
${facts.contract ? `Contract ${facts.contract}` : 'All contracts'}, service months ${months},
as known at journal ${facts.journal}${facts.known_at ? ` of ${facts.known_at}` : ''}.

${facts.school ? school : trust}

What is here
${files}

How to check it
1. Nothing was changed since: run "sha256sum -c SHA256SUMS" in this folder.
2. The figures add up: open entries.csv in a spreadsheet. For a school, contract, item and month the
   column cost of the class recurring adds up to cost in report.csv, and baseline_cost to
   baseline_cost. Baseline cost less cost is the saving. Entries that take others back have
   opposite signs: all are there, none is hidden.
3. The lines are the supplier's: lines.csv names file and row; compare with your own copy of the
   file, whose SHA-256 stands beside.
4. The shares add up: net and VAT of a line in shares.csv are those of lines.csv.
5. Nothing was slipped in or taken out: each file in chain/ is what the hash of a journal is over.
   Run "sha256sum -c chain.sha256", and see that each begins with the hash of the journal before;
   the last hash is ${facts.journal_hash}.
   Whoever noted that hash at the time can tell that nothing before it was changed.
6. The documents are those that were kept: a file in evidence/ or documents/ is called by its
   SHA-256, which evidence.csv or contract_documents.csv says as well. A link lies elsewhere: its hash is what its author stated of it.

The register (contracts and their entries, participants, prices, schools, drivers, baselines, evidence,
documents, terms, sourcing, forecasts, claims)
is as it is today. What
the figures used of it stands with the lines, shares and entries themselves.
Amounts are pounds on the cost basis: net plus the VAT that the school cannot recover.
`;
}
