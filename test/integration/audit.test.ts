// Who did what, when and from where: with every change, or neither is there.
import t, { type Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import { actGroups, actInWords } from '../../src/audit/act-words.ts';
import type { AuditEvent } from '../../src/audit/event.ts';
import { addEvents, eventsOf } from '../../src/audit/store.ts';
import { audit } from '../../src/cli/audit.ts';
import { importFiles } from '../../src/cli/import.ts';
import { connectAsOwner } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { letIn } from '../../src/people/commands.ts';
import { openSession } from '../../src/sessions/commands.ts';
import { asCsv, startApp } from '../support/app.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { paperFile } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

async function started(t: Test) {
  const { app, caller, database, now } = await startApp(t);
  const admin = await caller('Group', 'IT lead');
  const { trustId } = admin;
  const events = (action?: string) =>
    inTrust(database, trustId, (tenant) => eventsOf(tenant, { action, limit: 1000 }));
  const asRole = async (role: string, name: string) => {
    const email = `${name}@group.example`;
    const at = now();
    const { person } = await letIn(database, { trustId, at, by: 'set-up' }, { email, name, role });
    const secret = await openSession(database, { personId: person.id, way: 'password', at });
    const headers = {
      cookie: `__Host-session=${secret}`,
      'sec-fetch-site': 'same-origin',
      'user-agent': 'x',
    };
    return (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
      app.inject({
        method,
        url: url.startsWith('/trusts/') ? url : `/v1/trusts/${trustId}${url}`,
        headers,
        ...(payload && { payload }),
      });
  };
  return { app, admin, database, trustId, events, asRole };
}

const line = (number: string) => [
  ...[number, '2025-06-30', 'I', '', '', '2025-06-01', '2025-06-30', '100001'],
  ...['REAM', 10, '25.00', '5.00'],
];

t.test('a change is kept with what was there before and after, and by whom', async (t) => {
  const { admin, events } = await started(t);
  await admin.send('PATCH', '', { year_starts_month: 4 }, { 'idempotency-key': '"one"' });
  await admin.send('PATCH', '', { year_starts_month: 4 }, { 'idempotency-key': '"one"' });
  const [changed, ...more] = (await events()).filter(({ action }) => action === 'changeTrust');
  t.match(changed, {
    who: 'IT lead',
    whoKind: 'key',
    outcome: 'done',
    subject: `PATCH /v1/trusts/${admin.trustId}`,
    before: { year_starts_month: 9 },
    after: { asked: { year_starts_month: 4 }, told: { year_starts_month: 4 } },
    address: '127.0.0.1',
    requestId: /./,
  });
  t.equal(more.length, 0, 'what was answered again was not done again');
  const refused = await admin.send('PATCH', '', { year_starts_month: 13 });
  t.equal(refused.statusCode, 400);
  const told = (await events('changeTrust')).map(({ outcome }) => outcome);
  t.strictSame(told, ['done', 'refused'], 'what was not done is not told as done');
});

t.test(
  'a file of a page is taken away as well, though a browser does not ask for CSV',
  async (t) => {
    const { asRole, events, trustId } = await started(t);
    const trustee = await asRole('trustee', 'T.Rustee');
    const pages = `/trusts/${trustId}/savings`;
    t.equal((await trustee('GET', pages)).statusCode, 200);
    t.strictSame(await events('takeSavings'), []);
    t.equal((await trustee('GET', `${pages}/files/schools.csv`)).statusCode, 200);
    t.match(await events('takeSavings'), [
      { who: 'T.Rustee', outcome: 'taken', subject: /\/savings\/files\/schools\.csv$/ },
    ]);
  },
);

t.test('what was asked is kept whatever signs it has', async (t) => {
  const { database, trustId, events } = await started(t);
  // A sign that no text of the database can have, half a sign, and a long text cut within one.
  const after = { name: 'a\u0000b', half: '\ud800', quoted: '\\u0000 "é" \n' };
  const long = { rows: `x${'😀'.repeat(10_000)}` };
  const event: Omit<AuditEvent, 'before' | 'after'> = {
    ...{ who: 'Ada "O\'Hara" \\', whoKind: 'key', whoId: trustId, address: null, requestId: null },
    ...{ at: '2026-11-26T09:00:00.000Z', action: 'signs', subject: 'é' },
    outcome: 'tried',
  };
  await inTrust(database, trustId, (tenant) =>
    addEvents(tenant, [
      { ...event, before: null, after },
      { ...event, before: [1, null], after: long },
    ]),
  );
  const [first, second] = await events('signs');
  t.match(first, { ...event, before: null, after });
  t.match(second, { before: [1, null], after: { characters: JSON.stringify(long).length } });
});

t.test('without its record nothing is changed', async (t) => {
  const { admin, database } = await started(t);
  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  await owner.client`revoke insert on audit_event from savings_ledger_service`;
  t.equal((await admin.send('PATCH', '', { year_starts_month: 4 })).statusCode, 500);
  const paper = paperFile([line('A')]);
  await t.rejects(runCommand(database, importFiles, await fileOf(t, paper)), {
    code: '42501',
  });
  await owner.client`grant insert on audit_event to savings_ledger_service`;
  t.match((await admin.get('')).json(), { year_starts_month: 9 });
  t.match((await admin.get('/imports')).json(), { items: [] });
});

async function fileOf(t: Test, content: string): Promise<string[]> {
  const folder = t.testdir({ 'june.csv': content });
  return [`${folder}/june.csv`, '--confirm'];
}

t.test('exports, tries, refusals and the terminal leave their trace', async (t) => {
  const { admin, asRole, database, events, trustId } = await started(t);
  await runCommand(database, importFiles, await fileOf(t, paperFile([line('A')])));
  const [path = ''] = await fileOf(t, paperFile([line('C')]));
  await runCommand(database, importFiles, [path]);
  t.match((await events('import')).at(-1), { whoKind: 'terminal', outcome: 'tried' });
  t.match((await events('import')).at(0), {
    whoKind: 'terminal',
    outcome: 'done',
    subject: /--confirm/,
  });
  await admin.get('/savings', { accept: 'text/csv' });
  t.match(await events('reportSavings'), [{ outcome: 'taken', subject: /\/savings$/ }]);
  const { id } = (
    await admin.send('POST', '/imports?file=b.csv', paperFile([line('B')]), asCsv)
  ).json();
  await admin.send('POST', `/imports/${id}/check`);
  t.match((await events('checkImport')).at(-1), { subject: /check$/ });
  const trustee = await asRole('trustee', 'T.Rustee');
  t.equal((await trustee('PATCH', '', { year_starts_month: 4 })).statusCode, 403);
  t.match((await events('changeTrust')).at(-1), {
    who: 'T.Rustee',
    whoKind: 'person',
    outcome: 'refused',
    after: { refused: /those who may change the schools, contracts/ },
  });
  const given = await admin.send('POST', '/keys', {
    name: 'Power BI',
    scopes: ['read-figures'],
    expires_at: '2027-01-01T00:00:00Z',
  });
  const { key } = given.json();
  const all = JSON.stringify(await events());
  t.notOk(all.includes(key), 'no key is kept');
  t.match(await events('addKey'), [{ after: { asked: { name: 'Power BI' } } }]);

  const auditor = await asRole('auditor', 'A.Uditor');
  const page = (await auditor('GET', '/audit?limit=2')).json();
  t.equal(page.items.length, 2);
  t.match((await auditor('GET', `/audit?limit=200&after=${page.next}`)).json(), { next: null });
  t.equal((await trustee('GET', '/audit')).statusCode, 403);
  const csv = await admin.get('/audit', { accept: 'text/csv' });
  t.match(csv.body, /^\uFEFFid,at,who,who_kind,.*\r\n/);
  t.equal(csv.body.trim().split('\r\n').length, (await events()).length + 1);
  const lines = await runCommand(database, audit, ['--action', 'changeTrust']);
  t.match(lines.join('\n'), /T\.Rustee \(person\), from 127\.0\.0\.1: changeTrust refused: PATCH/);
  const elsewhere = await inTrust(database, trustId, ({ sql }) => sql`select 1 from audit_event`);
  t.ok(elsewhere.length > 0);
});

t.test('every use of a key is on record before it is answered', async (t) => {
  const { admin, database, events, trustId } = await started(t);
  const read = async () => (await events()).filter(({ whoKind }) => whoKind === 'key').slice(-1)[0];
  const { etag } = (await admin.get('/savings?by=school')).headers;
  t.match(await read(), {
    action: 'reportSavings',
    outcome: 'read',
    subject: /^GET .*\/savings\?by=school$/,
    address: '127.0.0.1',
  });
  t.equal((await admin.get('/savings?by=school', { 'if-none-match': `${etag}` })).statusCode, 304);
  t.equal((await events('reportSavings')).length, 2, 'that nothing changed is an answer too');
  t.equal((await admin.get('/savings?by=moon')).statusCode, 400);
  t.equal((await events('reportSavings')).length, 3, 'and a question that cannot be read one too');
  t.equal((await admin.ask({ method: 'HEAD', url: '/savings' })).statusCode, 200);
  t.match(await read(), { outcome: 'read', subject: /^HEAD / }, 'an answer without its body too');
  t.equal((await admin.send('PATCH', '', { year_starts_month: 14 })).statusCode, 400);
  t.match(await read(), { action: 'changeTrust', outcome: 'refused' });

  const before = (await events()).length;
  await Promise.all([...Array(40).keys()].map((n) => admin.get(`/schools?limit=${n + 1}`)));
  const all = (await events()).slice(before);
  t.equal(all.length, 40, 'none is lost where many ask at once');
  t.equal(new Set(all.map(({ subject }) => subject)).size, 40);
  t.equal(new Set(all.map(({ requestId }) => requestId)).size, 40);
  const [counted] = await inTrust(
    database,
    trustId,
    ({ sql }) => sql`select count(distinct xmin::text)::int as writes from audit_event
                     where action = 'listSchools'`,
  );
  t.ok(counted?.writes < 40, 'and several were written together');

  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  await owner.client`revoke update on trust from savings_ledger_service`;
  t.equal((await admin.send('PATCH', '', { year_starts_month: 5 })).statusCode, 500);
  t.match(await read(), { outcome: 'refused', after: { refused: 'The service failed.' } });
  await owner.client`revoke insert on audit_event from savings_ledger_service`;
  t.teardown(() => owner.client`grant insert on audit_event to savings_ledger_service`);
  const unrecorded = await admin.get('/schools');
  t.equal(unrecorded.statusCode, 500, 'what cannot be recorded is not answered');
  const unreadable = await admin.get('/savings?by=moon');
  t.equal(unreadable.statusCode, 400);
  for (const { body } of [unrecorded, unreadable])
    t.notMatch(body, /insert|audit_event|denied/, 'and nothing is told of the inside');
});

t.test('every act that is written down has its words', async (t) => {
  const database = await freshDatabase(t);
  const app = buildApp({ database, config: { uploadBytesMax: 1e6 } });
  const acts = new Set<string>();
  app.addHook('onRoute', ({ method, url, schema, config }) => {
    const { operationId } = (schema ?? {}) as { operationId?: string };
    const isAct = ![method].flat().every((each) => ['GET', 'HEAD', 'OPTIONS'].includes(each));
    const isOfTrust = url.startsWith('/trusts/:trust') || url.startsWith('/v1/trusts/:trust');
    if (isOfTrust && operationId && (isAct || config?.isTry)) acts.add(operationId);
  });
  t.teardown(() => app.close());
  await app.ready();
  t.ok(acts.size > 80);
  const told = new Set(actGroups.flatMap(({ acts: said }) => said));
  const untold = [...acts].filter((action) => !told.has(actInWords(action)));
  t.strictSame(untold, []);
});
