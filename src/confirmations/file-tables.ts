import { type ShownTable, showAmount, tableView } from '../charts/table.ts';
import { encodingInWords } from '../files/file-format.ts';
import { writeStopped, type writeTallies } from '../imports/import.ts';
import type { Problems } from '../imports/problem-groups.ts';
import { effectTable } from './effect-table.ts';
import { type writeFindings, writeGroup } from './written.ts';

type Tallies = ReturnType<typeof writeTallies>;
type Group = ReturnType<typeof writeGroup>;
type Stopped = ReturnType<typeof writeStopped>;
type Written = ReturnType<typeof writeFindings>;
type Days = { readonly first_service_day: string | null; readonly last_service_day: string | null };
type Findings = Omit<Written, 'journal' | 'contents'> & {
  readonly contents: Omit<Written['contents'], keyof Days> & Days;
};

/** What became of the rows and pounds of a file, or what would: they add up to what was read (P13). */
export function tallyTable({ rows, net }: Tallies, isPosted: boolean): ShownTable {
  const words = {
    posted: isPosted ? 'Posted' : 'Would be posted',
    already: 'Came before, and count once',
    held: 'Wait for a decision',
    refused: 'Cannot be read, or do not count',
  };
  const kinds = Object.keys(words) as (keyof typeof words)[];
  const row = (name: string, kind: keyof Tallies['rows']) => ({
    values: { name, rows: String(rows[kind]), net: net[kind] },
  });
  return {
    id: 'tally',
    caption: isPosted ? 'What became of the rows' : 'What happens to the rows',
    columns: [
      { key: 'name', heading: 'Rows that', kind: 'text' },
      { key: 'rows', heading: 'Rows', kind: 'count' },
      { key: 'net', heading: 'Net, £', kind: 'pounds' },
    ],
    rows: kinds.map((kind) => row(words[kind], kind)),
    total: row('Read in all', 'read'),
  };
}

/** Why rows are not posted: each reason once, with the first rows and values. */
function reasonTable(groups: readonly Group[]): ShownTable {
  return {
    id: 'reasons',
    caption: 'Why rows are not posted',
    columns: [
      { key: 'message', heading: 'What is wrong', kind: 'text' },
      { key: 'column', heading: 'Column', kind: 'text' },
      { key: 'rows', heading: 'Rows', kind: 'count' },
      { key: 'net', heading: 'Net, £', kind: 'pounds' },
      { key: 'first', heading: 'First rows', kind: 'text' },
      { key: 'remedy', heading: 'What to do', kind: 'text' },
    ],
    rows: groups.map(({ message, column, rows, net, first_rows, remedy }) => ({
      values: {
        ...{ message, net, remedy },
        column: column ?? '',
        rows: String(rows),
        first: listed(first_rows.map(String), rows),
      },
    })),
    total: null,
  };
}

const shownCells = 50;

/** The first rows that are not posted, each with the cell that stops it. */
function cellTable(stopped: readonly Stopped[], rowsAt: string | null = null): ShownTable {
  const shown = stopped.slice(0, shownCells);
  const rest = stopped.length > shown.length ? `, the first ${shown.length}` : '';
  return {
    id: 'cells',
    caption: `Cell by cell${rest}`,
    columns: [
      { key: 'row', heading: 'Row of the file', kind: 'text' },
      { key: 'column', heading: 'Column', kind: 'text' },
      { key: 'found', heading: 'Stands there', kind: 'text' },
      { key: 'message', heading: 'What is wrong', kind: 'text' },
    ],
    rows: shown.map(({ row, column, found, message }) => ({
      values: { row: String(row), column: column ?? '', found: found ?? '', message },
      href: rowsAt === null ? undefined : `${rowsAt}/${row}`,
    })),
    total: null,
  };
}

