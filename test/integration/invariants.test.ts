// P13, after every step of random histories: imports, the same again, overlaps, undone files,
// credits, changed documents, what people decide of held rows, joiners, leavers and corrected baselines.
import fc from 'fast-check';
import t from 'tap';
import { undoImport } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { newId } from '../../src/database/new-id.ts';
import { inTrust, type Tenant } from '../../src/database/tenant.ts';
import type { ImportRecord, Tally } from '../../src/imports/import.ts';
import { importsOf, stoppedRows } from '../../src/imports/store.ts';
import { Problem } from '../../src/problem.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import type { Dimension, ReportRow } from '../../src/reports/report.ts';
import { repostImport } from '../../src/reposts/commands.ts';
import { schoolsOf } from '../../src/schools/store.ts';
import { settleRow } from '../../src/settlements/commands.ts';
import type { Way } from '../../src/settlements/fit.ts';
import { nameSchool, teachWord } from '../../src/teachings/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase } from '../support/database.ts';
import {
  type BaselineLine,
  baselines,
  importText,
  loadFiles,
  paperFile,
  smallTrust,
} from '../support/small-trust.ts';

type Row = readonly (string | number)[];

const schools = ['100001', '100002', '100003', 'ALL'] as const;
const line = fc.record({
  school: fc.constantFrom(...schools),
  item: fc.constantFrom('REAM', 'REAM', 'DESK', 'SETUP', 'CHAIRS'),
  startsIn: fc.integer({ min: 1, max: 9 }),
  startsOn: fc.integer({ min: 1, max: 28 }),
  lastsMonths: fc.integer({ min: 0, max: 3 }),
  quantity: fc.integer({ min: 1, max: 40 }),
  pence: fc.integer({ min: 1, max: 99_999 }),
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const arrival = fc.record({
  does: fc.constant('import' as const),
  documents: fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  }),
});

const step = fc.oneof(
  { weight: 5, arbitrary: arrival },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('again' as const), file: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('overlap' as const), file: fc.nat(20), more: line }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('undo' as const), file: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('repost' as const), file: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('credit' as const),
      file: fc.nat(20),
      kind: fc.constantFrom('q', 'p', 'r', 'x', 'early', 'untold'),
      pence: fc.integer({ min: 1, max: 500 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('baseline' as const),
      school: fc.constantFrom('100001', '100002', '100003'),
      item: fc.constantFrom('REAM', 'DESK'),
      kind: fc.constantFrom('previous_contract', 'quote'),
      millis: fc.integer({ min: 0, max: 9_999_999 }),
      month: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('leave' as const),
      month: fc.integer({ min: 4, max: 12 }),
    }),
  },
);

