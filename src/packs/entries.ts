import type { ContractVersion } from '../amendments/version.ts';
import type { Contract } from '../contracts/contract.ts';
import type { CsvCell } from '../csv/csv-writer.ts';
import type { RenewalDecision } from '../renewals/decision.ts';
import type { WrittenTerms } from '../renewals/term.ts';
import { type PriceReviewRow, priceReviewFile } from '../trusts/price-review-file.ts';
import { contractRecordFile, versionRow } from '../trusts/record-file.ts';
import { contractTermsFile, termsRow } from '../trusts/renewal-file.ts';
import { type Table as FileTable, headingsOf, writeCells } from '../trusts/table.ts';
import { csv, type Parts } from './parts.ts';
import type { Guard } from './scope.ts';
import { type Table, table } from './tables.ts';

/** What the register holds of contracts beside their days, schools and prices. */
export interface PackedEntries {
  readonly contracts: readonly Contract[];
  readonly terms: ReadonlyMap<string, WrittenTerms>;
  readonly versions: ReadonlyMap<string, readonly ContractVersion[]>;
  readonly decisions: ReadonlyMap<string, readonly RenewalDecision[]>;
  readonly reviews: readonly PriceReviewRow[];
}

/**
 * The entries of contracts in the register, whole: what they say of their end, every version of what was
 * written of them, how their prices move, and what was decided of their terms.
 */
export function entryParts(found: PackedEntries, guard: Guard): Parts {
  const { contracts, terms, versions, decisions } = found;
  const references = new Set(contracts.map(({ reference }) => reference));
  const ends = contracts.flatMap(({ id, reference }) => {
    const written = terms.get(id);
    return written ? [{ row: termsRow(reference, written) }] : [];
  });
  const records = contracts.flatMap(({ id, reference }) =>
    (versions.get(id) ?? []).map((version) => ({ row: versionRow(reference, version), version })),
  );
  const reviews = found.reviews
    .filter(({ contract }) => references.has(contract))
    .map((row) => ({ row }));
  const decided = contracts.flatMap(({ id, reference: contract }) =>
    (decisions.get(id) ?? []).map((decision) => ({ contract, ...decision })),
  );
  return [
    ['contract_terms.csv', () => csv(asInFolder(contractTermsFile, guard), [ends])],
    ['contract_records.csv', () => csv(recordTable(guard), [records])],
    ['price_reviews.csv', () => csv(asInFolder(priceReviewFile, guard), [reviews])],
    ['renewal_decisions.csv', () => csv(decisionTable(guard), [decided])],
  ];
}

/** A file of the trust's folder as a table of a pack, with its texts guarded. */
export function asInFolder<Row>(file: FileTable<Row>, guard: Guard): Table<{ readonly row: Row }> {
  return {
    header: headingsOf(file),
    cells: ({ row }) => writeCells(file, row).map((cell) => (cell === '' ? null : guard(cell))),
  };
}

function recordTable(guard: Guard): Table<{
  readonly row: ReturnType<typeof versionRow>;
  readonly version: ContractVersion;
}> {
  const { header, cells } = asInFolder(contractRecordFile, guard);
  return {
    header: [...header, 'version', 'recorded_by', 'recorded_at'],
    cells: (item): CsvCell[] => {
      const { version, by, at } = item.version;
      return [...cells(item), { amount: String(version) }, guard(by), at];
    },
  };
}

function decisionTable(guard: Guard) {
  return table<RenewalDecision & { contract: string }>({
    contract: ({ contract }) => contract,
    act: ({ act }) => act,
    ends_on: ({ endsOn }) => endsOn,
    notice_by: ({ noticeBy }) => noticeBy,
    until: ({ until }) => until,
    reason: ({ reason }) => guard(reason),
    decided_by: ({ by }) => guard(by),
    decided_at: ({ at }) => at,
  });
}
