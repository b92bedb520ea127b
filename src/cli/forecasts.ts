import { userInfo } from 'node:os';
import Table from 'cli-table3';
import { closedWindow } from '../agreements/agreement.ts';
import {
  changeForecast,
  checkForecast,
  type Forecasted,
  type Forecasting,
} from '../forecasting/commands.ts';
import { writeForecasted } from '../forecasting/routes.ts';
import { type KnownStages, listForecasts, listStages } from '../forecasts/commands.ts';
import type { Forecast, SchoolForecast } from '../forecasts/forecast.ts';
import { writeForecast, writeStages } from '../forecasts/routes.ts';
import { stagesInWords, totalInWords } from '../forecasts/stage-words.ts';
import { comparison, type Stages } from '../forecasts/stages.ts';
import { add, displayMoney, type Money, parseMoney } from '../money/money.ts';
import { readWindow } from '../reports/window.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { wordsOfRows } from './row-words.ts';
import {
  type Arguments,
  type Command,
  counted,
  type Terminal,
  WrongUsage,
  withEngine,
} from './terminal.ts';

export const stages: Command = {
  name: 'stages',
  usage: `stages [--from MONTH --to MONTH] ${knowledgeUsage} [--explain] [--trust NAME]`,
  summary: 'print savings by stage: identified, contracted, realised, validated',
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    explain: { type: 'boolean' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const window = readWindow(args.text('from'), args.text('to'));
    const asked = { window, ...knowledgeAsked(args) };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const known = await listStages(database, trust.id, asked);
      if (args.isSet('json')) {
        terminal.print(JSON.stringify({ trust: trust.name, ...writeStages(known) }));
        return;
      }
      for (const line of stageLines(trust.name, known)) terminal.print(line);
      if (args.isSet('explain')) for (const line of wordLines(known)) terminal.print(line);
    });
  },
};

export const forecast: Command = {
  name: 'forecast',
  usage:
    'forecast add --area TITLE [--contract REFERENCE] --school URN=POUNDS… --from MONTH --to MONTH --basis TEXT | forecast contract NUMBER --contract REFERENCE [--school URN=POUNDS…] [--from MONTH --to MONTH] [--basis TEXT] | forecast drop NUMBER --reason TEXT | forecast list; [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'write down what schools are expected to save, which contract should bring it, or that it is given up; shown first, done with --confirm',
  options: {
    area: { type: 'string' },
    contract: { type: 'string' },
    school: { type: 'string', multiple: true },
    from: { type: 'string' },
    to: { type: 'string' },
    basis: { type: 'string' },
    reason: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const isList = args.words.length === 1 && args.words[0] === 'list';
    if (isList) await list(terminal, args);
    else await change(terminal, args, readForecasting(args));
  },
};

async function list(terminal: Terminal, args: Arguments): Promise<void> {
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const found = await listForecasts(database, trust.id);
    if (args.isSet('json')) {
      const forecasts = found.map(writeForecast);
      terminal.print(JSON.stringify({ trust: trust.name, forecasts }));
      return;
    }
    terminal.print(`${trust.name}: ${found.length === 0 ? 'no forecasts' : 'forecasts'}`);
    for (const line of found.flatMap(forecastLines)) terminal.print(line);
  });
}

async function change(terminal: Terminal, args: Arguments, asked: Forecasting): Promise<void> {
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
    const doing = isConfirmed ? changeForecast : checkForecast;
    const done = await doing(database, trust.id, asked, person);
    if (args.isSet('json')) {
      const told = { trust: trust.name, confirmed: isConfirmed, ...writeForecasted(done) };
      terminal.print(JSON.stringify(told));
      return;
    }
    for (const line of doneLines(done)) terminal.print(line);
    if (!isConfirmed) terminal.print('Checked, nothing saved; --confirm does it.');
  });
}

