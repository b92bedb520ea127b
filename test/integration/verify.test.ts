// Verify recomputes a ledger by another way: it finds nothing in an untouched one, and names what
// somebody changed behind the product's back.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { v4 as randomId } from 'uuid';
import { undoImport } from '../../src/corrections/commands.ts';
import { connect, connectAsOwner, type Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { decimal, fraction, round } from '../../src/money/decimal.ts';
import { pence } from '../../src/money/money.ts';
import { split } from '../../src/money/split.ts';
import type { Difference } from '../../src/rereading/difference.ts';
import { loadTrust } from '../../src/trusts/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { largestRemainder, roundedQuotient } from '../../src/verification/exact-sql.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { addressOf, copyDatabase, dropDatabase } from '../support/servers.ts';
import { importPath } from '../support/small-trust.ts';
import { tamperings } from './tamperings.ts';

t.setTimeout(900_000);

const person = { by: 'C. Manager', at: '2026-10-01T10:00:00.000Z' };
const files = [
  'northfield-2025-09-01.csv',
  'brightwater-2025-09.csv',
  'northfield-2025-09-08.csv',
  'northfield-2025-09-29.csv',
  'northfield-2026-03-02.csv',
  'northfield-cancelled-2026-03.csv',
];

/** A ledger with joint lines, a cancelled document and an import that was taken back. */
async function demonstration(database: Database): Promise<string> {
  const folder = 'fixtures/demo';
  const { trustId } = await loadTrust(database, { folder, by: 'test', recordedAt: person.at });
  for (const file of files) {
    await importPath(database, trustId, file, join(folder, 'invoices', file));
  }
  const imports = await inTrust(database, trustId, (tenant) => importsOf(tenant));
  const takenBack = imports.find(({ file }) => file === 'northfield-2025-09-08.csv');
  await undoImport(database, trustId, takenBack?.id ?? '', person);
  return trustId;
}

/** A database of one's own with all that another one holds; nobody may be connected to that one. */
async function copyOf(t: Test, from: string) {
  const name = `test_${randomId().replaceAll('-', '')}`;
  await copyDatabase(new URL(from).pathname.slice(1), name);
  const url = addressOf(name);
  const database = connect({ url, connections: 1 });
  const owner = connectAsOwner(url);
  t.teardown(async () => {
    await database.close();
    await owner.close();
    await dropDatabase(name);
  });
  return { database, owner, url };
}

/** The check and the figure of each difference, each once. */
function kinds(differences: readonly Difference[]): string[] {
  const found = differences.map(({ check, place }) => `${check}: ${place.split(', ').at(-1)}`);
  return [...new Set(found)].sort();
}

t.test('N10: an untouched ledger is clean, and what was changed in it is named', async (t) => {
  const ledger = await freshDatabase(t);
  const trustId = await demonstration(ledger);
  const { differences, notes, checked, trust } = await verifyTrust(ledger, trustId);
  t.strictSame([differences, notes, trust], [[], [], trustId]);
  const none = { seals: 0, evidence: 0 };
  t.strictSame(checked, { journals: 7, lines: 60, entries: 101, rows: 62, ...none, cells: 75 });
  await ledger.close();

  for (const { what, sql, finds, at } of tamperings) {
    await t.test(what, async (t) => {
      const { database, owner } = await copyOf(t, urlOf(ledger));
      const { count } = await owner.client.unsafe(sql.replaceAll(':trust', `'${trustId}'`));
      t.equal(count, 1, 'one record is changed');
      const found = await verifyTrust(database, trustId);
      t.strictSame(kinds(found.differences), [...finds].sort());
      t.ok(
        found.differences.some(({ place }) => place === at),
        at,
      );
    });
  }

  await t.test('a cell of a kept row', async (t) => {
    const { database, owner } = await copyOf(t, urlOf(ledger));
    const [chunk] = await owner.client`
      select c.content, c.file_id from source_chunk c
      join source_file f on f.trust_id = c.trust_id and f.id = c.file_id
      where f.name = 'northfield-2025-09-01.csv'`;
    const text = gunzipSync(chunk?.content).toString();
    const content = gzipSync(text.replace('"5","212"', '"6","212"'));
    await owner.client`update source_chunk set content = ${content} where file_id = ${chunk?.file_id}`;
    const { differences } = await verifyTrust(database, trustId);
    t.strictSame(
      differences.map(({ place, expected, found }) => [place, expected.length, found.length]),
      [
        ['northfield-2025-09-01.csv, row 2, quantity', 8, 8],
        ['northfield-2025-09-01.csv, row 2, content hash', 64, 64],
        ['northfield-2025-09-01.csv, digest of kept rows', 64, 64],
      ],
    );
  });

  await t.test('what the register says today is a note, and no difference', async (t) => {
    const { database, owner } = await copyOf(t, urlOf(ledger));
    const trust = `'${trustId}'`;
    const school = (urn: string) =>
      `(select id from school where trust_id = ${trust} and urn = '${urn}')`;
    await owner.client.unsafe(`
      update school_terms set vat_recovery_rate = 0.25
      where trust_id = ${trust} and school_id = ${school('900001')};
      update price set line_class = 'one_off' where item = 'TA';
      update driver_value set value = value + 1;
      update baseline set withdrawn_at = now() where item = 'COVER';
      update school_identifier set school_id = ${school('900002')}
        where trust_id = ${trust} and school_id = ${school('900003')};
      update participant set starts_on = '2024-09-01', ends_on = null;
      update contract set starts_on = '2024-09-01';`);
    const { differences, notes } = await verifyTrust(database, trustId);
    t.strictSame(differences, []);
    const inputs = ['VAT recovery', 'class', 'days', 'new or sustained', 'school', 'weight'];
    t.strictSame(
      kinds(notes),
      inputs.map((input) => `today: ${input}`),
    );
  });

  await t.test('the command ends with 1 where it finds a difference', async (t) => {
    const { owner, url } = await copyOf(t, urlOf(ledger));
    const run = (...words: string[]) =>
      spawnSync(process.execPath, ['dist/src/cli.js', 'verify', ...words], {
        env: { ...process.env, DATABASE_URL: url },
        encoding: 'utf8',
      });
    const clean = run();
    t.match(clean.stdout, /Lantern Vale Co-operative Trust: no difference/);
    t.equal(clean.status, 0);
    await owner.client`update ledger_entry set cost = cost + 1 where journal_number = 1`;
    const tampered = run('--all', '--json');
    t.equal(tampered.status, 1);
    const [verified] = JSON.parse(tampered.stdout).trusts;
    t.match(verified, { clean: false, counts: { entries: 13, shares: 0 } });
    t.match(run().stdout, /entries: northfield-2025-09-01\.csv, row 2, .* should be £1,060\.00/);
    t.equal(run('--all', '--trust', 'x').status, 2);
  });
});

t.test('the arithmetic in SQL is that of the rules, for any amounts and weights', async (t) => {
  const { client } = await freshDatabase(t);
  const divided = largestRemainder({
    amount: 'a',
    part: 'p',
    whole: 'w',
    within: 'true',
    ties: 'place',
  });
  const weights = fc.array(fc.bigInt(0n, 10n ** 14n), { minLength: 1, maxLength: 40 });
  const amounts = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
  await fc.assert(
    fc.asyncProperty(amounts, weights, async (amount, parts) => {
      const whole = parts.reduce((sum, part) => sum + part, 0n);
      fc.pre(whole > 0n);
      const rows = parts.map(
        (part, place) => `(${amount}::numeric, ${part}::numeric, ${whole}::numeric, ${place})`,
      );
      const shares = await client.unsafe(`
        select (${divided})::bigint::text as share
        from (values ${rows.join(', ')}) v(a, p, w, place) order by place`);
      t.strictSame(
        shares.map(({ share }) => Number(share)),
        split(pence(amount), parts),
      );
    }),
    { numRuns: 100 },
  );
  await fc.assert(
    fc.asyncProperty(amounts, fc.integer({ min: 1, max: 5000 }), async (dividend, divisor) => {
      const [row] = await client.unsafe(
        `select (${roundedQuotient('n', 'd')})::text as rounded
         from (values (${dividend}::numeric, ${divisor}::numeric)) v(n, d)`,
      );
      t.equal(row?.rounded, round(fraction(decimal(dividend), divisor), 0));
    }),
    { numRuns: 100 },
  );
});
