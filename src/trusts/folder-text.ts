import type { Charge } from '../charges/charge.ts';
import type { SupplierProfile } from '../invoices/supplier-profile.ts';
import type { Trust } from '../schools/school.ts';
import { baselineRows, knownVersions } from './baseline-changes.ts';
import { chargeRows } from './charge-changes.ts';
import { type Register, registerRows, trustRow } from './register-rows.ts';
import { writeTable } from './table.ts';
import {
  aliasFile,
  baselineFile,
  chargeFile,
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

/** The text of every file of a trust's folder, by file; the same register gives the same bytes. */
export function folderTexts(
  trust: Trust,
  register: Register,
  {
    charges,
    profiles,
  }: {
    readonly charges: readonly Charge[];
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
    [baselineFile.file, writeTable(baselineFile, baselineRows(knownVersions(register)))],
    [chargeFile.file, writeTable(chargeFile, chargeRows(charges))],
    ...profiles.map(({ name, document }) => {
      return [profileFile(name), `${JSON.stringify(document, null, 2)}\n`] as const;
    }),
  ]);
}
