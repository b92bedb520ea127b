// N17: a pack opens with standard tools, adds up to the report, and tells one school of no other.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse/sync';
import t, { type Test } from 'tap';
import yauzl from 'yauzl';
import { attachDocument } from '../../src/attachments/commands.ts';
import { listBaselines } from '../../src/baselines/store.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { keepEvidence } from '../../src/evidence/commands.ts';
import { ruleVersion } from '../../src/ledger/chain.ts';
import { methodText } from '../../src/methods/method-text.ts';
import { add, type Money, noMoney, parseMoney } from '../../src/money/money.ts';
import { ofOthersToo } from '../../src/packs/contract-documents.ts';
import { sharedOut } from '../../src/packs/kept-documents.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { explainFigure } from '../../src/workings/commands.ts';
import { type Caller, startApp } from '../support/app.ts';
import { person, row, trustOf } from '../support/settling.ts';

/** The files of an archive, unpacked into a folder of their own by the library that reads workbooks. */
async function unpack(t: Test, bytes: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, file) =>
      error || !file ? reject(error) : resolve(file),
    ),
  );
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) =>
      zip.openReadStream(entry, async (error, stream) => {
        if (error || !stream) return reject(error);
        const pieces: Buffer[] = [];
        const write = (piece: Buffer, _: unknown, done: () => void) => {
          pieces.push(piece);
          done();
        };
        await pipeline(stream, new Writable({ write }));
        const path = join(folder, entry.fileName);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, Buffer.concat(pieces));
        zip.readEntry();
      }),
    );
    zip.on('end', () => resolve());
    zip.on('error', reject);
    zip.readEntry();
  });
  return folder;
}

const table = async (folder: string, name: string): Promise<Record<string, string>[]> =>
  parse(await readFile(join(folder, name)), { bom: true, columns: true });
const pounds = (text = '') => parseMoney(text) ?? noMoney;
const total = (rows: readonly Record<string, string>[], column: string): Money =>
  add(...rows.map((each) => pounds(each[column])));

async function everyText(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
  return [...files.map(({ name }) => name), ...texts].join('\n');
}

/** What the pack's own list says of its files; by `sha256sum`, where the computer has it. */
async function checkSums(t: Test, folder: string, list: string): Promise<void> {
  for (const line of (await readFile(join(folder, list), 'utf8')).trim().split('\n')) {
    const [hash, path = ''] = line.split('  ');
    const content = await readFile(join(folder, path));
    t.equal(createHash('sha256').update(content).digest('hex'), hash, path);
  }
  try {
    execFileSync('sha256sum', ['--version'], { stdio: 'ignore' });
  } catch {
    return;
  }
  execFileSync('sha256sum', ['-c', '--quiet', list], { cwd: folder });
}

/** Documents of three schools' baselines; one of them proves two. */
async function keepDocuments(database: Database, trustId: string): Promise<Map<string, Buffer>> {
  const versions = await inTrust(database, trustId, (tenant) =>
    listBaselines(tenant, { limit: 100 }),
  );
  const documents = new Map<string, Buffer>();
  for (const [name, ...urns] of [
    ['ash.pdf', '100001'],
    ['beech.pdf', '100002'],
    ['all.pdf', '100001', '100002'],
  ] as const) {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, name)]);
    documents.set(name, bytes);
    for (const urn of urns) {
      const baselineId = versions.find((version) => version.urn === urn)?.id ?? '';
      const open = () => Readable.from([bytes.subarray(0, 250_000), bytes.subarray(250_000)]);
      await keepEvidence(database, trustId, { baselineId, name, open }, person);
    }
  }
  return documents;
}

const contract = Buffer.from('%PDF-1.7 The contract of Ash, Beech and Cedar.');

