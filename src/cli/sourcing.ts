import { userInfo } from 'node:os';
import Table from 'cli-table3';
import { type Awarded, type ChoiceWish, checkChoice, chooseOption } from '../awards/commands.ts';
import { writeAwarded } from '../awards/routes.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { unitInWords } from '../contracts/charge.ts';
import { formatDecimal } from '../money/decimal.ts';
import { displayMoney, type Money } from '../money/money.ts';
import { checkQuotation, readQuotationFolder, saveQuotation } from '../quotations/commands.ts';
import { type Area, stageOf } from '../sourcing/area.ts';
import {
  type ComparedArea,
  type ComparedOption,
  compareArea,
  listAreas,
} from '../sourcing/commands.ts';
import { outcomeSentences, wholeSentence } from '../sourcing/words.ts';
import { writeArea, writeCompared } from '../sourcing/written.ts';
import { units } from '../tiers/words.ts';
import { chooseTrust } from './choose-trust.ts';
import {
  type Arguments,
  type Command,
  counted,
  type Terminal,
  WrongUsage,
  withEngine,
} from './terminal.ts';

export const sourcing: Command = {
  name: 'sourcing',
  usage:
    'sourcing | sourcing load FOLDER [--confirm] | sourcing compare AREA | sourcing choose AREA OPTION --reason TEXT [--confirm]; [--trust NAME] [--by PERSON]',
  summary:
    'print in which areas of spend a contract is looked for; take in what schools pay now and what is quoted, compare who gains and who loses, and make the contract of the chosen option',
  options: {
    reason: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb, name, option, ...more] = args.words;
    const isAlone = name !== undefined && option === undefined;
    if (verb === undefined) await list(terminal, args);
    else if (verb === 'load' && isAlone) await load(terminal, args, name);
    else if (verb === 'compare' && isAlone) await compare(terminal, args, name);
    else if (verb === 'choose' && name && option && more.length === 0) {
      const reason = args.text('reason')?.trim();
      if (!reason) throw new WrongUsage('--reason is missing.');
      await choose(terminal, args, { area: name, option, reason });
    } else {
      throw new WrongUsage(
        'Say: sourcing load FOLDER, sourcing compare AREA, or sourcing choose AREA OPTION --reason TEXT.',
      );
    }
  },
};

const notSaved = 'Checked, nothing saved; --confirm does it.';
const personOf = (terminal: Terminal, args: Arguments) => ({
  by: args.text('by') ?? userInfo().username,
  at: terminal.now(),
});

async function list(terminal: Terminal, args: Arguments): Promise<void> {
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const areas = await listAreas(database, trust.id);
    if (args.isSet('json')) {
      const written = areas.map((area) => writeArea(area, true));
      terminal.print(JSON.stringify({ trust: trust.name, areas: written }));
      return;
    }
    const none = areas.length === 0 ? 'no contract is looked for' : 'contracts that are looked for';
    terminal.print(`${trust.name}: ${none}`);
    for (const line of areas.flatMap(areaLines)) terminal.print(line);
  });
}

async function load(terminal: Terminal, args: Arguments, folder: string): Promise<void> {
  const rows = await readQuotationFolder(folder);
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const doing = isConfirmed ? saveQuotation : checkQuotation;
    const compared = await doing(database, trust.id, rows, personOf(terminal, args));
    if (args.isSet('json')) {
      const areas = compared.map((each) => writeCompared(each, true));
      terminal.print(JSON.stringify({ trust: trust.name, confirmed: isConfirmed, areas }));
      return;
    }
    for (const line of compared.flatMap(comparedLines)) terminal.print(line);
    if (!isConfirmed) terminal.print(notSaved);
  });
}

async function compare(terminal: Terminal, args: Arguments, area: string): Promise<void> {
  const today = terminal.now().slice(0, 10) as LocalDate;
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const compared = await compareArea(database, trust.id, area, today);
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ trust: trust.name, ...writeCompared(compared, true) }));
    } else for (const line of comparedLines(compared)) terminal.print(line);
  });
}

async function choose(terminal: Terminal, args: Arguments, wish: ChoiceWish): Promise<void> {
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const doing = isConfirmed ? chooseOption : checkChoice;
    const awarded = await doing(database, trust.id, wish, personOf(terminal, args));
    if (args.isSet('json')) {
      const told = { trust: trust.name, confirmed: isConfirmed, ...writeAwarded(awarded) };
      terminal.print(JSON.stringify(told));
      return;
    }
    for (const line of awardedLines(awarded)) terminal.print(line);
    if (!isConfirmed) terminal.print(notSaved);
  });
}

