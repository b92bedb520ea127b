import { userInfo } from 'node:os';
import Table from 'cli-table3';
import {
  checkTelling,
  type Doubles,
  findDoubles,
  type KnownSuppliers,
  listSuppliers,
  type NamedWish,
  tellOfSupplier,
  theOne,
} from '../suppliers/commands.ts';
import { writeSuggestion, writeSupplier, writeSupplierAct } from '../suppliers/written.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const suppliers: Command = {
  name: 'suppliers',
  usage:
    'suppliers | suppliers show SUPPLIER | suppliers doubles | suppliers alias SUPPLIER NAME [--end] --reason TEXT | suppliers same SUPPLIER OTHER --reason TEXT | suppliers apart SUPPLIER --reason TEXT; [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'print the suppliers, what was said of one, and which may be the same; give one another name, or say that it is the same as another',
  options: {
    end: { type: 'boolean' },
    reason: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb, supplier, ...more] = args.words;
    if (verb === undefined) await list(terminal, args);
    else if (verb === 'doubles' && supplier === undefined) await doubles(terminal, args);
    else if (verb === 'show' && supplier !== undefined && more.length === 0)
      await show(terminal, args, supplier);
    else await tell(terminal, args, readWish(args));
  },
};

function readWish(args: Arguments): NamedWish {
  const [verb = '', supplier, object, ...more] = args.words;
  const reason = args.text('reason')?.trim();
  const isWhole = verb === 'apart' ? object === undefined : object !== undefined;
  if (!['alias', 'same', 'apart'].includes(verb) || !supplier || !isWhole || more.length > 0) {
    throw new WrongUsage(
      'Say: suppliers alias SUPPLIER NAME, suppliers same SUPPLIER OTHER, or suppliers apart SUPPLIER.',
    );
  }
  if (!reason) throw new WrongUsage('--reason is missing.');
  if (verb === 'same') return { supplier, act: 'same_as', other: object, reason };
  if (verb === 'apart') return { supplier, act: 'apart', reason };
  return { supplier, act: args.isSet('end') ? 'alias_ended' : 'alias', alias: object, reason };
}

async function tell(terminal: Terminal, args: Arguments, wish: NamedWish): Promise<void> {
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
    const doing = isConfirmed ? tellOfSupplier : checkTelling;
    const { supplier, before, after } = await doing(database, trust.id, wish, person);
    const [was, is] = [before, after].map((known) => writeSupplier(supplier, known));
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ confirmed: isConfirmed, before: was, after: is }));
      return;
    }
    terminal.print(supplierLine(is ?? writeSupplier(supplier, after)));
    terminal.print('No contract, profile, invoice or figure is moved by it.');
    if (!isConfirmed) terminal.print('Checked, nothing saved; --confirm does it.');
  });
}

type Written = ReturnType<typeof writeSupplier>;

function supplierLine({ name, same_as, aliases }: Written): string {
  const also = aliases.length > 0 ? `, also called ${aliases.join(', ')}` : '';
  return same_as === null
    ? `${name}${also}: a supplier of its own.`
    : `${name}${also}: the same as ${same_as}, which stands for it in lists.`;
}

async function list(terminal: Terminal, args: Arguments): Promise<void> {
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const known = await listSuppliers(database, trust.id);
    const written = known.suppliers.map((supplier) => writeSupplier(supplier, known));
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ trust: trust.name, suppliers: written }));
    } else terminal.print(listTable(written));
  });
}

function listTable(written: readonly Written[]): string {
  const table = new Table({
    head: ['Supplier', 'Company number', 'VAT number', 'Also called', 'The same as'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { name, company_number, vat_number, aliases, same_as } of written) {
    const others = aliases.join('\n');
    table.push([name, company_number ?? '', vat_number ?? '', others, same_as ?? '']);
  }
  return table.toString();
}

async function show(terminal: Terminal, args: Arguments, text: string): Promise<void> {
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const known = await listSuppliers(database, trust.id);
    const supplier = theOne(known, text);
    const acts = actsOf(known, supplier.id);
    const written = writeSupplier(supplier, known);
    if (args.isSet('json')) {
      terminal.print(JSON.stringify({ supplier: written, acts }));
      return;
    }
    terminal.print(listTable([written]));
    for (const { act, at, by, reason, supplier: of, alias, other } of acts) {
      const what = { alias: `also called ${alias}`, alias_ended: `no longer called ${alias}` };
      const said = {
        ...what,
        same_as: `the same as ${other}`,
        apart: 'a supplier of its own again',
      };
      terminal.print(`  ${at.slice(0, 10)}  ${of}: ${said[act]}, by ${by}: ${reason}`);
    }
  });
}

const actsOf = ({ acts, names }: KnownSuppliers, id: string) =>
  acts
    .filter(({ supplierId, otherId }) => supplierId === id || otherId === id)
    .map((act) => writeSupplierAct(act, names));

async function doubles(terminal: Terminal, args: Arguments): Promise<void> {
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const found = await findDoubles(database, trust.id);
    if (args.isSet('json')) {
      const suggestions = found.suggestions.map(writeSuggestion);
      terminal.print(JSON.stringify({ suggestions, documents: documentsOf(found) }));
    } else for (const line of doubleLines(found)) terminal.print(line);
  });
}

const documentsOf = ({ documents, names }: Doubles) =>
  documents.map(({ supplierIds, ...document }) => {
    return { ...document, suppliers: supplierIds.map((id) => names.get(id) ?? '').sort() };
  });

function doubleLines(found: Doubles): string[] {
  const suggested = found.suggestions.flatMap(({ suppliers: [one, other], reasons }) => [
    `${one.name} and ${other.name} may be the same:`,
    ...reasons.map((reason) => `  ${reason}`),
  ]);
  const documents = documentsOf(found).map(({ number, kind, suppliers: of }) => {
    return `The ${kind.replace('_', ' ')} ${number} is posted under ${of.join(' and ')}: look whether it came twice, and undo one import if so.`;
  });
  if (suggested.length + documents.length === 0)
    return ['Nothing looks as if it were there twice.'];
  const hint =
    'suppliers same SUPPLIER OTHER --reason TEXT says that two are one; nothing else does.';
  return [...suggested, ...(suggested.length > 0 ? [hint] : []), ...documents];
}
