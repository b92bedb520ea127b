import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import Table from 'cli-table3';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { readWindow } from '../reports/window.ts';
import { checkCopy, checkSeal, checkSealing, requireSeal, sealReport } from '../seals/commands.ts';
import { sealsOf } from '../seals/store.ts';
import { writeSeal, writeSealCheck } from '../seals/written.ts';
import { chooseTrust } from './choose-trust.ts';
import { knowledgeAsked, knowledgeOptions, knowledgeUsage } from './knowledge.ts';
import { readDimensions } from './report.ts';
import { type Arguments, type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const seal: Command = {
  name: 'seal',
  usage: `seal --title TEXT [--cut school,…] [--from MONTH --to MONTH] ${knowledgeUsage} [--confirm] [--by PERSON] | seal list | seal show NUMBER|HASH | seal verify NUMBER|HASH|FILE`,
  summary:
    'show the board report that would be sealed, and with --confirm keep its bytes for ever; list, print or check sealed ones',
  options: {
    title: { type: 'string' },
    cut: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    ...knowledgeOptions,
    confirm: { type: 'boolean' },
    by: { type: 'string' },
    trust: { type: 'string' },
  },
  async run(terminal, args) {
    const [act = 'make', named, ...more] = args.words;
    const work = acts[act];
    const isNamed = act === 'show' || act === 'verify';
    if (!work || more.length > 0 || isNamed !== (named !== undefined)) {
      throw new WrongUsage('Give a title, or say list, show or verify.');
    }
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      await work({ terminal, args, database, trustId: trust.id, named: named ?? '' });
    });
  },
};

interface Act {
  readonly terminal: Terminal;
  readonly args: Arguments;
  readonly database: Database;
  readonly trustId: string;
  readonly named: string;
}

const acts: Readonly<Record<string, (act: Act) => Promise<void>>> = { make, list, show, verify };

async function make({ terminal, args, database, trustId }: Act): Promise<void> {
  const title = args.text('title');
  if (!title) throw new WrongUsage('Give the report a title: --title.');
  const isDone = args.isSet('confirm');
  const sealed = await (isDone ? sealReport : checkSealing)(database, trustId, {
    title,
    cut: readDimensions(args.text('cut') ?? 'school'),
    window: readWindow(args.text('from'), args.text('to')),
    ...knowledgeAsked(args),
    by: args.text('by') ?? userInfo().username,
    whoKind: 'terminal',
    at: terminal.now(),
  });
  if (args.isSet('json')) {
    terminal.print(JSON.stringify({ done: isDone, ...writeSeal(sealed) }));
    return;
  }
  const { number, journal, sha256, content } = sealed;
  const size = `${Buffer.byteLength(content).toLocaleString('en-GB')} bytes`;
  const what = `seal ${number}: ${title}, as known at journal ${journal}, ${size}`;
  if (isDone) terminal.print(`Done: ${what}\nSHA-256 ${sha256}`);
  else terminal.print(`Would be ${what}\nNothing is sealed yet: the same with --confirm seals it.`);
}

async function list({ terminal, args, database, trustId }: Act): Promise<void> {
  const seals = (await inTrust(database, trustId, (tenant) => sealsOf(tenant))).map(writeSeal);
  if (args.isSet('json')) {
    terminal.print(JSON.stringify(seals));
    return;
  }
  const table = new Table({
    head: ['Seal', 'Title', 'Journal', 'Sealed', 'By', 'SHA-256'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const each of seals) {
    const day = each.sealed_at.slice(0, 10);
    table.push([each.number, each.title, each.journal, day, each.sealed_by, each.sha256]);
  }
  terminal.print(table.toString());
}

/** The bytes as they were sealed, and nothing else, so that `sha256sum` gives the hash. */
async function show({ terminal, database, trustId, named }: Act): Promise<void> {
  const { content } = await inTrust(database, trustId, (tenant) => requireSeal(tenant, named));
  await terminal.write(content);
}

async function verify({ terminal, args, database, trustId, named }: Act): Promise<void> {
  const copy = existsSync(named) ? await readFile(named, 'utf8') : undefined;
  const check = await inTrust(database, trustId, (tenant) =>
    copy === undefined ? checkSeal(tenant, named) : checkCopy(tenant, copy),
  );
  const { sound, seal: sealed, differences } = writeSealCheck(check);
  if (args.isSet('json')) terminal.print(JSON.stringify({ sound, seal: sealed, differences }));
  else {
    const verdict = sound ? 'sound, written again to the byte' : 'not what was sealed';
    terminal.print(`Seal ${sealed.number}, ${sealed.title}: ${verdict}\nSHA-256 ${sealed.sha256}`);
    for (const { place, expected, found } of differences) {
      terminal.print(`${place}: should be ${expected}, is ${found}.`);
    }
  }
  if (!sound) process.exitCode = 1;
}
