// P11 and P12: a version gives way only while there is what it gives way to.
import t from 'tap';
import { teachWord } from '../../src/teachings/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { person, row, trustOf } from '../support/settling.ts';

const dearer = [row('A', { net: '30.00' })];

t.test('undoing the version that was taken lets the other count again', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Taken');
  await trust.bring('old.csv', [row('A')]);
  await trust.bring('new.csv', dearer);
  await trust.settle('new.csv', 2, { way: 'take-new' });
  await trust.undo('new.csv');
  t.equal(await trust.cost(), '25.00');
  t.strictSame(await trust.queue(), []);
  await trust.bring('old.csv', [row('A')]);
  t.equal(await trust.cost(), '25.00', 'sent again, it stands once');
  await trust.sound();
});

t.test('undoing the version that was kept lets the declined one count', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Kept');
  await trust.bring('old.csv', [row('A')]);
  await trust.bring('new.csv', dearer);
  await trust.settle('new.csv', 2, { way: 'keep-old' });
  await trust.undo('old.csv');
  t.equal(await trust.cost(), '30.00');
  await trust.bring('new.csv', dearer);
  t.equal(await trust.cost(), '30.00');
  await trust.bring('old.csv', [row('A')]);
  t.strictSame(await trust.queue(), ['document.conflict 1'], 'and nothing is decided any more');
  await trust.sound();
});

t.test('a version that is taken back while the other waits is not kept any more', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Nothing to keep');
  await trust.bring('old.csv', [row('A')]);
  await trust.bring('new.csv', dearer);
  await trust.undo('old.csv');
  await t.rejects(trust.settle('new.csv', 2, { way: 'keep-old' }), {
    code: 'settlement.unfit',
    message: /Nothing that stands against this row is posted of A any more/,
  });
  t.strictSame(await trust.queue(), ['document.conflict 1'], 'it waits on');
  await trust.settle('new.csv', 2, { way: 'take-new' });
  t.equal(await trust.cost(), '30.00');
  await trust.sound();
});

t.test('a file whose other version is gone counts when it comes again', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Gone');
  await trust.bring('old.csv', [row('A')]);
  await trust.bring('new.csv', dearer);
  await trust.settle('new.csv', 2, { way: 'take-new' });
  await trust.undo('old.csv');
  await trust.bring('old.csv', [row('A')]);
  t.equal(await trust.cost(), '30.00', 'while the other stands, it gives way');
  await trust.undo('old.csv');
  await trust.undo('new.csv');
  t.equal(await trust.cost(), '0.00');
  await trust.bring('old.csv', [row('A')]);
  t.equal(await trust.cost(), '25.00');
  await trust.sound();
});

t.test('rows that came before with what gives way give way, and come back with it', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Before');
  const whole = [row('A'), row('A', { net: '7.00' })];
  await trust.bring('a.csv', [row('A')]);
  await trust.bring('b.csv', whole);
  t.equal(await trust.cost(), '32.00');
  await trust.bring('c.csv', dearer);
  await trust.settle('c.csv', 2, { way: 'take-new' });
  t.equal(await trust.cost(), '30.00');
  t.equal(await trust.already('b.csv'), 0, 'no row is counted as posted where nothing of it is');
  t.strictSame(await trust.codes('b.csv'), [
    '2 refused document.replaced',
    '3 refused document.replaced',
  ]);
  await trust.undo('c.csv');
  t.equal(await trust.cost(), '32.00');
  await trust.bring('b.csv', whole);
  t.equal(await trust.cost(), '32.00');
  await trust.sound();
});

t.test('of a chain of versions the one that gave way last counts, the others wait', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Chain');
  await trust.bring('a.csv', [row('A')]);
  for (const [file, net] of [
    ['b.csv', '30.00'],
    ['c.csv', '35.00'],
  ] as const) {
    await trust.bring(file, [row('A', { net })]);
    await trust.settle(file, 2, { way: 'take-new' });
  }
  await trust.undo('c.csv');
  t.equal(await trust.cost(), '30.00');
  t.strictSame(await trust.codes('a.csv'), ['2 held document.conflict']);
});

t.test('a credit that waits for a version is posted with it', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Credit');
  await trust.bring('old.csv', [row('A')]);
  await trust.bring('new.csv', dearer);
  await trust.settle('new.csv', 2, { way: 'take-new' });
  const credit = row('C', { kind: 'C', credit: 'p', of: 'A', quantity: '', net: '-5.00' });
  await trust.bring('credit.csv', [credit]);
  await trust.undo('new.csv');
  t.equal(await trust.cost(), '20.00');
  t.strictSame(await trust.queue(), []);
});