function areaLines(area: Area): string[] {
  const { reference, title, startsOn, endsOn, options, chosen } = area;
  const offers = options.map(({ name }) => name).join(', ');
  const end = chosen
    ? `${chosen.by} chose ${chosen.option} on ${chosen.at.slice(0, 10)}: ${chosen.reason}`
    : offers || 'no quotes yet';
  return [`  ${reference}  ${stageOf(area)}: ${title}, ${startsOn} to ${endsOn}; ${end}`];
}

function tableOf(head: readonly string[]) {
  return new Table({
    head: [...head],
    colAligns: head.map((_, index) => (index === 0 ? 'left' : 'right')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
}

function comparedLines(compared: ComparedArea): string[] {
  const { area, journal, costs, options, names } = compared;
  const unknown = costs.filter((cost) => 'why' in cost).length;
  const fromLedger = costs.filter((cost) => 'from' in cost && cost.from === 'ledger').length;
  const known = [
    `${fromLedger} worked out from posted lines as known at journal ${journal}`,
    `${costs.length - fromLedger - unknown} stated`,
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ];
  return [
    ...areaLines(area).map((line) => line.trim()),
    `${counted(costs.length, 'price')} of today with the volume of a year: ${known.join(', ')}`,
    ...costLines(compared),
    ...(options.length > 1 ? [sideBySide(compared)] : []),
    ...options.flatMap((option) => optionLines(option, names)),
  ];
}

function costLines({ area, costs }: ComparedArea): string[] {
  const unitOf = new Map(area.items.map(({ item, unit }) => [item, unitInWords(unit)]));
  return costs.map((cost) => {
    const place = `  ${cost.urn} ${cost.item}`;
    if ('why' in cost) return `${place}: not known. ${cost.why}`;
    const { unitPrice, quantity, source, because } = cost;
    const why = because === null ? '' : ` (posted lines do not make it: ${because})`;
    const unit = unitOf.get(cost.item);
    const price = `£${formatDecimal(unitPrice)} net ${unit === 'each' ? unit : `for each ${unit}`}`;
    return `${place}: ${price}, ${units(quantity)} a year; ${source}${why}`;
  });
}

const signed = (gain: Money) => `${gain > 0 ? '+' : ''}${displayMoney(gain)}`;

/** Every school and what it gains by each option, in one look. */
function sideBySide({ options, names, costs }: ComparedArea): string {
  const table = tableOf(['A year', ...options.map(({ name }) => name)]);
  const urns = [...new Set(costs.map(({ urn }) => urn))];
  for (const urn of urns) {
    const gains = options.map(({ schools }) => {
      const own = schools.find((school) => school.urn === urn);
      return own && own.untold.length === 0 ? signed(own.gain) : 'not clear';
    });
    table.push([`${urn} ${names.get(urn) ?? ''}`, ...gains]);
  }
  table.push(['In all', ...options.map(({ whole }) => signed(whole.gain))]);
  return table.toString();
}

function optionLines(option: ComparedOption, names: ReadonlyMap<string, string>): string[] {
  const { name, supplier, document, whole, schools } = option;
  return [
    '',
    `${name}: ${supplier}, ${document}`,
    `  ${wholeSentence(whole)}`,
    ...schools.flatMap((school) =>
      outcomeSentences(school, names.get(school.urn) ?? '').map((line, index) =>
        index === 0 ? `  ${line}` : `    ${line}`,
      ),
    ),
  ];
}

function awardedLines({ compared, option, baselines, forecast }: Awarded): string[] {
  const { area, names } = compared;
  const { number, stage, version } = forecast.forecast;
  const moved = version > 1 ? 'identified until now' : 'new';
  const shown = (amount: Money | null) => (amount === null ? '–' : displayMoney(amount));
  const { before, after } = forecast;
  return [
    ...optionLines(option, names).slice(1),
    `Contract ${area.reference}, ${area.title}: ${option.supplier}, ${area.startsOn} to ${area.endsOn}, for ${counted(option.schools.filter(({ items }) => items.length > 0).length, 'school')}`,
    `${counted(baselines.length, 'baseline')} prepared; each counts once somebody else approves it: baseline approve`,
    ...baselines.map(({ id, urn, item, unitPrice }) => {
      return `  ${id}  ${urn} ${item} £${formatDecimal(unitPrice)} net`;
    }),
    `Forecast ${number} (${moved}) is ${stage}: identified ${shown(before.identified)} before and ${shown(after.identified)} after, contracted ${shown(before.contracted)} before and ${shown(after.contracted)} after`,
  ];
}
