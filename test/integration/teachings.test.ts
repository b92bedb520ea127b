// P3, P8 and P11: a school is named, a word is taught, and what waited or was misread counts.
import t, { type Test } from 'tap';
import type { LocalDate } from '../../src/calendar/local-date.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { checkSchool, checkWord, nameSchool, teachWord } from '../../src/teachings/commands.ts';
import type { Lesson } from '../../src/teachings/word.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { importText, paperFile } from '../support/small-trust.ts';

const person = { by: 'C. Manager', at: '2026-01-09T10:00:00.000Z' };
const window = { from: undefined, to: undefined };

interface Facts {
  kind?: string;
  credit?: string;
  of?: string;
  school?: string;
  item?: string;
  net?: string;
  from?: string;
}

function row(number: string, facts: Facts = {}) {
  const { kind = 'I', credit = '', of = '', school = '100001', item = 'REAM' } = facts;
  const { net = '25.00', from = '2025-06-01' } = facts;
  const quantity = kind === 'C' ? '' : 10;
  return [
    number,
    '2025-06-30',
    kind,
    credit,
    of,
    from,
    '2025-06-30',
    school,
    item,
    quantity,
    net,
    '0.00',
  ];
}

async function trustOf(t: Test, name: string) {
  const { caller, database } = await startApp(t);
  const { trustId, send } = await caller(name);
  const posted = () =>
    inTrust(database, trustId, (tenant) => importsOf(tenant, { state: 'posted' }));
  const total = async () => {
    const report = await reportSavings(database, trustId, { by: ['school'], window });
    const { cost, cash_saving, off_contract_cost } = report.total;
    return `${cost} ${cash_saving} ${off_contract_cost}`;
  };
  const sound = async () =>
    t.strictSame((await verifyTrust(database, trustId)).differences, [], 'verify finds nothing');
  const idOf = async (file: string) =>
    (await posted()).find((each) => each.file === file)?.id ?? '';
  return {
    database,
    trustId,
    send,
    idOf,
    posted,
    total,
    sound,
    bring: (file: string, rows: (string | number)[][]) =>
      importText(database, trustId, file, paperFile(rows)),
    async name(file: string, at: number, urn: string, from?: string) {
      const place = { importId: await idOf(file), row: at };
      const named = { urn, from: from as LocalDate | undefined };
      const before = await total();
      const shown = await checkSchool(database, trustId, place, named, person);
      t.equal(await total(), before, 'a check changes nothing');
      const done = await nameSchool(database, trustId, place, named, person);
      t.strictSame(done.effect, shown.effect);
      await sound();
      return done;
    },
    async teach(file: string, lesson: Lesson) {
      const before = await total();
      const shown = await checkWord(database, trustId, await idOf(file), lesson, person);
      t.equal(await total(), before, 'a check changes nothing');
      const done = await teachWord(database, trustId, await idOf(file), lesson, person);
      t.strictSame(done.effect, shown.effect);
      await sound();
      const again = await teachWord(database, trustId, await idOf(file), lesson, person);
      t.match(again, { journal: null, files: [] }, 'a second time changes nothing');
      return done;
    },
  };
}

t.test('a school is named, and every file that waited for it goes on', async (t) => {
  const trust = await trustOf(t, 'Named');
  await trust.bring('june.csv', [row('A', { school: 'Elm' }), row('B', { school: 'Oak' })]);
  await trust.bring('july.csv', [
    row('C', { school: 'Elm' }),
    row('D', { school: 'Elm', from: '2025-05-01' }),
  ]);
  await trust.bring('credit.csv', [
    row('E', { kind: 'C', credit: 'p', of: 'A', school: 'Elm', net: '-5.00' }),
  ]);
  const done = await trust.name('june.csv', 2, '100001');
  t.match(done.files, [
    { record: { file: 'june.csv' }, rows: { posted: 1, held: -1 } },
    { record: { file: 'july.csv' }, rows: { posted: 1, held: -1 } },
    { record: { file: 'credit.csv' }, rows: { posted: 1, held: -1 } },
  ]);
  t.match(done.waiting, [{ file: 'july.csv', row: 3, code: 'school.unknown' }], 'an earlier day');
  t.equal(await trust.total(), '45.00 17.00 0.00');
  t.match(await trust.name('june.csv', 2, '100001'), { journal: null, files: [] });
  const earlier = await trust.name('july.csv', 3, '100001', '2025-01-01');
  t.match(earlier.files, [{ rows: { posted: 1 } }]);

  const place = { importId: await trust.idOf('june.csv'), row: 3 };
  const refuse = (urn: string, named: { from?: string; row?: number }, code: string) => {
    const at = { ...place, row: named.row ?? 3 };
    const from = named.from as LocalDate | undefined;
    const asked = nameSchool(trust.database, trust.trustId, at, { urn, from }, person);
    return t.rejects(asked, { code });
  };
  await refuse('100009', {}, 'school.unknown');
  await refuse('100002', { row: 2 }, 'register.conflict');
  await refuse('100002', { from: '2025-07-01' }, 'settlement.unfit');
  await refuse('100002', { row: 9 }, 'settlement.unfit');
});

