import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addKey, revokeKey } from '../access/commands.ts';
import { keysInUse } from '../access/store.ts';
import type { Database } from '../database/connect.ts';
import type { Engine } from '../database/engine.ts';
import { inTrust } from '../database/tenant.ts';
import { writeTallies } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { reportSavings } from '../reports/commands.ts';
import type { Trust } from '../schools/school.ts';
import { chooseTrust } from './choose-trust.ts';
import { letPeopleIn } from './demo-people.ts';
import { lookForPrinting } from './demo-sourcing.ts';
import { importFile } from './import.ts';
import { asJson, asTable } from './report.ts';
import { serveApi } from './serve.ts';
import { type Command, type Terminal, withPlainEngine } from './terminal.ts';
import { loadFolder } from './trust.ts';

export const demo: Command = {
  name: 'demo',
  usage: 'demo [--no-serve]',
  summary: 'load the demonstration trust, import its files, print its savings and serve the API',
  options: { 'no-serve': { type: 'boolean' } },
  async run(terminal, args) {
    await withPlainEngine(terminal, async (engine) => {
      const { database } = engine;
      const trust = await importDemonstration(terminal, database);
      const isJson = args.isSet('json');
      if (isJson) terminal.print(JSON.stringify(await demonstrationAsJson(database, trust)));
      else for (const line of await demonstrationLines(database, trust)) terminal.print(line);
      if (args.isSet('no-serve')) return;
      // JSON on stdout is one document: what is said after it goes elsewhere.
      const tell = isJson ? terminal.say : terminal.print;
      await serveDemonstration(terminal, engine, { trust, tell });
    });
  },
};

/** Serves pages with people to be, and the API with a key in place of the one of the last demonstration. */
async function serveDemonstration(
  terminal: Terminal,
  engine: Engine,
  { trust, tell }: { trust: Trust; tell: (line: string) => void },
): Promise<void> {
  const { database } = engine;
  const folder = demonstrationFolder();
  const at = terminal.now();
  const demonstration = await letPeopleIn(database, { trustId: trust.id, folder, at });
  const facts = { trustId: trust.id, name: 'demonstration', at: terminal.now() };
  const inUse = await keysInUse(database, trust.id);
  if (inUse.some(({ name }) => name === facts.name)) await revokeKey(database, facts);
  const { key } = await addKey(database, facts);
  const announce = (url: string) => {
    tell(`\nOpen ${url} in a browser, and sign in as any of its people.`);
    tell(`The API answers at ${url}/v1, its documentation at ${url}/documentation.`);
    tell(`The key for it, until the next demonstration: ${key}`);
    tell('Try it, and stop it with Ctrl-C:');
    tell(`  curl -H 'Authorization: Bearer ${key}' ${url}/v1/trusts/${trust.id}/savings`);
  };
  await serveApi(terminal, engine, announce, demonstration);
}

/** The folder of the demonstration trust, from the sources and from the built product alike. */
function demonstrationFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'fixtures', 'demo'))) folder = dirname(folder);
  return join(folder, 'fixtures', 'demo');
}

/** Loads the trust and imports the files that have not come yet: run again, it goes on or stops. */
async function importDemonstration(terminal: Terminal, database: Database): Promise<Trust> {
  const folder = demonstrationFolder();
  const { trustId } = await loadFolder(terminal, database, { folder, by: 'demonstration' });
  const files = readFileSync(join(folder, 'invoices', 'ORDER.txt'), 'utf8')
    .split(/\r?\n/)
    .filter(Boolean);
  const come = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  const known = new Set(come.filter(({ state }) => state !== 'received').map(({ file }) => file));
  for (const [index, file] of files.entries()) {
    if (known.has(file)) continue;
    terminal.progress(`importing ${file} (${index + 1} of ${files.length})`);
    await importFile(terminal, database, trustId, join(folder, 'invoices', file), {
      supplier: undefined,
      newColumns: [],
      isConfirmed: true,
      by: 'demonstration',
    });
  }
  terminal.progress('');
  await lookForPrinting(database, { trustId, folder, at: terminal.now() });
  return chooseTrust(database, trustId);
}

const everyDimension = ['school', 'contract', 'item', 'month'] as const;
const wholeTime = { from: undefined, to: undefined };

async function demonstrationAsJson(database: Database, trust: Trust) {
  const report = await reportSavings(database, trust.id, { by: everyDimension, window: wholeTime });
  const imports = await inTrust(database, trust.id, (tenant) => importsOf(tenant));
  const counted = imports.filter(({ state }) => state === 'posted' || state === 'recognised');
  const files = counted.map((record) => ({ file: record.file, ...writeTallies(record) }));
  return { ...asJson(report), files };
}

async function demonstrationLines(database: Database, trust: Trust): Promise<string[]> {
  const cuts = ['school', 'contract'] as const;
  const tables = await Promise.all(
    cuts.map(async (cut) => {
      const report = await reportSavings(database, trust.id, { by: [cut], window: wholeTime });
      return asTable(report, [cut]);
    }),
  );
  return tables;
}
