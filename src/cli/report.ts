import Table from 'cli-table3';
import { writeSpreadsheetCsv } from '../csv/csv-writer.ts';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { add, displayMoney } from '../money/money.ts';
import { waitingByImport } from '../queue/store.ts';
import { type KnownReport, reportSavings } from '../reports/commands.ts';
import { readYear, type YearAsked, yearOwners } from '../reports/financial-year.ts';
import { isPast } from '../reports/knowledge.ts';
import {
  csvRows,
  displayCell,
  mixedNote,
  reportDocument,
  shownMeasures,
  watchedRows,
} from '../reports/layout.ts';
import { indexWarnings } from '../reports/not-indexed.ts';
import { type Dimension, dimensions, placesOf, type ReportRow } from '../reports/report.ts';
import { versionWarnings } from '../reports/rule-versions.ts';
import { readWindow } from '../reports/window.ts';
import type { Completeness } from '../watch/completeness.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Arguments, type Command, counted, WrongUsage, withEngine } from './terminal.ts';

export const report: Command = {
  name: 'report',
  usage: `report [--by school|contract|month|item,…] [--from MONTH --to MONTH | --year YEAR [--year-of trust|school|contract|academic|financial]] ${knowledgeUsage} [--format table|json|csv] [--trust NAME]`,
  summary: 'print the savings, by school unless asked otherwise',
  options: {
    by: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    year: { type: 'string' },
    'year-of': { type: 'string' },
    ...knowledgeOptions,
    format: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const by = readDimensions(args.text('by') ?? 'school');
    const format = args.isSet('json') ? 'json' : (args.text('format') ?? 'table');
    if (!['table', 'json', 'csv'].includes(format))
      throw new WrongUsage(`--format '${format}' is none of table, json, csv.`);
    const request = {
      by,
      window: readWindow(args.text('from'), args.text('to')),
      ...knowledgeAsked(args),
      year: yearAsked(args),
    };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const known = await reportSavings(database, trust.id, request);
      if (format === 'json') terminal.print(JSON.stringify(asJson(known)));
      else if (format === 'csv') terminal.print(asCsv(known, by).trimEnd());
      else {
        terminal.print(asTable(known, by));
        // What waits is a fact of now; a report of then is the same bytes for ever (P11).
        const waiting = !isPast(request) && (await waitingOf(database, trust.id));
        if (waiting) terminal.print(waiting);
      }
    });
  },
};

/** What no figure holds yet, so that nobody takes it for nothing. */
async function waitingOf(database: Database, trustId: string): Promise<string | undefined> {
  const waiting = [...(await inTrust(database, trustId, waitingByImport)).values()];
  const rows = waiting.reduce((sum, each) => sum + each.rows, 0);
  if (rows === 0) return undefined;
  const net = add(...waiting.map((each) => each.net));
  return `Not in these figures: ${counted(rows, 'row')}, ${displayMoney(net)} net, not posted yet. The command queue shows why.`;
}

export function readDimensions(text: string): Dimension[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !dimensions.includes(word as Dimension));
  if (unknown !== undefined)
    throw new WrongUsage(`--by '${unknown}' is none of ${dimensions.join(', ')}.`);
  return words as Dimension[];
}

/** The year of somebody that is asked for in place of a window. */
function yearAsked(args: Arguments): YearAsked | undefined {
  const [text, of = 'trust'] = [args.text('year'), args.text('year-of')];
  const owner = yearOwners.find((known) => known === of);
  if (!owner) throw new WrongUsage(`--year-of '${of}' is none of ${yearOwners.join(', ')}.`);
  if (text === undefined) {
    if (args.text('year-of') !== undefined) throw new WrongUsage('--year-of goes with --year.');
    return undefined;
  }
  if (args.text('from') !== undefined || args.text('to') !== undefined)
    throw new WrongUsage('Name a year, or a first and a last month.');
  return readYear(text, owner);
}

/** A report as one JSON document. */
export function asJson(known: KnownReport) {
  return reportDocument(known);
}

function asCsv(known: KnownReport, by: readonly Dimension[]): string {
  const { header, cells } = csvRows(placesOf(by), known);
  return writeSpreadsheetCsv(header, cells);
}

/** A report as a table for a terminal, whole words and right-aligned figures. */
export function asTable(known: KnownReport, by: readonly Dimension[]): string {
  const places = placesOf(by);
  const total: ReportRow = { ...known.total, ...known.totalCompleteness };
  const table = new Table({
    head: [
      ...places.map((place) => (place === 'urn' ? 'School' : place)),
      ...shownMeasures.map(({ heading }) => heading),
    ],
    colAligns: [...places.map(() => 'left' as const), ...shownMeasures.map(() => 'right' as const)],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const row of watchedRows(known)) {
    table.push([
      ...places.map((place) =>
        place === 'urn' ? `${row.urn} ${known.names.get(row.urn ?? '') ?? ''}` : (row[place] ?? ''),
      ),
      ...shownMeasures.map(({ key }) => displayCell(row[key])),
    ]);
  }
  table.push([
    ...places.map((_, index) => (index === 0 ? 'Total' : '')),
    ...shownMeasures.map(({ key }) => displayCell(total[key])),
  ]);
  return [
    `${known.trustName}: savings as known at journal ${known.journal}, by the rules of ${known.ruleVersion}`,
    'Pounds on the cost basis (net plus irrecoverable VAT); a loss has a minus. Cash, avoidance and net stand side by side and are not to be added.',
    ...versionWarnings(known.ruleVersions),
    table.toString(),
    ...yearLines(known.year),
    ...incompleteLines(known.totalCompleteness),
    ...indexWarnings(known.notIndexed),
    ...known.adjustments.map(adjustmentLine),
  ].join('\n');
}

function yearLines(year: KnownReport['year']): string[] {
  if (!year) return [];
  const windows = new Map<string, string[]>();
  for (const { urn, contract, from, to } of year.windows) {
    const months = `${from} to ${to}`;
    const place = urn ?? contract;
    windows.set(months, [...(windows.get(months) ?? []), ...(place ? [place] : [])]);
  }
  const lines = [...windows].map(([months, places]) => {
    return `Year ${year.year}: ${months}${places.length > 0 ? ` for ${places.join(', ')}` : ''}.`;
  });
  const note = mixedNote(year);
  return note ? [...lines, note] : lines;
}

/** That some months are not all there, so that what has not come is not taken for a saving (N23). */
function incompleteLines(completeness: Completeness): string[] {
  const { expected_invoices: expected, missing_invoices: missing } = completeness;
  if (missing === '0') return [];
  return [
    `Incomplete: ${missing} of ${expected} expected invoices (one for each school, contract and month) have not come. The command missing lists them.`,
  ];
}

function adjustmentLine(row: ReportRow): string {
  const [net, closed] = [row.net_saving, row.closed_net_saving].map((value) => displayCell(value));
  return `Included: prior-period adjustment of ${net} to the net saving of ${row.month}, booked in ${row.booked_month}; its own books hold ${closed}.`;
}
