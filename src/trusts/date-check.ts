import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import { contains, type DateRange, union } from '../calendar/period.ts';
import { formatDecimal } from '../money/decimal.ts';
import type { ProblemDetail } from '../problem.ts';
import { chargeFile } from './charge-file.ts';
import { priceReviewFile } from './price-review-file.ts';
import type { RegisterRows } from './register-rows.ts';
import { schoolHolidayFile } from './renewal-file.ts';
import { heading, keyOf, type Placed, type Table, type TableRows } from './table.ts';
import {
  aliasFile,
  baselineFile,
  contractFile,
  type ParticipantRow,
  participantFile,
  priceFile,
  type SchoolRow,
  schoolFile,
} from './trust-file.ts';
import type { TrustFolder } from './trust-folder.ts';
import {
  type RebateClauseRow,
  rebateClauseFile,
  type VolumeTierRow,
  volumeTierFile,
} from './volume-file.ts';

/** A file whose rows hold for some days. */
interface Dated<Row> {
  readonly table: Table<Row>;
  readonly from: keyof Row & string;
  readonly to: keyof Row & string;
}

const schools = { table: schoolFile, from: 'joinedOn', to: 'leftOn' } as const;
const aliases = { table: aliasFile, from: 'validFrom', to: 'validTo' } as const;
const contracts = { table: contractFile, from: 'startsOn', to: 'endsOn' } as const;
const participants = { table: participantFile, from: 'startsOn', to: 'endsOn' } as const;
const prices = { table: priceFile, from: 'validFrom', to: 'validTo' } as const;
const charges = { table: chargeFile, from: 'from', to: 'to' } as const;
const tiers = { table: volumeTierFile, from: 'validFrom', to: 'validTo' } as const;
const clauses = { table: rebateClauseFile, from: 'validFrom', to: 'validTo' } as const;
const reviews = { table: priceReviewFile, from: 'validFrom', to: 'validTo' } as const;
const holidays = { table: schoolHolidayFile, from: 'from', to: 'to' } as const;
const baselines = { table: baselineFile, from: 'validFrom', to: 'validTo' } as const;

/**
 * Days that cannot be: ends before starts, two rows for the same day where there can be one, a
 * school that takes part while it is no member. The register is looked at together with the folder.
 */
export function dateProblems(folder: TrustFolder, register?: RegisterRows): ProblemDetail[] {
  // The rows of a school are its memberships: they replace those that it had.
  const members = together(folder.schools, register?.schools, ({ urn }) => urn);
  const taking = together(folder.participants, register?.participants, (row) =>
    keyOf(participantFile, row),
  );
  const priced = together(folder.prices, register?.prices, (row) => keyOf(priceFile, row));
  const tiered = together(folder.volumeTiers, register?.volumeTiers, (row) =>
    keyOf(volumeTierFile, row),
  );
  const rebated = together(folder.rebateClauses, register?.rebateClauses, (row) =>
    keyOf(rebateClauseFile, row),
  );
  const reviewed = together(folder.priceReviews, register?.priceReviews, (row) =>
    keyOf(priceReviewFile, row),
  );
  return [
    ...backwards(schools, folder.schools),
    ...backwards(aliases, folder.aliases),
    ...backwards(contracts, folder.contracts),
    ...backwards(participants, folder.participants),
    ...backwards(prices, folder.prices),
    ...backwards(tiers, folder.volumeTiers),
    ...backwards(clauses, folder.rebateClauses),
    ...backwards(reviews, folder.priceReviews),
    ...backwards(baselines, folder.baselines),
    ...backwards(charges, folder.charges),
    ...backwards(holidays, folder.schoolHolidays),
    ...overlaps(schools, members, ({ urn }) => `School ${urn}`),
    ...overlaps(participants, taking, ({ urn, contract }) => `School ${urn} in ${contract}`),
    ...overlaps(prices, priced, ({ contract, item }) => `Item ${item} of ${contract}`),
    ...overlaps(tiers, tiered, tierInWords),
    ...overlaps(clauses, rebated, clauseInWords),
    ...overlaps(reviews, reviewed, ({ contract, item }) => `The review of ${item} of ${contract}`),
    ...overlaps(holidays, folder.schoolHolidays.rows, () => 'The list of holidays'),
    ...outsideMembership(members, taking, folder.schools),
  ];
}

/** The rows that there will be: those of the folder, and of the register what it does not replace. */
function together<Row>(
  { rows }: TableRows<Row>,
  register: readonly Row[] | undefined,
  replacedBy: (row: Row) => string,
): Placed<Row>[] {
  const replaced = new Set(rows.map(({ value }) => replacedBy(value)));
  const kept = (register ?? []).filter((row) => !replaced.has(replacedBy(row)));
  return [...rows, ...kept.map((value) => ({ value }))];
}