/** What the register holds of the contract beside its days and prices, with names of other schools in it. */
async function keepRegister(
  { send }: Pick<Caller, 'get' | 'send'>,
  database: Database,
  trustId: string,
): Promise<void> {
  const kept = [
    await send('PUT', '/contracts/P1/end', { lead_weeks: 4, penalties: 'Cedar pays £100' }),
    await send('PUT', '/contracts/P1/record', {
      ...{ annual_value: '900.00', description: 'Paper for Beech', signed_on: '2024-12-01' },
    }),
    await send('POST', '/contracts/P1/decisions', { act: 'let_end', reason: 'Beech had enough' }),
    await send('PUT', '/sourcing/NEXT', {
      ...{ title: 'Paper', category: 'paper', cfr_code: 'E19', driver: 'pupils' },
      ...{ starts_on: '2028-01-01', ends_on: '2028-12-31', notice_months: 3, year_from: '2025-01' },
    }),
    await send('PUT', '/sourcing/NEXT/costs', {
      costs: ['100001', '100002'].map((urn) => ({
        ...{ urn, item: 'REAM', unit: 'each', quantity_basis: 'consumed', kind: 'quote' },
        ...{ unit_price: `${urn.slice(-1)}.77`, annual_quantity: '100', source: 'A letter' },
      })),
    }),
  ];
  for (const answer of kept) {
    if (answer.statusCode >= 300) throw new Error(answer.body);
  }
  const open = () => Readable.from([contract]);
  const text = { mediaType: 'application/pdf', parts: [], unsearchable: 'a scan' };
  const document = { contract: 'P1', kind: 'contract', name: 'signed.pdf', open, text } as const;
  await attachDocument(database, trustId, document, person);
}

