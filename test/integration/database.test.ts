import { readFileSync } from 'node:fs';
import { and, eq, inArray } from 'drizzle-orm';
import t from 'tap';
import { connect, connectAsOwner, type Database } from '../../src/database/connect.ts';
import { copyInto } from '../../src/database/copy.ts';
import { hasWorkers } from '../../src/database/distribution.ts';
import { newId } from '../../src/database/new-id.ts';
import { school } from '../../src/database/tables.ts';
import { askInTrust, forSchools, inTrust, withKeptPlans } from '../../src/database/tenant.ts';
import { reportIn, reportSavings } from '../../src/reports/commands.ts';
import { schoolsOf } from '../../src/schools/store.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

/** Not of one trust: the directory of trusts, who and what opens them, and which have work to do. */
const directory = [
  'trust',
  'api_key',
  'calendar_feed',
  'open_run',
  'person',
  'role_grant',
  'identity',
  'password',
  'password_link',
  'sign_in_flow',
  'sign_in_failure',
  'session',
];
const role = 'savings_ledger_service';

const linesOf = (school: string) => [
  [
    `D${school}`,
    '2025-06-30',
    'I',
    '',
    '',
    '2025-06-01',
    '2025-06-30',
    school,
    'REAM',
    10,
    '25.00',
    '5.00',
  ],
];

async function tablesOf({ client }: Database): Promise<string[]> {
  const rows = await client`
    select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by relname`;
  return rows.map(({ relname }) => relname);
}

const isTenantTable = (name: string) => !directory.includes(name) && !name.startsWith('staging_');

t.test('every tenant table leads with its trust, in every key and every index', async (t) => {
  const database = await freshDatabase(t);
  const keys = await database.client`
    select c.relname as table, i.relname as index, a.attname as first
    from pg_index x
    join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
    where x.indisunique`;
  for (const { table, index, first } of keys.filter((key) => isTenantTable(key.table))) {
    t.equal(first, 'trust_id', `${table}: ${index}`);
  }
  const withKeys = new Set(keys.map((key) => key.table));
  for (const table of (await tablesOf(database)).filter(isTenantTable)) {
    t.ok(withKeys.has(table), `${table} has a primary key`);
  }
  const foreign = await database.client`
    select c.conrelid::regclass::text as table, c.conname, a.attname as first
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace`;
  t.ok(foreign.length > 0);
  for (const { table, conname, first } of foreign.filter((key) => isTenantTable(key.table))) {
    t.equal(first, 'trust_id', `${table}: ${conname}`);
  }
});

t.test(
  'no column is counted, so that what comes later is not taken for what there was',
  async (t) => {
    const database = await freshDatabase(t);
    if (await hasWorkers(database.client)) {
      t.pass('skipped: a cluster counts them', { skip: true });
      return;
    }
    const counted = await database.client`
      select b.attrelid::regclass || '.' || b.attname as name from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_attribute b on b.attrelid = c.oid and b.attnum > 0 and not b.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and a.attname = 'trust_id' and b.attstattarget <> 0`;
    t.strictSame(
      counted.map(({ name }) => name),
      [],
      'a column that is made has to be named in its migration',
    );
  },
);

t.test('what was counted of columns before is forgotten', async (t) => {
  const database = await freshDatabase(t);
  if (await hasWorkers(database.client)) {
    t.pass('skipped: a cluster counts them', { skip: true });
    return;
  }
  await loadFiles(database, smallTrust('Ash Federation'));
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  const counted = async () => {
    const rows = await owner.client`select attname from pg_stats where tablename = 'school'`;
    return rows.map(({ attname }) => attname);
  };
  await owner.client`alter table school alter column urn set statistics 100`;
  await owner.client`analyze school`;
  t.strictSame(await counted(), ['urn'], 'as a database of an earlier version has it');
  await owner.client`alter table school alter column urn set statistics 0`;
  await owner.client`analyze school`;
  t.strictSame(await counted(), ['urn'], 'which is not renewed any more');
  await owner.client.unsafe(readFileSync('drizzle/0032_counts_forgotten.sql', 'utf8'));
  t.strictSame(await counted(), []);
});

