import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { confirmImport } from '../src/confirmations/commands.ts';
import { postBaselineChanges } from '../src/corrections/commands.ts';
import { connect, connectAsOwner, type Database } from '../src/database/connect.ts';
import { openEngine } from '../src/database/engine.ts';
import { inTrust, withKeptPlans } from '../src/database/tenant.ts';
import { receiveFile } from '../src/imports/commands.ts';
import { headOf } from '../src/ledger/store.ts';
import { reportSavings } from '../src/reports/commands.ts';
import type { Dimension } from '../src/reports/report.ts';
import { loadTrust } from '../src/trusts/commands.ts';

/** The demonstration trust: nine schools, 776 lines of a year, one joint fee a month. */
const demonstration = { schools: 9, lines: 776 };
const person = { by: 'Bench', at: '2026-10-01T09:00:00.000Z' };
const items = [
  ['TEACHER', '212', '225'],
  ['COVER', '158', '171.5'],
  ['TA', '118', '121'],
] as const;
const months = Array.from({ length: 12 }, (_, index) => {
  const month = (8 + index) % 12;
  return `${index < 4 ? 2025 : 2026}-${String(month + 1).padStart(2, '0')}`;
});
const urnOf = (index: number) => String(300_000 + index);

/** A trust so many times the size of the demonstration, as a folder's files. */
function register(times: number): Record<string, string> {
  const urns = Array.from({ length: demonstration.schools * times }, (_, index) => urnOf(index));
  const each = (row: (urn: string) => string) => urns.map(row).join('\n');
  const csv = (header: string, rows: string) => `${header}\n${rows}\n`;
  return {
    'trust.csv': csv('name,kind,year_starts_month', `Times ${times},federation,9`),
    'schools.csv': csv(
      'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
      each((urn) => `${urn},School ${urn},primary,maintained,2025-04-01,,4,1`),
    ),
    'drivers.csv': csv(
      'urn,driver,value,effective_from,source',
      each((urn) => `${urn},pupils,${100 + (Number(urn) % 300)},2025-04-01,census`),
    ),
    'suppliers.csv': csv('name', 'Cover Agency'),
    'contracts.csv': csv(
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
      'S1,Supply staff,Cover Agency,supply_staff,E26,2025-09-01,2028-08-31,3,quotes,pupils',
    ),
    'participants.csv': csv(
      'contract,urn,starts_on,ends_on',
      each((urn) => `S1,${urn},2025-09-01,`),
    ),
    'prices.csv': csv(
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      [
        ...items.map(
          ([item, price]) => `S1,${item},Day,day,consumed,recurring,${price},2025-09-01,`,
        ),
        'S1,DESK,Desk,month,whole_service,recurring,90,2025-09-01,',
      ].join('\n'),
    ),
    'baselines.csv': csv(
      'contract,urn,item,kind,unit_price,vat_rate,valid_from,valid_to,evidence,prepared_by,approved_by,approved_at',
      each((urn) =>
        items
          .map(
            ([item, , before]) =>
              `S1,${urn},${item},previous_contract,${before},,2025-09-01,,file.pdf,A. Maker,B. Checker,2025-08-01T09:00:00Z`,
          )
          .join('\n'),
      ),
    ),
  };
}

const columns =
  'document_number,document_date,document_kind,service_from,service_to,school,item,quantity,net,vat'.split(
    ',',
  );

const profile = JSON.stringify({
  ...{ supplier: 'Cover Agency', contract: 'S1', files: ['*.csv'], encoding: 'utf-8' },
  ...{ delimiter: ',', skip_rows: 0, total_rows: null, dates: 'yyyy-mm-dd', decimal: '.' },
  ...{ thousands: '', amounts: 'net', credit_sign: 'negative', personal: [] },
  columns: Object.fromEntries(columns.map((column) => [column, column])),
  words: {
    document_kind: { I: 'invoice', C: 'credit_note' },
    credit_kind: {},
    whole_trust: ['ALL'],
  },
});