t.test('N17: an evidence pack proves itself, and holds nothing of another school', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId, get, send } = await caller('Pack');
  const trust = await trustOf(t, database, 'Pack');
  const joint = { school: 'ALL', quantity: 1350, net: '1350.00' };
  await trust.bring('beech june.csv', [row('A', joint), row('B', { school: '100002' })]);
  await trust.bring('ash.csv', [row('C', { school: '100001', quantity: 31, net: '77.50' })]);
  await trust.bring('late.csv', [row('D', { school: '100003', net: '1.00' })]);
  await trust.undo('late.csv');

  const documents = await keepDocuments(database, trustId);
  await keepRegister({ get, send }, database, trustId);

  const window = { from: undefined, to: undefined };
  const { rows, total: sum } = await reportSavings(database, trustId, { by: ['school'], window });
  const whole = await get('/evidence');
  t.equal(whole.statusCode, 200);
  t.equal(whole.headers['content-type'], 'application/zip');
  t.ok((await get('/evidence')).rawPayload.equals(whole.rawPayload), 'the same bytes again');
  const all = await unpack(t, whole.rawPayload);
  await checkSums(t, all, 'SHA256SUMS');
  await checkSums(t, all, 'chain.sha256');
  const method = await readFile(join(all, 'method.txt'), 'utf8');
  t.equal(method, `${methodText(ruleVersion)}\n`, 'the method is that of the register');
  const entries = await table(all, 'entries.csv');
  t.equal(total(entries, 'cost'), pounds(sum.cost ?? ''), 'entries add up to the report');
  t.equal(total(await table(all, 'report.csv'), 'cost'), pounds(sum.cost ?? ''));
  t.equal(entries.length, 7, 'what was taken back is there, and what took it back');
  const lines = await table(all, 'lines.csv');
  const standing = lines.filter((line) => line.withdrawn_in === '');
  t.equal(total(standing, 'net'), 145_250, 'lines are what the files say');
  t.equal(total(await table(all, 'shares.csv'), 'net'), 135_000, 'shares add up to their line');

  const kept = await table(all, 'evidence.csv');
  t.equal(kept.length, 4, 'each document of each baseline');
  for (const { name = '', file = '', sha256 = '' } of kept) {
    const bytes = await readFile(join(all, file));
    t.ok(bytes.equals(documents.get(name) ?? Buffer.alloc(0)), `${name} is what was sent`);
    t.match(file, `evidence/${sha256}.`);
  }
  t.equal((await readdir(join(all, 'evidence'))).length, 3, 'the same bytes lie there once');

  t.match(await table(all, 'contract_records.csv'), [
    { contract: 'P1', description: 'Paper for Beech', annual_value: '900.00', version: '1' },
  ]);
  t.match(await table(all, 'contract_terms.csv'), [{ lead_weeks: '4', penalties: /Cedar/ }]);
  t.match(await table(all, 'renewal_decisions.csv'), [{ contract: 'P1', act: 'let_end' }]);
  t.equal((await table(all, 'sourcing_costs.csv')).length, 2);
  const [signed] = await table(all, 'contract_documents.csv');
  t.ok((await readFile(join(all, signed?.file ?? ''))).equals(contract));

  const mine = await get('/evidence?urn=100001');
  const own = await unpack(t, mine.rawPayload);
  await checkSums(t, own, 'SHA256SUMS');
  await checkSums(t, own, 'chain.sha256');
  // The method, word for word what everybody may read, has an example of as many pupils as a school.
  const said = (await everyText(own)).replace(method, '');
  t.notMatch(
    said,
    /Beech|Cedar|\b10000[23]\b|\b1,?350\.00|\b1,?043\b/i,
    'no name, number or total of another',
  );
  const [proof, ...others] = await table(own, 'evidence.csv');
  t.match(proof, { urn: '100001', name: 'ash.pdf' });
  t.match(await readdir(join(own, 'evidence')), [`${proof?.sha256}.pdf`], 'no document of another');
  t.match(others, [{ name: 'all.pdf', file: sharedOut }], 'nor one that is shared, but its hash');
  t.match(await table(own, 'contract_records.csv'), [{ contract: 'P1', annual_value: '900.00' }]);
  t.match(await table(own, 'sourcing_costs.csv'), [{ urn: '100001', unit_price: '1.77' }]);
  t.match(await table(own, 'contract_documents.csv'), [{ file: ofOthersToo }]);
  t.notMatch(said, /2\.77/, 'nor what another pays');
  const ash = rows.find(({ urn }) => urn === '100001');
  const ownEntries = await table(own, 'entries.csv');
  t.equal(total(ownEntries, 'cost'), pounds(ash?.cost ?? ''), 'its own figures are whole');
  t.equal(total(ownEntries, 'baseline_cost'), pounds(ash?.baseline_cost ?? ''));
  t.equal(total(await table(own, 'lines.csv'), 'net'), pounds('287.50'), '210.00 and 77.50');
  const workings = await readFile(join(own, 'workings.txt'), 'utf8');
  const [told = ''] = workings.split('\n');
  t.equal(told, 'Ash saved £459.60: £747.10 before − £287.50 now.');
  const asked = { place: { urn: '100001' }, measure: 'net_saving' } as const;
  const { main: why } = await explainFigure(database, trustId, asked);
  t.equal(told, why.sentence, 'the same that why says');
  const manifest = JSON.parse(await readFile(join(own, 'manifest.json'), 'utf8'));
  t.match(manifest, { school: { urn: '100001' }, journal: 4, trust: 'Pack' });

  const early = await unpack(t, (await get('/evidence?contract=P1&as_known_at=1')).rawPayload);
  t.equal(total(await table(early, 'entries.csv'), 'cost'), 137_500, 'as known at journal 1');
  const [{ recorded_at: sealedAt = '' } = {}] = (await get('/journals?limit=1')).json().items;
  const onDay = await get(`/evidence?contract=P1&as_known_on=${sealedAt.slice(0, 10)}`);
  const held = (await get(`/savings?as_known_on=${sealedAt.slice(0, 10)}`)).json().journal;
  t.match(onDay.headers['content-disposition'], `evidence-trust-journal-${held}.zip`);
  for (const wrong of ['urn=999999', 'contract=X', 'as_known_at=9']) {
    t.match((await get(`/evidence?${wrong}`)).statusCode, /^422$/, wrong);
  }
});
