// What lets the tables be spread over servers by trust: on each engine, and with nothing but PostgreSQL.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { connectAsOwner, type Database } from '../../src/database/connect.ts';
import { asSpread, directory, hasWorkers } from '../../src/database/distribution.ts';
import { freshDatabase, urlOf } from '../support/database.ts';

/** Everything in a database that would keep a trust's rows from lying together on one server. */
async function obstacles({ client }: Database): Promise<string[]> {
  const rows = await client<{ found: string }[]>`
    with own as (
      select oid, relname, relname <> all (${directory}) as of_trust from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    ), tenant as (
      select own.oid, relname, attnum as trust from own
      left join pg_attribute on attrelid = own.oid and attname = 'trust_id' and attnotnull
      where of_trust
    )
    select relname || ': no trust_id' as found from tenant where trust is null
    union all
    select relname || ': ' || i.indexrelid::regclass || ' is unique over all trusts'
      from tenant join pg_index i on i.indrelid = tenant.oid
      where i.indisunique and not trust = any (i.indkey)
    union all
    select relname || ': ' || conname || ' excludes over all trusts'
      from tenant join pg_constraint on conrelid = tenant.oid
      where contype = 'x' and not trust = any (conkey)
    union all
    select here.relname || ': ' || conname || ' leaves its trust'
      from pg_constraint c join own here on here.oid = conrelid join own there on there.oid = confrelid
      left join tenant on tenant.oid = conrelid left join tenant goal on goal.oid = confrelid
      where contype = 'f' and here.of_trust and not coalesce(
        there.of_trust and array_position(conkey, tenant.trust) = array_position(confkey, goal.trust), false)
    union all
    select here.relname || ': ' || conname || ' refers from the directory to a trust'
      from pg_constraint c join own here on here.oid = conrelid join own there on there.oid = confrelid
      where contype = 'f' and not here.of_trust and there.of_trust
    union all
    select relname || '.' || attname || ': its values are made by the server'
      from tenant join pg_attribute a on attrelid = tenant.oid
      left join pg_attrdef d on adrelid = attrelid and adnum = attnum
      where attidentity <> '' or attgenerated <> ''
        or pg_get_expr(adbin, adrelid) !~ '^(''[^'']*''(::[a-z ]+)?|-?[0-9]+|true|false)$'
    union all
    select relname || ': ' || tgname || ' is a trigger'
      from tenant join pg_trigger on tgrelid = tenant.oid where not tgisinternal
    union all
    select relname || ': ' || rulename || ' is a rule'
      from tenant join pg_rewrite on ev_class = tenant.oid`;
  return rows.map(({ found }) => found).sort();
}

const policiesOf = ({ client }: Database) => client<{ name: string; text: string }[]>`
  select polrelid::regclass::text as name,
    concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as text
  from pg_policy`;

