import { baselineKinds } from '../baselines/baseline.ts';
import { lastDay } from '../calendar/local-date.ts';
import { lineClasses, quantityBases, units } from '../contracts/price-schedule.ts';
import { decimal } from '../money/decimal.ts';
import { drivers, phases, statuses, trustKinds } from '../schools/school.ts';
import {
  amount,
  companyNumber,
  date,
  instant,
  monthName,
  oneOf,
  price,
  rate,
  text,
  urn,
  wholeNumber,
} from './cell-format.ts';
import { chargeFile } from './charge-file.ts';
import { emptyAs, filled, optional, type RowIn, tableOf } from './column.ts';
import { priceReviewFile } from './price-review-file.ts';
import { contractRecordFile } from './record-file.ts';
import { boardMeetingFile, contractTermsFile, schoolHolidayFile } from './renewal-file.ts';
import { rebateClauseFile, volumeTierFile } from './volume-file.ts';

const month = wholeNumber(1, 12);
/** Drivers that are measured; equal shares need no value. */
const measuredDrivers = drivers.filter((driver) => driver !== 'equal');

/** The group itself, in one row. */
export const trustFile = tableOf(
  'trust.csv',
  {
    name: filled(text),
    kind: filled(oneOf(trustKinds)),
    companyNumber: optional(companyNumber, null),
    ukprn: optional(text, null),
    yearStartsMonth: filled(month),
  },
  ['name'],
);

/** One row for each membership of a school: who left and came back has two. */
export const schoolFile = tableOf(
  'schools.csv',
  {
    urn: filled(urn),
    name: filled(text),
    phase: filled(oneOf(phases)),
    status: filled(oneOf(statuses)),
    joinedOn: filled(date),
    leftOn: optional(date, lastDay),
    yearStartsMonth: filled(month),
    vatRecoveryRate: filled(rate),
  },
  ['urn', 'joinedOn'],
);

/** The conversions of schools: the number that one got, and what it was until then. */
export const conversionFile = tableOf(
  'conversions.csv',
  {
    urn: filled(urn),
    newUrn: filled(urn),
    convertedOn: filled(date),
    statusBefore: filled(oneOf(statuses)),
    yearStartsMonthBefore: filled(month),
    vatRecoveryRateBefore: filled(rate),
  },
  ['newUrn'],
);

/** Other names by which suppliers know a school, each between two days. */
export const aliasFile = tableOf(
  'aliases.csv',
  {
    urn: filled(urn),
    alias: filled(text),
    validFrom: filled(date),
    validTo: optional(date, lastDay),
  },
  ['urn', 'alias', 'validFrom'],
);

/** The sizes of schools by which joint costs are shared, each from a day on. */
export const driverFile = tableOf(
  'drivers.csv',
  {
    urn: filled(urn),
    driver: filled(oneOf(measuredDrivers)),
    value: filled(amount),
    effectiveFrom: filled(date),
    source: filled(text),
  },
  ['urn', 'driver', 'effectiveFrom'],
);

/** Whom the schools buy from. */
export const supplierFile = tableOf(
  'suppliers.csv',
  {
    name: filled(text),
    companyNumber: optional(companyNumber, null),
    vatNumber: optional(text, null),
  },
  ['name'],
);

/** The joint contracts, without who takes part and what it costs. */
export const contractFile = tableOf(
  'contracts.csv',
  {
    reference: filled(text),
    title: filled(text),
    supplier: filled(text),
    category: filled(text),
    cfrCode: filled(text),
    startsOn: filled(date),
    endsOn: filled(date),
    noticeMonths: filled(wholeNumber(0, 120)),
    procurementRoute: emptyAs(text, ''),
    driver: filled(oneOf(drivers)),
  },
  ['reference'],
);

/** Who takes part in which contract, between two days. */
export const participantFile = tableOf(
  'participants.csv',
  {
    contract: filled(text),
    urn: filled(urn),
    startsOn: filled(date),
    endsOn: emptyAs(date, lastDay),
  },
  ['contract', 'urn', 'startsOn'],
);

/** What the items of a contract cost, between two days. */
export const priceFile = tableOf(
  'prices.csv',
  {
    contract: filled(text),
    item: filled(text),
    description: emptyAs(text, ''),
    unit: filled(oneOf(units)),
    quantityBasis: filled(oneOf(quantityBases)),
    lineClass: filled(oneOf(lineClasses)),
    unitPrice: filled(price),
    feeCap: optional(amount, null),
    validFrom: filled(date),
    validTo: emptyAs(date, lastDay),
  },
  ['contract', 'item', 'validFrom'],
);

/** One row for each version, the older first; a row that differs in anything is another version. */
export const baselineFile = tableOf(
  'baselines.csv',
  {
    contract: filled(text),
    urn: filled(urn),
    item: filled(text),
    kind: filled(oneOf(baselineKinds)),
    unitPrice: filled(price),
    vatRate: optional(rate, decimal('0.2')),
    validFrom: filled(date),
    validTo: emptyAs(date, lastDay),
    indexSeries: optional(text, null),
    indexBaseMonth: optional(monthName, null),
    evidence: filled(text),
    preparedBy: filled(text),
    approvedBy: optional(text, null),
    approvedAt: optional(instant, null),
  },
  [
    'contract',
    'urn',
    'item',
    'kind',
    'unitPrice',
    'vatRate',
    'validFrom',
    'validTo',
    'indexSeries',
    'indexBaseMonth',
    'evidence',
    'preparedBy',
    'approvedBy',
    'approvedAt',
  ],
);

/** A row of `trust.csv`. */
export type TrustRow = RowIn<typeof trustFile>;
/** A row of `schools.csv`. */
export type SchoolRow = RowIn<typeof schoolFile>;
/** A row of `conversions.csv`. */
export type ConversionRow = RowIn<typeof conversionFile>;
/** A row of `aliases.csv`. */
export type AliasRow = RowIn<typeof aliasFile>;
/** A row of `drivers.csv`. */
export type DriverRow = RowIn<typeof driverFile>;
/** A row of `suppliers.csv`. */
export type SupplierRow = RowIn<typeof supplierFile>;
/** A row of `contracts.csv`. */
export type ContractRow = RowIn<typeof contractFile>;
/** A row of `participants.csv`. */
export type ParticipantRow = RowIn<typeof participantFile>;
/** A row of `prices.csv`. */
export type PriceRow = RowIn<typeof priceFile>;
/** A row of `baselines.csv`. */
export type BaselineRow = RowIn<typeof baselineFile>;

/** The files of a trust's folder, in the order in which they are documented. */
export const trustFiles = [
  trustFile,
  schoolFile,
  conversionFile,
  aliasFile,
  driverFile,
  supplierFile,
  contractFile,
  participantFile,
  priceFile,
  volumeTierFile,
  rebateClauseFile,
  priceReviewFile,
  contractTermsFile,
  contractRecordFile,
  baselineFile,
  chargeFile,
  boardMeetingFile,
  schoolHolidayFile,
].map(({ file }) => file);
