import { writeStopped } from '../imports/import.ts';
import type { ProblemGroup } from '../imports/problem-groups.ts';
import { writeFeeCheck } from '../lines/fee-check.ts';
import { writePriceCheck } from '../lines/price-check.ts';
import { formatMoney, subtract } from '../money/money.ts';
import type { ProblemCode } from '../problem.ts';
import type { ImportResult, SchoolEffect } from './result.ts';
import type { UnmatchedText } from './unmatched.ts';

/** What a file was found to be, as it travels: amounts as text, everything else as it is read. */
export function writeFindings(result: ImportResult) {
  const { contents, unmatched } = result;
  return {
    supplier: result.supplier,
    encoding: result.encoding,
    profile_version: result.profileVersion,
    same_file_as: result.sameFileAs,
    journal: result.journal,
    newly_posted: { rows: result.newlyPosted.rows, net: formatMoney(result.newlyPosted.net) },
    contents: {
      lines: contents.lines,
      documents: contents.documents,
      net: formatMoney(contents.net),
      vat: formatMoney(contents.vat),
      gross: formatMoney(contents.gross),
      first_service_day: contents.firstDay,
      last_service_day: contents.lastDay,
    },
    unmatched: {
      schools: unmatched.schools.map(writeUnmatched),
      contracts: unmatched.contracts.map(writeUnmatched),
      items: unmatched.items.map(writeUnmatched),
    },
    problem_groups: result.problems.groups.map(writeGroup),
    problems: result.problems.first.map(writeStopped),
    effect: result.effect.map(writeEffect),
    warnings: [...result.warnings],
    price_check: writePriceCheck(result.prices),
    fee_check: writeFeeCheck(result.fees),
  };
}

const writeUnmatched = ({ text, rows, net }: UnmatchedText) => ({
  text,
  rows,
  net: formatMoney(net),
});

/** Rows that stopped for one reason as they travel. */
export function writeGroup(group: ProblemGroup) {
  const { code, state, column, rows, net, firstRows, values, valueCount } = group;
  return {
    code: code as ProblemCode,
    ...{ state, column, rows },
    net: formatMoney(net),
    first_rows: [...firstRows],
    values: [...values],
    value_count: valueCount,
    message: group.message,
    remedy: group.remedy,
  };
}

/** What an act changes for one school as it travels. */
export function writeEffect(effect: SchoolEffect) {
  const { urn, netSaving, netSavingAfter } = effect;
  return {
    urn,
    cost: formatMoney(effect.cost),
    cash_saving: formatMoney(effect.cashSaving),
    avoidance: formatMoney(effect.avoidance),
    net_saving: formatMoney(netSaving),
    net_saving_before: formatMoney(subtract(netSavingAfter, netSaving)),
    net_saving_after: formatMoney(netSavingAfter),
  };
}
