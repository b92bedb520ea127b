// P9 and P12: what a person decides of a row that waits, shown first and kept for good.
import t from 'tap';
import { inTrust } from '../../src/database/tenant.ts';
import { dismissRow } from '../../src/dismissals/commands.ts';
import { importsOf } from '../../src/imports/store.ts';
import { writeCopyForMending } from '../../src/mending/commands.ts';
import { settleRow } from '../../src/settlements/commands.ts';
import type { Way } from '../../src/settlements/fit.ts';
import { nameSchool } from '../../src/teachings/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { person, row, trustOf } from '../support/settling.ts';
import { importText, smallTrust } from '../support/small-trust.ts';

t.test('a credit of no kind is typed, and judged by all rules of its kind', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Typed');
  await trust.bring('june.csv', [row('A')]);
  const credit = row('C', { kind: 'C', quantity: '', net: '-5.00' });
  await trust.bring('credit.csv', [credit]);
  t.strictSame(await trust.codes('credit.csv'), ['2 held credit.kind-unknown']);

  const late: Way = { way: 'credit', kind: 'price', originalNumber: 'LATER' };
  t.match(await trust.settle('credit.csv', 2, late), { waiting: [{ code: 'credit.waiting' }] });
  const wrong: Way = { way: 'credit', kind: 'quantity', originalNumber: 'A' };
  t.match(await trust.settle('credit.csv', 2, wrong), { waiting: [{ code: 'credit.quantity' }] });
  t.equal(await trust.cost(), '25.00', 'P9 is not loosened');
  const right: Way = { way: 'credit', kind: 'price', originalNumber: 'A' };
  const done = await trust.settle('credit.csv', 2, right);
  t.match(done.files, [{ record: { file: 'credit.csv' }, rows: { posted: 1, held: -1 } }]);
  t.equal(await trust.cost(), '20.00');

  await trust.bring('overlap.csv', [credit, row('B')]);
  t.equal(await trust.cost(), '45.00', 'the printed line is known again in another file');
  await trust.undo('overlap.csv');
  await trust.undo('credit.csv');
  await trust.bring('again.csv', [credit]);
  t.equal(await trust.cost(), '20.00', 'the decision outlives an undo');
  await trust.sound();

  const rebate: Way = { way: 'credit', kind: 'rebate', originalNumber: '' };
  await trust.settle('again.csv', 2, rebate);
  t.equal(await trust.cost(), '25.00', 'a wrong decision is made again');
});

t.test(
  'what is decided of rows that were read for the wrong supplier ends with its undo',
  async (t) => {
    const database = await freshDatabase(t);
    const files = smallTrust('Suppliers');
    const mill = JSON.parse(files['profiles/paper-mill.json'] ?? '');
    const profileFor = (supplier: string, pattern: string) =>
      JSON.stringify({ ...mill, supplier, files: [pattern] });
    const trust = await trustOf(t, database, 'Suppliers', {
      ...files,
      'suppliers.csv': 'name\nPaper Mill\nWood Mill\n',
      'profiles/paper-mill.json': profileFor('Paper Mill', 'paper*.csv'),
      'profiles/wood-mill.json': profileFor('Wood Mill', 'wood*.csv'),
    });
    await trust.bring('wood-invoices.csv', [row('A')]);
    const credit = [row('C', { kind: 'C', of: 'A', quantity: '', net: '-5.00' })];
    await trust.bring('paper.csv', credit);
    await trust.settle('paper.csv', 2, { way: 'credit', kind: 'rebate', originalNumber: '' });
    await trust.undo('paper.csv');
    await trust.bring('wood.csv', credit);
    t.strictSame(await trust.codes('wood.csv'), ['2 held credit.kind-unknown'], 'asked anew');
    await trust.undo('wood.csv');
    await trust.bring('paper.csv', credit);
    t.strictSame(
      await trust.codes('paper.csv'),
      [],
      'and kept for the supplier that it was said of',
    );
    await trust.sound();
  },
);

t.test('the rows of one credit note are typed together', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Note');
  await trust.bring('june.csv', [row('A'), row('A', { school: '100003' })]);
  const back = { kind: 'C', quantity: -10, net: '-25.00', of: 'A' };
  await trust.bring('note.csv', [row('R', back), row('R', { ...back, school: '100003' })]);
  const done = await trust.settle('note.csv', 3, {
    way: 'credit',
    kind: 'reversal',
    originalNumber: '',
  });
  t.match(done.files, [{ rows: { posted: 2 } }]);
  t.equal(await trust.cost(), '0.00');
  await trust.settle('note.csv', 2, { way: 'credit', kind: 'quantity', originalNumber: '' });
  t.equal(await trust.cost(), '0.00', 'units returned instead of a cancellation');
});