const tierInWords = ({ contract, item, fromQuantity }: VolumeTierRow) =>
  `The tier of ${item} of ${contract} from ${formatDecimal(fromQuantity)}`;
const clauseInWords = ({ contract, spendAbove }: RebateClauseRow) =>
  `The rebate of ${contract} above ${formatDecimal(spendAbove)}`;

function daysOf<Row>({ from, to }: Dated<Row>, row: Row): DateRange {
  return { from: row[from] as LocalDate, to: row[to] as LocalDate };
}

const spell = ({ from, to }: DateRange) =>
  to === lastDay ? `from ${from} on` : `from ${from} to ${to}`;

function backwards<Row>(dated: Dated<Row>, { rows }: TableRows<Row>): ProblemDetail[] {
  return rows.flatMap(({ row = 0, value }): ProblemDetail[] => {
    const { from, to } = daysOf(dated, value);
    if (from <= to) return [];
    const column = heading(dated.to);
    return [
      {
        code: 'register.conflict',
        file: dated.table.file,
        row,
        column,
        found: to,
        message: `${to} is before ${heading(dated.from)}, ${from}.`,
        remedy: 'Correct one of the two; the last day counts in.',
      },
    ];
  });
}

function overlaps<Row>(
  dated: Dated<Row>,
  rows: readonly Placed<Row>[],
  group: (row: Row) => string,
): ProblemDetail[] {
  const latest = new Map<string, Placed<Row>>();
  const sorted = rows
    .filter(({ value }) => value[dated.from] <= value[dated.to])
    .sort((a, b) => (a.value[dated.from] < b.value[dated.from] ? -1 : 1));
  return sorted.flatMap((placed): ProblemDetail[] => {
    const name = group(placed.value);
    const earlier = latest.get(name);
    if (!earlier || earlier.value[dated.to] < placed.value[dated.to]) latest.set(name, placed);
    if (!earlier || earlier.value[dated.to] < placed.value[dated.from]) return [];
    return [overlapProblem(dated, name, [earlier, placed])];
  });
}

function overlapProblem<Row>(
  dated: Dated<Row>,
  name: string,
  [earlier, later]: readonly [Placed<Row>, Placed<Row>],
): ProblemDetail {
  // The row that a person can correct in the folder is the one to point at.
  const [here, there] =
    later.row === undefined || (earlier.row !== undefined && earlier.row > later.row)
      ? [earlier, later]
      : [later, earlier];
  const place = there.row === undefined ? 'a row of the register' : `row ${there.row}`;
  const days = [here, there].map(({ value }) => spell(daysOf(dated, value)));
  return {
    code: 'register.conflict',
    file: dated.table.file,
    ...(here.row === undefined ? {} : { row: here.row }),
    column: heading(dated.from),
    found: String(here.value[dated.from]),
    message: `${name} has this row ${days[0]} and ${place} ${days[1]}: they share days.`,
    remedy: `Set ${heading(dated.to)} of the earlier one to the day before the later one.`,
  };
}

function outsideMembership(
  members: readonly Placed<SchoolRow>[],
  taking: readonly Placed<ParticipantRow>[],
  { damaged, isReadable }: TableRows<SchoolRow>,
): ProblemDetail[] {
  const memberships = new Map<string, DateRange[]>();
  for (const { value } of members) {
    const days = daysOf(schools, value);
    memberships.set(value.urn, [...(memberships.get(value.urn) ?? []), days]);
  }
  const unclear = new Set(damaged.map(({ value }) => value.urn));
  return taking.flatMap((placed): ProblemDetail[] => {
    const { urn, contract } = placed.value;
    const days = daysOf(participants, placed.value);
    const known = union(memberships.get(urn) ?? []);
    const isJudged = isReadable && known.length > 0 && !unclear.has(urn) && days.from <= days.to;
    const isMember = known.some((range) => contains(range, days.from) && contains(range, days.to));
    if (!isJudged || isMember) return [];
    return [
      {
        code: 'register.conflict',
        file: participantFile.file,
        ...(placed.row === undefined ? {} : { row: placed.row }),
        column: known.some((range) => contains(range, days.from)) ? 'ends_on' : 'starts_on',
        found: spell(days),
        message: `School ${urn} takes part in ${contract} ${spell(days)}, and is a member ${known
          .map(spell)
          .join(' and ')}.`,
        remedy: 'A school takes part while it is a member: correct the one or the other.',
      },
    ];
  });
}
