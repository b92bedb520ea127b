import { inTrust } from '../database/tenant.ts';
import { add, displayMoney, formatMoney } from '../money/money.ts';
import { writeWaiting } from '../queue/routes.ts';
import { unpricedItems, waitingGroups } from '../queue/store.ts';
import { type UnpricedItem, type WaitingGroup, type WayOut, waysOut } from '../queue/ways.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, counted, WrongUsage, withEngine } from './terminal.ts';

export const queue: Command = {
  name: 'queue',
  usage: 'queue [--trust NAME]',
  summary: 'list what waits in all files by its reason, with the ways out',
  options: { trust: { type: 'string' } },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const { groups, items } = await inTrust(database, trust.id, async (tenant) => ({
        groups: await waitingGroups(tenant),
        items: await unpricedItems(tenant),
      }));
      if (args.isSet('json')) {
        const unpriced = items.map(({ importId, net, ...item }) => {
          return { import: importId, ...item, net: formatMoney(net) };
        });
        const told = { waiting: groups.map(writeWaiting), unpriced_items: unpriced };
        terminal.print(JSON.stringify({ trust: trust.name, ...told }));
        return;
      }
      for (const line of [...waitingLines(groups), ...itemLines(items)]) terminal.print(line);
    });
  },
};

function waitingLines(groups: readonly WaitingGroup[]): string[] {
  if (groups.length === 0) return ['No row waits.'];
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const net = add(...groups.map((group) => group.net));
  return [
    `${counted(rows, 'row')}, ${displayMoney(net)} net, not posted:`,
    ...groups.flatMap((group) => {
      const { code, found, files, first } = group;
      const amount = `${counted(group.rows, 'row')}, ${displayMoney(group.net)} net`;
      const where = `${counted(files.length, 'file')}, first row ${first.row} of ${first.file}`;
      return [
        '',
        `${code}${found ? ` '${found}'` : ''}: ${amount}, in ${where}`,
        `  ${group.message}`,
        ...waysOut(code).map((way) => `  ${inWords(way, group)}`),
      ];
    }),
  ];
}

/** A word of a command as a shell takes it. */
const quoted = (word: string) =>
  /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

function inWords(way: WayOut, { code, found, first }: WaitingGroup): string {
  const file = quoted(first.file);
  const row = `settle ${file} ${first.row}`;
  const word = quoted(found ?? 'WORD');
  const lessons: Partial<Record<typeof code, string>> = {
    'school.unknown': `teach ${file} school ${word} whole_trust, only if it stands for all schools together`,
    'word.unknown': `teach ${file} document_kind ${word} MEANING`,
    'contract.unknown': `teach ${file} contract ITEM CONTRACT`,
    'credit.kind-unknown': `teach ${file} credit_kind WORD KIND`,
  };
  const commands: Record<WayOut, string> = {
    'name-school': `${row} --school URN: the name is remembered for all files`,
    'teach-word': lessons[code] ?? '',
    'type-credit': `${row} --credit KIND --original NUMBER`,
    'take-new': `${row} --take-new`,
    'keep-old': `${row} --keep-old`,
    'keep-both': `${row} --keep-both`,
    'add-to-register': 'add what is missing to the register, then import the file again',
    'mend-file': `imports ${file} --csv, to mend and send again`,
    dismiss: `${row} --dismiss REASON, if it should not count at all`,
    confirm: `import ${file} --confirm, the same file again, by whoever may post for all schools`,
    wait: 'wait: it is posted with the document that it credits',
  };
  return commands[way];
}

function itemLines(items: readonly UnpricedItem[]): string[] {
  if (items.length === 0) return [];
  return [
    '',
    'Posted as spend outside of the contract, since no price matches the item:',
    ...items.flatMap(({ file, contract, item, rows, net }) => [
      `  '${item}' of ${contract}: ${counted(rows, 'row')}, ${displayMoney(net)} net, in ${file}`,
      `    a known item: teach ${quoted(file)} item ${quoted(item)} ITEM`,
      `    an item of its own: add its price row with its class to the register, then repost ${quoted(file)}`,
    ]),
  ];
}