t.test('a changed document: take the new', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'New');
  await trust.bring('old.csv', [row('A'), row('A', { net: '10.00' }), row('B')]);
  await trust.bring('credit.csv', [
    row('C', { kind: 'C', credit: 'p', of: 'A', quantity: '', net: '-5.00' }),
  ]);
  await trust.bring('new.csv', [row('A'), row('A', { net: '12.00' })]);
  t.equal((await trust.codes('new.csv')).length, 2);
  t.equal(await trust.cost(), '55.00');

  const done = await trust.settle('new.csv', 3, { way: 'take-new' });
  t.equal(await trust.cost(), '57.00', 'the credit stands on the new version');
  t.match(done.files, [
    { record: { file: 'old.csv' }, rows: { posted: -2, refused: 2 } },
    { record: { file: 'new.csv' }, rows: { posted: 2, held: -2 } },
  ]);
  const replaced = ['2 refused document.replaced', '3 refused document.replaced'];
  t.strictSame(await trust.codes('old.csv'), replaced);
  await trust.bring('old.csv', [row('A'), row('A', { net: '10.00' }), row('B')]);
  t.strictSame(await trust.codes('old.csv'), replaced, 'a retry does not bring it back');
  t.equal(await trust.cost(), '57.00');

  await trust.settle('old.csv', 2, { way: 'take-new' });
  t.equal(await trust.cost(), '55.00', 'the old version is taken again');
  t.strictSame(await trust.codes('new.csv'), replaced);
  await trust.undo('new.csv');
  await trust.bring('new.csv', [row('A'), row('A', { net: '12.00' })]);
  t.strictSame(await trust.codes('new.csv'), replaced, 'and outlives an undo as well');
  await trust.undo('old.csv');
  t.strictSame(await trust.codes('new.csv'), [], 'as long as there is what it gave way to');
  t.strictSame(await trust.codes('credit.csv'), [], 'and the credit stands on what is left');
  t.equal(await trust.cost(), '32.00');
  await trust.sound();
});

t.test('a changed document: keep the old', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Old');
  await trust.bring('old.csv', [row('A'), row('A', { net: '10.00' })]);
  const changed = [row('A'), row('A', { net: '12.00' }), row('B')];
  await trust.bring('new.csv', changed);
  const done = await trust.settle('new.csv', 3, { way: 'keep-old' });
  t.equal(done.journal, null, 'no figure changes');
  const declined = ['2 refused document.declined', '3 refused document.declined'];
  t.strictSame(await trust.codes('new.csv'), declined);
  await trust.bring('new.csv', changed);
  t.strictSame(await trust.codes('new.csv'), declined, 'a retry does not hold them again');
  await trust.settle('new.csv', 2, { way: 'take-new' });
  t.equal(await trust.cost(), '62.00');
});

t.test('a line that has moved: the new, the old, or both', async (t) => {
  const database = await freshDatabase(t);
  const ways: [way: Way, cost: string, old: string[]][] = [
    [{ way: 'take-new' }, '25.00', ['2 refused document.replaced']],
    [{ way: 'keep-old' }, '25.00', []],
    [{ way: 'keep-both' }, '50.00', []],
  ];
  for (const [way, cost, old] of ways) {
    const trust = await trustOf(t, database, `Moved ${way.way}`);
    await trust.bring('old.csv', [row('A')]);
    await trust.bring('new.csv', [row('A', { school: '100002' })]);
    t.strictSame(await trust.codes('new.csv'), ['2 held document.moved']);
    await trust.settle('new.csv', 2, way);
    t.equal((await trust.cost())?.slice(0, 5), cost, way.way);
    t.strictSame(await trust.codes('old.csv'), old);
    await trust.bring('new.csv', [row('A', { school: '100002' })]);
    t.equal((await trust.cost())?.slice(0, 5), cost, `${way.way}, tried again`);
    await trust.undo('new.csv');
    await trust.bring('new.csv', [row('A', { school: '100002' })]);
    await trust.sound();
  }
});

t.test('what does not fit its row is refused', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Unfit');
  await trust.bring('june.csv', [
    row('A'),
    row('B', { school: 'Elm' }),
    row('C', { kind: 'C', net: '-1.00', quantity: '' }),
    row('D', { kind: 'C', credit: 'q', of: 'LATER', quantity: -1, net: '-1.00' }),
  ]);
  const importId = await trust.idOf('june.csv');
  const typed = (kind: 'price' | 'rebate', originalNumber: string): Way => ({
    way: 'credit',
    kind,
    originalNumber,
  });
  const refused: [row: number, way: Way, why: RegExp][] = [
    [9, typed('price', 'A'), /no such row/],
    [2, { way: 'take-new' }, /It is not held/],
    [2, typed('price', 'A'), /an invoice, not a credit note/],
    [3, { way: 'keep-old' }, /another reason: A school that is not/],
    [4, { way: 'keep-both' }, /another reason/],
    [4, typed('price', ''), /needs the document that it credits/],
    [4, typed('rebate', 'A'), /credits no document/],
    [5, typed('price', 'A'), /says itself that it is a credit of the kind quantity/],
  ];
  for (const [at, way, message] of refused) {
    const place = { importId, row: at };
    await t.rejects(settleRow(database, trust.trustId, place, way, person), {
      code: 'settlement.unfit',
      message,
    });
  }
  await trust.undo('june.csv');
  const gone = settleRow(
    database,
    trust.trustId,
    { importId, row: 4 },
    typed('price', 'A'),
    person,
  );
  await t.rejects(gone, { code: 'import.unknown' });
});

