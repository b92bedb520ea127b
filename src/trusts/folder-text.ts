import type { WrittenVersion } from '../amendments/version.ts';
import type { Charge } from '../charges/charge.ts';
import type { SupplierProfile } from '../invoices/supplier-profile.ts';
import type { TrustCalendar } from '../renewals/deadline.ts';
import type { WrittenTerms } from '../renewals/term.ts';
import type { Trust } from '../schools/school.ts';
import { baselineRows, knownVersions } from './baseline-changes.ts';
import { chargeRows } from './charge-changes.ts';
import { chargeFile } from './charge-file.ts';
import { priceReviewFile } from './price-review-file.ts';
import { contractRecordFile, versionRow } from './record-file.ts';
import { inOrder, named, type Register, registerRows, trustRow } from './register-rows.ts';
import {
  boardMeetingFile,
  contractTermsFile,
  schoolHolidayFile,
  termsRow,
} from './renewal-file.ts';
import { writeTable } from './table.ts';
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
  trustFile,
} from './trust-file.ts';
import { profileFile } from './trust-folder.ts';
import { rebateClauseFile, volumeTierFile } from './volume-file.ts';

/** What a trust has written of its contracts beside their prices, by contract, and its own calendar. */
export interface ContractEnds {
  /** The latest version of each. */
  readonly records: ReadonlyMap<string, WrittenVersion>;
  readonly terms: ReadonlyMap<string, WrittenTerms>;
  readonly calendar: TrustCalendar;
}

/** The text of every file of a trust's folder, by file; the same register gives the same bytes. */
export function folderTexts(
  trust: Trust,
  register: Register,
  {
    charges,
    ends,
    profiles,
  }: {
    readonly charges: readonly Charge[];
    readonly ends: ContractEnds;
    readonly profiles: readonly { readonly name: string; readonly document: SupplierProfile }[];
  },
): Map<string, string> {
  const rows = registerRows(register);
  return new Map([
    [trustFile.file, writeTable(trustFile, [trustRow(trust)])],
    [schoolFile.file, writeTable(schoolFile, rows.schools)],
    [conversionFile.file, writeTable(conversionFile, rows.conversions)],
    [aliasFile.file, writeTable(aliasFile, rows.aliases)],
    [driverFile.file, writeTable(driverFile, rows.drivers)],
    [supplierFile.file, writeTable(supplierFile, rows.suppliers)],
    [contractFile.file, writeTable(contractFile, rows.contracts)],
    [participantFile.file, writeTable(participantFile, rows.participants)],
    [priceFile.file, writeTable(priceFile, rows.prices)],
    [volumeTierFile.file, writeTable(volumeTierFile, rows.volumeTiers)],
    [rebateClauseFile.file, writeTable(rebateClauseFile, rows.rebateClauses)],
    [priceReviewFile.file, writeTable(priceReviewFile, rows.priceReviews)],
    [contractTermsFile.file, writeTable(contractTermsFile, termsRows(register, ends.terms))],
    [contractRecordFile.file, writeTable(contractRecordFile, recordRows(register, ends.records))],
    [baselineFile.file, writeTable(baselineFile, baselineRows(knownVersions(register)))],
    [chargeFile.file, writeTable(chargeFile, chargeRows(charges))],
    [boardMeetingFile.file, writeTable(boardMeetingFile, ends.calendar.meetings)],
    [schoolHolidayFile.file, writeTable(schoolHolidayFile, ends.calendar.holidays)],
    ...profiles.map(({ name, document }) => {
      return [profileFile(name), `${JSON.stringify(document, null, 2)}\n`] as const;
    }),
  ]);
}

function recordRows({ contracts }: Register, records: ContractEnds['records']) {
  const references = new Map(contracts.map(({ id, reference }) => [id, reference]));
  const rows = [...records].map(([id, version]) => versionRow(named(references, id), version));
  return inOrder(rows, ({ contract }) => [contract]);
}

function termsRows({ contracts }: Register, terms: ContractEnds['terms']) {
  const references = new Map(contracts.map(({ id, reference }) => [id, reference]));
  const rows = [...terms].map(([id, written]) => termsRow(named(references, id), written));
  return inOrder(rows, ({ contract }) => [contract]);
}
