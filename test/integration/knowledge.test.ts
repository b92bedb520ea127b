// N7: two times on every report: the months that it covers, and the day or journal up to which it knows.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import t from 'tap';
import { openapiText } from '../../src/cli/openapi.ts';
import { confirmImport } from '../../src/confirmations/commands.ts';
import { connectAsOwner, type Database } from '../../src/database/connect.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { csvRows, reportDocument } from '../../src/reports/layout.ts';
import { dimensions, placesOf } from '../../src/reports/report.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { disturb } from '../support/disturbance.ts';
import { row } from '../support/settling.ts';
import { loadFiles, paperFile } from '../support/small-trust.ts';

type Rows = Parameters<typeof paperFile>[0];

async function importAt(database: Database, trustId: string, at: string, rows: Rows) {
  const open = () => Readable.from([Buffer.from(paperFile(rows))]);
  const person = { by: 'C. Manager', at };
  const { importId } = await receiveFile(database, trustId, { name: `${at}.csv`, open }, person);
  return confirmImport(database, trustId, importId, person);
}

const window = { from: undefined, to: undefined };

t.test('N7: as known on a past date is byte-identical however much arrives later', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Two Times');
  // Midnight in London is 23:00 UTC in summer time, which began on 29 March 2026.
  await importAt(database, trustId, '2026-03-28T23:59:59.999Z', [row('A')]);
  await importAt(database, trustId, '2026-03-31T22:59:59.999Z', [row('B', { school: 'ALL' })]);
  await importAt(database, trustId, '2026-03-31T23:00:00.000Z', [row('C', { school: '100003' })]);

  const journalOn = async (day: string) =>
    (await get(`/savings?as_known_on=${day}`)).json().journal;
  t.equal(await journalOn('2026-03-27'), 0, 'nothing was known');
  t.equal(await journalOn('2026-03-28'), 1);
  t.equal(await journalOn('2026-03-30'), 1);
  t.equal(await journalOn('2026-03-31'), 2, 'the last millisecond of the day counts in');
  t.equal(await journalOn('2026-04-01'), 3);
  t.equal(await journalOn('2027-01-01'), 3, 'all that is known');

  const paths = dimensions.map((by) => `/savings?by=${by}&as_known_on=2026-03-31`);
  const forms = ['application/json', 'text/csv', 'application/x-ndjson'];
  const asked = paths.flatMap((path) => forms.map((accept) => ({ path, accept })));
  const answers = () =>
    Promise.all(asked.map(async ({ path, accept }) => (await get(path, { accept })).body));
  const before = await answers();
  const cells = { by: dimensions, window, asKnownOn: '2026-03-31' as never };
  const told = async () => {
    const known = await reportSavings(database, trustId, cells);
    const { header, cells: csv } = csvRows(placesOf(dimensions), known);
    return JSON.stringify([reportDocument(known), [...known.names], header, csv]);
  };
  const toldBefore = await told();
  t.match(toldBefore, /"Two Times"/);

  await disturb(database, trustId, { name: 'Two Times', first: '2026-03-28T23:59:59.999Z.csv' });
  t.not((await get('/savings')).body, before[0], 'the figures of today are others');
  t.strictSame(await answers(), before, 'and those of then are the same to the byte');
  t.equal(await told(), toldBefore, 'names included');
  t.equal((await get('/savings?as_known_at=2')).body, before[0], 'a day is a journal');
});