/** The same with documents that change and people who decide, which is no matter of files alone. */
const stepOfPeople = fc.oneof(
  { weight: 3, arbitrary: step },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('change' as const),
      file: fc.nat(20),
      school: fc.option(fc.constantFrom(...schools, 'Elm', 'Oak')),
      pence: fc.option(fc.integer({ min: 1, max: 99_999 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('settle' as const),
      nth: fc.nat(20),
      choice: fc.nat(5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('import within' as const),
      documents: arrival.map(({ documents }) => documents),
      limit: fc.constantFrom(...schools.slice(0, 3)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('again within' as const),
      file: fc.nat(20),
      limit: fc.constantFrom(...schools.slice(0, 3)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('teach' as const),
      file: fc.nat(20),
      item: fc.constantFrom('REAM', 'DESK', 'SETUP'),
    }),
  },
);
type Step = typeof stepOfPeople extends fc.Arbitrary<infer T> ? T : never;

const two = (count: number) => String(count).padStart(2, '0');

function rowOf(document: string, each: Line): Row {
  const to = `2025-${two(Math.min(12, each.startsIn + each.lastsMonths))}-28`;
  const from = `2025-${two(each.startsIn)}-${two(each.startsOn)}`;
  const net = (each.pence / 100).toFixed(2);
  const vat = (Math.floor(each.pence / 5) / 100).toFixed(2);
  return [
    document,
    '2025-12-31',
    'I',
    '',
    '',
    from,
    to,
    each.school,
    each.item,
    each.quantity,
    net,
    vat,
  ];
}

/** A trust in the making: what came, and what is set up. */
interface History {
  readonly files: { name: string; rows: Row[] }[];
  readonly versions: BaselineLine[];
  readonly set: Record<string, string>;
  hasLeaver: boolean;
  decisions: number;
}

function creditRow(kind: string, number: string, rows: readonly Row[], pence: number): Row {
  const [document = '', , , , , from = '', to = '', school = '', item = ''] = rows[0] ?? [];
  // A cancellation takes back the whole document, any other credit some pence of it.
  const whole = rows.filter((row) => row[0] === document);
  const back = (column: number) =>
    `-${(whole.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0) / 100).toFixed(2)}`;
  const [net, vat] = kind === 'x' ? [back(10), back(11)] : [`-${(pence / 100).toFixed(2)}`, '0.00'];
  const of = { q: 'q', p: 'p', r: 'r', x: 'x', early: 'p', untold: '' }[kind] ?? '';
  const against = kind === 'early' ? `${document}LATER` : document;
  const quantity = of === 'q' ? -1 : '';
  return [number, '2026-01-02', 'C', of, against, from, to, school, item, quantity, net, vat];
}

async function take(
  database: Database,
  trustId: string,
  history: History,
  each: Step,
  index: number,
) {
  const { files, versions, set } = history;
  const chosen = 'file' in each && files.length > 0 ? files[each.file % files.length] : undefined;
  const bring = async (rows: Row[]) => {
    const name = `file-${index}.csv`;
    files.push({ name, rows });
    if ('limit' in each) await importWithin(database, trustId, { name, rows }, each.limit);
    else await importText(database, trustId, name, paperFile(rows));
  };
  if (each.does === 'import' || each.does === 'import within') {
    await bring(
      each.documents.flatMap((lines, at) => lines.map((l) => rowOf(`D${index}-${at}`, l))),
    );
  } else if (each.does === 'baseline') {
    const from = `2025-${two(each.month)}-05`;
    const at = `2025-06-01T10:${two(Math.floor(index / 60))}:${two(index % 60)}Z`;
    versions.push([
      each.school,
      each.item,
      each.kind,
      (each.millis / 1000).toFixed(3),
      from,
      '',
      at,
    ]);
    await loadFiles(database, { ...set, 'baselines.csv': baselines(versions) });
  } else if (each.does === 'leave') {
    history.hasLeaver = true;
    const left = `contract,urn,starts_on,ends_on\nP1,100001,2025-01-01,2025-${two(each.month)}-15\n`;
    await loadFiles(database, {
      ...set,
      'participants.csv': left,
      'baselines.csv': baselines(versions),
    });
  } else if (chosen && each.does === 'again') {
    await importText(database, trustId, `again-${index}.csv`, paperFile(chosen.rows));
  } else if (chosen && each.does === 'again within') {
    const { rows } = chosen;
    await importWithin(database, trustId, { name: `again-${index}.csv`, rows }, each.limit);
  } else if (chosen && each.does === 'change') {
    await bring(changedRows(chosen.rows, each));
  } else if (chosen && each.does === 'teach') {
    const lesson = { kind: 'item', word: 'CHAIRS', meaning: each.item } as const;
    await unlessUnfit(() =>
      withPosted(database, trustId, chosen.name, (db, trust, id, by) =>
        teachWord(db, trust, id, lesson, by),
      ),
    );
  } else if (each.does === 'settle') {
    history.decisions += (await decideOne(database, trustId, each)) ? 1 : 0;
  } else if (chosen && each.does === 'overlap') {
    await bring([...chosen.rows, rowOf(String(chosen.rows[0]?.[0]), each.more)]);
  } else if (chosen?.rows[0] && each.does === 'credit') {
    await bring([creditRow(each.kind, `C${index}`, chosen.rows, each.pence)]);
  } else if (chosen && each.does === 'undo') {
    await withPosted(database, trustId, chosen.name, undoImport);
    files.splice(files.indexOf(chosen), 1);
  } else if (chosen && each.does === 'repost') {
    await withPosted(database, trustId, chosen.name, repostImport);
  }
}

/** Imports a file for one school only: nothing of the others is posted, nor told. */
async function importWithin(
  database: Database,
  trustId: string,
  { name, rows }: { name: string; rows: readonly Row[] },
  urn: string,
) {
  const school = await inTrust(database, trustId, async (tenant) =>
    (await schoolsOf(tenant)).find((each) => each.urn === urn),
  );
  if (!school) throw new Error(`no school ${urn}`);
  // A person may have said that a word of a file means this school: its rows are its own then.
  const own = new Set([urn, ...school.identifiers.map(({ value }) => value)]);
  const limit = { holderId: newId(), schoolIds: new Set([school.id]) };
  const { record, effect, problems } = await importText(
    database,
    trustId,
    name,
    paperFile(rows),
    limit,
  );
  if (effect.some((each) => each.urn !== urn)) throw new Error('another school is told of');
  const codes = problems.first
    .filter((each) => !own.has(String(rows[each.row - 2]?.[7])))
    .map(({ code }) => code);
  const unknown = ['school.not-yours', 'school.unknown', 'word.unknown'];
  if (codes.some((code) => !unknown.includes(code))) throw new Error(codes.join());
  const tally = ({ read, posted, already, held, refused }: Tally<number>) =>
    read - posted - already - held - refused;
  if (tally(record.rows) !== 0 || tally(record.net) !== 0) throw new Error('counts within a limit');
}

/** The first document of a file with its first line changed: for another school, another amount. */
function changedRows(
  rows: readonly Row[],
  { school, pence }: { school: string | null; pence: number | null },
): Row[] {
  const [first = []] = rows;
  const rest = rows.slice(1).filter((row) => row[0] === first[0]);
  const cells = [...first];
  if (school !== null) cells[7] = school;
  if (pence !== null) cells[10] = (Math.sign(Number(cells[10])) * pence) / 100;
  return [cells, ...rest];
}

const typed = (['quantity', 'price', 'rebate'] as const).map((kind): Way => {
  return { way: 'credit', kind, originalNumber: '' };
});
const waysOf: Record<string, readonly (Way | 'school')[]> = {
  'school.unknown': ['school'],
  'credit.kind-unknown': typed,
  'credit.quantity': typed,
  'document.conflict': [{ way: 'take-new' }, { way: 'keep-old' }],
  'document.moved': [{ way: 'take-new' }, { way: 'keep-old' }, { way: 'keep-both' }],
  'document.declined': [{ way: 'take-new' }],
  'document.replaced': [{ way: 'take-new' }],
};

/** Decides about one of the rows that wait for a person; whether there was one that it fits. */
async function decideOne(
  database: Database,
  trustId: string,
  { nth, choice }: { nth: number; choice: number },
): Promise<boolean> {
  const decisions = await inTrust(database, trustId, async (tenant) => {
    const found: { importId: string; row: number; ways: readonly (Way | 'school')[] }[] = [];
    for (const { id } of await importsOf(tenant, { state: 'posted' })) {
      for (const { row, code } of await stoppedRows(tenant, id)) {
        found.push({ importId: id, row, ways: waysOf[code] ?? [] });
      }
    }
    return found.filter(({ ways }) => ways.length > 0);
  });
  const place = decisions[nth % Math.max(1, decisions.length)];
  const way = place?.ways[choice % place.ways.length];
  if (!place || !way) return false;
  return unlessUnfit(() =>
    way === 'school'
      ? nameSchool(database, trustId, place, { urn: schools[choice % 3] ?? '' }, person)
      : settleRow(database, trustId, place, way, person),
  );
}

/** Whether a person could do it: the register or the row may refuse, and then nothing is done. */
async function unlessUnfit(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    const refusals = ['settlement.unfit', 'register.conflict'];
    if (error instanceof Problem && refusals.includes(error.code)) return false;
    throw error;
  }
}

const person = { by: 'C. Manager', at: '2026-01-07T10:00:00.000Z' };

async function withPosted(
  database: Database,
  trustId: string,
  name: string,
  command: (
    database: Database,
    trustId: string,
    importId: string,
    by: typeof person,
  ) => Promise<unknown>,
) {
  const posted = await inTrust(database, trustId, (tenant) =>
    importsOf(tenant, { state: 'posted' }),
  );
  const record = posted.find(({ file }) => file === name);
  if (record) await command(database, trustId, record.id, person);
}

async function holds(database: Database, trustId: string) {
  const { differences } = await verifyTrust(database, trustId);
  if (differences.length > 0) throw new Error(JSON.stringify(differences.slice(0, 5)));
  const imports = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  for (const { state, rows, net } of imports as ImportRecord[]) {
    if (state === 'undone') continue;
    if (rows.read !== rows.posted + rows.already + rows.held + rows.refused)
      throw new Error('rows');
    if (net.read !== net.posted + net.already + net.held + net.refused) throw new Error('pounds');
  }
  const passedOver = await inTrust(database, trustId, ({ sql }) => nowhere(sql, trustId));
  if (passedOver.length > 0) throw new Error(`counts nowhere: ${JSON.stringify(passedOver)}`);
  const window = { from: undefined, to: undefined };
  const reports = await Promise.all(
    (['school', 'contract', 'month', 'item'] as Dimension[]).map((cut) =>
      reportSavings(database, trustId, { by: [cut], window }),
    ),
  );
  for (const { rows, total } of reports) {
    const sum = rows.reduce((all, row) => all + Math.round(Number(row.net_saving) * 100), 0);
    if (sum !== Math.round(Number(total.net_saving) * 100)) throw new Error('totals');
  }
}

/** The documents of rows that were passed over while nothing of them stands or waits. */
function nowhere(sql: Tenant['sql'], trustId: string) {
  return sql`
    select r.row, r.found from import_row r
    join import m on m.trust_id = r.trust_id and m.id = r.import_id and m.state = 'posted'
    where r.trust_id = ${trustId} and r.code in ('document.declined', 'document.replaced')
      and not exists (
        select 1 from invoice_line l
        join invoice i on i.trust_id = l.trust_id and i.id = l.invoice_id
        where l.trust_id = r.trust_id and i.number = r.found
          and not exists (select 1 from line_withdrawal w
                          where w.trust_id = r.trust_id and w.line_id = l.id))`;
}

/** The figures that are not nothing, for comparing two ways to the same end. */
async function figures(database: Database, trustId: string): Promise<ReportRow[]> {
  const by: Dimension[] = ['school', 'contract', 'item', 'month'];
  const { rows } = await reportSavings(database, trustId, {
    by,
    window: { from: undefined, to: undefined },
  });
  return rows
    .map(({ quantity, ...row }) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? '0.00'])),
    )
    .filter((row) =>
      Object.entries(row).some(
        ([key, value]) => !['urn', 'contract', 'item', 'month'].includes(key) && value !== '0.00',
      ),
    );
}

