import type { CsvRow } from '../csv/csv-reader.ts';
import { problemsOfProfile } from '../invoices/profile-check.ts';
import type { SupplierProfile } from '../invoices/supplier-profile.ts';
import type { ProblemDetail } from '../problem.ts';
import { type ChargeRow, chargeFile } from './charge-file.ts';
import { type PriceReviewRow, priceReviewFile } from './price-review-file.ts';
import { type ContractRecordRow, contractRecordFile } from './record-file.ts';
import {
  type BoardMeetingRow,
  boardMeetingFile,
  type ContractTermsRow,
  contractTermsFile,
  type SchoolHolidayRow,
  schoolHolidayFile,
} from './renewal-file.ts';
import { readTable, type Table, type TableRows } from './table.ts';
import {
  type AliasRow,
  aliasFile,
  type BaselineRow,
  baselineFile,
  type ContractRow,
  type ConversionRow,
  contractFile,
  conversionFile,
  type DriverRow,
  driverFile,
  type ParticipantRow,
  type PriceRow,
  participantFile,
  priceFile,
  type SchoolRow,
  type SupplierRow,
  schoolFile,
  supplierFile,
  type TrustRow,
  trustFile,
  trustFiles,
} from './trust-file.ts';
import {
  type RebateClauseRow,
  rebateClauseFile,
  type VolumeTierRow,
  volumeTierFile,
} from './volume-file.ts';

/** A supplier profile of a folder, named as its file is. */
export interface FolderProfile {
  readonly name: string;
  readonly file: string;
  readonly document: SupplierProfile;
}

/** A trust's folder as data: the rows of each file, with what is wrong in it taken alone. */
export interface TrustFolder {
  readonly trust: TableRows<TrustRow>;
  readonly schools: TableRows<SchoolRow>;
  readonly conversions: TableRows<ConversionRow>;
  readonly aliases: TableRows<AliasRow>;
  readonly drivers: TableRows<DriverRow>;
  readonly suppliers: TableRows<SupplierRow>;
  readonly contracts: TableRows<ContractRow>;
  readonly participants: TableRows<ParticipantRow>;
  readonly prices: TableRows<PriceRow>;
  readonly volumeTiers: TableRows<VolumeTierRow>;
  readonly rebateClauses: TableRows<RebateClauseRow>;
  readonly priceReviews: TableRows<PriceReviewRow>;
  readonly contractTerms: TableRows<ContractTermsRow>;
  readonly contractRecords: TableRows<ContractRecordRow>;
  readonly baselines: TableRows<BaselineRow>;
  readonly charges: TableRows<ChargeRow>;
  readonly boardMeetings: TableRows<BoardMeetingRow>;
  readonly schoolHolidays: TableRows<SchoolHolidayRow>;
  readonly profiles: readonly FolderProfile[];
  /** What is wrong with files that are no tables, or could not be opened. */
  readonly problems: readonly ProblemDetail[];
}