/** One month's file: its part of the lines, and the fee that all schools share. */
function* monthFile(month: string, times: number): Generator<string> {
  yield `${columns.join(',')}\n`;
  const [from, to] = [`${month}-01`, `${month}-28`];
  yield `DESK-${month},${to},I,${from},${to},ALL,DESK,1,${90 * times}.00,0.00\n`;
  const lines = Math.floor((demonstration.lines * times) / months.length);
  for (let index = 0; index < lines; index++) {
    const [item = '', price = ''] = items[index % items.length] ?? [];
    const halfDays = 1 + (index % 9);
    const pence = (Number(price) * 100 * halfDays) / 2;
    const [net, vat] = [pence, pence / 5].map((amount) => (amount / 100).toFixed(2));
    const school = urnOf(index % (demonstration.schools * times));
    yield `${month}-${Math.floor(index / 5)},${to},I,${from},${to},${school},${item},${halfDays / 2},${net},${vat}\n`;
  }
}

export async function build(database: Database, folder: string, times: number): Promise<string> {
  await mkdir(join(folder, 'profiles'), { recursive: true });
  for (const [name, text] of Object.entries(register(times))) {
    await writeFile(join(folder, name), text);
  }
  await writeFile(join(folder, 'profiles/cover-agency.json'), profile);
  const { trustId } = await loadTrust(database, {
    folder,
    by: person.by,
    recordedAt: person.at,
    afterLoad: async (tenant, changes, { by, recordedAt }) => {
      await postBaselineChanges(tenant, changes, { by, at: recordedAt, reason: 'Baselines' });
    },
  });
  for (const month of months) {
    const path = join(folder, `${month}.csv`);
    await writeFile(path, Readable.from(monthFile(month, times)));
    const file = { name: `${month}.csv`, open: () => createReadStream(path) };
    const { importId } = await receiveFile(database, trustId, file, person);
    await confirmImport(database, trustId, importId, person);
  }
  return trustId;
}

export interface Timing {
  readonly first: number;
  readonly median: number;
}

/** What the database does by itself some minutes after an import: without it, plans are guessed. */
export async function gatherStatistics(url: string): Promise<void> {
  const owner = connectAsOwner(url);
  try {
    await owner.client`analyze`;
  } finally {
    await owner.close();
  }
}

export async function timed(ask: () => Promise<unknown>, runs = 15): Promise<Timing> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const started = performance.now();
    await ask();
    times.push(performance.now() - started);
  }
  const [first = 0, ...rest] = times;
  return { first, median: rest.sort((a, b) => a - b)[Math.floor(rest.length / 2)] ?? 0 };
}

type Question = keyof ReturnType<typeof questions>;

/** The questions of a page, and the one that plain SQL would ask of the entries instead. */
function questions(database: Database, trustId: string, oldJournal: number) {
  const window = { from: undefined, to: undefined };
  const report = (by: Dimension[], asKnownAt?: number) => () =>
    reportSavings(database, trustId, { by, window, asKnownAt });
  return {
    'by school': report(['school']),
    'by contract and month': report(['contract', 'month']),
    'every cell': report(['school', 'contract', 'item', 'month']),
    'by school, as known at an old journal': report(['school'], oldJournal),
    'plain SQL over the entries, by school': () =>
      inTrust(
        withKeptPlans(database),
        trustId,
        ({ sql }) => sql`
          select s.urn, sum(e.cost), sum(e.baseline_cost) from ledger_entry e
          join school s on s.trust_id = e.trust_id and s.id = e.school_id
          where e.trust_id = ${trustId} group by s.urn`,
      ),
  };
}

/** First tries do not count: a hundred on each side, or those of so long. */
const first = { rounds: 100, milliseconds: 4000 };
/** Then so many count, and where a question takes little those of so long, so that medians hold. */
const then = { rounds: 150, milliseconds: 8000 };
const bypass = 'savings_ledger_bench';

/** One connection in a role, with the processor time that its process at the server took so far. */
async function connectAs(url: string, role: string) {
  const database = connect({ url, connections: 1 });
  await database.client.unsafe(`set role ${role}`);
  const [session] = await database.client`select pg_backend_pid() as pid`;
  const milliseconds = async () => {
    const [nanoseconds] = (await readFile(`/proc/${session?.pid}/schedstat`, 'utf8')).split(' ');
    return Number(nanoseconds) / 1e6;
  };
  return { database, milliseconds };
}

type Side = Awaited<ReturnType<typeof connectAs>>;
type Ask = (database: Database) => Promise<unknown>;

/** What asking took each time: by the clock, at the server, and at the server and in this process. */
interface Taken {
  readonly clock: number[];
  readonly server: number[];
  readonly 'server and process': number[];
}

