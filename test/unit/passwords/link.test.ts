import t from 'tap';
import { expiryOf, linkTo, writeResetLetter } from '../../../src/passwords/link.ts';

t.test('a link for a forgotten password works for an hour, an invitation for a week', async (t) => {
  const at = '2026-03-27T10:00:00.000Z';
  t.equal(expiryOf('reset', at), '2026-03-27T11:00:00.000Z');
  t.equal(expiryOf('invitation', at), '2026-04-03T10:00:00.000Z');
});

t.test('a letter holds the link on a line of its own', async (t) => {
  const link = linkTo('https://ledger.example', 'SECRET');
  t.equal(link, 'https://ledger.example/password/SECRET');
  const letter = writeResetLetter({ name: 'H. Teacher', email: 'head@ash.example' }, link);
  t.equal(letter.to, 'head@ash.example');
  t.ok(letter.text.split('\n').includes(link));
});