/** The lines that are charged at another price than the contract's of their day. */
function priceTable({ price_check: { differences } }: Findings): ShownTable {
  return {
    id: 'prices',
    caption: 'Lines at another price than the contract’s',
    columns: [
      { key: 'row', heading: 'Row of the file', kind: 'text' },
      { key: 'document', heading: 'Invoice', kind: 'text' },
      { key: 'item', heading: 'Item', kind: 'text' },
      { key: 'sum', heading: 'By the contract', kind: 'text' },
      { key: 'net', heading: 'Charged, £', kind: 'pounds' },
      { key: 'claim', heading: 'Too much, £', kind: 'pounds' },
    ],
    rows: differences.slice(0, shownCells).map(({ row, quantity, agreed_price, ...each }) => ({
      values: {
        row: String(row),
        document: each.document,
        item: each.item,
        sum: `${quantity} × £${agreed_price} = ${showAmount(each.agreed_net, 'pence')}`,
        net: each.net,
        claim: each.claim,
      },
    })),
    total: null,
  };
}

/** What a file is in all, point by point. */
function contentsList({ contents, supplier, encoding, profile_version }: Findings, rows: number) {
  const { documents, net, vat, gross, first_service_day: first, last_service_day: last } = contents;
  return [
    ['Supplier', supplier],
    ['Rows', String(rows)],
    ['Invoices and credit notes', String(documents)],
    ['Net', showAmount(net, 'pence')],
    ['VAT', showAmount(vat, 'pence')],
    ['Gross', showAmount(gross, 'pence')],
    ['Service', first && last ? `from ${first} to ${last}` : 'The rows name no days of service'],
    ['Read as', `${encodingInWords(encoding)}, by version ${profile_version} of the profile`],
  ].map(([key = '', value = '']) => ({ key, value }));
}

/** What a file names that the register does not know, in sentences. */
function unmatchedInWords({ unmatched: { schools, contracts, items } }: Findings): string[] {
  const sentence = (what: string) => (each: { text: string; rows: number; net: string }) =>
    `${what} “${each.text}”: ${each.rows === 1 ? 'one row' : `${each.rows} rows`}, ${showAmount(each.net, 'pence')} net.`;
  return [
    ...schools.map(sentence('No school is called')),
    ...contracts.map(sentence('No contract is called')),
    ...items.map(sentence('The contract has no price for')),
  ];
}

const listed = (texts: readonly string[], count: number) =>
  count > texts.length ? `${texts.join(', ')} …` : texts.join(', ');

/**
 * Why rows of a file are not posted, by reason and cell by cell, as the macros of the pages take it; `rowsAt`
 * is the address below which it is decided about each row.
 */
export function stoppedView(
  { groups, first }: Pick<Problems, 'groups' | 'first'>,
  rowsAt: string | null = null,
) {
  return stoppedTables(groups.map(writeGroup), first.map(writeStopped), rowsAt);
}

function stoppedTables(
  groups: readonly Group[],
  first: readonly Stopped[],
  rowsAt: string | null = null,
) {
  return {
    reasons: groups.length === 0 ? null : tableView(reasonTable(groups), 'pence'),
    cells: groups.length === 0 ? null : tableView(cellTable(first, rowsAt), 'pence'),
  };
}

/** All that a check found, as the page of the third step takes it. */
export function checkView(found: Findings & Tallies, names: ReadonlyMap<string, string>) {
  const { effect, warnings, same_file_as: sameFileAs, price_check: prices, newly_posted } = found;
  const { overcharged, differences, not_known: notKnown } = prices;
  const { rows: above, excess } = found.fee_check;
  return {
    sameFileAs,
    newRows: newly_posted.rows,
    newNet: showAmount(newly_posted.net, 'pence'),
    contents: contentsList(found, found.rows.read),
    tally: tableView(tallyTable(found, false), 'pence'),
    warnings,
    unmatched: unmatchedInWords(found),
    ...stoppedTables(found.problem_groups, found.problems),
    overcharged:
      overcharged.rows === 0
        ? null
        : { rows: overcharged.rows, net: showAmount(overcharged.net, 'pence') },
    prices: differences.length === 0 ? null : tableView(priceTable(found), 'pence'),
    notKnown: notKnown.map(
      ({ rows, net, why }) =>
        `${rows} rows, ${showAmount(net, 'pence')}, could not be held against a price yet. ${why}`,
    ),
    fees: above === 0 ? null : { rows: above, excess: showAmount(excess, 'pence') },
    effect: effect.length === 0 ? null : tableView(effectTable(effect, names), 'pence'),
  };
}
