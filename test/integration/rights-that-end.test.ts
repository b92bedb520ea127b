// What somebody asked for, or was told, while other rights were in force: in the background, again, and on pages.
import { setTimeout as delay } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { addKey, revokeKey } from '../../src/access/commands.ts';
import { startRunWorker } from '../../src/cli/run-worker.ts';
import { endGrant, letIn } from '../../src/people/commands.ts';
import { openSession } from '../../src/sessions/commands.ts';
import { asCsv, startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { paperFile } from '../support/small-trust.ts';

t.setTimeout(600_000);

const [ash, beech] = ['100001', '100002'];
type Headers = Readonly<Record<string, string>>;

const line = (number: string, school: string) => {
  const days = ['2025-06-01', '2025-06-30'];
  return [number, '2025-06-30', 'I', '', '', ...days, school, 'REAM', 10, '25.00', '0.00'];
};

/** A service of one trust, whose clock a test can set on, and ways for people and keys to ask. */
async function started(t: Test) {
  let clock = Date.UTC(2026, 1, 1);
  const now = () => new Date(clock++).toISOString();
  const { app, caller, database } = await startApp(t, { now });
  const boss = await caller('Group', 'Boss');
  const { trustId } = boss;
  const act = () => ({ trustId, at: now(), by: 'Boss' });
  const ask = (headers: Headers, method: 'GET' | 'POST', url: string, payload?: string | object) =>
    app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  const api = `/v1/trusts/${trustId}`;
  return {
    ...{ app, database, boss, act, ask, api, trustId },
    later: (milliseconds: number) => {
      clock += milliseconds;
    },
    in: (milliseconds: number) => new Date(clock + milliseconds).toISOString(),
    byKey: async (name: string, wish: { urns?: string[]; expiresAt?: string } = {}) => {
      const { key } = await addKey(database, { trustId, name, at: now(), ...wish });
      return { authorization: `Bearer ${key}` };
    },
    /** Lets somebody in and signs the person in. */
    visitor: async (name: string, role: string, urns: readonly string[] = []) => {
      const email = `${name.replaceAll(' ', '.')}@trust.example`;
      const grant = await letIn(database, act(), { email, name, role, urns });
      const asked = { personId: grant.person.id, way: 'password', at: now() } as const;
      const cookie = `__Host-session=${await openSession(database, asked)}`;
      return { grant, headers: { cookie, 'sec-fetch-site': 'same-origin' } };
    },
    queue: async (
      headers: Headers,
      file: string,
      work: string,
      rows: ReturnType<typeof line>[],
    ) => {
      const url = `${api}/runs?work=${work}&file=${file}`;
      const sent = await ask({ ...headers, ...asCsv }, 'POST', url, paperFile(rows));
      t.equal(sent.statusCode, 202, `${file} waits for its turn`);
      return sent.json() as { id: string; import: string };
    },
    startWorker: () => {
      const report = (error: unknown) => t.fail(String(error));
      const worker = startRunWorker({
        database,
        url: urlOf(database),
        trustsAtOnce: 1,
        now,
        report,
      });
      t.teardown(() => worker.stop(5_000));
    },
    ended: async (id: string) => {
      for (;;) {
        const run = (await boss.get(`/runs/${id}`)).json();
        if (!['queued', 'running'].includes(run.state)) return run;
        await delay(20);
      }
    },
  };
}

t.test('work waits for whoever may still have it done', async (t) => {
  const trust = await started(t);
  const { database, act, trustId } = trust;
  const expiring = await trust.byKey('Expiring', { urns: [ash], expiresAt: trust.in(60_000) });
  const revoked = await trust.byKey('Revoked');
  const moved = await trust.visitor('Man Ager', 'business_manager', [ash]);
  const elsewhere = await trust.visitor('Else Where', 'business_manager', [ash]);
  const gone = await trust.visitor('Go Ne', 'business_manager');
  const stays = await trust.visitor('Sta Ys', 'business_manager', [ash]);
  const asked: [string, { id: string }][] = [];
  for (const [what, headers] of [
    ['a key of some schools that expires', expiring],
    ['a key of the whole trust that is revoked', revoked],
    ['a role that may not import', moved.headers],
    ['the same role for another school', elsewhere.headers],
    ['a role of the whole trust that ends', gone.headers],
  ] as const) {
    const number = `N${asked.length}`;
    asked.push([what, await trust.queue(headers, `${number}.csv`, 'confirm', [line(number, ash)])]);
  }
  const still = await trust.queue(stays.headers, 'still.csv', 'confirm', [line('S', ash)]);
  await revokeKey(database, { ...act(), name: 'Revoked' });
  for (const { grant } of [moved, elsewhere, gone]) {
    await endGrant(database, { ...act(), id: grant.id });
  }
  await trust.visitor('Man Ager', 'school_approver', [ash]);
  await trust.visitor('Else Where', 'business_manager', [beech]);
  trust.later(120_000);
  trust.startWorker();
  for (const [what, { id }] of asked) {
    const { state, problem } = await trust.ended(id);
    t.equal(state, 'failed', what);
    t.match(problem, { detail: /no longer let in .* nothing was saved/ });
  }
  t.match(await trust.ended(still.id), { state: 'done', result: { newly_posted: { rows: 1 } } });
  const { items } = (await trust.boss.get('/journals')).json();
  t.equal(items.length, 1, `only one of the files of ${trustId} counts`);
});

t.test('what was told within a limit is told within that one only', async (t) => {
  const trust = await started(t);
  const { database, act, ask, api } = trust;
  trust.startWorker();
  const { headers, grant } = await trust.visitor('Ev Er', 'business_manager', [ash]);
  const { id } = await trust.queue(headers, 'e.csv', 'check', [line('E', ash)]);
  await trust.ended(id);
  const send = () => {
    const once = { ...headers, ...asCsv, 'idempotency-key': 'once' };
    return ask(once, 'POST', `${api}/imports?file=f.csv`, paperFile([line('F', ash)]));
  };
  t.match((await send()).json().effect, [{ urn: ash }]);
  t.equal((await send()).headers['idempotency-replayed'], 'true');
  t.match((await ask(headers, 'GET', `${api}/runs/${id}`)).json().result.effect, [{ urn: ash }]);
  await endGrant(database, { ...act(), id: grant.id });
  await trust.visitor('Ev Er', 'business_manager', [beech]);
  t.equal((await ask(headers, 'GET', `${api}/runs/${id}`)).statusCode, 404);
  t.strictSame((await ask(headers, 'GET', `${api}/runs`)).json().items, []);
  const again = await send();
  t.notOk(again.headers['idempotency-replayed']);
  t.strictSame(again.json().effect, [], 'it is another question now');
});

t.test('the check of a manager of one school is not shown as that of all', async (t) => {
  const trust = await started(t);
  const manager = await trust.visitor('Man Ager', 'business_manager', [ash]);
  const administrator = await trust.visitor('Ad Min', 'administrator');
  trust.startWorker();
  const rows = Array.from({ length: 5_002 }, (_, n) => line(`D${n}`, n % 2 === 0 ? ash : beech));
  const check = await trust.queue(manager.headers, 'large.csv', 'check', rows);
  t.match(await trust.ended(check.id), { state: 'done' });
  const page = async (headers: Headers) =>
    (await trust.ask(headers, 'GET', `/trusts/${trust.trustId}/imports/${check.import}`)).body;
  t.match(await page(manager.headers), 'posts 2501 rows');
  t.notMatch(await page(administrator.headers), 'Confirming it posts');
  t.match(await page(administrator.headers), 'Check file');
});

t.test(
  'keys and people of a trust have different names, and a key of no school opens none',
  async (t) => {
    const { boss, visitor, byKey, ask, api, later, in: after } = await started(t);
    const { headers } = await visitor('Ad Min', 'administrator');
    await visitor('Fin Lead', 'finance_lead');
    const give = (wish: object) => {
      const all = { scopes: ['read-figures'], expires_at: after(86_400_000), ...wish };
      return ask(headers, 'POST', `${api}/keys`, all);
    };
    t.match((await give({ name: 'fin  lead' })).json(), {
      status: 409,
      errors: [{ code: 'register.conflict', message: /Somebody .* has the name/ }],
    });
    t.equal((await give({ name: 'Fin Robot' })).statusCode, 201);
    t.equal((await give({ name: 'None', schools: [] })).statusCode, 400);
    const none = { email: 'n@trust.example', name: 'No Ne', role: 'trustee', schools: [] };
    t.equal((await boss.send('POST', '/people', none)).statusCode, 400);
    await byKey('Brief', { expiresAt: after(60_000) });
    const names = async () =>
      (await ask(headers, 'GET', `${api}/keys`)).json().map(({ name }: { name: string }) => name);
    t.strictSame(await names(), ['Boss', 'Fin Robot', 'Brief']);
    later(120_000);
    t.strictSame(await names(), ['Boss', 'Fin Robot'], 'one that has expired opens nothing');
  },
);