t.test('row-level security is on and forced, and there are no triggers', async (t) => {
  const database = await freshDatabase(t);
  const rows = await database.client`
    select c.relname, c.relrowsecurity, c.relforcerowsecurity,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')`;
  const tenant = rows.filter(({ relname }) => isTenantTable(relname));
  t.ok(tenant.length > 20);
  for (const { relname, relrowsecurity, relforcerowsecurity, policies } of tenant) {
    t.strictSame([relrowsecurity, relforcerowsecurity, policies], [true, true, 1], relname);
  }
  const [triggers] = await database.client`
    select count(*)::int as n from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not tgisinternal and c.relnamespace = 'public'::regnamespace`;
  t.equal(triggers?.n, 0);
});

t.test('the service owns nothing, bypasses nothing, and only adds to the ledger', async (t) => {
  const database = await freshDatabase(t);
  const [who] = await database.client`
    select current_user as name, rolsuper, rolbypassrls,
      (select count(*)::int from pg_class where relowner = oid_of.oid) as owned
    from pg_roles oid_of where rolname = current_user`;
  t.match(who, { name: role, rolsuper: false, rolbypassrls: false, owned: 0 });
  const appended = [
    'journal',
    'ledger_entry',
    'invoice',
    'invoice_line',
    'allocation',
    'line_withdrawal',
    'savings_journal',
    'seal',
    'row_decision',
    'mended_row',
    'period_act',
    'agreement',
    'claim',
    'claim_withdrawal',
    'validation',
    'central_charge',
    'savings_forecast',
    'savings_forecast_amount',
    'contract_terms',
    'contract_decision',
    'contract_version',
    'contract_document',
    'document_text',
    'index_level',
    'evidence_file',
    'evidence_chunk',
    'baseline_evidence',
    'audit_event',
  ];
  for (const table of appended) {
    const [may] = await database.client`
      select has_table_privilege(${table}, 'select') as "select",
        has_table_privilege(${table}, 'insert') as "insert",
        has_table_privilege(${table}, 'update') or has_any_column_privilege(${table}, 'update')
          as "update",
        has_table_privilege(${table}, 'delete') as "delete",
        has_table_privilege(${table}, 'truncate') as "truncate"`;
    const only = { select: true, insert: true, update: false, delete: false, truncate: false };
    t.strictSame({ ...may }, only, table);
  }
});

t.test('a row of another trust is not there, and none can be written', async (t) => {
  const database = await freshDatabase(t);
  const mine = await loadFiles(database, smallTrust('Mine'));
  const theirs = await loadFiles(database, smallTrust('Theirs'));
  const nobody = newId();
  const tables = (await tablesOf(database)).filter(isTenantTable);
  const everything = tables
    .map((table) => `select '${table}' as name, trust_id from ${table}`)
    .join(' union all ');
  const [school] = await inTrust(database, mine, schoolsOf);
  const scopes = [
    database,
    forSchools(database, new Set([school?.id ?? ''])),
    forSchools(database, new Set()),
  ];
  let probes = 0;
  for (const trustId of [mine, theirs, nobody]) {
    for (const scope of scopes) {
      const rows = await inTrust(scope, trustId, ({ sql }) =>
        sql.unsafe(`select name from (${everything}) as rows where trust_id <> '${trustId}'`),
      );
      t.strictSame([...rows], [], `of ${tables.length} tables nothing of another trust is seen`);
      probes += tables.length;
    }
  }
  t.ok(probes > 400, `${probes} probes`);
  const foreignRow = inTrust(
    database,
    mine,
    ({ sql }) => sql`
      insert into supplier (trust_id, id, name) values (${theirs}, ${newId()}, 'Stranger')`,
  );
  await t.rejects(foreignRow, { code: '42501' });
  const [outside] = await database.client`select count(*)::int as n from school`;
  t.equal(outside?.n, 0, 'outside of the one door there are no rows at all');
  await t.rejects(
    inTrust(database, "x' or true --", async () => {}),
    RangeError,
  );
});

