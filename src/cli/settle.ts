import { userInfo } from 'node:os';
import { parseIsoDate } from '../calendar/local-date.ts';
import type { Change } from '../changes/change.ts';
import type { Database } from '../database/connect.ts';
import { checkDismissal, type Dismissing, dismissRow } from '../dismissals/commands.ts';
import type { Person } from '../imports/commands.ts';
import { normaliseNumber } from '../invoices/invoice.ts';
import { creditKinds } from '../invoices/supplier-profile.ts';
import { checkSettlement, type RowOfImport, settleRow } from '../settlements/commands.ts';
import { versionWays } from '../settlements/fit.ts';
import { checkSchool, nameSchool } from '../teachings/commands.ts';
import { tellChange } from './change-summary.ts';
import { chooseImport } from './choose-import.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, WrongUsage, withEngine } from './terminal.ts';

export const settle: Command = {
  name: 'settle',
  usage:
    'settle IMPORT ROW (--school URN [--from DAY] | --credit KIND [--original NUMBER] | --take-new | --keep-old | --keep-both | --dismiss REASON | --restore) [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'decide about a row that waits: which school it means, what credit it is, which version of its document counts, or that it does not count at all; shown first, done with --confirm',
  options: {
    school: { type: 'string' },
    from: { type: 'string' },
    credit: { type: 'string' },
    original: { type: 'string' },
    'take-new': { type: 'boolean' },
    'keep-old': { type: 'boolean' },
    'keep-both': { type: 'boolean' },
    dismiss: { type: 'string' },
    restore: { type: 'boolean' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [named, row = '', ...more] = args.words;
    if (!named || !/^[1-9]\d{0,8}$/.test(row) || more.length > 0) {
      throw new WrongUsage('Name one import and the number of one of its rows.');
    }
    const settling = settlingOf(args);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const record = await chooseImport(database, trust.id, named);
      const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
      const place = { importId: record.id, row: Number(row) };
      const change = await settling(database, trust.id, place, person);
      tellChange(terminal, args, change, {
        trust: trust.name,
        what: `Row ${row} of ${record.file}`,
      });
    });
  },
};

/** Does what was asked for about a row, or tells what that would change. */
type Settling = (
  database: Database,
  trustId: string,
  place: RowOfImport,
  person: Person,
) => Promise<Change>;

const ways = ['school', 'credit', ...versionWays, 'dismiss', 'restore'] as const;

function settlingOf(args: Arguments): Settling {
  const asked = ways.filter((way) => args.text(way) !== undefined || args.isSet(way));
  const [way, ...others] = asked;
  if (!way || others.length > 0) {
    throw new WrongUsage(`Name one way out: ${ways.map((each) => `--${each}`).join(', ')}.`);
  }
  if (args.text('from') !== undefined && way !== 'school') {
    throw new WrongUsage('--from goes with --school.');
  }
  if (args.text('original') !== undefined && way !== 'credit') {
    throw new WrongUsage('--original goes with --credit.');
  }
  if (way === 'school') return namingOf(args);
  if (way === 'dismiss' || way === 'restore') return dismissingOf(args);
  const decide = args.isSet('confirm') ? settleRow : checkSettlement;
  const decided = way === 'credit' ? typingOf(args) : { way };
  return (database, trustId, place, person) => decide(database, trustId, place, decided, person);
}

function dismissingOf(args: Arguments): Settling {
  const reason = args.text('dismiss')?.trim();
  if (reason === '')
    throw new WrongUsage('--dismiss goes with the reason why the row does not count.');
  const asked: Dismissing =
    reason === undefined ? { verdict: 'restored' } : { verdict: 'dismissed', reason };
  const decide = args.isSet('confirm') ? dismissRow : checkDismissal;
  return (database, trustId, place, person) => decide(database, trustId, place, asked, person);
}

function namingOf(args: Arguments): Settling {
  const day = args.text('from');
  const from = day === undefined ? undefined : parseIsoDate(day);
  if (day !== undefined && !from) throw new WrongUsage(`'${day}' is not a day such as 2025-09-01.`);
  const named = { urn: args.text('school') ?? '', from };
  const decide = args.isSet('confirm') ? nameSchool : checkSchool;
  return (database, trustId, place, person) => decide(database, trustId, place, named, person);
}

function typingOf(args: Arguments) {
  const said = args.text('credit');
  const kind = creditKinds.find((known) => known === said);
  if (!kind) throw new WrongUsage(`'${said}' is none of ${creditKinds.join(', ')}.`);
  const originalNumber = normaliseNumber(args.text('original') ?? '');
  return { way: 'credit' as const, kind, originalNumber };
}
