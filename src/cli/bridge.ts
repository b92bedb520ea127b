import { lineDimensions } from '../bridges/bridge-rows.ts';
import { bridgeSavings, compareCosts } from '../bridges/commands.ts';
import { type Dimension, dimensions, type ReportRow } from '../reports/report.ts';
import { readWindow } from '../reports/window.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { placeTable } from './place-table.ts';
import { wordsOfRows } from './row-words.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

/** The columns that a comparison of two periods shows; costs that rose are above zero. */
const costColumns = [
  ['base_cost', 'Base cost'],
  ['price', 'Price'],
  ['volume', 'Volume'],
  ['mix', 'Mix'],
  ['new_lines', 'New'],
  ['ceased_lines', 'Ceased'],
  ['outside', 'Not comparable'],
  ['cost', 'Cost'],
  ['price_saving', 'Price saving'],
] as const;

const savingColumns = [
  ['start', 'Would have cost'],
  ['index_avoidance', '− Index'],
  ['cash_saving', '− Cash saving'],
  ['other_avoidance', '− Avoidance'],
  ['not_measured_cost', '+ Not measured'],
  ['off_contract_cost', '+ Off contract'],
  ['one_off', '+ One-off'],
  ['rebate', '− Rebate'],
  ['paid', 'Paid'],
] as const;

export const bridge: Command = {
  name: 'bridge',
  usage: `bridge [--base-from MONTH --base-to MONTH] [--from MONTH --to MONTH] [--by school|contract|item,…] ${knowledgeUsage} [--explain] [--trust NAME]`,
  summary: 'print price, volume and mix against a base period; without one, baseline to paid',
  options: {
    'base-from': { type: 'string' },
    'base-to': { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    by: { type: 'string' },
    ...knowledgeOptions,
    explain: { type: 'boolean' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const base = [args.text('base-from'), args.text('base-to')] as const;
    const isComparison = base.some((month) => month !== undefined);
    const by = readCut(args.text('by'), isComparison ? lineDimensions : dimensions);
    const window = readWindow(args.text('from'), args.text('to'));
    const knowledge = knowledgeAsked(args);
    await withEngine(terminal, async ({ database }) => {
      const { id } = await chooseTrust(database, args.text('trust'));
      const { document, names } = isComparison
        ? await compareCosts(database, id, {
            by,
            base: readWindow(...base),
            compared: window,
            ...knowledge,
          })
        : await bridgeSavings(database, id, { by, window, ...knowledge });
      if (args.isSet('json')) return terminal.print(JSON.stringify(document));
      terminal.print(`${document.trust}: as known at journal ${document.journal}`);
      terminal.print(isComparison ? comparisonNote : savingNote);
      const isLineByLine = document.rows.some((row) => 'standing' in row);
      const columns = isComparison ? costColumns : savingColumns;
      terminal.print(placeTable(document, { columns, names, ...(isLineByLine && { words }) }));
      if (args.isSet('explain')) terminal.print(wordsOfRows(document, names).join('\n'));
      const { base_missing_invoices: before = '0', missing_invoices: now = '0' } = document.total;
      if (before !== '0' || now !== '0') terminal.print(incompleteNote(before, now));
    });
  },
};

const comparisonNote =
  'Recurring cost, net plus irrecoverable VAT. Base cost + price + volume + mix + new + ceased + not comparable = cost; what costs more is above zero. Only the price part is a price saving: buying less is not.';
const savingNote =
  'Net plus irrecoverable VAT. From what the same would have cost to what was paid, step by step; index and avoidance release no cash.';

const incompleteNote = (before: string | null, now: string | null) =>
  `Incomplete: ${before} expected invoices of the base period and ${now} of the other have not come, which looks as if less were bought. The command missing lists them.`;

function readCut(text = 'school,contract', known: readonly Dimension[]): Dimension[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !known.includes(word as Dimension));
  if (unknown !== undefined)
    throw new WrongUsage(`--by '${unknown}' is none of ${known.join(', ')}.`);
  return words as Dimension[];
}

/** Why a line is not comparable, in words. */
const notComparable: Readonly<Record<string, string>> = {
  unlike_units: 'units differ',
  no_unit: 'no price row, so no unit',
  no_quantity: 'no quantity in a period',
};

const words = [
  'Unit',
  (row: ReportRow) => (row.reason ? (notComparable[row.reason] ?? '') : (row.unit ?? '–')),
] as const;
