import { userInfo } from 'node:os';
import Table from 'cli-table3';
import { type Month, parseMonth } from '../calendar/period.ts';
import {
  type Acting,
  actOnPeriod,
  checkPeriod,
  listPeriods,
  type PeriodView,
} from '../closings/commands.ts';
import type { PeriodOverview } from '../closings/period-overview.ts';
import { writePeriod, writePeriodView } from '../closings/routes.ts';
import { displayMoney } from '../money/money.ts';
import { chooseTrust } from './choose-trust.ts';
import {
  type Arguments,
  type Command,
  counted,
  type Terminal,
  WrongUsage,
  withEngine,
} from './terminal.ts';

export const closePeriodCommand: Command = {
  name: 'close-period',
  usage: 'close-period MONTH [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'show what closing a service month means, and with --confirm close it: later figures for it are booked as adjustments in an open one',
  options: { confirm: { type: 'boolean' }, trust: { type: 'string' }, by: { type: 'string' } },
  run: (terminal, args) => actOn(terminal, args, { act: 'closed' }),
};

export const reopenPeriodCommand: Command = {
  name: 'reopen-period',
  usage: 'reopen-period MONTH --reason TEXT [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'show what reopening a closed month means, and with --confirm reopen it, by another person than the one who closed it: it takes figures again',
  options: {
    reason: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const reason = args.text('reason')?.trim();
    if (!reason) throw new WrongUsage('--reason has to say why the month is opened again.');
    await actOn(terminal, args, { act: 'reopened', reason });
  },
};

export const periods: Command = {
  name: 'periods',
  usage: 'periods [--trust NAME]',
  summary: 'list the service months: which are closed, what was booked later, who decided it',
  options: { trust: { type: 'string' } },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const { journal, periods: list } = await listPeriods(database, trust.id);
      if (args.isSet('json')) {
        const told = { trust: trust.name, journal, periods: list.map(writePeriod) };
        terminal.print(JSON.stringify(told));
      } else for (const line of listLines(trust.name, list)) terminal.print(line);
    });
  },
};

async function actOn(terminal: Terminal, args: Arguments, acting: Acting): Promise<void> {
  const month = readMonth(args);
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
    const doIt = isConfirmed ? actOnPeriod : checkPeriod;
    const view = await doIt(database, trust.id, month, acting, person);
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ trust: trust.name, ...writePeriodView(view, isConfirmed) }));
    } else for (const line of viewLines(view, isConfirmed)) terminal.print(line);
  });
}

function readMonth(args: Arguments): Month {
  const [text = '', ...more] = args.words;
  const month = parseMonth(text);
  if (!month || more.length > 0) throw new WrongUsage(`'${text}' is not a month such as 2025-09.`);
  return month;
}

/** What a person reads before and after a closing or reopening. */
function viewLines(view: PeriodView, isDone: boolean): string[] {
  const { month, state, journal, measures, netSaving, missing } = view;
  const waits = ({ rows, net }: PeriodView['ofMonth']) =>
    `${counted(rows, 'row')}, ${displayMoney(net)} net`;
  const shown = missing.slice(0, 20).map(({ contract, urn }) => `    ${contract}, ${urn}`);
  const more = missing.length - shown.length;
  return [
    isDone
      ? `${month} is ${state} as known at journal ${journal}.`
      : `${month} would be ${state} as known at journal ${journal}: checked, nothing saved; --confirm does it`,
    `  net saving ${displayMoney(netSaving)}, of cost ${displayMoney(measures.cost)}; not measured ${displayMoney(measures.notMeasuredCost)}`,
    ...view.bookedLater.map((later) => `  ${bookedLine(later)}`),
    `  waiting for this month: ${waits(view.ofMonth)}`,
    ...(view.undated.rows > 0
      ? [`  waiting, of a month that cannot be told: ${waits(view.undated)}`]
      : []),
    `  no cost has come yet for: ${missing.length === 0 ? 'nobody' : counted(missing.length, 'participation')}`,
    ...shown,
    ...(more > 0 ? [`    and ${more} more; --json lists them all`] : []),
  ];
}

function listLines(trust: string, list: readonly PeriodOverview[]): string[] {
  const table = new Table({
    head: ['Month', 'State', 'Cost', 'Net saving', 'Booked later', 'Last decided'],
    colAligns: ['left', 'left', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { month, state, measures, netSaving, bookedLater, acts } of list) {
    const last = acts.at(-1);
    table.push([
      month,
      state,
      displayMoney(measures.cost),
      displayMoney(netSaving),
      bookedLater.map(bookedLine).join('; '),
      last ? [`${last.by}, journal ${last.atJournal}`, last.reason].filter(Boolean).join(': ') : '',
    ]);
  }
  return [`${trust}: service months`, table.toString()];
}

const bookedLine = ({ bookedMonth, netSaving }: PeriodOverview['bookedLater'][number]) =>
  `${displayMoney(netSaving)} of it booked in ${bookedMonth}`;
