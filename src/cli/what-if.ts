import { userInfo } from 'node:os';
import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { readPrice, type WrittenPrice } from '../contracts/charge.ts';
import { type Decimal, parseDecimal } from '../money/decimal.ts';
import { displayMoney } from '../money/money.ts';
import { readWindow } from '../reports/window.ts';
import type { Change } from '../scenarios/change.ts';
import { compareKeys, whatIf } from '../scenarios/commands.ts';
import { isSame } from '../scenarios/effect.ts';
import type { KeyComparison, Scenario } from '../scenarios/scenario.ts';
import { stoppedSentence } from '../scenarios/stopped.ts';
import { effectSentence } from '../scenarios/words.ts';
import { writeKeys, writeScenario } from '../scenarios/written.ts';
import { type Driver, drivers } from '../schools/school.ts';
import { lostTierSentence } from '../tiers/words.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, counted, WrongUsage, withEngine } from './terminal.ts';

const many = { type: 'string', multiple: true } as const;

export const whatIfCommand: Command = {
  name: 'what-if',
  usage:
    'what-if [--leave CONTRACT:URN:DAY] [--join CONTRACT:URN:DAY] [--key CONTRACT:KEY] [--price CONTRACT:ITEM:PRICE:DAY] [--size URN:KEY:VALUE|xFACTOR:DAY] [--from MONTH --to MONTH] | what-if --keys CONTRACT [--trust NAME]',
  summary: 'show what a change of the register would do to each school; nothing is written',
  options: {
    leave: many,
    join: many,
    key: many,
    price: many,
    size: many,
    keys: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    const contract = args.text('keys');
    const changes = readChanges(args);
    if (contract !== undefined && changes.length > 0)
      throw new WrongUsage('Keys are compared by themselves: leave the other changes out.');
    const window = readWindow(args.text('from'), args.text('to'));
    const person = { by: userInfo().username, at: terminal.now() };
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      if (contract !== undefined) {
        const keys = await compareKeys(database, trust.id, { contract, person });
        if (args.isSet('json')) terminal.print(JSON.stringify(writeKeys(keys)));
        else for (const line of keyLines(keys)) terminal.print(line);
        return;
      }
      const scenario = await whatIf(database, trust.id, { changes, window, person });
      if (args.isSet('json')) terminal.print(JSON.stringify(writeScenario(scenario)));
      else for (const line of scenarioLines(scenario)) terminal.print(line);
    });
  },
};

function readChanges(args: Arguments): Change[] {
  const parted = (option: string, count: number) =>
    args.texts(option).map((text) => {
      const parts = text.split(':').map((part) => part.trim());
      if (parts.length === count) return parts as [string, string, string, string];
      throw new WrongUsage(`--${option} '${text}' does not have ${count} parts with colons.`);
    });
  return [
    ...parted('leave', 3).map(([contract, urn, day]): Change => {
      return { kind: 'leave', contract, urn, on: readDay(day) };
    }),
    ...parted('join', 3).map(([contract, urn, day]): Change => {
      return { kind: 'join', contract, urn, on: readDay(day) };
    }),
    ...parted('key', 2).map(([contract, key]): Change => {
      return { kind: 'key', contract, driver: readKey(key) };
    }),
    ...parted('price', 4).map(([contract, item, price, day]): Change => {
      return { kind: 'price', contract, item, ...readCost(price), from: readDay(day) };
    }),
    ...parted('size', 4).map(([urn, key, size, day]): Change => {
      const sized = size.startsWith('x')
        ? { factor: readNumber(size.slice(1)) }
        : { value: readNumber(size) };
      return { kind: 'driver_value', urn, driver: readKey(key), ...sized, from: readDay(day) };
    }),
  ];
}

function readDay(text: string): LocalDate {
  const day = parseIsoDate(text);
  if (day) return day;
  throw new WrongUsage(`'${text}' is not a day such as 2026-09-01.`);
}

function readKey(text: string): Driver {
  const key = drivers.find((driver) => driver === text);
  if (key) return key;
  throw new WrongUsage(`'${text}' is none of ${drivers.join(', ')}.`);
}

/** What a unit costs: pounds, or a mark-up or discount on each pound of the item. */
function readCost(text: string): WrittenPrice {
  const price = readPrice(text);
  if (price) return price;
  throw new WrongUsage(`'${text}' is no price such as 4.25, 22% mark-up or 18% discount.`);
}

function readNumber(text: string): Decimal {
  const value = parseDecimal(text);
  if (value && !value.isNegative()) return value;
  throw new WrongUsage(`'${text}' is not a number of at most six decimals.`);
}

function scenarioLines(scenario: Scenario): string[] {
  const { names, schools, contracts, total, register } = scenario;
  return [
    `As known at journal ${scenario.journal}; ${counted(scenario.lines, 'posted line')} counted again, nothing written.`,
    ...scenario.notes,
    ...schools.map((each) => effectSentence(names.get(each.place) ?? each.place, each)),
    ...contracts.map((each) => effectSentence(each.place, each)),
    effectSentence('The trust', total),
    ...scenario.lostTiers.map(
      ({ contract, item, year, lost }) =>
        `${contract}: ${lostTierSentence(item, year, lost)} This stands beside the figures above.`,
    ),
    ...scenario.stopped.map(stoppedSentence),
    ...(isSame(register)
      ? []
      : [`Beside the scenario: ${effectSentence("today's register alone", register)}`]),
  ];
}

function keyLines({ contract, keys, names }: KeyComparison): string[] {
  return keys.flatMap(({ driver, isCurrent, shares, stopped }) => [
    `${contract} by ${driver.replaceAll('_', ' ')}${isCurrent ? ' (as it is)' : ''}:`,
    ...(shares ?? []).map(
      ({ urn, net, compared }) =>
        `  ${displayMoney(net)} net. ${effectSentence(names.get(urn) ?? urn, compared)}`,
    ),
    ...(shares
      ? []
      : ['  cannot be told:', ...stopped.map((each) => `  ${stoppedSentence(each)}`)]),
  ]);
}
