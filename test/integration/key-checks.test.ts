// What a row refers to is looked up by its key, however small the tables were when that was planned, and read once.
import t, { type Test } from 'tap';
import { connect, type Database } from '../../src/database/connect.ts';
import { hasWorkers } from '../../src/database/distribution.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

/** Shared by all schools, so that a file is taken in by many small batches. */
const jointFile = (lines: number, name: string) =>
  paperFile(
    Array.from({ length: lines }, (_, index) => {
      const days = ['2025-05-01', '2025-05-31'];
      const number = `${name}${index}`;
      return [number, '2025-12-31', 'I', '', '', ...days, 'ALL', 'DESK', 3, '77.70', '15.54'];
    }),
  );

const urns = Array.from({ length: 12 }, (_, index) => String(100_001 + index));

function trustOfTwelve() {
  const files = smallTrust('Ash Federation');
  const [header] = String(files['schools.csv']).split('\n');
  const named = urns.map((urn) => `${urn},School ${urn},primary,academy,2025-01-01,,9,1`);
  const pupils = urns.map((urn) => `${urn},pupils,200,2025-01-01,census`);
  return {
    ...files,
    'schools.csv': [header, ...named, ''].join('\n'),
    'drivers.csv': ['urn,driver,value,effective_from,source', ...pupils, ''].join('\n'),
    'participants.csv': [
      'contract,urn,starts_on,ends_on',
      ...urns.map((urn) => `P1,${urn},2025-01-01,`),
      '',
    ].join('\n'),
  };
}

/** A trust of twelve schools, and one connection whose reading is counted; none on a cluster. */
async function counting(t: Test) {
  const database = await freshDatabase(t);
  if (await hasWorkers(database.client)) {
    t.pass('its workers count for themselves');
    return { own: undefined, trustId: '' };
  }
  const trustId = await loadFiles(database, trustOfTwelve());
  const own = connect({ url: urlOf(database), connections: 1 });
  t.teardown(() => own.close());
  return { own, trustId };
}

/** How many entries of indices this connection has read of lines, or of another table. */
async function readOfLines({ client }: Database, table = 'invoice_line'): Promise<number> {
  await client`select pg_stat_force_next_flush()`;
  const [found] = await client`
    select sum(idx_tup_read)::int as read from pg_stat_user_indexes where relname = ${table}`;
  return found?.read;
}

t.test('a file reads each line for its own entries only, whatever came first', async (t) => {
  const { own, trustId } = await counting(t);
  if (!own) return;
  // To the server any index is as good for these first lines: the table has a few pages only.
  await importText(own, trustId, 'first.csv', jointFile(1_000, 'A'));
  const before = await readOfLines(own);
  const { newlyPosted } = await importText(own, trustId, 'next.csv', jointFile(200, 'B'));
  t.equal(newlyPosted.rows, 200);
  const read = (await readOfLines(own)) - before;
  const entries = 200 * urns.length;
  t.ok(read < 10 * entries, `${read} read of lines for ${entries} entries`);
});

/** A document of so many lines, by turns for one school and shared by all; a credit note names an invoice. */
const oneDocument = (name: string, lines: number, credited = '', how = 'p') =>
  paperFile(
    Array.from({ length: lines }, (_, index) => {
      const school = index % 2 === 0 ? '100001' : 'ALL';
      const taken = how === 'x' ? ['', '-77.70', '-15.54'] : ['', '-1.00', '-0.20'];
      const [kind, credit, ...amounts] = credited
        ? ['C', how, ...taken]
        : ['I', '', 3, '77.70', '15.54'];
      const days = ['2025-05-01', '2025-05-31'];
      const start = [name, '2025-12-31', kind, credit, credited, ...days, school, 'DESK'];
      return [...start, ...amounts].map((cell) => cell ?? '');
    }),
  );

t.test('credits on one invoice read it once, however many they are', async (t) => {
  const { own, trustId } = await counting(t);
  if (!own) return;
  await importText(own, trustId, 'invoice.csv', oneDocument('L1', 400));
  const before = await readOfLines(own);
  const note = await importText(own, trustId, 'credits.csv', oneDocument('C1', 600, 'L1'));
  t.equal(note.newlyPosted.rows, 600, 'more than are taken at once');
  const read = (await readOfLines(own)) - before;
  const entries = 300 + 300 * urns.length;
  t.ok(read < 10 * entries, `${read} read of lines for ${entries} entries on 400 lines`);
});

t.test('an invoice is cancelled by looking its lines and entries up once', async (t) => {
  const { own, trustId } = await counting(t);
  if (!own) return;
  await importText(own, trustId, 'invoice.csv', oneDocument('L1', 400));
  const read = async () =>
    (await readOfLines(own)) +
    (await readOfLines(own, 'ledger_entry')) +
    (await readOfLines(own, 'line_withdrawal'));
  const before = await read();
  await importText(own, trustId, 'note.csv', oneDocument('C1', 400, 'L1', 'x'));
  const entries = 200 + 200 * urns.length;
  const taken = (await read()) - before;
  t.ok(taken < 20 * entries, `${taken} read for ${entries} entries that are taken back`);
});