t.test('N7: every report is asked for as known at a journal or on a day', async (t) => {
  let clock = '2026-03-29T10:00:00.000Z';
  const { caller, database } = await startApp(t, { now: () => clock });
  const { get, send, trustId } = await caller('All Reports');
  const post = async (path: string, body: object) =>
    t.equal((await send('POST', path, body)).statusCode, 201, path);
  await loadFiles(database, {
    'volume_tiers.csv':
      'contract,item,from_quantity,unit_price,valid_from,valid_to\nP1,REAM,0,2.5,2025-01-01,\nP1,REAM,100,2.4,2025-01-01,\n',
    'rebate_clauses.csv':
      'contract,spend_above,rebate_rate,due_months,valid_from,valid_to\nP1,10,0.02,1,2025-01-01,\n',
  });
  await importAt(database, trustId, '2026-03-28T10:00:00.000Z', [
    row('A'),
    row('B', { school: '100003', item: 'BOX', quantity: 3, net: '12.00' }),
  ]);
  const months = { from: '2025-06', to: '2025-06' };
  const charge = { urn: '100001', ...months, amount: '12.00', source: 'budget' };
  const agreed = { ...months, answer: 'agreed' };
  await post('/central-charges', charge);
  await post('/schools/100001/agreements', agreed);
  const [posted] = (await get('/journals/1/entries')).json().items;
  const { id: entry } = posted;
  const { href } = (await get(`/workings/entries/${entry}`)).json().line;
  const [, line = ''] = /lines\/([0-9a-f-]+)/.exec(href) ?? [];
  // In April all is another way, and the first journal of it bounds what was known in March.
  await importAt(database, trustId, '2026-04-01T10:00:00.000Z', [row('C', { school: 'ALL' })]);
  clock = '2026-04-02T10:00:00.000Z';

  const asked: Record<string, string> = {
    '/savings': 'by=school,contract,month',
    '/bridges': 'base_from=2025-05&base_to=2025-05&from=2025-06&to=2025-06',
    '/bridges/savings': 'by=school',
    '/leakage': 'by=school',
    '/effects': 'from=2025-04&to=2026-03',
    '/tiers': '',
    '/central-charges': 'from=2025-06&to=2025-06',
    '/stages': '',
    '/agreements': 'from=2025-06&to=2025-06',
    '/validations': '',
    '/missing-invoices': '',
    '/workings': 'measure=cash_saving',
    '/workings/entries/{entry}': '',
    '/workings/lines/{line}': '',
    '/evidence': 'urn=100001',
  };
  const { paths } = JSON.parse(await openapiText());
  const base = '/v1/trusts/{trust}';
  const reports = Object.keys(paths).filter((path) => paths[path].get?.tags.includes('reports'));
  // What changed names two points, and the method a version of the rules.
  const pointless = ['/changes', '/method'];
  const known = new Set([...Object.keys(asked), ...pointless].map((path) => `${base}${path}`));
  t.strictSame(
    reports.filter((path) => !known.has(path)),
    [],
    'a report that is not asked here',
  );
  for (const path of Object.keys(asked)) {
    const names = paths[`${base}${path}`].get.parameters.map((it: { name: string }) => it.name);
    t.ok(names.includes('as_known_at') && names.includes('as_known_on'), path);
  }

  const urls = (point: string) =>
    Object.entries(asked).map(
      ([path, query]) =>
        `${path.replace('{entry}', entry).replace('{line}', line)}?${query}${query && '&'}${point}`,
    );
  const on = urls('as_known_on=2026-03-31');
  const answers = async (paths: readonly string[]) =>
    Promise.all(
      paths.map(async (path) => {
        const { statusCode, rawPayload } = await get(path);
        return `${path.split('?')[0]} ${statusCode} ${createHash('sha256').update(rawPayload).digest('hex')}`;
      }),
    );
  const before = await answers(on);
  for (const answer of before) t.match(answer, / 200 /, answer);

  await disturb(database, trustId, { name: 'All Reports', first: '2026-03-28T10:00:00.000Z.csv' });
  await loadFiles(database, {
    'volume_tiers.csv':
      'contract,item,from_quantity,unit_price,valid_from,valid_to\nP1,REAM,100,2.3,2025-01-01,\n',
  });
  await post('/central-charges', { ...charge, amount: '24.00' });
  await post('/schools/100001/agreements', { ...agreed, answer: 'queried', words: 'Not ours.' });
  // An archive holds the register and the sign-offs of today beside the figures of then.
  const same = (told: readonly string[]) => told.filter((it) => !it.startsWith('/evidence'));
  t.strictSame(same(await answers(on)), same(before), 'the same to the byte, whatever came after');
  const now = await answers(urls('as_known_at=99999'));
  for (const answer of now) t.match(answer, / 4\d\d /, `${answer}: no such journal`);
  for (const path of urls('as_known_at=1&as_known_on=2026-03-31'))
    t.equal((await get(path)).statusCode, 400, `${path}: both`);
});

t.test('N20: figures of different rules are not added up without a warning', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, trustId } = await caller('Rules');
  const inMay = row('M').map((cell) => String(cell).replace('2025-06-', '2025-05-'));
  await importAt(database, trustId, '2026-03-01T10:00:00.000Z', [row('A')]);
  await importAt(database, trustId, '2026-03-02T10:00:00.000Z', [inMay]);
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  await owner.client`update journal set rule_version = '2027-09' where number = 2`;

  const warningsOf = async (url: string) => (await get(url)).json().warnings;
  const both = [/^Figures made by the rules of 2026-11 and 2027-09 are added up here/];
  t.match(await warningsOf('/savings'), both);
  t.match(await warningsOf('/changes?since=0'), both);
  t.match((await get('/savings', { accept: 'text/csv' })).body, /,2026-11 \+ 2027-09\r\n/);
  t.strictSame(await warningsOf('/savings?from=2025-06&to=2025-06'), [], 'a window of one version');
  t.strictSame(await warningsOf('/savings?as_known_at=1'), [], 'before the rules changed');
});
