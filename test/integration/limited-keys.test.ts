// Keys of some schools: what they open, what they post, and that they learn nothing of the others.
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { addKey, revokeKey } from '../../src/access/commands.ts';
import { keyScopes } from '../../src/access/role.ts';
import { startRunWorker } from '../../src/cli/run-worker.ts';
import { newId } from '../../src/database/new-id.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { doors } from '../../src/web/doors.ts';
import { asCsv, type Caller, startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { paperFile } from '../support/small-trust.ts';

const [ash, beech] = ['100001', '100002'];

const line = (number: string, school: string, net = '25.00', quantity: number | string = 10) => {
  const days = ['2025-06-01', '2025-06-30'];
  return [number, '2025-06-30', 'I', '', '', ...days, school, 'REAM', quantity, net, '0.00'];
};
const credit = (number: string, school: string, kind: string, of: string, net = '-5.00') => {
  const days = ['2025-06-01', '2025-06-30'];
  return [number, '2025-06-30', 'C', kind, of, ...days, school, 'REAM', '', net, '0.00'];
};

const send = (caller: Caller, file: string, rows: (string | number)[][], headers = {}) =>
  caller.send('POST', `/imports?file=${file}`, paperFile(rows), { ...asCsv, ...headers });

/** Sends a file and confirms it; gives the import's id and what the confirmation answered. */
async function bring(caller: Caller, file: string, rows: (string | number)[][]) {
  const sent = await send(caller, file, rows);
  if (sent.statusCode !== 201) throw new Error(sent.body);
  const { id } = sent.json();
  const posted = await caller.send('POST', `/imports/${id}/confirm`);
  if (posted.statusCode !== 200) throw new Error(posted.body);
  return { id: id as string, checked: sent.json(), result: posted.json() };
}

const notYours = (row: number, net: string) => ({
  row,
  state: 'held',
  net,
  code: 'school.not-yours',
  message: 'This row is for a school that this key does not import for, or for several.',
  column: null,
  found: null,
  remedy: 'An administrator, who may post for all schools, confirms the import for it.',
  waits_for: null,
});

t.test('a key of some schools opens what is opened for it, and nothing else', async (t) => {
  const routes: { url: string; method: string }[] = [];
  const { app, caller } = await startApp(t, {
    onRoute: (url, method) => routes.push({ url, method }),
  });
  const office = await caller('Group', 'Ash office', [ash]);
  const other = await caller('Group', 'Beech office', [beech]);
  const { id: theirs } = await bring(other, 'beech.csv', [line('A', beech)]);
  const { id: run } = (
    await other.send('POST', `/imports/${theirs}/runs`, { work: 'check' })
  ).json();
  const headers = { authorization: `Bearer ${office.key}` };
  const opened = new Set<string>();
  for (const { url, method } of routes.filter((route) => route.url.startsWith('/v1/'))) {
    const path = url
      .replace(':trust', office.trustId)
      .replace(':import', theirs)
      .replace(':run', run)
      .replace(/:(baseline|entry|evidence)/g, newId())
      .replace(/:\w+/g, '100001');
    const payload = { work: 'check' };
    const answer = await app.inject({
      url: path,
      method: method as 'GET',
      headers,
      ...(path.endsWith('/runs') && path.includes(theirs) && { payload }),
    });
    if (answer.statusCode === 403) {
      if (method !== 'HEAD') t.match(answer.json(), { type: '/problems/access.denied' }, url);
      continue;
    }
    opened.add(`${method} ${url.replace('/v1/trusts/:trust', '')}`);
    const isRead = method === 'GET' && /:baseline|:entry/.test(url);
    if (isRead || /:import|:run\b/.test(url)) {
      t.equal(
        answer.statusCode,
        404,
        `${method} ${url}, of what another key brought, or of another school`,
      );
    }
  }
  t.ok(routes.length > 40, `${routes.length} routes were tried`);
  // A page is for a person who is signed in, and no key opens one.
  const ofSomeSchools = [...doors].filter(
    ([address, { ability, reach }]) =>
      reach === 'schools' && keyScopes.includes(ability) && !address.includes(' /trusts/'),
  );
  const open = ofSomeSchools.map(([address]) => address.replace(/ \/$/, ' '));
  t.strictSame([...opened].filter((route) => !route.startsWith('HEAD')).sort(), open.sort());
  for (const path of ['/imports', '/runs']) {
    t.strictSame((await office.get(path)).json().items, [], path);
  }
  t.equal(
    (await office.get('/nothing')).statusCode,
    404,
    'what is not there is not there for anybody',
  );
  const elsewhere = await caller('Another group');
  const foreign = await app.inject({ url: `/v1/trusts/${elsewhere.trustId}`, headers });
  t.equal(foreign.statusCode, 404, 'another trust is not there');
});

t.test('a key is limited to schools of the register', async (t) => {
  const { caller, database } = await startApp(t);
  const { trustId } = await caller('Group');
  const at = '2026-02-02T00:00:00Z';
  const unknown = addKey(database, { trustId, name: 'Office', at, urns: [ash, '999999', '1'] });
  const problems = ['999999', '1'].map((found) => ({ code: 'school.unknown', found }));
  t.match(await unknown.catch((error) => error), { details: problems });
  await t.resolves(addKey(database, { trustId, name: 'Office', at, urns: [ash, ash] }));
});

t.test('only rows of its schools are checked, posted and told', async (t) => {
  const { caller, database } = await startApp(t);
  const admin = await caller('Group');
  const office = await caller('Group', 'Ash office', [ash]);
  await bring(admin, 'april.csv', [line('OLD', ash), line('OLD2', beech)]);
  const file = [
    line('A', ash, '30.00'),
    line('A', beech, '31.00'),
    line('A', 'ALL', '33.00'),
    line('A', 'Elm', '34.00'),
    line('A', ash, 'much'),
    credit('C1', ash, 'x', 'OLD', '-25.00'),
    credit('C2', ash, 'p', 'OLD'),
  ];
  const { id, checked, result } = await bring(office, 'may.csv', file);
  const problems = [
    notYours(3, '31.00'),
    notYours(4, '33.00'),
    { row: 5, code: 'school.unknown', found: 'Elm' },
    { row: 6, state: 'refused', code: 'amount.unreadable' },
    notYours(7, '-25.00'),
  ];
  for (const answer of [checked, result]) {
    t.match(answer, {
      received_by: 'Ash office',
      rows: { read: 7, posted: 2, already: 0, held: 4, refused: 1 },
      net: { read: '98.00', posted: '25.00', held: '73.00' },
      newly_posted: { rows: 2, net: '25.00' },
      effect: [{ urn: ash, cost: '25.00' }],
      price_check: { overcharged: { rows: 1, net: '5.00' }, differences: [{ row: 2 }] },
    });
    t.match(answer.problems, problems);
    t.equal(answer.problems.length, problems.length);
    t.strictSame(answer.problems[0], problems[0], 'nothing more is told');
    t.equal(answer.effect.length, 1);
  }
  t.strictSame((await office.get(`/imports/${id}/rows`)).json().items, result.problems);
  t.match((await office.get('/imports')).json().items, [{ id, rows: result.rows }]);
  t.match((await admin.get('/queue')).json().items.find(isNotYours), {
    rows: 3,
    ways: ['confirm'],
    first: { import: id, row: 3 },
  });

  const strict = await office.send('POST', `/imports/${id}/confirm`, { all_or_nothing: true });
  t.match(strict.json(), { status: 422, type: '/problems/import.all-or-nothing' });
  t.match(strict.json().errors[1], { code: 'school.not-yours', row: 3 });
  t.equal(strict.json().errors[1].found, undefined);

  const rest = (await admin.send('POST', `/imports/${id}/confirm`)).json();
  t.match(rest, {
    newly_posted: { rows: 3, net: '39.00' },
    rows: { read: 7, posted: 5, held: 1, refused: 1 },
  });
  const seen = (await office.get(`/imports/${id}`)).json();
  t.strictSame(seen.rows, result.rows, 'what became of the others is not told');
  t.strictSame(seen.net, result.net);
  t.strictSame((await office.get(`/imports/${id}/rows`)).json().items, result.problems);
  const paged: unknown[] = [];
  for (let url = `/imports/${id}/rows?limit=1`; url; ) {
    const { items, next } = (await office.get(url)).json();
    paged.push(...items);
    url = next && `/imports/${id}/rows?limit=1&after=${next}`;
  }
  t.strictSame(paged, result.problems, 'in pages as well');
  const again = (await office.send('POST', `/imports/${id}/confirm`)).json();
  t.match(again, { newly_posted: { rows: 0 }, rows: result.rows, effect: [] });
  const all = await office.send('POST', `/imports/${id}/confirm`, { all_or_nothing: true });
  t.strictSame(all.json().errors, strict.json().errors, 'all or nothing is refused as before');
  t.match((await admin.get(`/imports/${id}`)).json(), { rows: rest.rows, net: rest.net });
  t.strictSame((await verifyTrust(database, admin.trustId)).differences, []);
});

const isNotYours = ({ code }: { code: string }) => code === 'school.not-yours';

/** What two answers to the same question may differ in, if nothing is to be learnt from them. */
const masked = ({ effect, ...answer }: { effect: Record<string, string>[] }) =>
  JSON.stringify({
    ...{ ...answer, id: '', received_at: '', journal: 0, posted_by_journal: 0 },
    profile_version_id: '',
    // What its own school saves in all is its own, whatever has become of lines for all schools.
    effect: effect.map(({ net_saving_before: _, net_saving_after: __, ...moved }) => moved),
  });

t.test('it is answered alike, whatever is posted for the other schools', async (t) => {
  const file = [
    line('A', ash),
    line('A', beech),
    line('A', 'ALL'),
    line('B', 'ALL', '60.00'),
    credit('C1', beech, 'q', 'A'),
    credit('C2', 'ALL', 'p', 'B'),
    credit('C3', ash, 'x', 'A', '-25.00'),
    credit('C4', beech, 'x', 'A', '-25.00'),
  ];
  const pasts: Record<string, (string | number)[][]> = {
    'nothing is': [],
    'the same is': file.filter((row) => row[7] !== ash),
    'other content is': [line('A', beech, '77.00'), line('A', 'ALL', '99.00')],
    'a part is': [line('A', beech)],
    'credits came first': [credit('C9', beech, 'p', 'A'), credit('C9', 'ALL', 'p', 'B')],
    'it was cancelled': [line('B', beech, '8.00'), credit('C8', beech, 'x', 'B', '-8.00')],
  };
  const answers = new Map<string, string>();
  for (const [past, rows] of Object.entries(pasts)) {
    const { caller, database } = await startApp(t);
    const admin = await caller('Group');
    if (rows.length > 0) await bring(admin, 'past.csv', rows);
    const office = await caller('Group', 'Ash office', [ash]);
    const { id, checked, result } = await bring(office, 'may.csv', file);
    const strict = await office.send('POST', `/imports/${id}/confirm`, { all_or_nothing: true });
    await admin.send('POST', `/imports/${id}/confirm`);
    const after = (await office.send('POST', `/imports/${id}/check`)).json();
    const shown = (await office.get(`/imports/${id}/rows`)).json();
    answers.set(
      past,
      [checked, result, after].map(masked).join('\n') +
        JSON.stringify([strict.json().errors, shown]),
    );
    t.match(result, { rows: { posted: 1, held: 7 }, effect: [{ urn: ash, cost: '25.00' }] });
    t.strictSame((await verifyTrust(database, admin.trustId)).differences, [], past);
  }
  const [first, ...others] = [...answers];
  for (const [past, answer] of others) t.equal(answer, first?.[1], `${past}, as if nothing were`);
});

t.test('one invoice in the files of two schools is no conflict', async (t) => {
  const { caller, database } = await startApp(t);
  const admin = await caller('Group');
  const [first, second] = [
    await caller('Group', 'Ash office', [ash]),
    await caller('Group', 'Beech office', [beech]),
  ];
  const invoice = [line('A', ash), line('A', beech), line('A', beech, '40.00')];
  const mine = await bring(first, 'a.csv', invoice);
  t.match(mine.result, { newly_posted: { rows: 1 }, effect: [{ urn: ash, cost: '25.00' }] });
  const theirs = await bring(second, 'b.csv', [...invoice, line('B', beech)]);
  t.match(theirs.result, {
    newly_posted: { rows: 3, net: '90.00' },
    rows: { read: 4, posted: 3, already: 0, held: 1 },
    effect: [{ urn: beech }],
    same_file_as: null,
  });
  t.strictSame(theirs.result.problems, [notYours(2, '25.00')]);
  t.equal(theirs.result.effect.length, 1);
  t.equal((await second.get(`/imports/${mine.id}`)).statusCode, 404);
  t.equal((await first.get(`/imports/${theirs.id}`)).statusCode, 404);

  const same = await bring(first, 'again.csv', [...invoice, line('B', beech)]);
  t.match(same.result, {
    state: 'recognised',
    same_file_as: null,
    newly_posted: { rows: 0, net: '0.00' },
    effect: [],
  });
  t.strictSame(
    same.result.problems,
    [3, 4, 5].map((row, at) => notYours(row, ['25.00', '40.00', '25.00'][at] ?? '')),
    'posted rows of others look as before',
  );
  t.match((await second.get(`/imports/${theirs.id}`)).json().rows, theirs.result.rows);

  await admin.send('POST', `/imports/${mine.id}/confirm`);
  await admin.send('POST', `/imports/${theirs.id}/confirm`);
  t.match((await admin.get('/savings')).json().total, { cost: '115.00' });
  t.match((await admin.get(`/imports/${mine.id}`)).json().rows, { posted: 1, already: 2, held: 0 });
  t.strictSame((await verifyTrust(database, admin.trustId)).differences, []);
});

t.test('the same bytes of two schools post for each what is its own', async (t) => {
  const { caller, database } = await startApp(t);
  const [first, second] = [
    await caller('Group', 'Ash office', [ash]),
    await caller('Group', 'Beech office', [beech]),
  ];
  const invoice = [line('A', ash), line('A', beech), line('B', ash, '1.00', '')];
  const mine = await bring(first, 'ash-may.csv', invoice);
  t.match(mine.result.problems[1], { row: 4, code: 'invoice.quantity' });
  const theirs = await bring(second, 'beech-may.csv', invoice);
  t.match(theirs.result, { newly_posted: { rows: 1, net: '25.00' }, effect: [{ urn: beech }] });
  t.strictSame(theirs.result.problems, [notYours(2, '25.00'), notYours(4, '1.00')]);
  t.notMatch(JSON.stringify(theirs), /ash-may/);
  t.strictSame((await first.get(`/imports/${mine.id}`)).json().rows, mine.result.rows);
  t.strictSame((await first.get(`/imports/${mine.id}/rows`)).json().items, mine.result.problems);
  t.strictSame((await verifyTrust(database, first.trustId)).differences, []);
});

t.test(
  'N26: an invoice that another school loaded waits, and shows nothing of that school',
  async (t) => {
    const { caller } = await startApp(t);
    const admin = await caller('Group');
    const office = await caller('Group', 'Ash office', [ash]);
    const other = await caller('Group', 'Beech office', [beech]);
    await bring(other, 'beech-only.csv', [line('A', beech)]);
    const { result, id } = await bring(office, 'changed.csv', [line('A', ash)]);
    t.match(result.problems, [{ row: 2, code: 'document.moved' }], 'the pounds would count twice');
    const [told] = result.problems;
    t.match(
      told.message,
      /This line of A was posted for another school/,
      'its own document is named',
    );
    const all = JSON.stringify([result, (await office.get(`/imports/${id}/rows`)).json()]);
    t.notMatch(all, /100002|Beech|beech-only/, 'and nothing of the other');
    t.equal((await admin.get('/savings')).json().total.cost, '25.00', 'it counts once');
  },
);

t.test('what others know of a file stays as it is when the key tries it again', async (t) => {
  const { caller, database } = await startApp(t);
  const admin = await caller('Group');
  const office = await caller('Group', 'Ash office', [ash]);
  await bring(admin, 'old.csv', [line('B', beech, '9.00')]);
  const { id } = await bring(office, 'may.csv', [
    line('A', ash),
    credit('C1', beech, 'p', 'LATER'),
    line('B', beech, '10.00'),
    credit('C2', ash, 'p', 'LATER'),
  ]);
  await admin.send('POST', `/imports/${id}/confirm`);
  const queued = async () => (await admin.get(`/imports/${id}/rows`)).json().items;
  const before = await queued();
  t.match(before, [
    { row: 3, code: 'credit.waiting', waits_for: 'LATER' },
    { row: 4, code: 'document.conflict' },
    { row: 5, code: 'credit.waiting', waits_for: 'LATER' },
  ]);
  const again = (await office.send('POST', `/imports/${id}/confirm`)).json();
  t.strictSame(again.problems.slice(0, 2), [notYours(3, '-5.00'), notYours(4, '10.00')]);
  t.match(again.problems[2], { row: 5, code: 'credit.waiting' });
  t.strictSame(await queued(), before);

  const later = await bring(office, 'june.csv', [line('LATER', ash, '50.00', 20)]);
  t.match(later.result, {
    newly_posted: { rows: 1, net: '50.00' },
    effect: [{ urn: ash, cost: '45.00' }],
  });
  t.equal(later.result.effect.length, 1, 'the credit of the other school posts, and is not told');
  t.match(await queued(), [{ row: 4 }]);
  t.strictSame((await verifyTrust(database, admin.trustId)).differences, []);
});

t.test('a name that comes again and an idempotency key of another show nothing', async (t) => {
  const { caller, database } = await startApp(t);
  const admin = await caller('Group');
  const office = await caller('Group', 'Ash office', [ash]);
  const once = { 'idempotency-key': 'may' };
  const rows = [line('A', ash), line('A', beech)];
  const whole = await send(admin, 'may.csv', rows, once);
  const limited = await send(office, 'may.csv', rows, once);
  t.match(whole.json().rows, { posted: 2 });
  t.match(limited.json().rows, { posted: 1, held: 1 }, 'not the answer that was kept');
  t.equal((await send(office, 'may.csv', rows, once)).headers['idempotency-replayed'], 'true');
  const { id } = limited.json();
  const at = '2026-02-02T00:00:00Z';
  await revokeKey(database, { trustId: admin.trustId, name: 'Ash office', at });
  const heir = await caller('Group', 'Ash office', [ash]);
  t.equal((await heir.get(`/imports/${id}`)).statusCode, 404);
  t.strictSame((await heir.get('/imports')).json().items, []);
  t.not((await send(heir, 'may.csv', rows, once)).json().id, id);
});

t.test('a received file is forgotten by the key that brought it', async (t) => {
  const { caller } = await startApp(t);
  const office = await caller('Group', 'Ash office', [ash]);
  const { id } = (await send(office, 'may.csv', [line('A', ash)])).json();
  t.equal((await office.send('DELETE', `/imports/${id}`)).statusCode, 204);
  t.equal((await office.get(`/imports/${id}`)).statusCode, 404);
});

t.test('work in the background keeps to the limit of the key that asked for it', async (t) => {
  const { caller, database } = await startApp(t);
  const admin = await caller('Group');
  const office = await caller('Group', 'Ash office', [ash]);
  const other = await caller('Group', 'Beech office', [beech]);
  const rows = paperFile([line('A', ash), line('A', beech)]);
  const asked = (await office.send('POST', '/runs?work=confirm&file=may.csv', rows, asCsv)).json();
  const theirs = (
    await other.send('POST', '/runs?work=confirm&file=b.csv', `${rows}\n`, asCsv)
  ).json();
  t.match((await office.get('/runs')).json().items, [{ id: asked.id }]);
  t.equal((await office.get('/runs')).json().items.length, 1);
  t.equal((await office.get(`/runs/${theirs.id}`)).statusCode, 404);
  t.equal((await office.send('DELETE', `/runs/${theirs.id}`)).statusCode, 404);
  const path = `/imports/${asked.import}/runs`;
  t.equal((await office.send('POST', path, { work: 'confirm' })).json().id, asked.id);
  const whole = await admin.send('POST', path, { work: 'confirm' });
  t.match(whole.json(), { status: 409, type: '/problems/run.underway' });
  await revokeKey(database, { trustId: admin.trustId, name: 'Beech office', at: asked.asked_at });

  const defects: unknown[] = [];
  const worker = startRunWorker({
    database,
    url: urlOf(database),
    trustsAtOnce: 1,
    now: () => new Date().toISOString(),
    report: (error) => defects.push(error),
  });
  t.teardown(() => worker.stop(0));
  const over = async (id: string) => {
    for (;;) {
      const run = (await admin.get(`/runs/${id}`)).json();
      if (!['queued', 'running'].includes(run.state)) return run;
      await delay(20);
    }
  };
  await over(asked.id);
  t.match((await office.get(`/runs/${asked.id}`)).json(), {
    state: 'done',
    result: {
      rows: { read: 2, posted: 1, held: 1 },
      problems: [notYours(3, '25.00')],
      effect: [{ urn: ash }],
    },
  });
  t.match(await over(theirs.id), {
    state: 'failed',
    problem: { type: '/problems/access.denied' },
  });
  t.match((await admin.get(`/imports/${theirs.import}`)).json(), { state: 'received' });
  t.match((await admin.get('/savings')).json().total, { cost: '25.00' });
  t.strictSame(defects, []);
});