const asksAnything = /\(\s*select\b/i;

t.test('no key, constraint, default or trigger keeps a trust from its own server', async (t) => {
  const database = await freshDatabase(t);
  t.strictSame(await obstacles(database), []);
});

t.test('each of them would be found', async (t) => {
  const database = await freshDatabase(t);
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  // A table of the directory may be what it likes; the others are made here by themselves, and are never spread.
  await owner.client.unsafe(`
    create table lone (id uuid primary key);
    create table loose (
      trust_id uuid not null, id uuid primary key, number serial, counted int generated always as identity,
      at timestamptz default now(), code text unique, sum int generated always as (1) stored,
      said text default 'a', person_id uuid references person (id), unique (trust_id, id),
      exclude (code with =)
    );
    create table looser (
      trust_id uuid not null, id uuid, other_id uuid, primary key (trust_id, id),
      foreign key (other_id) references loose (id),
      foreign key (other_id, trust_id) references loose (trust_id, id)
    );
    alter table person add column loose_id uuid references loose (id);
    create function nothing() returns trigger language plpgsql as 'begin return new; end';
    create trigger watch before insert on loose for each row execute function nothing();
    create rule keep as on delete to loose do instead nothing`);
  t.strictSame(await obstacles(database), [
    'lone: no trust_id',
    'loose.at: its values are made by the server',
    'loose.counted: its values are made by the server',
    'loose.number: its values are made by the server',
    'loose.sum: its values are made by the server',
    'loose: keep is a rule',
    'loose: loose_code_excl excludes over all trusts',
    'loose: loose_code_key is unique over all trusts',
    'loose: loose_person_id_fkey leaves its trust',
    'loose: loose_pkey is unique over all trusts',
    'loose: watch is a trigger',
    'looser: looser_other_id_fkey leaves its trust',
    'looser: looser_other_id_trust_id_fkey leaves its trust',
    'person: person_loose_id_fkey refers from the directory to a trust',
  ]);
});

t.test('what policies ask once is worked out for each row where tables are spread', async (t) => {
  const policies = await policiesOf(await freshDatabase(t));
  t.ok(policies.length > 50);
  for (const { name, text } of policies) {
    t.notMatch(asSpread(text), asksAnything, name);
    t.match(asSpread(text), /trust_id = /, name);
  }
  const other = '(trust_id IN (SELECT id FROM trust))';
  t.match(asSpread(other), asksAnything, 'any other question is left, and refused');
  t.equal(
    asSpread('GRANT UPDATE (name) ON school_name TO a; GRANT UPDATE (name, email) ON person TO a'),
    'grant update on school_name TO a; GRANT UPDATE (name, email) ON person TO a',
  );
});

/** What a statement of the sources would say that workers do not take, by why they do not. */
const refused: readonly (readonly [string, RegExp])[] = [
  ['a setting that does not reach the workers', /set_config\(\s*'app\./i],
  [
    'COPY into a table with policies',
    /\bcopy\s+(?!\$\{table\}|staging_|\()[\w"${}]+\s*\([^)]*\)\s+from\b/i,
  ],
  ['rows copied into a table with policies', /copyInto\(\s*\w+,\s*'(?!staging_)/],
  ['a row that changes its trust', /\bset\s+"?trust_id"?\s*=|\.set\(\{\s*trustId\b/i],
  [
    'rows of no table that are inserted: they would be copied',
    /\binsert into\b[^`;]*\bfrom\s+jsonb?_to_recordset\(/i,
  ],
  [
    'rows that are inserted for a trust which is not that of the rows they are made from',
    /\binsert into\s+\w+\s*\(trust_id\b[^`;]*?\)\s*select\s+\$\{/i,
  ],
  ['a temporary table, of which the workers know nothing', /\bcreate temp(orary)? table\b/i],
  ['a process whose number could be a text', /pg_cancel_backend\(\$\{\w+\}\)/],
  ['a value that one server would have to count', /\bnextval\(|generatedAlwaysAs/i],
];

const sentences = (text: string) => refused.filter(([, found]) => found.test(text));

t.test('no statement of the sources is one that workers do not take', async (t) => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    // The table of the migrations themselves is of one server.
    (file) => file.endsWith('.ts') && file !== join('database', 'migrate.ts'),
  );
  t.ok(files.length > 300);
  for (const file of files) {
    const text = readFileSync(join('src', file), 'utf8');
    t.strictSame(
      sentences(text).map(([why]) => why),
      [],
      file,
    );
  }
  const wrong = [
    "select set_config('app.trust_id', $1, true)",
    'copy invoice (trust_id, id) from stdin',
    "copyInto(tenant, 'invoice', columns, rows)",
    'update invoice set trust_id = $1',
    "select nextval('numbers')",
    'insert into invoice (trust_id, id) select $1, id from json_to_recordset($2) as row(id uuid)',
    'insert into known_row (trust_id, row) select ${trustId}, row from staging_row',
    'create temporary table known as select id from invoice',
    `select pg_cancel_backend(${'${pid}'})`,
  ];
  t.strictSame(
    wrong.map((text) => sentences(text).length),
    [1, 1, 1, 1, 1, 1, 1, 1, 1],
  );
});

t.test(
  'where there are workers, each table of a trust is spread, and beside the others',
  async (t) => {
    const database = await freshDatabase(t);
    if (!(await hasWorkers(database.client))) return;
    const [spread] = await database.client`
    select count(*)::int as tables, count(distinct colocation_id)::int as places,
      count(*) filter (where distribution_column <> 'trust_id')::int as others,
      count(*) filter (where table_name::text = any (${directory}))::int as shared
    from citus_tables`;
    const [own] = await database.client`
    select count(*)::int as tables from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all (${directory})`;
    t.strictSame({ ...spread }, { ...own, places: 1, others: 0, shared: 0 });
  },
);
