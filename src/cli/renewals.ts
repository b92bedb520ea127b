import { userInfo } from 'node:os';
import Table from 'cli-table3';
import type { LocalDate } from '../calendar/local-date.ts';
import {
  type ContractWish,
  checkDecision,
  type Decided,
  decideContract,
  listRenewals,
  type Renewals,
} from '../renewals/commands.ts';
import { type RenewalAct, renewalActs } from '../renewals/decision.ts';
import type { Renewal } from '../renewals/renewal.ts';
import { adviceOf, stateInWords } from '../renewals/words.ts';
import { writeDecided, writeRenewal } from '../renewals/written.ts';
import { chooseTrust } from './choose-trust.ts';
import { readDay } from './read-day.ts';
import { feed } from './renewal-feed.ts';
import { chooseMail, sendMail } from './renewal-mail.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

const decidable = renewalActs.filter((act) => act !== 'snooze');

export const renewals: Command = {
  name: 'renewals',
  usage: `renewals [--on DAY] | renewals decide CONTRACT ${decidable.join('|')} --reason TEXT [--confirm] | renewals snooze CONTRACT --until DAY --reason TEXT [--confirm] | renewals feed add NAME | renewals feed list | renewals feed end NAME | renewals send | renewals mail ADDRESS week|never; [--trust NAME] [--by PERSON]`,
  summary:
    'print when contracts end, and what has to be decided by which meeting; decide it, let it rest for a while, give the dates to calendars, or send by mail what is due',
  options: {
    on: { type: 'string' },
    until: { type: 'string' },
    reason: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words[0] === 'feed') await feed(terminal, args);
    else if (args.words[0] === 'send') await sendMail(terminal, args);
    else if (args.words[0] === 'mail') await chooseMail(terminal, args);
    else if (args.words.length === 0) await list(terminal, args);
    else await decide(terminal, args, readWish(args));
  },
};

async function list(terminal: Terminal, args: Arguments): Promise<void> {
  const today = readDay(args, 'on') ?? (terminal.now().slice(0, 10) as LocalDate);
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const found = await listRenewals(database, trust.id, today);
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ trust: trust.name, ...writeAll(found) }));
    } else for (const line of listLines(trust.name, found)) terminal.print(line);
  });
}

function writeAll({ today, renewals: all, suppliers }: Renewals) {
  const nameOf = ({ contract }: Renewal) => suppliers.get(contract.supplierId) ?? '';
  const told = { today, isWhole: true };
  return { today, renewals: all.map((each) => writeRenewal(each, nameOf(each), told)) };
}

async function decide(terminal: Terminal, args: Arguments, wish: ContractWish): Promise<void> {
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
    const doing = isConfirmed ? decideContract : checkDecision;
    const decided = await doing(database, trust.id, wish, person);
    if (args.isSet('json')) {
      const told = { trust: trust.name, confirmed: isConfirmed, ...writeDecided(decided) };
      terminal.print(JSON.stringify(told));
      return;
    }
    for (const line of decidedLines(decided)) terminal.print(line);
    if (!isConfirmed) terminal.print('Checked, nothing saved; --confirm does it.');
  });
}

function readWish(args: Arguments): ContractWish {
  const [verb, contract, word, ...more] = args.words;
  const reason = args.text('reason')?.trim();
  const act = verb === 'snooze' && word === undefined ? 'snooze' : readAct(verb, word);
  if (contract === undefined || act === undefined || more.length > 0) {
    throw new WrongUsage(
      `Say: renewals decide CONTRACT ${decidable.join('|')}, or renewals snooze CONTRACT --until DAY.`,
    );
  }
  if (!reason) throw new WrongUsage('--reason is missing.');
  return { contract, act, until: readDay(args, 'until') ?? null, reason };
}

function readAct(verb: string | undefined, word: string | undefined): RenewalAct | undefined {
  return verb === 'decide' ? decidable.find((act) => act === word) : undefined;
}

function listLines(trust: string, { today, renewals: all }: Renewals): string[] {
  if (all.length === 0) return [`${trust}: no contracts`];
  const table = new Table({
    head: ['Contract', 'Ends', 'Notice by', 'Decide by', 'Meeting', 'State'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { contract, current, deadline, state, snoozedUntil } of all) {
    const rests = snoozedUntil === null ? '' : `, snoozed until ${snoozedUntil}`;
    table.push([
      contract.reference,
      current.endsOn,
      deadline.noticeBy,
      deadline.decideBy,
      deadline.meeting?.name ?? '–',
      `${stateInWords[state]}${rests}`,
    ]);
  }
  return [
    `${trust}: contracts and what is to be decided, on ${today}`,
    table.toString(),
    ...all.flatMap((each) => adviceLines(each, today)),
  ];
}

function adviceLines(renewal: Renewal, today: LocalDate): string[] {
  const { reference, title } = renewal.contract;
  return ['', `${reference}, ${title}`, ...adviceOf(renewal, today).map((line) => `  ${line}`)];
}

function decidedLines({ today, after }: Decided): string[] {
  const { state, deadline } = after;
  return [
    ...adviceLines(after, today).slice(1),
    `  Now: ${stateInWords[state]}; ends ${deadline.endsOn}, notice by ${deadline.noticeBy}, decide by ${deadline.decideBy}.`,
  ];
}