t.test('a moved line gives way as long as its equal stands for the other school', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Moved back');
  await trust.bring('old.csv', [row('A')]);
  await trust.bring('new.csv', [row('A', { school: '100003' })]);
  await trust.settle('new.csv', 2, { way: 'take-new' });
  await trust.bring('old.csv', [row('A')]);
  t.strictSame(await trust.codes('old.csv'), ['2 refused document.replaced']);
  await trust.bring('other.csv', [row('B')]);
  await trust.undo('other.csv');
  t.strictSame(await trust.codes('old.csv'), ['2 refused document.replaced']);
  await trust.undo('new.csv');
  t.equal(await trust.cost(), '25.00');
  t.strictSame(await trust.codes('old.csv'), []);
});

t.test('a version that waits again is decided again', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Stale');
  await trust.bring('old.csv', [row('A')]);
  for (const way of ['take-new', 'take-new', 'keep-old', 'keep-old'] as const) {
    await trust.bring('new.csv', dearer);
    t.strictSame(await trust.codes('new.csv'), ['2 held document.conflict']);
    await trust.settle('new.csv', 2, { way });
    t.equal(await trust.cost(), way === 'take-new' ? '30.00' : '25.00');
    await trust.undo(way === 'take-new' ? 'new.csv' : 'old.csv');
    if (way === 'keep-old') {
      await trust.undo('new.csv');
      await trust.bring('old.csv', [row('A')]);
    }
    t.equal(await trust.cost(), '25.00');
  }
  await trust.bring('third.csv', dearer);
  t.strictSame(
    await trust.codes('third.csv'),
    ['2 held document.conflict'],
    'whatever was decided',
  );
});

t.test('one moved line takes the place of one line', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'One of two');
  await trust.bring('ab.csv', [row('A'), row('A', { school: '100002' })]);
  await trust.bring('c.csv', [row('A', { school: '100003' })]);
  const before = await trust.cost();
  await t.rejects(trust.settle('c.csv', 2, { way: 'take-new' }), {
    code: 'settlement.unfit',
    message: /posted for Ash and Beech, and nothing tells which .+ Undo the import .+ keep both/,
  });
  t.equal(await trust.cost(), before);
  await trust.settle('c.csv', 2, { way: 'keep-both' });

  const twice = await trustOf(t, database, 'One of two of a school');
  await twice.bring('aa.csv', [row('A'), row('A')]);
  await twice.bring('c.csv', [row('A', { school: '100003' })]);
  await twice.settle('c.csv', 2, { way: 'take-new' });
  t.equal(await twice.cost(), '50.00');
  t.equal((await twice.codes('aa.csv')).length, 1);
});

t.test('lines that are kept side by side stay so when either file comes again', async (t) => {
  const trust = await trustOf(t, await freshDatabase(t), 'Side by side');
  const files = { 'a.csv': [row('A')], 'b.csv': [row('A', { school: '100003' })] };
  await trust.bring('a.csv', files['a.csv']);
  await trust.bring('b.csv', files['b.csv']);
  await trust.settle('b.csv', 2, { way: 'keep-both' });
  for (const file of ['a.csv', 'b.csv'] as const) {
    await trust.undo(file);
    t.equal(await trust.cost(), '25.00');
    await trust.bring(file, files[file]);
    t.equal(await trust.cost(), '50.00', `${file} again`);
    t.strictSame(await trust.queue(), []);
  }
  await trust.bring('c.csv', dearer);
  await trust.settle('c.csv', 2, { way: 'take-new' });
  t.equal(await trust.cost(), '55.00');
  await trust.undo('c.csv');
  t.equal(await trust.cost(), '50.00', 'and when what took the place of one is gone');
});

t.test('a word that is taught leaves it decided which version counts', async (t) => {
  const database = await freshDatabase(t);
  const trust = await trustOf(t, database, 'Taught');
  const odd = row('X', { item: 'Copier paper' });
  await trust.bring('old.csv', [row('A'), odd]);
  await trust.bring('new.csv', [...dearer, row('Y', { item: 'Copier paper' })]);
  await trust.settle('new.csv', 2, { way: 'take-new' });
  const lesson = { kind: 'item', word: 'Copier paper', meaning: 'REAM' } as const;
  await teachWord(database, trust.trustId, await trust.idOf('new.csv'), lesson, person);
  t.strictSame(await trust.codes('old.csv'), ['2 refused document.replaced']);
  t.strictSame(await trust.codes('new.csv'), []);
  t.equal(await trust.cost(), '80.00');
  await trust.sound();
});