t.test('an unknown item is taught, and its file is as if imported once', async (t) => {
  const trust = await trustOf(t, 'Item');
  await trust.bring('june.csv', [row('A', { item: 'Copier paper' }), row('B')]);
  await trust.bring('july.csv', [row('C', { item: 'Copier paper' })]);
  await trust.bring('other.csv', [row('D')]);
  await trust.bring('credit.csv', [
    row('E', { kind: 'C', credit: 'p', of: 'A', item: 'Copier paper', net: '-5.00' }),
  ]);
  t.equal(await trust.total(), '50.00 12.00 45.00');
  const other = await trust.idOf('other.csv');
  const done = await trust.teach('june.csv', {
    kind: 'item',
    word: 'Copier paper',
    meaning: 'REAM',
  });
  t.equal(await trust.total(), '95.00 29.00 0.00');
  t.equal(done.effect.length, 1);
  t.equal(await trust.idOf('other.csv'), other, 'a file without the word is left alone');
  const lesson = { kind: 'item', word: 'Card', meaning: 'REAM' } as const;
  const absent = teachWord(trust.database, trust.trustId, other, lesson, person);
  await t.rejects(absent, { code: 'settlement.unfit', message: /No row says 'Card'/ });
});

t.test('words of documents, credits and the whole trust', async (t) => {
  const trust = await trustOf(t, 'Words');
  await trust.bring('june.csv', [
    row('A'),
    row('B', { kind: 'SI' }),
    row('C', { school: 'All sites', net: '13.50' }),
    row('D', { kind: 'C', credit: 'wrong price', of: 'A', net: '-5.00' }),
  ]);
  t.equal(await trust.total(), '25.00 6.00 0.00');
  await trust.teach('june.csv', { kind: 'document_kind', word: 'SI', meaning: 'invoice' });
  t.equal(await trust.total(), '50.00 12.00 0.00');
  await trust.teach('june.csv', { kind: 'credit_kind', word: 'wrong price', meaning: 'price' });
  t.equal(await trust.total(), '45.00 17.00 0.00');
  const all = await trust.teach('june.csv', {
    kind: 'school',
    word: 'All sites',
    meaning: 'whole_trust',
  });
  t.equal((await trust.total()).split(' ')[0], '58.50');
  t.equal(all.effect.length, 3);
  const lesson = { kind: 'document_kind', word: 'I', meaning: 'bill' } as const;
  const id = await trust.idOf('june.csv');
  await t.rejects(teachWord(trust.database, trust.trustId, id, lesson, person), {
    code: 'profile.unreadable',
  });
});

t.test('the same over the API, each write answered once', async (t) => {
  const trust = await trustOf(t, 'Api');
  const { send } = trust;
  await trust.bring('june.csv', [
    row('A', { school: 'Elm' }),
    row('B', { item: 'Copier paper' }),
    row('C', { kind: 'C', net: '-5.00' }),
    row('D'),
  ]);
  await trust.bring('new.csv', [row('D', { net: '30.00' })]);
  const june = `/imports/${await trust.idOf('june.csv')}`;
  const fresh = `/imports/${await trust.idOf('new.csv')}`;
  const writes: [url: string, body: object, posted: object][] = [
    [`${june}/rows/2/school`, { urn: '100003', from: '2025-05-01' }, { rows: 1, net: '25.00' }],
    [`${june}/rows/4/credit`, { kind: 'price', original: 'b' }, { rows: 1, net: '-5.00' }],
    [`${fresh}/rows/2/version`, { decision: 'take-new' }, { rows: -1, net: '-25.00' }],
  ];
  for (const [url, body, posted] of writes) {
    const check = await send('POST', `${url}/check`, body);
    t.match(check.json(), { journal: null, files: [{ posted }] }, url);
    const headers = { 'idempotency-key': url.replaceAll('/', '-') };
    const done = await send('POST', url, body, headers);
    t.equal(done.statusCode, 200);
    t.strictSame(done.json().effect, check.json().effect);
    t.strictSame((await send('POST', url, body, headers)).json(), done.json());
    await trust.sound();
  }
  const word = { kind: 'item', word: 'Copier paper', meaning: 'REAM' };
  t.match((await send('POST', `${june}/words/check`, word)).json(), { journal: null });
  t.match((await send('POST', `${june}/words`, word)).json(), { journal: 7 });
  await trust.sound();
  const unfit = await send('POST', `${fresh}/rows/2/version`, { decision: 'keep-old' });
  t.match(unfit.json(), { status: 409, type: '/problems/settlement.unfit' });
  const unread = await send('POST', `${fresh}/rows/x/version`, { decision: 'keep-old' });
  t.equal(unread.statusCode, 400);
});