/** What was found in a folder, by file. */
export interface FolderContent {
  /** The rows of each table that is there; undefined where it could not be opened. */
  readonly tables: ReadonlyMap<string, readonly CsvRow[] | undefined>;
  /** The text of each profile. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly problems: readonly ProblemDetail[];
}

/** Reads a whole folder; a file that is not there has no rows, and nothing is wrong with it. */
export function readTrustFolder({ tables, profiles, problems }: FolderContent): TrustFolder {
  const read = <Row>(table: Table<Row>): TableRows<Row> => {
    const rows = tables.get(table.file);
    const isPresent = tables.has(table.file);
    if (rows) return readTable(table, rows);
    const nothing = { rows: [], damaged: [], problems: [], typed: () => '' };
    return { isPresent, isReadable: !isPresent, ...nothing };
  };
  const documents = [...profiles].map(([file, text]) => readProfile(file, text));
  return {
    trust: read(trustFile),
    schools: read(schoolFile),
    conversions: read(conversionFile),
    aliases: read(aliasFile),
    drivers: read(driverFile),
    suppliers: read(supplierFile),
    contracts: read(contractFile),
    participants: read(participantFile),
    prices: read(priceFile),
    volumeTiers: read(volumeTierFile),
    rebateClauses: read(rebateClauseFile),
    priceReviews: read(priceReviewFile),
    contractTerms: read(contractTermsFile),
    contractRecords: read(contractRecordFile),
    baselines: read(baselineFile),
    charges: read(chargeFile),
    boardMeetings: read(boardMeetingFile),
    schoolHolidays: read(schoolHolidayFile),
    profiles: documents.flatMap(({ profile }) => (profile ? [profile] : [])),
    problems: [...problems, ...documents.flatMap((document) => document.problems)],
  };
}

/** The file of a profile; the few signs that a file name cannot hold are written as `%2F`. */
export function profileFile(name: string): string {
  const safe = name.replace(/^\.|[%/\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `profiles/${safe}.json`;
}

/** `profiles/northfield.json` is the profile named northfield. */
export function profileName(file: string): string {
  return file
    .replace(/^profiles\//, '')
    .replace(/\.json$/i, '')
    .replace(/%(2e|25|2f|5c)/gi, (sign) => decodeURIComponent(sign));
}

interface ProfileReading {
  readonly problems: readonly ProblemDetail[];
  readonly profile?: FolderProfile;
}

function readProfile(file: string, text: string): ProfileReading {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const message = `The file is not JSON: ${(error as Error).message}.`;
    const remedy = 'CONTRIBUTING.md shows a whole profile.';
    return { problems: [{ code: 'profile.unreadable', file, message, remedy }] };
  }
  const problems = problemsOfProfile(document, file);
  if (problems.length > 0) return { problems };
  const profile = { name: profileName(file), file, document: document as SupplierProfile };
  return { problems, profile };
}

/** Which files of a folder belong to a trust's register. */
export interface FolderFiles {
  readonly tables: readonly string[];
  readonly profiles: readonly string[];
  readonly problems: readonly ProblemDetail[];
}

/**
 * Picks a trust's files out of a folder. A table of another name is a mistake that would go
 * unnoticed, so it is refused; other files, such as notes, are left alone.
 */
export function folderFiles(names: readonly string[], inProfiles: readonly string[]): FolderFiles {
  const visible = (name: string) => !name.startsWith('.');
  const tables = names.filter((name) => visible(name) && /\.csv$/i.test(name));
  const profiles = inProfiles.filter((name) => visible(name) && /\.json$/i.test(name));
  const remedy = `The files of a trust are ${trustFiles.join(', ')} and profiles/*.json.`;
  const unknown = tables
    .filter((name) => !trustFiles.includes(name))
    .map((file): ProblemDetail => {
      return {
        code: 'file.unreadable',
        file,
        message: 'There is no such file in a trust.',
        remedy,
      };
    });
  const isEmpty = tables.length + profiles.length === 0;
  const message = 'The folder holds no file of a trust.';
  return {
    tables: trustFiles.filter((name) => tables.includes(name)),
    profiles: profiles.sort().map((name) => `profiles/${name}`),
    problems: isEmpty ? [{ code: 'file.empty', message, remedy }] : unknown,
  };
}

/** A file that is there and cannot be taken as text; the code says how opening it failed. */
export function unreadableFile(file: string, code: string): ProblemDetail {
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    const remedy = 'Save it in the spreadsheet as "CSV UTF-8".';
    return { code: 'file.unreadable', file, message: 'The file is not UTF-8 text.', remedy };
  }
  const message = `The file cannot be opened (${code}).`;
  return { code: 'file.unreadable', file, message, remedy: 'Check that it is a readable file.' };
}

/** How many rows each file of a folder has, and how many profiles there are. */
export function countRows(folder: TrustFolder): Record<string, number> {
  const counts = tablesOf(folder).flatMap(([file, { isPresent, rows }]) =>
    isPresent ? [[file, rows.length] as const] : [],
  );
  const profiles = folder.profiles.length;
  return Object.fromEntries(profiles > 0 ? [...counts, ['profiles', profiles]] : counts);
}

/** The tables of a folder with their files, in the order in which they are documented. */
export function tablesOf(folder: TrustFolder): (readonly [string, TableRows<unknown>])[] {
  return [
    [trustFile.file, folder.trust],
    [schoolFile.file, folder.schools],
    [conversionFile.file, folder.conversions],
    [aliasFile.file, folder.aliases],
    [driverFile.file, folder.drivers],
    [supplierFile.file, folder.suppliers],
    [contractFile.file, folder.contracts],
    [participantFile.file, folder.participants],
    [priceFile.file, folder.prices],
    [volumeTierFile.file, folder.volumeTiers],
    [rebateClauseFile.file, folder.rebateClauses],
    [priceReviewFile.file, folder.priceReviews],
    [contractTermsFile.file, folder.contractTerms],
    [contractRecordFile.file, folder.contractRecords],
    [baselineFile.file, folder.baselines],
    [chargeFile.file, folder.charges],
    [boardMeetingFile.file, folder.boardMeetings],
    [schoolHolidayFile.file, folder.schoolHolidays],
  ];
}
