import Table from 'cli-table3';
import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import {
  type ContractList,
  listContracts,
  writeReleasePackage,
  writeTransparencyRegister,
} from '../register/commands.ts';
import { type ListSort, listSorts } from '../register/list-place.ts';
import type { writeListed } from '../register/listed-contract.ts';
import { ocidPrefix } from '../register/release.ts';
import { placeInList, writeContractPage } from '../register/routes.ts';
import { stateInWords } from '../renewals/words.ts';
import { readPage } from '../web/page.ts';
import { chooseTrust } from './choose-trust.ts';
import { importSheet } from './contract-sheets.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const contracts: Command = {
  name: 'contracts',
  usage: `contracts import FILE --mapping FILE.json [--confirm] [--by PERSON] | contracts export --as ocds|csv [--prefix ocds-a1b2c3] | contracts [--school URN] [--supplier SUPPLIER] [--category WORD] [--ends-before DAY] [--decide-by-before DAY] [--text TEXT] [--sort ${listSorts.map(asOption).join('|')}] [--limit NUMBER] [--after PLACE] [--trust NAME]`,
  summary:
    'list the contracts, chosen and sorted, with the day by which each has to be decided; take a list of your own into the register; write the register as open data or as a table for the public',
  options: {
    school: { type: 'string' },
    supplier: { type: 'string' },
    category: { type: 'string' },
    'ends-before': { type: 'string' },
    'decide-by-before': { type: 'string' },
    text: { type: 'string' },
    sort: { type: 'string' },
    limit: { type: 'string' },
    as: { type: 'string' },
    mapping: { type: 'string' },
    confirm: { type: 'boolean' },
    by: { type: 'string' },
    prefix: { type: 'string' },
    after: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb, ...more] = args.words;
    if (verb === undefined) await list(terminal, args);
    else if (verb === 'import' && more[0] !== undefined && more.length === 1)
      await importSheet(terminal, args, more[0]);
    else if (verb === 'export' && more.length === 0) await exportRegister(terminal, args);
    else
      throw new WrongUsage(
        'Say: contracts, contracts import FILE, or contracts export --as ocds or csv.',
      );
  },
};

async function list(terminal: Terminal, args: Arguments): Promise<void> {
  const after = args.text('after');
  const page = readPage({ limit: readLimit(args), ...(after !== undefined && { after }) });
  const asked: ContractList = {
    urn: args.text('school'),
    supplier: args.text('supplier'),
    category: args.text('category'),
    endsBefore: readDay(args, 'ends-before'),
    decideBefore: readDay(args, 'decide-by-before'),
    text: args.text('text'),
    ...placeInList(readSort(args), page),
  };
  const today = terminal.now().slice(0, 10) as LocalDate;
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const found = await listContracts(database, trust.id, asked, today);
    const { items, next } = writeContractPage(found, asked, page);
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ trust: trust.name, items, next }));
      return;
    }
    terminal.print(items.length === 0 ? `${trust.name}: no such contracts` : tableOf(items));
    if (next !== null) terminal.print(`More follow: the same with --after ${next}`);
  });
}

async function exportRegister(terminal: Terminal, args: Arguments): Promise<void> {
  const form = args.text('as');
  const prefix = args.text('prefix') ?? null;
  if (form !== 'ocds' && form !== 'csv') {
    throw new WrongUsage('Say in which form: --as ocds or --as csv.');
  }
  if (prefix !== null && !ocidPrefix.test(prefix)) {
    throw new WrongUsage(`--prefix '${prefix}' is not a prefix such as ocds-a1b2c3.`);
  }
  await withEngine(terminal, async ({ database }) => {
    const { id } = await chooseTrust(database, args.text('trust'));
    if (form === 'csv') {
      const today = terminal.now().slice(0, 10) as LocalDate;
      return writeTransparencyRegister(database, id, today, terminal.write);
    }
    const { publicUrl } = terminal.config;
    // Without an address of the service, the package is known by the number of the trust.
    const uri = publicUrl ? `${publicUrl}/v1/trusts/${id}/register/ocds` : `urn:uuid:${id}`;
    const publishing = { uri, prefix, at: terminal.now() };
    return writeReleasePackage(database, id, publishing, terminal.write);
  });
}

function tableOf(items: readonly ReturnType<typeof writeListed>[]): string {
  const table = new Table({
    head: ['Contract', 'Title', 'Supplier', 'Category', 'Ends', 'Decide by', 'State'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { reference, title, supplier, category, ends_on, term_ends_on, ...item } of items) {
    const goesOn = term_ends_on === ends_on ? '' : ` (term: ${term_ends_on})`;
    const ends = `${ends_on}${goesOn}`;
    table.push([
      reference,
      title,
      supplier,
      category,
      ends,
      item.decide_by,
      stateInWords[item.state],
    ]);
  }
  return table.toString();
}

function asOption(sort: ListSort): string {
  return sort.replaceAll('_', '-');
}

function readSort(args: Arguments): ListSort {
  const word = args.text('sort') ?? 'reference';
  const sort = listSorts.find((each) => asOption(each) === word || each === word);
  if (sort) return sort;
  throw new WrongUsage(`--sort '${word}' is none of ${listSorts.map(asOption).join(', ')}.`);
}

function readLimit(args: Arguments): number {
  const text = args.text('limit') ?? '50';
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit > 0) return limit;
  throw new WrongUsage(`--limit '${text}' is not a number of contracts, such as 50.`);
}

function readDay(args: Arguments, option: string): LocalDate | undefined {
  const text = args.text(option);
  const day = text === undefined ? undefined : parseIsoDate(text);
  if (text !== undefined && day === undefined) {
    throw new WrongUsage(`--${option} '${text}' is not a day such as 2026-06-28.`);
  }
  return day;
}
