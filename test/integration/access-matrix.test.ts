// Every address, for everybody who may ask: exactly what the table of SECURITY.md says.
import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { keyScopes } from '../../src/access/role.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { letIn } from '../../src/people/commands.ts';
import { openSession } from '../../src/sessions/commands.ts';
import { type Asker, accessTable, askers, readAccessTable } from '../support/access-table.ts';
import { asCsv, startApp, type TestApp } from '../support/app.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(300_000);

const [ash, beech] = ['100001', '100002'];
const security = readFileSync('SECURITY.md', 'utf8');
const table = readAccessTable(security);

/** A trust with the lines of two schools, one joint line, and a row that waits. */
async function trustWith(app: TestApp, name: string) {
  const trustId = await loadFiles(app.database, smallTrust(name));
  const line = (document: string, school: string, net = '25.00', vat = '5.00') => [
    ...[document, '2025-06-30', 'I', '', '', '2025-06-01', '2025-06-30', school],
    ...['REAM', 10, net, vat],
  ];
  // Thousands are Beech's alone: where they are in a sum, the sum is not of Ash.
  const rows = [
    line('A', ash),
    line('B', beech, '7777.77', '1555.55'),
    line('J', 'ALL'),
    line('W', 'Beech annexe', '8888.88'),
  ];
  await importText(app.database, trustId, 'june.csv', paperFile(rows));
  return trustId;
}

type Headers = Record<string, string>;

/** As a browser says of a form that is sent from a page of the service itself. */
const fromOurPage = { 'sec-fetch-site': 'same-origin' };

/** What somebody shows at the door: a session or a key, of the whole trust or of Ash alone. */
async function letterOf(
  { database, now }: TestApp,
  trustId: string,
  { role, isOfSchools, title }: Asker,
): Promise<Headers> {
  const urns = isOfSchools ? [ash] : [];
  const at = now();
  if (role === 'key') {
    const wish = { trustId, name: title, at, urns, scopes: keyScopes };
    const { key } = await addKey(database, wish);
    return { authorization: `Bearer ${key}`, ...fromOurPage };
  }
  const email = `${title.replace(/\W+/g, '.')}@${trustId}.example`;
  const { person } = await letIn(
    database,
    { trustId, at, by: 'set-up' },
    { email, name: title, role, urns },
  );
  const secret = await openSession(database, { personId: person.id, way: 'password', at });
  return { cookie: `__Host-session=${secret}`, ...fromOurPage };
}

/** The ids of what is there of a school, for the addresses that name one thing. */
async function thingsOf({ database }: TestApp, trustId: string, urn: string) {
  return inTrust(database, trustId, async ({ sql }) => {
    const [of] = await sql`select id from school where urn = ${urn}`;
    const [baseline] = await sql`select id from baseline where school_id = ${of?.id ?? null}`;
    const [entry] = await sql`select id from ledger_entry where school_id = ${of?.id ?? null}`;
    const [line] = await sql`select id from invoice_line where school_id = ${of?.id ?? null}`;
    const [file] = await sql`select id from import`;
    return {
      urn,
      baseline: String(baseline?.id),
      entry: String(entry?.id),
      line: String(line?.id),
      import: String(file?.id),
    };
  });
}

type Things = Record<string, string>;
const numbers: Things = { journal: '1', row: '5', month: '2025-06', seal: '1', contract: 'P1' };
const none = '00000000-0000-4000-8000-000000000000';

const isPage = (address: string) => / \/trusts\/:trust/.test(address);

const pathOf = (address: string, trustId: string, things: Things) => {
  const path = address.replace(/^\w+ /, '').replace(/:(\w+)/g, (_, name: string) => {
    return name === 'trust' ? trustId : (things[name] ?? numbers[name] ?? none);
  });
  if (isPage(address)) return path;
  return `/v1/trusts/${trustId}${path === '/' ? '' : path}`;
};

/** Asks and tells the status; what is asked is mostly unfit, since whether a door is open is told first. */
async function ask({ app }: TestApp, address: string, url: string, headers: Headers) {
  const method = address.split(' ', 1)[0] as 'GET';
  const isFile = address === 'POST /imports';
  const content = method === 'GET' ? {} : isFile ? { payload: 'x' } : { payload: { none: 1 } };
  const type = isFile ? asCsv : {};
  return app.inject({ method, url, headers: { ...type, ...headers }, ...content });
}

async function addresses(t: Test) {
  const routes: string[] = [];
  const app = await startApp(t, {
    onRoute: (url, method) => {
      if (!/^(\/v1)?\/trusts\/:trust/.test(url) || method === 'HEAD') return;
      routes.push(`${method} ${url.replace('/v1/trusts/:trust', '') || '/'}`);
    },
  });
  return { app, routes };
}

t.test('the table of SECURITY.md is the one that the product keeps to', async (t) => {
  for (const line of accessTable()) t.ok(security.includes(`${line}\n`), line.slice(0, 60));
  t.equal(security.split('\n').filter((line) => line.startsWith('| `')).length, table.size);
});

