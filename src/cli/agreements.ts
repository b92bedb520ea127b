import { userInfo } from 'node:os';
import Table from 'cli-table3';
import { type ClosedWindow, closedWindow, standings } from '../agreements/agreement.ts';
import {
  type Agreements,
  type Answering,
  answerFigure,
  checkAnswer,
  listAgreements,
} from '../agreements/commands.ts';
import { writeAgreements, writeAnswer } from '../agreements/routes.ts';
import { displayMoney, type Money } from '../money/money.ts';
import { readWindow } from '../reports/window.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

const asked = {
  from: { type: 'string' },
  to: { type: 'string' },
  'as-known-at': { type: 'string' },
  confirm: { type: 'boolean' },
  trust: { type: 'string' },
  by: { type: 'string' },
} as const;
const options = '--from MONTH --to MONTH [--as-known-at JOURNAL]';

export const agree: Command = {
  name: 'agree',
  usage: `agree URN ${options} [--words TEXT] [--confirm] [--trust NAME] [--by PERSON]`,
  summary: "show a school's figure, and with --confirm keep that it agrees with it",
  options: { ...asked, words: { type: 'string' } },
  run: (terminal, args) => answer(terminal, args, 'agreed'),
};

export const queryFigure: Command = {
  name: 'query',
  usage: `query URN --words TEXT ${options} [--confirm] [--trust NAME] [--by PERSON]`,
  summary: "show a school's figure, and with --confirm keep what it says against it",
  options: { ...asked, words: { type: 'string' } },
  run: (terminal, args) => answer(terminal, args, 'queried'),
};

export const agreements: Command = {
  name: 'agreements',
  usage: `agreements --from MONTH --to MONTH ${knowledgeUsage} [--trust NAME]`,
  summary: 'list what each school says of its figure: agreed, awaiting or disputed',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const asked = { window: windowOf(args), ...knowledgeAsked(args) };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const found = await listAgreements(database, trust.id, asked);
      if (args.isSet('json')) {
        terminal.print(JSON.stringify({ trust: trust.name, ...writeAgreements(found) }));
      } else for (const line of linesOf(trust.name, found)) terminal.print(line);
    });
  },
};

const windowOf = (args: Arguments): ClosedWindow =>
  closedWindow(readWindow(args.text('from'), args.text('to')));

async function answer(
  terminal: Terminal,
  args: Arguments,
  said: Answering['answer'],
): Promise<void> {
  const [urn, ...more] = args.words;
  if (!urn || more.length > 0) throw new WrongUsage('Name one school by its URN.');
  const words = args.text('words')?.trim() ?? '';
  if (said === 'queried' && words === '') throw new WrongUsage('--words has to say what is wrong.');
  const journal = args.text('as-known-at');
  if (journal !== undefined && !/^\d+$/.test(journal))
    throw new WrongUsage(`--as-known-at '${journal}' is not the number of a journal.`);
  const answering: Answering = {
    urn,
    window: windowOf(args),
    journal: journal === undefined ? undefined : Number(journal),
    answer: said,
    words,
  };
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
    const keep = isConfirmed ? answerFigure : checkAnswer;
    const kept = await keep(database, trust.id, answering, person);
    if (args.isSet('json')) {
      const told = { trust: trust.name, confirmed: isConfirmed, ...writeAnswer(kept) };
      terminal.print(JSON.stringify(told));
      return;
    }
    const { from, to } = kept.window;
    const figures = `cash saving ${shown(kept.cashSaving)}, avoidance ${shown(kept.avoidance)}, net saving ${shown(kept.netSaving)}`;
    const outcome = isConfirmed
      ? `${said} by ${kept.by}`
      : `would be ${said}: nothing saved; --confirm does it`;
    terminal.print(
      `${kept.urn}, ${from} to ${to}, as known at journal ${kept.journal}: ${outcome}`,
    );
    terminal.print(`  ${figures}`);
  });
}

const shown = (amount: Money | null) => (amount === null ? '–' : displayMoney(amount));

function linesOf(trust: string, { journal, window, schools, parts, total }: Agreements): string[] {
  const table = new Table({
    head: ['School', 'Cash saving', 'Avoidance', 'Net saving', 'Standing', 'What it says'],
    colAligns: ['left', 'right', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { urn, name, answer: last, isOutdated, standing, ...figure } of schools) {
    const changed = isOutdated
      ? `changed since it was ${last?.answer} at journal ${last?.journal}`
      : '';
    const said = last ? [changed, last.by, last.words].filter(Boolean).join('; ') : '';
    table.push([
      `${urn} ${name}`,
      shown(figure.cashSaving),
      shown(figure.avoidance),
      shown(figure.netSaving),
      standing,
      said,
    ]);
  }
  for (const [label, part] of [
    ...standings.map((it) => [it, parts[it]] as const),
    ['Total', total] as const,
  ]) {
    table.push([
      label,
      shown(part.cashSaving),
      shown(part.avoidance),
      shown(part.netSaving),
      '',
      '',
    ]);
  }
  return [
    `${trust}: what the schools say of ${window.from} to ${window.to}, as known at journal ${journal}`,
    table.toString(),
  ];
}