t.test('a transaction of some schools sees and writes the figures of no other', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Mine'));
  await importText(
    database,
    trustId,
    'june.csv',
    paperFile([...linesOf('100001'), ...linesOf('100002')]),
  );
  const schools = await inTrust(database, trustId, schoolsOf);
  const own = schools.find(({ urn }) => urn === '100001');
  const other = schools.find(({ urn }) => urn === '100002');
  const narrowed = forSchools(database, new Set([own?.id ?? '']));
  const none = forSchools(database, new Set());
  const scoped = await database.client`
    select relname from pg_policy p join pg_class c on c.oid = p.polrelid
    where pg_get_expr(p.polqual, p.polrelid) like '%app.school_ids%' order by relname`;
  t.ok(scoped.length >= 9);
  for (const { relname } of scoped) {
    const count = (of: Database) =>
      inTrust(of, trustId, async ({ sql }) => {
        const [row] = await sql`
          select count(*)::int as n, count(*) filter (where school_id <> ${own?.id ?? null})::int as others
          from ${sql(relname)}`;
        return { n: row?.n, others: row?.others };
      });
    const [all, mine] = [await count(database), await count(narrowed)];
    t.equal(mine.others, 0, relname);
    t.equal(mine.n, all.n - all.others, relname);
    t.equal((await count(none)).n, 0, `${relname}: for no school`);
    if (mine.n === 0) continue;
    const steal = inTrust(
      narrowed,
      trustId,
      ({ sql }) => sql`update ${sql(relname)} set school_id = ${other?.id ?? null}`,
    );
    // Either the policy refuses it, or the table takes no updates at all.
    await t.rejects(steal, { code: '42501' });
  }
  const { rows } = await reportSavings(narrowed, trustId, {
    by: ['school'],
    window: { from: undefined, to: undefined },
  });
  t.strictSame(
    rows.map(({ urn }) => urn),
    ['100001'],
  );
});

t.test('a plan that is kept shows everybody his own, on the same connection', async (t) => {
  const database = await freshDatabase(t);
  const lone = connect({ url: urlOf(database), connections: 1 });
  t.teardown(() => lone.close());
  const trusts = [];
  for (const name of ['One', 'Other']) {
    const trustId = await loadFiles(database, smallTrust(name));
    const lines = [...linesOf('100001'), ...linesOf('100002')];
    await importText(database, trustId, 'june.csv', paperFile(lines));
    trusts.push(trustId);
  }
  const [one = '', other = ''] = trusts;
  const schools = await inTrust(database, one, schoolsOf);
  const own = new Set(schools.filter(({ urn }) => urn === '100001').map(({ id }) => id));
  const seenBy = async (asking: Database, trustId: string) => {
    const window = { from: undefined, to: undefined };
    const { rows } = await reportSavings(asking, trustId, { by: ['school'], window });
    return rows.map(({ urn }) => urn);
  };
  const all = ['100001', '100002'];
  // After five askings the database works with a plan that it keeps.
  for (let asked = 0; asked < 7; asked++) t.strictSame(await seenBy(lone, one), all);
  const kept = await lone.client`
    select 1 from pg_prepared_statements where statement ~ 'savings_month' and generic_plans > 0`;
  t.ok(kept.length > 0, 'it does keep one');
  t.strictSame(await seenBy(forSchools(lone, own), one), ['100001']);
  t.strictSame(await seenBy(forSchools(lone, new Set()), one), []);
  t.strictSame(await seenBy(forSchools(lone, own), other), [], 'a school of one trust only');
  t.strictSame(await seenBy(lone, other), all);
  t.strictSame(await seenBy(lone, one), all);
});

