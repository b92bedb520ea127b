import type { ProblemCode, ProblemDetail } from '../problem.ts';
import { chargeFile } from './charge-file.ts';
import { priceReviewFile } from './price-review-file.ts';
import { contractRecordFile } from './record-file.ts';
import type { RegisterRows } from './register-rows.ts';
import { contractTermsFile } from './renewal-file.ts';
import { heading, type Table, type TableRows } from './table.ts';
import {
  aliasFile,
  baselineFile,
  contractFile,
  conversionFile,
  driverFile,
  participantFile,
  priceFile,
  schoolFile,
  supplierFile,
} from './trust-file.ts';
import type { FolderProfile, TrustFolder } from './trust-folder.ts';
import { rebateClauseFile, volumeTierFile } from './volume-file.ts';

/** What rows may refer to: the register and the folder together. */
interface Known {
  readonly code: ProblemCode;
  readonly what: string;
  readonly file: string;
  has(name: string): boolean;
}

/**
 * Rows and profiles that name a school, contract or supplier that is neither in the folder nor in
 * the register. A row that could not be read still counts as being there.
 */
export function referenceProblems(folder: TrustFolder, register?: RegisterRows): ProblemDetail[] {
  const school: Known = {
    code: 'school.unknown',
    what: 'school with the URN',
    file: schoolFile.file,
    has: known(folder.schools, register?.schools, 'urn'),
  };
  const contract: Known = {
    code: 'contract.unknown',
    what: 'contract',
    file: contractFile.file,
    has: known(folder.contracts, register?.contracts, 'reference'),
  };
  const supplier: Known = {
    code: 'supplier.unknown',
    what: 'supplier',
    file: supplierFile.file,
    has: known(folder.suppliers, register?.suppliers, 'name'),
  };
  return [
    ...unknown(conversionFile, folder.conversions, 'urn', school),
    ...unknown(aliasFile, folder.aliases, 'urn', school),
    ...unknown(driverFile, folder.drivers, 'urn', school),
    ...unknown(contractFile, folder.contracts, 'supplier', supplier),
    ...unknown(participantFile, folder.participants, 'contract', contract),
    ...unknown(participantFile, folder.participants, 'urn', school),
    ...unknown(priceFile, folder.prices, 'contract', contract),
    ...unknown(volumeTierFile, folder.volumeTiers, 'contract', contract),
    ...unknown(rebateClauseFile, folder.rebateClauses, 'contract', contract),
    ...unknown(priceReviewFile, folder.priceReviews, 'contract', contract),
    ...unknown(contractTermsFile, folder.contractTerms, 'contract', contract),
    ...unknown(contractRecordFile, folder.contractRecords, 'contract', contract),
    ...unknown(baselineFile, folder.baselines, 'contract', contract),
    ...unknown(baselineFile, folder.baselines, 'urn', school),
    ...unknown(chargeFile, folder.charges, 'urn', school),
    ...folder.profiles.flatMap((profile) => profileProblems(profile, contract, supplier)),
  ];
}

function known<Row>(
  { rows, damaged, isReadable, isPresent }: TableRows<Row>,
  register: readonly Row[] | undefined,
  name: keyof Row,
) {
  const inFolder = [...rows, ...damaged].map(({ value }) => value[name]);
  const names = new Set<unknown>([...inFolder, ...(register ?? []).map((row) => row[name])]);
  const isUnclear = !isReadable || (!register && !isPresent);
  return (text: string) => isUnclear || names.has(text);
}

function unknown<Row>(
  table: Table<Row>,
  { rows, damaged }: TableRows<Row>,
  name: keyof Row & string,
  target: Known,
): ProblemDetail[] {
  return [...rows, ...damaged].flatMap(({ row = 0, value }) => {
    const found = value[name];
    if (typeof found !== 'string' || target.has(found)) return [];
    return [notThere(found, target, { file: table.file, row, column: heading(name) })];
  });
}

function profileProblems(
  { file, document }: FolderProfile,
  contract: Known,
  supplier: Known,
): ProblemDetail[] {
  const references = Object.entries(document.words.contract ?? {}).map(
    ([item, reference]) => [`words.contract.${item}`, reference, contract] as const,
  );
  return [
    ['supplier', document.supplier, supplier] as const,
    ['contract', document.contract, contract] as const,
    ...references,
  ].flatMap(([column, found, target]) =>
    found === undefined || target.has(found) ? [] : [notThere(found, target, { file, column })],
  );
}

function notThere(
  found: string,
  { code, what, file }: Known,
  place: { file: string; row?: number; column: string },
): ProblemDetail {
  const message = `There is no ${what} "${found}".`;
  return { ...place, code, found, message, remedy: `Correct it, or add it to ${file}.` };
}
