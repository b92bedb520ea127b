import Table from 'cli-table3';
import { readPoint } from '../reports/knowledge.ts';
import { displayCell } from '../reports/layout.ts';
import { readWindow } from '../reports/window.ts';
import { whatChanged } from '../restatements/commands.ts';
import { changesDocument } from '../restatements/document.ts';
import type { FigureKey } from '../restatements/figures.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const changes: Command = {
  name: 'changes',
  usage:
    'changes --since JOURNAL|DAY [--until JOURNAL|DAY] [--from MONTH --to MONTH] [--explain] [--trust NAME]',
  summary: 'print what changed between two points of knowledge, by cause, adding up to the penny',
  options: {
    since: { type: 'string' },
    until: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    explain: { type: 'boolean' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [since, until] = [args.text('since'), args.text('until')];
    if (since === undefined || args.words.length > 0) {
      throw new WrongUsage('Say since when: --since with a journal or a day.');
    }
    const asked = {
      window: readWindow(args.text('from'), args.text('to')),
      since: readPoint(since, 'since'),
      until: until === undefined ? {} : readPoint(until, 'until'),
    };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const document = changesDocument(await whatChanged(database, trust.id, asked));
      const isJson = args.isSet('json');
      terminal.print(isJson ? JSON.stringify(document) : asText(document).join('\n'));
      if (!isJson && args.isSet('explain')) terminal.print(inWords(document).join('\n'));
    });
  },
};

type Told = ReturnType<typeof changesDocument>;
type Written = Readonly<Record<FigureKey, string | null>>;

const shown: readonly (readonly [FigureKey, string])[] = [
  ['cost', 'Cost'],
  ['baseline_cost', 'Baseline'],
  ['cash_saving', 'Cash saving'],
  ['avoidance', 'Avoidance'],
  ['one_off', 'One-off'],
  ['rebate', 'Rebate'],
  ['net_saving', 'Net saving'],
  ['off_contract_cost', 'Off contract'],
];

function asText(told: Told): string[] {
  const months = told.from || told.to ? `${told.from ?? '…'} to ${told.to ?? '…'}` : 'all months';
  return [
    `${told.trust}: what changed from journal ${told.since} to journal ${told.until}, ${months}`,
    'Pounds on the cost basis (net plus irrecoverable VAT). Down each column, the causes lead from the first figure to the last.',
    ...told.warnings,
    tableOf('Trust', told.total),
    ...told.schools
      .filter((school) => school.causes.length > 0)
      .map((school) => tableOf(`${school.urn} ${school.name}`, school)),
    ...told.journals.map(
      ({ number, recorded_at: at, recorded_by: by, reason, change }) =>
        `Journal ${number}, ${at.slice(0, 10)}, ${by}: ${reason} (net saving ${displayCell(change.net_saving)}, cost ${displayCell(change.cost)})`,
    ),
  ];
}

/** Each figure that moved, of the trust and of each school, with its causes in one sum. */
function inWords({ total, schools }: Told): string[] {
  const whole = total.in_words.map((each) => ['Trust', each] as const);
  const each = schools.flatMap(({ urn, name, in_words: told }) =>
    told.map((figure) => [`${urn} ${name}`, figure] as const),
  );
  return [...whole, ...each].flatMap(([whose, { sentence, sum }]) => [
    `${whose}: ${sentence}`,
    `  ${sum}`,
  ]);
}

function tableOf(whose: string, { before, after, causes }: Told['total']): string {
  const table = new Table({
    head: [whose, ...shown.map(([, heading]) => heading)],
    colAligns: ['left', ...shown.map(() => 'right' as const)],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  const add = (what: string, figures: Written) =>
    table.push([what, ...shown.map(([key]) => displayCell(figures[key]))]);
  add('Known before', before);
  for (const { words, change } of causes) add(words, change);
  add('Known after', after);
  return table.toString();
}