t.test('every address answers everybody as the table says', async (t) => {
  const { app, routes } = await addresses(t);
  t.strictSame([...new Set(routes)].sort(), [...table.keys()].sort(), 'a row for each address');
  const trustId = await trustWith(app, 'Group');
  const elsewhere = await trustWith(app, 'Another group');
  const own = await thingsOf(app, trustId, ash);
  const theirs = await thingsOf(app, elsewhere, ash);
  for (const asker of askers) {
    const letter = await letterOf(app, trustId, asker);
    const wrong: string[] = [];
    for (const address of routes) {
      const opening = table.get(address)?.get(asker.title);
      const { statusCode } = await ask(app, address, pathOf(address, trustId, own), letter);
      if ((statusCode === 403) !== (opening === '–') || statusCode === 401 || statusCode >= 500) {
        wrong.push(`${address}: ${statusCode}, and not ${opening}`);
      }
      const abroad = await ask(app, address, pathOf(address, elsewhere, theirs), letter);
      if (abroad.statusCode !== 404)
        wrong.push(`${address} of another trust: ${abroad.statusCode}`);
    }
    t.strictSame(wrong, [], asker.title);
  }
  const open: string[] = [];
  for (const address of routes) {
    for (const letter of [{}, { cookie: '__Host-session=x' }, { authorization: 'Bearer slk_x' }]) {
      const shown = { ...letter, ...fromOurPage };
      const answer = await ask(app, address, pathOf(address, trustId, own), shown);
      const { statusCode, headers } = answer;
      if (isPage(address) && statusCode === 303 && headers.location?.startsWith('/sign-in?')) {
        continue;
      }
      if (statusCode !== 401) open.push(`${address}: ${statusCode}`);
    }
  }
  t.strictSame(open, [], 'nothing opens to nobody');
});

t.test('whoever is let in for one school sees nothing of another', async (t) => {
  const { app, routes } = await addresses(t);
  const trustId = await trustWith(app, 'Group');
  const own = await thingsOf(app, trustId, ash);
  const other = await thingsOf(app, trustId, beech);
  const [all] = askers;
  const everything = all ? await letterOf(app, trustId, all) : {};
  const whole = await ask(app, 'GET /savings', `/v1/trusts/${trustId}/savings`, everything);
  for (const asker of askers.filter(({ isOfSchools }) => isOfSchools)) {
    const letter = await letterOf(app, trustId, asker);
    const leaks: string[] = [];
    const opened = routes.filter((address) => table.get(address)?.get(asker.title) === 'own');
    const figures = opened.filter(
      (address) =>
        !/^GET (\/trusts\/:trust)?\/(schools|contracts|method|imports\/template|$)/.test(address),
    );
    for (const address of figures.filter((each) => each.startsWith('GET '))) {
      for (const query of ['', '?by=school,contract,item,month', `?urn=${beech}`]) {
        const url = pathOf(address, trustId, own) + query;
        const { body, statusCode } = await ask(app, address, url, letter);
        // A refusal may say again what was asked, and no more.
        const told = statusCode >= 400 && query.includes(beech) ? body.replaceAll(beech, '') : body;
        if (/100002|Beech|\d{4,}\.\d\d\b|£?\d,\d{3}\b/.test(told))
          leaks.push(`${url}: ${told.slice(0, 300)}`);
      }
      if (!/:(baseline|entry)/.test(address)) continue;
      const { statusCode } = await ask(app, address, pathOf(address, trustId, other), letter);
      if (statusCode !== 404) leaks.push(`${address} of another school: ${statusCode}`);
    }
    t.strictSame(leaks, [], asker.title);
    const report = await ask(app, 'GET /savings', `/v1/trusts/${trustId}/savings`, letter);
    const { completeness: _, ...ofAsh } = whole.json().rows[0];
    t.match(report.json().rows, [ofAsh], asker.title);
    t.equal(report.json().rows.length, 1);
  }
});

t.test('nobody answers, prepares or packs for a school that is not his', async (t) => {
  const { app } = await addresses(t);
  const trustId = await trustWith(app, 'Group');
  const letter = (title: string) => {
    const asker = askers.find((each) => each.title === title);
    if (!asker) throw new Error(title);
    return letterOf(app, trustId, asker);
  };
  const head = await letter('Head or school approver');
  const office = await letter('Business manager, some schools');
  const send = (url: string, headers: Headers, payload: object) =>
    app.app.inject({ method: 'POST', url: `/v1/trusts/${trustId}${url}`, headers, payload });
  const answer = { from: '2025-06', to: '2025-06', answer: 'agreed' };
  const mine = await send(`/schools/${ash}/agreements`, head, answer);
  t.match(mine.json(), { urn: ash, answered_by: 'Head or school approver' });
  const foreign = await send(`/schools/${beech}/agreements`, head, answer);
  t.match(foreign.json(), { status: 422, errors: [{ code: 'school.not-yours' }] });
  const baseline = {
    contract: 'P1',
    item: 'REAM',
    kind: 'quote',
    unit_price: '3.2',
    vat_rate: '0.2',
    valid_from: '2025-01-01',
    evidence: 'a quote',
  };
  t.equal((await send('/baselines', office, { ...baseline, urn: ash })).statusCode, 201);
  const refused = await send('/baselines', office, { ...baseline, urn: beech });
  t.match(refused.json(), { errors: [{ code: 'school.not-yours' }] });
  const pack = (query: string) =>
    app.app.inject({ url: `/v1/trusts/${trustId}/evidence${query}`, headers: head });
  t.equal((await pack(`?urn=${ash}`)).statusCode, 200);
  for (const query of ['', `?urn=${beech}`]) t.equal((await pack(query)).statusCode, 422, query);
});

t.test('what changes something comes from a page of ours', async (t) => {
  const { app } = await addresses(t);
  const trustId = await trustWith(app, 'Group');
  const [asker] = askers;
  if (!asker) throw new Error('nobody asks');
  const { cookie = '' } = await letterOf(app, trustId, asker);
  const headers: [Headers, number][] = [
    [{}, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:80' }, 403],
    [{ origin: 'http://localhost:8080' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
  ];
  for (const [header, status] of headers) {
    const answer = await app.app.inject({
      method: 'PATCH',
      url: `/v1/trusts/${trustId}`,
      headers: { cookie, host: 'localhost:8080', ...header },
      payload: { year_starts_month: 9 },
    });
    t.equal(answer.statusCode, status, JSON.stringify(header));
  }
});
