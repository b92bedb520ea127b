import { userInfo } from 'node:os';
import { writeChange } from '../changes/routes.ts';
import { normaliseNumber } from '../invoices/invoice.ts';
import { creditKinds } from '../invoices/supplier-profile.ts';
import { checkSettlement, settleRow } from '../settlements/commands.ts';
import { versionWays, type Way } from '../settlements/fit.ts';
import { summaryOfChange } from './change-summary.ts';
import { chooseImport } from './choose-import.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, WrongUsage, withEngine } from './terminal.ts';

export const settle: Command = {
  name: 'settle',
  usage:
    'settle IMPORT ROW (--credit KIND [--original NUMBER] | --take-new | --keep-old | --keep-both) [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'decide about a row that waits: what credit it is, or which version of its document counts; shown first, done with --confirm',
  options: {
    credit: { type: 'string' },
    original: { type: 'string' },
    'take-new': { type: 'boolean' },
    'keep-old': { type: 'boolean' },
    'keep-both': { type: 'boolean' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const { named, row } = placeOf(args);
    const way = wayOf(args);
    const isConfirmed = args.isSet('confirm');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const record = await chooseImport(database, trust.id, named);
      const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
      const decide = isConfirmed ? settleRow : checkSettlement;
      const place = { importId: record.id, row };
      const change = await decide(database, trust.id, place, way, person);
      if (args.isSet('json')) {
        const told = { trust: trust.name, confirmed: isConfirmed };
        terminal.print(JSON.stringify({ ...told, ...writeChange(change, isConfirmed) }));
        return;
      }
      const what = `Row ${row} of ${record.file}`;
      for (const line of summaryOfChange(change, what, isConfirmed)) terminal.print(line);
    });
  },
};

/** The import and the row that a command names. */
export function placeOf(args: Arguments): { named: string; row: number } {
  const [named, row = '', ...more] = args.words;
  if (!named || !/^[1-9]\d{0,8}$/.test(row) || more.length > 0) {
    throw new WrongUsage('Name one import and the number of one of its rows.');
  }
  return { named, row: Number(row) };
}

function wayOf(args: Arguments): Way {
  const credit = args.text('credit');
  const versions = versionWays.filter((way) => args.isSet(way));
  const [version] = versions;
  if (versions.length + (credit === undefined ? 0 : 1) !== 1) {
    throw new WrongUsage('Name one way out: --credit KIND, --take-new, --keep-old or --keep-both.');
  }
  const original = args.text('original');
  if (version) {
    if (original !== undefined) throw new WrongUsage('--original goes with --credit.');
    return { way: version };
  }
  const kind = creditKinds.find((known) => known === credit);
  if (!kind) throw new WrongUsage(`'${credit}' is none of ${creditKinds.join(', ')}.`);
  return { way: 'credit', kind, originalNumber: normaliseNumber(original ?? '') };
}