t.test('two people decide at once, and one after the other', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Two');
  await trust.bring('old.csv', [row('A')]);
  await trust.bring('new.csv', [row('A', { net: '30.00' })]);
  const place = { importId: await trust.idOf('new.csv'), row: 2 };
  const both = await Promise.allSettled(
    (['take-new', 'keep-old'] as const).map((way) =>
      settleRow(database, trust.trustId, place, { way }, person),
    ),
  );
  t.ok(both.some(({ status }) => status === 'fulfilled'));
  await trust.sound();
});

t.test('a row that should not count at all is dismissed, and restored', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Dismissed');
  const rows = [row('A'), row('PRO', { school: 'Elm' }), row('X', { net: 'n/a' })];
  await trust.bring('june.csv', rows);
  t.strictSame(await trust.queue(), ['amount.unreadable 1', 'school.unknown 1']);
  const asked = { verdict: 'dismissed', reason: 'A pro forma' } as const;
  t.match(await trust.dismiss('june.csv', 3, asked), {
    journal: null,
    files: [{ rows: { held: -1, refused: 1 }, net: { held: -2500, refused: 2500 } }],
    waiting: [{ code: 'row.dismissed', message: /decided on 2026-01-09 .*\(A pro forma\)\.$/ }],
  });
  await trust.dismiss('june.csv', 4, asked);
  t.strictSame(await trust.queue(), []);
  await trust.bring('june.csv', rows);
  const dismissed = ['3 refused row.dismissed', '4 refused row.dismissed'];
  t.strictSame(await trust.codes('june.csv'), dismissed, 'it stays so when the file comes again');

  const place = { importId: await trust.idOf('june.csv'), row: 2 };
  const posted = dismissRow(database, trust.trustId, place, asked, person);
  await t.rejects(posted, { code: 'settlement.unfit' }, 'what is posted is not dismissed');
  await trust.dismiss('june.csv', 3, { verdict: 'restored' });
  await trust.dismiss('june.csv', 4, { verdict: 'restored' });
  t.strictSame(await trust.codes('june.csv'), [
    '3 held school.unknown',
    '4 refused amount.unreadable',
  ]);
  await trust.dismiss('june.csv', 3, asked);
  await nameSchool(database, trust.trustId, { ...place, row: 3 }, { urn: '100003' }, person).catch(
    () => {},
  );
  t.equal(await trust.cost(), '25.00', 'a dismissed row is not posted by what is taught later');
  await trust.sound();
});

t.test(
  'a mended copy takes the rows of its file off the queue, as long as it is posted',
  async (t) => {
    const database = await freshDatabase(t);
    const trust = await trustOf(t, database, 'Mended');
    await trust.bring('june.csv', [
      row('A'),
      row('B', { school: 'Elm' }),
      row('C', { school: 'Oak' }),
    ]);
    const copyOf = async (file: string) => {
      let text = '';
      const [record] = await inTrust(database, trust.trustId, async (tenant) =>
        importsOf(tenant, { id: await trust.idOf(file) }),
      );
      if (!record) throw new Error(file);
      await writeCopyForMending(database, trust.trustId, { record, person }, async (piece) => {
        text += piece;
      });
      return text;
    };
    const bringText = (file: string, text: string) =>
      importText(database, trust.trustId, file, text);
    const copy = await copyOf('june.csv');
    t.strictSame(await trust.queue(), ['school.unknown 1', 'school.unknown 1']);
    await bringText('mended.csv', copy.replace(',Elm,', ',100003,'));
    t.equal(await trust.cost(), '50.00');
    t.strictSame(await trust.queue(), ['school.unknown 1'], 'Oak waits once, in the copy');
    await bringText('mended again.csv', (await copyOf('mended.csv')).replace(',Oak,', ',100001,'));
    t.strictSame(await trust.queue(), []);
    t.equal(await trust.cost(), '75.00');
    await trust.undo('mended again.csv');
    t.strictSame(await trust.queue(), ['school.unknown 1']);
    await trust.undo('mended.csv');
    t.strictSame(await trust.queue(), ['school.unknown 1', 'school.unknown 1']);
    t.equal(await trust.cost(), '25.00');
  },
);
