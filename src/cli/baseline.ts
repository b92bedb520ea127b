import { userInfo } from 'node:os';
import {
  approveAndTell,
  checkApproval,
  checkWithdrawal,
  withdrawAndTell,
} from '../approvals/commands.ts';
import { prepareBaseline } from '../baselines/commands.ts';
import { writeBaseline } from '../baselines/routes.ts';
import { type ListedBaseline, listBaselines } from '../baselines/store.ts';
import type { Database } from '../database/connect.ts';
import { asDatabase, inTrust, tryInTrust } from '../database/tenant.ts';
import { checkDerivation, deriveBaseline } from '../derivations/commands.ts';
import { evidence } from './baseline-evidence.ts';
import { baselineLine, tellBaselineEffect, workingLines } from './baseline-summary.ts';
import { derivedFrom, preparedFrom } from './baseline-words.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

/** A verb with the words behind it, on one trust. */
interface Asked {
  readonly terminal: Terminal;
  readonly args: Arguments;
  readonly database: Database;
  readonly trust: { readonly id: string; readonly name: string };
  readonly words: readonly string[];
}

const verbs: Readonly<Record<string, (asked: Asked) => Promise<void>>> = {
  list,
  prepare,
  derive,
  approve,
  withdraw,
  evidence: showEvidence,
};

export const baseline: Command = {
  name: 'baseline',
  usage:
    'baseline list [--contract REF] [--school URN] [--item CODE] | prepare --contract REF --school URN --item CODE --kind KIND --price POUNDS --from DAY [--to DAY] [--vat-rate RATE] [--index SERIES --base MONTH] --evidence TEXT | derive --contract REF --school URN --item CODE --months MONTH..MONTH --from DAY [--to DAY] [--of-contract REF] [--of-item CODE] [--lines off_contract] [--without MONTH]... [--vat-rate RATE] | approve ID | withdraw ID --reason TEXT | evidence ID [FILE | --link URL --sha256 HASH | --save EVIDENCE --into FILE] [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'list what was paid before, prepare a version, derive one from what was imported, and approve or withdraw one: what that changes is shown first, and done with --confirm',
  options: {
    contract: { type: 'string' },
    school: { type: 'string' },
    item: { type: 'string' },
    kind: { type: 'string' },
    price: { type: 'string' },
    'vat-rate': { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    evidence: { type: 'string' },
    months: { type: 'string' },
    'of-contract': { type: 'string' },
    'of-item': { type: 'string' },
    lines: { type: 'string' },
    without: { type: 'string', multiple: true },
    index: { type: 'string' },
    base: { type: 'string' },
    link: { type: 'string' },
    sha256: { type: 'string' },
    save: { type: 'string' },
    into: { type: 'string' },
    reason: { type: 'string' },
    confirm: { type: 'boolean' },
    trust: { type: 'string' },
    by: { type: 'string' },
  },
  async run(terminal, args) {
    const [verb = '', ...words] = args.words;
    const work = verbs[verb];
    if (!work) throw new WrongUsage(`Say one of ${Object.keys(verbs).join(', ')}.`);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      await work({ terminal, args, database, trust, words });
    });
  },
};

const personOf = ({ args, terminal }: Asked) => ({
  by: args.text('by') ?? userInfo().username,
  at: terminal.now(),
});

function idIn({ words }: Asked): string {
  const [id = '', ...more] = words;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) && more.length === 0) return id;
  throw new WrongUsage('Name one version by its id, as baseline list shows it.');
}

async function list({ terminal, args, database, trust }: Asked): Promise<void> {
  const filter = {
    contract: args.text('contract'),
    urn: args.text('school'),
    item: args.text('item'),
    limit: 100_000,
  };
  const found = await inTrust(database, trust.id, (tenant) => listBaselines(tenant, filter));
  if (args.isSet('json')) {
    terminal.print(JSON.stringify({ trust: trust.name, baselines: found.map(writeBaseline) }));
  } else for (const version of found) terminal.print(baselineLine(version));
}

async function prepare(asked: Asked): Promise<void> {
  const { args, database, trust } = asked;
  const prepared = preparedFrom(args, personOf(asked).by);
  const inTransaction = args.isSet('confirm') ? inTrust : tryInTrust;
  const version = await inTransaction(database, trust.id, async (tenant) => {
    const { id } = await prepareBaseline(asDatabase(tenant), trust.id, prepared);
    const [found] = await listBaselines(tenant, { id });
    if (!found) throw new Error('a baseline was not added');
    return found;
  });
  tellPrepared(asked, version);
}

function tellPrepared({ terminal, args, trust }: Asked, version: ListedBaseline): void {
  const isConfirmed = args.isSet('confirm');
  if (args.isSet('json')) {
    const told = { trust: trust.name, confirmed: isConfirmed, baseline: writeBaseline(version) };
    terminal.print(JSON.stringify(told));
    return;
  }
  const saved = isConfirmed
    ? 'prepared; it counts once somebody else approves it'
    : 'checked, nothing saved; --confirm does it';
  terminal.print(`${baselineLine(version)}: ${saved}`);
  for (const line of workingLines(version)) terminal.print(line);
}

async function derive(asked: Asked): Promise<void> {
  const { args, database, trust } = asked;
  const act = args.isSet('confirm') ? deriveBaseline : checkDerivation;
  const version = await act(database, trust.id, derivedFrom(args), personOf(asked));
  tellPrepared(asked, version);
}

async function approve(asked: Asked): Promise<void> {
  const { args, database, trust } = asked;
  const act = args.isSet('confirm') ? approveAndTell : checkApproval;
  const effect = await act(database, trust.id, { id: idIn(asked), ...personOf(asked) });
  tellBaselineEffect(asked.terminal, args, effect, { trust: trust.name, what: 'Approval' });
}

async function showEvidence(asked: Asked): Promise<void> {
  const { terminal, args, database, trust, words } = asked;
  const [id = '', file, ...more] = words;
  if (more.length > 0) throw new WrongUsage('Name one version and at most one document.');
  const baselineId = idIn({ ...asked, words: [id] });
  await evidence({ terminal, args, database, trustId: trust.id, baselineId, file });
}

async function withdraw(asked: Asked): Promise<void> {
  const { args, database, trust } = asked;
  const reason = args.text('reason')?.trim();
  if (!reason) throw new WrongUsage('Say with --reason why it must not count any more.');
  const act = args.isSet('confirm') ? withdrawAndTell : checkWithdrawal;
  const effect = await act(database, trust.id, { id: idIn(asked), reason, ...personOf(asked) });
  tellBaselineEffect(asked.terminal, args, effect, { trust: trust.name, what: 'Withdrawal' });
}
