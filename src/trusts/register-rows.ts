import type { PriceReview } from '../agreed-prices/price-review.ts';
import type { Baseline } from '../baselines/baseline.ts';
import { dayBefore, firstDay } from '../calendar/local-date.ts';
import type { Contract, Supplier } from '../contracts/contract.ts';
import { one } from '../money/decimal.ts';
import { type School, type SchoolTerms, type Trust, termsOn, urnsOf } from '../schools/school.ts';
import type { OfContract, RebateClause, VolumeTerms, VolumeTier } from '../tiers/volume-terms.ts';
import type { PriceReviewRow } from './price-review-file.ts';
import type {
  AliasRow,
  ContractRow,
  ConversionRow,
  DriverRow,
  ParticipantRow,
  PriceRow,
  SchoolRow,
  SupplierRow,
  TrustRow,
} from './trust-file.ts';
import type { RebateClauseRow, VolumeTierRow } from './volume-file.ts';

/** A trust's register as the rows that its folder would hold, in the order of their keys. */
export interface RegisterRows {
  readonly schools: readonly SchoolRow[];
  readonly conversions: readonly ConversionRow[];
  readonly aliases: readonly AliasRow[];
  readonly drivers: readonly DriverRow[];
  readonly suppliers: readonly SupplierRow[];
  readonly contracts: readonly ContractRow[];
  readonly participants: readonly ParticipantRow[];
  readonly prices: readonly PriceRow[];
  readonly volumeTiers: readonly VolumeTierRow[];
  readonly rebateClauses: readonly RebateClauseRow[];
  readonly priceReviews: readonly PriceReviewRow[];
}

/** What the ledger knows of a trust. */
export interface Register {
  readonly schools: readonly School[];
  readonly suppliers: readonly Supplier[];
  readonly contracts: readonly Contract[];
  readonly baselines: readonly Baseline[];
  readonly volumeTerms: VolumeTerms;
  readonly priceReviews: readonly OfContract<PriceReview>[];
}

/** The one row of `trust.csv`. */
export function trustRow({ name, kind, companyNumber, ukprn, yearStartsMonth }: Trust): TrustRow {
  return { name, kind, companyNumber, ukprn, yearStartsMonth };
}

/** The register as rows; baselines are apart, because they have versions. */
export function registerRows({
  schools,
  suppliers,
  contracts,
  volumeTerms,
  priceReviews,
}: Register): RegisterRows {
  const supplierNames = new Map(suppliers.map(({ id, name }) => [id, name]));
  const urns = new Map(schools.map(({ id, urn }) => [id, urn]));
  const references = new Map(contracts.map(({ id, reference }) => [id, reference]));
  return {
    schools: inOrder(schools.flatMap(schoolRows), (row) => [row.urn, row.joinedOn]),
    conversions: inOrder(schools.flatMap(conversionRows), (row) => [row.urn, row.convertedOn]),
    aliases: inOrder(schools.flatMap(aliasRows), (row) => [row.urn, row.alias, row.validFrom]),
    drivers: inOrder(schools.flatMap(driverRows), (row) => [
      row.urn,
      row.driver,
      row.effectiveFrom,
    ]),
    suppliers: inOrder(
      suppliers.map(({ name, companyNumber, vatNumber }) => ({ name, companyNumber, vatNumber })),
      (row) => [row.name],
    ),
    contracts: inOrder(
      contracts.map((contract) => contractRow(contract, named(supplierNames, contract.supplierId))),
      (row) => [row.reference],
    ),
    participants: inOrder(
      contracts.flatMap((contract) => participantRows(contract, urns)),
      (row) => [row.contract, row.urn, row.startsOn],
    ),
    prices: inOrder(contracts.flatMap(priceRows), (row) => [row.contract, row.item, row.validFrom]),
    volumeTiers: inOrder(
      volumeTerms.tiers.map((tier) => tierRow(tier, named(references, tier.contractId))),
      (row) => [
        row.contract,
        row.item,
        row.validFrom,
        row.fromQuantity.toFixed(6).padStart(20, '0'),
      ],
    ),
    rebateClauses: inOrder(
      volumeTerms.clauses.map((clause) => clauseRow(clause, named(references, clause.contractId))),
      (row) => [row.contract, row.validFrom, row.spendAbove.toFixed(6).padStart(20, '0')],
    ),
    priceReviews: inOrder(
      priceReviews.map((review) => reviewRow(review, named(references, review.contractId))),
      (row) => [row.contract, row.item, row.validFrom],
    ),
  };
}

