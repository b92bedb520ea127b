import { userInfo } from 'node:os';
import Table from 'cli-table3';
import { closedWindow } from '../agreements/agreement.ts';
import { chargedSchools, readCharge } from '../charges/charge.ts';
import {
  type Charged,
  checkCharge,
  type KnownNet,
  listNetOfCharges,
  recordCharge,
} from '../charges/commands.ts';
import { workingOfSchool, workingOfTotal } from '../charges/net-of-charge.ts';
import { writeCharged, writeNet } from '../charges/routes.ts';
import { add, displayMoney, type Money } from '../money/money.ts';
import { readWindow } from '../reports/window.ts';
import { type Driver, drivers } from '../schools/school.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { type Arguments, type Command, counted, WrongUsage, withEngine } from './terminal.ts';

export const charges: Command = {
  name: 'charges',
  usage: `charges [--from MONTH --to MONTH] ${knowledgeUsage} [--trust NAME]`,
  summary: 'print what each school saved net of the central charge that the trust takes',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const window = readWindow(args.text('from'), args.text('to'));
    const asked = { window, ...knowledgeAsked(args) };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const found = await listNetOfCharges(database, trust.id, asked);
      if (args.isSet('json')) {
        terminal.print(JSON.stringify({ trust: trust.name, ...writeNet(found) }));
        return;
      }
      for (const line of linesOf(trust.name, found)) terminal.print(line);
    });
  },
};

export const charge: Command = {
  name: 'charge',
  usage:
    'charge add --school URN | --driver DRIVER --from MONTH --to MONTH --amount POUNDS --source TEXT [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'record what the trust takes from a school, or from all by a driver; shown first, done with --confirm',
  options: {
    school: { type: 'string' },
    driver: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    amount: { type: 'string' },
    source: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb, ...more] = args.words;
    if (verb !== 'add' || more.length > 0) throw new WrongUsage('Say: charge add, and the charge.');
    const asked = readCharging(args);
    const isConfirmed = args.isSet('confirm');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
      const record = isConfirmed ? recordCharge : checkCharge;
      const charged = await record(database, trust.id, asked, person);
      if (args.isSet('json')) {
        const told = { trust: trust.name, confirmed: isConfirmed, ...writeCharged(charged) };
        terminal.print(JSON.stringify(told));
        return;
      }
      for (const line of chargedLines(charged)) terminal.print(line);
      if (!isConfirmed) terminal.print('Checked, nothing saved; --confirm does it.');
    });
  },
};

function readCharging(args: Arguments) {
  const [amount, source] = [args.text('amount'), args.text('source')?.trim()];
  if (amount === undefined) throw new WrongUsage('--amount has to say how many pounds are taken.');
  if (!source) {
    throw new WrongUsage('--source has to say where the amount was read; for 0, why it is none.');
  }
  return {
    to: chargedSchools(args.text('school'), readDriver(args.text('driver'))),
    window: closedWindow(readWindow(args.text('from'), args.text('to'))),
    amount: readCharge(amount),
    source,
  };
}

function readDriver(text: string | undefined): Driver | undefined {
  const driver = drivers.find((known) => known === text);
  if (text === undefined || driver) return driver;
  throw new WrongUsage(`--driver '${text}' is none of ${drivers.join(', ')}.`);
}

const shown = (amount: Money | null) => (amount === null ? 'not recorded' : displayMoney(amount));

function tableOf(head: readonly string[]) {
  return new Table({
    head: [...head],
    colAligns: head.map((_, index) => (index === 0 ? ('left' as const) : ('right' as const))),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
}

function linesOf(trust: string, { journal, names, window, schools, total }: KnownNet): string[] {
  if (schools.length === 0) return [`${trust}: no figures and no central charges in these months`];
  const table = tableOf(['School', 'Net saving', 'Central charge', 'Net of charge']);
  for (const { urn, netSaving, charge: taken, netOfCharge } of schools) {
    const net = netOfCharge === null ? '–' : displayMoney(netOfCharge);
    const name = names.get(urn) ?? '';
    table.push([`${urn} ${name}`, displayMoney(netSaving), shown(taken), net]);
  }
  const of = `${total.schoolsCounted} of ${counted(total.schools, 'school')}`;
  const net = total.netOfCharge === null ? '–' : displayMoney(total.netOfCharge);
  table.push([
    `Counted: ${of}`,
    total.charge === null ? '–' : displayMoney(total.countedNetSaving),
    total.charge === null ? '–' : displayMoney(total.charge),
    net,
  ]);
  return [
    `${trust}: net of central charge, ${window.from} to ${window.to}, as known at journal ${journal}`,
    table.toString(),
    ...schools.map((school) => `  ${school.urn}: ${workingOfSchool(school)}.`),
    `  ${total.charge === null ? '' : 'Together: '}${workingOfTotal(total)}.`,
  ];
}

function chargedLines({ recorded, before, after }: Charged): string[] {
  const table = tableOf(['School', 'Months', 'Amount', 'Charge before', 'after', 'Net of charge']);
  const [was, is] = [before, after].map(
    ({ schools }) => new Map(schools.map((school) => [school.urn, school])),
  );
  for (const { urn, window, amount } of recorded) {
    const now = is?.get(urn);
    table.push([
      `${urn} ${after.names.get(urn) ?? ''}`,
      `${window.from} to ${window.to}`,
      displayMoney(amount),
      shown(was?.get(urn)?.charge ?? null),
      shown(now?.charge ?? null),
      typeof now?.netOfCharge === 'number' ? displayMoney(now.netOfCharge) : '–',
    ]);
  }
  const { from, to } = after.window;
  const sum = add(...recorded.map(({ amount }) => amount));
  return [
    `${counted(recorded.length, 'charge')}, ${displayMoney(sum)}; before and after are for ${from} to ${to}`,
    table.toString(),
  ];
}