function readForecasting(args: Arguments): Forecasting {
  const [verb, number, ...more] = args.words;
  if (verb === 'add' && number === undefined) return readAdding(args);
  const isNamed = number !== undefined && /^[1-9]\d{0,8}$/.test(number) && more.length === 0;
  if (verb === 'drop' && isNamed) {
    return { act: 'drop', number: Number(number), reason: needed(args, 'reason') };
  }
  if (verb !== 'contract' || !isNamed) {
    throw new WrongUsage('Say: forecast add, contract NUMBER, drop NUMBER or list.');
  }
  const [from, to, basis] = [args.text('from'), args.text('to'), args.text('basis')?.trim()];
  return {
    act: 'contract',
    number: Number(number),
    contract: needed(args, 'contract'),
    ...((from ?? to) !== undefined && { window: closedWindow(readWindow(from, to)) }),
    ...(args.texts('school').length > 0 && { schools: readSchools(args) }),
    ...(basis && { basis }),
  };
}

function readAdding(args: Arguments): Forecasting {
  return {
    act: 'add',
    area: needed(args, 'area'),
    contract: args.text('contract') ?? null,
    window: closedWindow(readWindow(args.text('from'), args.text('to'))),
    schools: readSchools(args),
    basis: needed(args, 'basis'),
  };
}

function needed(args: Arguments, option: string): string {
  const text = args.text(option)?.trim();
  if (text) return text;
  throw new WrongUsage(`--${option} is missing.`);
}

function readSchools(args: Arguments): SchoolForecast[] {
  return args.texts('school').map((text) => {
    const [urn = '', written = '', ...more] = text.split('=');
    const amount = parseMoney(written.replace('£', '').replaceAll(',', ''));
    if (urn !== '' && amount !== undefined && more.length === 0) return { urn, amount };
    throw new WrongUsage(`--school '${text}' is not a URN with pounds, such as 900001=1200.00.`);
  });
}

const shown = (amount: Money | null) => (amount === null ? '–' : displayMoney(amount));
const headings = ['Identified', 'Contracted', 'Realised', 'Validated'];
const figures = (of: Stages) =>
  [of.identified, of.contracted, of.realised, of.validated].map(shown);

function tableOf(head: readonly string[]) {
  return new Table({
    head: [...head],
    colAligns: head.map((name) => (headings.includes(name) ? 'right' : 'left')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
}

function stageLines(trust: string, { journal, window, rows, total, names }: KnownStages): string[] {
  if (rows.length === 0) return [`${trust}: no forecasts and no measured savings in these months`];
  const table = tableOf(['Area or contract', 'School', ...headings, 'Of realised months']);
  for (const row of rows) {
    const place = row.contract ?? row.area ?? '';
    const school = `${row.urn} ${names.get(row.urn) ?? ''}`;
    table.push([place, school, ...figures(row), comparison(row) ?? '']);
  }
  table.push(['Total', '', ...figures(total), comparison(total) ?? '']);
  const months = `${window.from ?? 'the first month'} to ${window.to ?? 'the last'}`;
  return [
    `${trust}: savings by stage, ${months}, as known at journal ${journal}`,
    table.toString(),
    `Forecast ${shown(total.forecast)}: identified and contracted, of months that are not measured yet.`,
    `Realised ${shown(total.realised)}, of which ${shown(total.validated)} validated; never added to a forecast.`,
  ];
}

function wordLines(known: KnownStages): string[] {
  const rows = known.rows.map((row) => {
    return { urn: row.urn, contract: row.contract ?? row.area, ...stagesInWords(row) };
  });
  return ['', ...wordsOfRows({ rows, total: totalInWords(known) }, known.names)];
}

function forecastLines({ number, version, stage, area, contract, ...told }: Forecast): string[] {
  const { window, schools, basis, reason, by } = told;
  const sum = displayMoney(add(...schools.map(({ amount }) => amount)));
  const place = contract === null ? area : `${area}, ${contract}`;
  const end = reason === null ? '' : `; dropped: ${reason}`;
  return [
    `  ${number} (version ${version})  ${stage}: ${place}, ${sum} for ${counted(schools.length, 'school')}, ${window.from} to ${window.to}, by ${by}${end}`,
    `      ${basis}: ${schools.map(({ urn, amount }) => `${urn} ${displayMoney(amount)}`).join(', ')}`,
  ];
}

function doneLines({ forecast: told, before, after }: Forecasted): string[] {
  const table = tableOf(['All savings', ...headings]);
  table.push(['before', ...figures(before)], ['after', ...figures(after)]);
  return [...forecastLines(told), table.toString()];
}