const start = (): BaselineLine[] => [
  ['100001', 'REAM', 'previous_contract', '3.1', '2025-01-01', ''],
  ['100002', 'REAM', 'quote', '2.9', '2025-03-16', ''],
  ['100003', 'DESK', 'historic_spend', '120.333333', '2025-01-01', ''],
];

t.setTimeout(900_000);

t.test('P13 holds after every step, and only what stands counts in the end', async (t) => {
  const database = await freshDatabase(t);
  let count = 0;
  const history = async (steps: readonly Step[]) => {
    count += 1;
    const set = smallTrust(`Trust ${count}`);
    const past: History = {
      files: [],
      versions: start(),
      set,
      hasLeaver: false,
      decisions: 0,
    };
    const trustId = await loadFiles(database, set);
    for (const [index, each] of steps.entries()) {
      await take(database, trustId, past, each, index);
      await holds(database, trustId);
    }
    if (past.hasLeaver) return;
    const fresh = {
      ...smallTrust(`Trust ${count} again`),
      'baselines.csv': baselines(past.versions),
    };
    const freshId = await loadFiles(database, fresh);
    for (const { name, rows } of past.files)
      await importText(database, freshId, name, paperFile(rows));
    // What an undone file had brought, another file that holds it too brings when it comes again.
    for (const id of [trustId, freshId]) {
      for (const { name, rows } of past.files)
        await importText(database, id, name, paperFile(rows));
    }
    const [lived, straight] = [await figures(database, trustId), await figures(database, freshId)];
    if (JSON.stringify(lived) !== JSON.stringify(straight)) {
      throw new Error(`lived ${JSON.stringify(lived)}\nstraight ${JSON.stringify(straight)}`);
    }
  };
  const numRuns = Number(process.env.HISTORIES ?? 12);
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), history), {
    numRuns,
    endOnFailure: true,
  });
  t.ok(count >= numRuns, `${count} histories`);
});

t.test('P13 holds after every step of people who decide what waits', async (t) => {
  const database = await freshDatabase(t);
  let [count, decisions] = [0, 0];
  const history = async (first: Step, steps: readonly Step[]) => {
    count += 1;
    const set = smallTrust(`Trust ${count}`);
    const past: History = { files: [], versions: start(), set, hasLeaver: false, decisions: 0 };
    const trustId = await loadFiles(database, set);
    for (const [index, each] of [first, ...steps].entries()) {
      await take(database, trustId, past, each, index);
      await holds(database, trustId);
    }
    decisions += past.decisions;
  };
  const numRuns = Number(process.env.HISTORIES ?? 12);
  await fc.assert(
    fc.asyncProperty(arrival, fc.array(stepOfPeople, { minLength: 4, maxLength: 12 }), history),
    { numRuns, endOnFailure: true },
  );
  t.ok(count >= numRuns, `${count} histories with ${decisions} decisions`);
});
