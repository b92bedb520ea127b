import { userInfo } from 'node:os';
import { closedWindow } from '../agreements/agreement.ts';
import type { Claim } from '../claims/claim.ts';
import {
  checkClaim,
  checkWithdrawal,
  claimSaving,
  listClaims,
  withdrawClaim,
} from '../claims/commands.ts';
import { writeClaim } from '../claims/routes.ts';
import type { Database } from '../database/connect.ts';
import type { Person } from '../imports/commands.ts';
import { readWindow } from '../reports/window.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

const options = {
  confirm: { type: 'boolean' },
  trust: { type: 'string' },
  by: { type: 'string' },
} as const;

export const claim: Command = {
  name: 'claim',
  usage:
    'claim CONTRACT URN --claimant NAME --from MONTH --to MONTH [--words TEXT] [--confirm] [--trust NAME] [--by PERSON]',
  summary:
    'write down who claims the saving of a contract at a school; what is claimed already is refused; shown first, done with --confirm',
  options: {
    ...options,
    claimant: { type: 'string' },
    words: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  async run(terminal, args) {
    const [contract, urn, ...more] = args.words;
    const claimant = args.text('claimant')?.trim();
    if (!contract || !urn || more.length > 0)
      throw new WrongUsage('Name one contract and one school by its URN.');
    if (!claimant) throw new WrongUsage('--claimant has to say who claims it.');
    const window = closedWindow(readWindow(args.text('from'), args.text('to')));
    const asked = { contract, urn, window, claimant, words: args.text('words')?.trim() ?? '' };
    const keep = args.isSet('confirm') ? claimSaving : checkClaim;
    await tell(terminal, args, (database, trustId, person) =>
      keep(database, trustId, asked, person),
    );
  },
};

export const withdrawClaimCommand: Command = {
  name: 'withdraw-claim',
  usage: 'withdraw-claim CLAIM --reason TEXT [--confirm] [--trust NAME] [--by PERSON]',
  summary: 'take a claim back, so that others may claim the same; done with --confirm',
  options: { ...options, reason: { type: 'string' } },
  async run(terminal, args) {
    const [claimId = '', ...more] = args.words;
    const reason = args.text('reason')?.trim();
    if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(claimId) || more.length > 0)
      throw new WrongUsage('Name one claim by its id, as the command claims lists it.');
    if (!reason) throw new WrongUsage('--reason has to say why it is taken back.');
    const keep = args.isSet('confirm') ? withdrawClaim : checkWithdrawal;
    await tell(terminal, args, (database, trustId, person) =>
      keep(database, trustId, { claimId, reason }, person),
    );
  },
};

export const claims: Command = {
  name: 'claims',
  usage: 'claims [--trust NAME]',
  summary: 'list who claims which savings',
  options: { trust: { type: 'string' } },
  async run(terminal, args) {
    if (args.words.length > 0) throw new WrongUsage(`'${args.words[0]}' is not understood here.`);
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      const list = await listClaims(database, trust.id);
      if (args.isSet('json')) {
        terminal.print(JSON.stringify({ trust: trust.name, claims: list.map(writeClaim) }));
        return;
      }
      terminal.print(list.length === 0 ? `${trust.name}: no claims` : `${trust.name}: claims`);
      for (const each of list) terminal.print(`  ${lineOf(each)}`);
    });
  },
};

/** Does what was asked for, or shows it, and tells the claim as it then is. */
async function tell(
  terminal: Terminal,
  args: Arguments,
  work: (database: Database, trustId: string, person: Person) => Promise<Claim>,
): Promise<void> {
  const isConfirmed = args.isSet('confirm');
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    const person = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
    const found = await work(database, trust.id, person);
    if (args.isSet('json')) {
      const told = { trust: trust.name, confirmed: isConfirmed, ...writeClaim(found) };
      terminal.print(JSON.stringify(told));
      return;
    }
    terminal.print(lineOf(found));
    if (!isConfirmed) terminal.print('Checked, nothing saved; --confirm does it.');
  });
}

function lineOf({ id, contract, urn, window, claimant, by, withdrawn }: Claim): string {
  const told = `${id}  ${claimant}: ${contract} at ${urn}, ${window.from} to ${window.to}, written down by ${by}`;
  return withdrawn ? `${told}; withdrawn by ${withdrawn.by}: ${withdrawn.reason}` : told;
}