/** Rows sorted by their keys, part by part and by code unit, the same on every machine. */
export function inOrder<Row>(rows: readonly Row[], key: (row: Row) => readonly string[]): Row[] {
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ row }) => row);
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/** The name of what a row refers to; its absence is a defect. */
export function named(names: ReadonlyMap<string, string>, id: string): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`${id} is not in the register`);
  return name;
}

/** What holds for a school from the latest change on; a school of which nothing is said. */
export function latestTerms(school: School | undefined): SchoolTerms {
  return school?.terms.at(-1) ?? nothingSaid;
}

const nothingSaid: SchoolTerms = {
  validFrom: firstDay,
  status: 'maintained',
  yearStartsMonth: 4,
  vatRecoveryRate: one,
};

/** Each later number of a school, with what the school was on the day before it got it. */
function conversionRows(school: School): ConversionRow[] {
  return urnsOf(school)
    .slice(1)
    .map(({ urn: newUrn, valid }) => {
      const before = termsOn(school, dayBefore(valid.from)) ?? nothingSaid;
      return {
        urn: school.urn,
        newUrn,
        convertedOn: valid.from,
        statusBefore: before.status,
        yearStartsMonthBefore: before.yearStartsMonth,
        vatRecoveryRateBefore: before.vatRecoveryRate,
      };
    });
}

function schoolRows(school: School): SchoolRow[] {
  const { urn, name, phase } = school;
  const { status, yearStartsMonth, vatRecoveryRate } = latestTerms(school);
  return school.memberships.map(({ from, to }) => {
    return {
      urn,
      name,
      phase,
      status,
      joinedOn: from,
      leftOn: to,
      yearStartsMonth,
      vatRecoveryRate,
    };
  });
}

function aliasRows({ urn, identifiers }: School): AliasRow[] {
  return identifiers
    .filter(({ kind }) => kind === 'alias')
    .map(({ value, valid }) => ({ urn, alias: value, validFrom: valid.from, validTo: valid.to }));
}

function driverRows({ urn, drivers }: School): DriverRow[] {
  return drivers.flatMap(({ driver, value, effectiveFrom, source }) =>
    driver === 'equal' ? [] : [{ urn, driver, value, effectiveFrom, source }],
  );
}

function contractRow(contract: Contract, supplier: string): ContractRow {
  const { reference, title, category, cfrCode, term, noticeMonths, procurementRoute, driver } =
    contract;
  return {
    reference,
    title,
    supplier,
    category,
    cfrCode,
    startsOn: term.from,
    endsOn: term.to,
    noticeMonths,
    procurementRoute,
    driver,
  };
}

function participantRows(
  { reference, participations }: Contract,
  urns: ReadonlyMap<string, string>,
): ParticipantRow[] {
  return participations.map(({ schoolId, days }) => {
    const urn = named(urns, schoolId);
    return { contract: reference, urn, startsOn: days.from, endsOn: days.to };
  });
}

function priceRows({ reference, prices }: Contract): PriceRow[] {
  return prices.map(({ id: _, valid, ...price }) => {
    return { contract: reference, ...price, validFrom: valid.from, validTo: valid.to };
  });
}

function tierRow(tier: OfContract<VolumeTier>, contract: string): VolumeTierRow {
  const { item, fromQuantity, unitPrice, valid } = tier;
  return { contract, item, fromQuantity, unitPrice, validFrom: valid.from, validTo: valid.to };
}

function clauseRow(clause: OfContract<RebateClause>, contract: string): RebateClauseRow {
  const { spendAbove, rebateRate, dueMonths, valid } = clause;
  const terms = { spendAbove, rebateRate, dueMonths };
  return { contract, ...terms, validFrom: valid.from, validTo: valid.to };
}

/** A clause by which prices move as the row that stands for it. */
export function reviewRow(
  { contractId: _, valid, ...review }: OfContract<PriceReview>,
  contract: string,
): PriceReviewRow {
  return { contract, ...review, validFrom: valid.from, validTo: valid.to };
}