async function time({ database, milliseconds }: Side, ask: Ask, taken: Taken): Promise<void> {
  const [before, own, at] = [await milliseconds(), process.cpuUsage(), performance.now()];
  await ask(database);
  const [clock, { user, system }] = [performance.now() - at, process.cpuUsage(own)];
  const server = (await milliseconds()) - before;
  taken.clock.push(clock);
  taken.server.push(server);
  taken['server and process'].push(server + (user + system) / 1000);
}

const medianOf = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;

/** Asks on both sides by turns, each first as often as the other. */
async function byTurns(one: Side, other: Side, ask: Ask): Promise<[Taken, Taken]> {
  const askUntil = async (isEnough: (rounds: number, milliseconds: number) => boolean) => {
    const taken: [Taken, Taken] = [nothing(), nothing()];
    const started = performance.now();
    for (let round = 0; !isEnough(round, performance.now() - started); round++) {
      if (round % 2) await time(one, ask, taken[0]);
      await time(other, ask, taken[1]);
      if (round % 2 === 0) await time(one, ask, taken[0]);
    }
    return taken;
  };
  await askUntil((rounds, ms) => rounds >= first.rounds || ms > first.milliseconds);
  return askUntil((rounds, ms) => rounds >= then.rounds && ms > then.milliseconds);
}

const nothing = (): Taken => ({ clock: [], server: [], 'server and process': [] });

/**
 * What row-level security costs: each question by turns as the service asks it and in a role that no policy
 * binds, on the same rows. Processor time leaves out for how long other programs had the machine. To be
 * run beside the database, as a login that may make such a role.
 */
async function policyCost(url: string, trustId: string, oldJournal: number): Promise<void> {
  const owner = connectAsOwner(url);
  await owner.client.unsafe(`drop role if exists ${bypass}`);
  await owner.client.unsafe(`create role ${bypass} bypassrls in role savings_ledger_service`);
  const free = await connectAs(url, bypass);
  const bound = await connectAs(url, 'savings_ledger_service');
  try {
    console.log(
      '| question | milliseconds | without policies | with | more |\n|---|---|---|---|---|',
    );
    for (const name of Object.keys(questions(owner, trustId, oldJournal)) as Question[]) {
      const ask: Ask = (database) => questions(database, trustId, oldJournal)[name]();
      const [without, by] = await byTurns(free, bound, ask);
      for (const measure of Object.keys(without) as (keyof Taken)[]) {
        const [base, cost] = [medianOf(without[measure]), medianOf(by[measure])];
        const more = `${((cost / base - 1) * 100).toFixed(1)} %`;
        console.log(`| ${[name, measure, base.toFixed(2), cost.toFixed(2), more].join(' | ')} |`);
      }
    }
  } finally {
    await free.database.close();
    await bound.database.close();
    await owner.client.unsafe(`drop role ${bypass}`);
    await owner.close();
  }
}

/** Reports of trusts of 1, 10 and 100 times the demonstration's size, beside plain SQL. */
export async function reportBench(sizes: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const engine = await openEngine(
    { databaseUrl: process.env.DATABASE_URL, dataFolder: join(folder, 'data') },
    (line) => console.error(line),
  );
  const { database } = engine;
  try {
    console.log(`reports, Node ${process.version}, ${cpus().length} cores; milliseconds`);
    console.log('| size | schools | lines | question | first | median | against plain SQL |');
    console.log('|---|---|---|---|---|---|---|');
    for (const times of (sizes.length > 0 ? sizes : ['1', '10', '100']).map(Number)) {
      const trustId = await build(database, join(folder, String(times)), times);
      await gatherStatistics(engine.url);
      const head = await inTrust(database, trustId, headOf);
      const asked = questions(database, trustId, Math.floor(head.number / 2));
      const plain = await timed(asked['plain SQL over the entries, by school']);
      for (const [name, ask] of Object.entries(asked)) {
        const { first, median } = await timed(ask);
        const cells = [
          `×${times}`,
          demonstration.schools * times,
          demonstration.lines * times,
          name,
          first.toFixed(1),
          median.toFixed(1),
          (median / plain.median).toFixed(2),
        ];
        console.log(`| ${cells.join(' | ')} |`);
      }
      await policyCost(engine.url, trustId, Math.floor(head.number / 2));
    }
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
