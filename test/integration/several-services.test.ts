// Several services on one database: in order for one trust, side by side for several, and nothing lost or doubled.
import { setTimeout as delay } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { connectAsOwner, type Database } from '../../src/database/connect.ts';
import { letIn } from '../../src/people/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { callerOf, type Served, serve } from '../support/served.ts';
import { loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.setTimeout(900_000);

const at = '2026-01-06T10:00:00.000Z';

/** What the tests read of an answer. */
interface Answer {
  readonly id: string;
  readonly import: string;
  readonly state: string;
  readonly errors: readonly { readonly code: string }[];
  readonly journal: number;
  readonly result: { readonly journal: number };
  readonly newly_posted: { readonly rows: number };
  readonly name: string;
  readonly company_number: string;
  readonly prices: readonly { readonly item: string }[];
  readonly items: readonly Answer[];
  readonly total: { readonly cost: string };
}

/** A file of one invoice: so many reams for one school. */
const invoice = (number: string, reams: number) => {
  const days = ['2025-05-03', '2025-05-20'];
  const net = (reams * 2.5).toFixed(2);
  return paperFile([
    [number, '2025-12-31', 'I', '', '', ...days, '100001', 'REAM', reams, net, '0.00'],
  ]);
};

/** Two services that work for one trust at a time each, and trusts of one database. */
async function together(t: Test) {
  const database = await freshDatabase(t);
  const settings = { TRUSTS_AT_ONCE: '1' };
  const [first, second] = await Promise.all([
    serve(t, urlOf(database), settings),
    serve(t, urlOf(database), settings),
  ]);
  const trust = async (name: string) => {
    const trustId = await loadFiles(database, smallTrust(name));
    const { key } = await addKey(database, { trustId, name: 'C. Manager', at });
    return { trustId, ask: callerOf<Answer>(trustId, key) };
  };
  return { database, first, second, trust };
}

/** Holds what services need, until both stand before it. */
async function holding(t: Test, database: Database) {
  const [owner, holder] = [connectAsOwner(urlOf(database)), connectAsOwner(urlOf(database))];
  t.teardown(() => Promise.all([owner.close(), holder.close()]));
  return async <T>(what: string, waiters: number, begin: () => Promise<T>): Promise<T> => {
    await holder.client`begin`;
    await holder.client.unsafe(what);
    const begun = begin();
    for (let waiting = 0; waiting < waiters; await delay(10)) {
      const [row] = await owner.client`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      waiting = row?.waiting;
    }
    await holder.client`commit`;
    return begun;
  };
}

const lockOf = (trustId: string, matter = '') =>
  `select pg_advisory_xact_lock(hashtextextended('savings-ledger:${trustId}${matter}', 0))`;

type Ask = ReturnType<typeof callerOf<Answer>>;

async function whenDone(ask: Ask, service: Served, id: string): Promise<Answer> {
  for (;;) {
    const { told } = await ask(service, `/runs/${id}`);
    if (told.state === 'done') return told;
    if (told.state !== 'queued' && told.state !== 'running') throw new Error(JSON.stringify(told));
    await delay(20);
  }
}

t.test('files of one trust are posted in the order in which they were taken', async (t) => {
  const { database, first, second, trust } = await together(t);
  const { trustId, ask } = await trust('Ordered');
  const send = (service: Served, number: number) =>
    ask(service, `/runs?work=confirm&file=n${number}.csv`, { body: invoice(`N${number}`, number) });
  const taken: string[] = [];
  for (let number = 1; number <= 8; number += 1) {
    taken.push((await send(number % 2 === 0 ? first : second, number)).told.id);
  }
  const rest = [9, 10, 11, 12].map((number) => send(number % 2 === 0 ? first : second, number));
  const atOnce = (await Promise.all(rest)).map(({ told }) => told.id);
  taken.push(...atOnce.sort());
  const journals: number[] = [];
  for (const id of taken) journals.push((await whenDone(ask, first, id)).result.journal);
  t.strictSame(
    journals,
    taken.map((_, index) => index + 1),
  );
  const { told } = await ask(second, '/savings');
  t.equal(told.total.cost, '195.00', '78 reams, each once');
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});

t.test('the same file with the same key, to both at once, is one import', async (t) => {
  const { database, first, second, trust } = await together(t);
  const { trustId, ask } = await trust('Doubled');
  for (const path of ['/imports?file=a.csv', '/runs?work=confirm&file=b.csv']) {
    const asked = { body: invoice(path, 4), idempotencyKey: `key-${path.length}` };
    const send = async (service: Served) => {
      for (;;) {
        const { status, told } = await ask(service, path, asked);
        if (status < 300) return told.id;
        t.equal(status, 409, 'still at work for the other');
        await delay(5);
      }
    };
    const [one, other] = await Promise.all([send(first), send(second)]);
    t.equal(one, other, path);
    if (path.startsWith('/runs')) await whenDone(ask, second, one);
    else {
      const confirm = (service: Served) => ask(service, `/imports/${one}/confirm`, { body: {} });
      const told = await Promise.all([confirm(first), confirm(second)]);
      t.strictSame(told.map((it) => it.told.newly_posted.rows).sort(), [0, 1], 'posted once');
    }
  }
  const upload = (service: Served) =>
    ask(service, '/imports?file=c.csv', { body: invoice('C', 7) });
  const [one, other] = await Promise.all([upload(first), upload(second)]);
  const confirmed = await Promise.all([
    ask(first, `/imports/${one.told.id}/confirm`, { body: {} }),
    ask(second, `/imports/${other.told.id}/confirm`, { body: {} }),
  ]);
  t.strictSame(confirmed.map((it) => it.told.newly_posted.rows).sort(), [0, 1], 'nor twice');
  t.equal((await ask(second, '/journals')).told.items.length, 3);
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});

t.test('files of several trusts are posted side by side, those of one wait', async (t) => {
  const { database, first, second, trust } = await together(t);
  const [one, other] = [await trust('One'), await trust('Other')];
  const hold = await holding(t, database);
  const send = (ask: Ask, name: string) =>
    ask(first, `/runs?work=confirm&file=${name}.csv`, { body: invoice(name, 2) });
  const runs = await hold('lock table ledger_entry in exclusive mode', 2, async () => {
    const sent = [await send(one.ask, 'A'), await send(one.ask, 'B'), await send(other.ask, 'C')];
    return sent.map(({ told }) => told.id);
  });
  const [a = '', b = '', c = ''] = runs;
  // Both stood before the table at the same time, so both were at work.
  await Promise.all([whenDone(one.ask, second, a), whenDone(other.ask, second, c)]);
  t.match(await whenDone(one.ask, second, b), { result: { journal: 2 } });
  for (const { trustId } of [one, other])
    t.strictSame((await verifyTrust(database, trustId)).differences, []);
});

/** What became of acts: the status of those that were done, and why others were refused. */
const outcomes = (answers: readonly { status: number; told: Answer }[]) =>
  answers.map(({ status, told }) => (status < 300 ? status : told.errors[0]?.code)).sort();

t.test('what two services change of the same thing at once is not lost', async (t) => {
  const { database, first, second, trust } = await together(t);
  const { trustId, ask } = await trust('Shared');
  const hold = await holding(t, database);
  const both = (
    what: string,
    ...acts: (readonly [path: string, asked: Parameters<Ask>[2]])[]
  ): Promise<{ status: number; told: Answer }[]> =>
    hold(what, acts.length, () =>
      Promise.all(acts.map(([path, asked], index) => ask(index ? second : first, path, asked))),
    );
  const patch = (body: object) => ['', { method: 'PATCH', body }] as const;

  await both(lockOf(trustId), patch({ company_number: '01234567' }), patch({ ukprn: '10012345' }));
  t.match((await ask(first, '')).told, { company_number: '01234567', ukprn: '10012345' });

  const price = (item: string) => {
    const terms = { item, unit: 'each', quantity_basis: 'consumed', line_class: 'recurring' };
    const body = { ...terms, unit_price: '1.20', valid_from: '2025-01-01', valid_to: null };
    return ['/contracts/P1/prices', { body }] as const;
  };
  await both(lockOf(trustId), price('CARD'), price('TAPE'));
  const items = (await ask(second, '/contracts/P1')).told.prices.map(({ item }) => item);
  t.ok(items.includes('CARD') && items.includes('TAPE'), 'both prices are there');

  const close = ['/periods/2025-05/closing', { method: 'POST' }] as const;
  const closed = await both(lockOf(trustId), close, close);
  t.strictSame(outcomes(closed), [200, 'period.closed'], 'a month is closed once');

  const facts = { status: 'academy', year_starts_month: 9, vat_recovery_rate: '1' };
  const convert = (urn: string) => {
    const body = { ...facts, new_urn: '142857', converted_on: '2025-09-01' };
    return [`/schools/${urn}/conversions`, { body }] as const;
  };
  const converted = await both(lockOf(trustId), convert('100001'), convert('100002'));
  t.strictSame(outcomes(converted), [201, 'register.conflict'], 'a number is one school');

  const administrator = (name: string) => {
    const letting = { email: `${name}@x.example`, name: `${name} Adams`, role: 'administrator' };
    return letIn(database, { trustId, at, by: 'terminal' }, letting);
  };
  const grants = [await administrator('Ann'), await administrator('Bob')];
  const out = ({ id }: { id: string }) => [`/people/${id}`, { method: 'DELETE' }] as const;
  const ended = await both(lockOf(trustId, ':people'), ...grants.map(out));
  t.strictSame(outcomes(ended), [200, 'register.conflict'], 'somebody lets people in');
});

t.test('what was posted through one service is in the reports of the other at once', async (t) => {
  const { database, first, second, trust } = await together(t);
  const { trustId, ask } = await trust('Seen');
  for (let number = 1; number <= 10; number += 1) {
    const [poster, reader] = number % 2 === 0 ? [first, second] : [second, first];
    const { told } = await ask(poster, `/imports?file=${number}.csv`, {
      body: invoice(`S${number}`, 1),
    });
    await ask(poster, `/imports/${told.id}/confirm`, { body: {} });
    const report = (await ask(reader, '/savings')).told;
    t.match(report, { journal: number, total: { cost: (number * 2.5).toFixed(2) } });
  }
  t.strictSame((await verifyTrust(database, trustId)).differences, []);
});