t.test('what only reads is answered as of one moment, and writes nothing', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('One'));
  const reading = withKeptPlans(database);
  const window = { from: undefined, to: undefined };
  const costs = await inTrust(reading, trustId, async (tenant) => {
    const before = await reportIn(tenant, { by: ['school'], window });
    await importText(database, trustId, 'june.csv', paperFile(linesOf('100001')));
    const after = await reportIn(tenant, { by: ['school'], window });
    return [before.journal, before.total.cost, after.journal, after.total.cost];
  });
  t.strictSame(costs, [0, '0.00', 0, '0.00']);
  t.equal((await reportSavings(database, trustId, { by: ['school'], window })).journal, 1);
  const write = inTrust(reading, trustId, ({ sql }) => sql`delete from import_row`);
  await t.rejects(write, /read-only transaction/);
});

t.test('what only reads is known to the server again, and no list of ids is', async (t) => {
  const database = await freshDatabase(t);
  const lone = connect({ url: urlOf(database), connections: 1 });
  t.teardown(() => lone.close());
  const trustId = await loadFiles(database, smallTrust('One'));
  const ids = Array.from({ length: 30 }, newId);
  const named = (count: number) =>
    inTrust(lone, trustId, ({ query }) =>
      query
        .select()
        .from(school)
        .where(and(eq(school.trustId, trustId), inArray(school.id, ids.slice(0, count)))),
    );
  for (const count of [2, 2, 30]) t.strictSame(await named(count), []);
  const kept = await lone.client`
    select custom_plans::int as asked from pg_prepared_statements
    where statement ~ '"school"."id" in' and statement !~ 'pg_prepared'`;
  t.strictSame([...kept], [{ asked: 2 }]);
});

t.test('the owner is bound as well', async (t) => {
  const database = await freshDatabase(t);
  await loadFiles(database, smallTrust('Mine'));
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  const owned = `owner_${newId().replaceAll('-', '')}`;
  await owner.client.unsafe(`create role ${owned} login nosuperuser nobypassrls`);
  await owner.client.unsafe(`alter table school owner to ${owned}`);
  await owner.client.unsafe(`set role ${owned}`);
  const [seen] = await owner.client`select count(*)::int as n from school`;
  t.equal(seen?.n, 0);
  await owner.client`reset role`;
  await owner.client.unsafe(`alter table school owner to current_user`);
  await owner.client.unsafe(`drop role ${owned}`);
});

t.test('a COPY that the database refuses ends, and the connection goes on', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Mine'));
  const columns = ['trust_id', 'row', 'phase', 'document_number', 'document_kind', 'line'];
  const refused = [
    [trustId, 1, 'no number', 'A', 'invoice', '{}'],
    ['no id', 1, 0, 'A', 'invoice', '{}'],
    [trustId, 1, 0, 'A', 'invoice', '{}'],
  ];
  for (const row of refused) {
    const copied = inTrust(database, trustId, (tenant) =>
      copyInto(tenant, 'staging_row', columns, [row]),
    );
    await t.rejects(copied, { code: /^(22P02|23502|25P02)$/ }, String(row));
    const alive = await inTrust(database, trustId, ({ sql }) => sql`select 1 as one`);
    t.equal(alive[0]?.one, 1);
  }
});

t.test('one question by itself is done whole or not at all, within its trust', async (t) => {
  const database = await freshDatabase(t);
  const mine = await loadFiles(database, smallTrust('Mine'));
  const theirs = await loadFiles(database, smallTrust('Theirs'));
  const urns = (trustId: string) =>
    askInTrust(database, trustId, ({ sql }) => sql`select urn from school order by urn`);
  const renamed = (trustId: string, urn: string) =>
    askInTrust(
      database,
      trustId,
      ({ sql }) => sql`
        update school set urn = ${urn} where trust_id = ${mine} and urn = '100001' returning id`,
    );
  const before = await urns(mine);
  await t.rejects(renamed(mine, '100002'), { code: '23505' }, 'as the server refuses it');
  t.strictSame([...(await urns(mine))], [...before], 'and the connection goes on');
  t.equal((await renamed(theirs, '100009')).length, 0, 'the rows of another trust are not there');
  t.equal((await renamed(mine, '100009')).length, 1);
  t.notSame([...(await urns(mine))], [...before], 'what was done stands');
  const anything = askInTrust(database, "x'; select 1", ({ sql }) => sql`select 1`);
  await t.rejects(anything, RangeError);
});
