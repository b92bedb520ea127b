import t from 'tap';
import { readPassword, typedPassword } from '../../../src/passwords/password.ts';

t.test('a password needs length and nothing else', async (t) => {
  const cases: [text: string, kept: string | undefined][] = [
    ['correct horse', 'correct horse'],
    ['            x', '            x'],
    ['elevenchars', undefined],
    ['twelve chars', 'twelve chars'],
    ['😀😀😀😀😀😀', undefined],
    ['aaaaaaaaaaaaaaaa', undefined],
    ['x'.repeat(100) + 'y'.repeat(100), 'x'.repeat(100) + 'y'.repeat(100)],
    ['x'.repeat(100) + 'y'.repeat(101), undefined],
    ['', undefined],
  ];
  for (const [text, kept] of cases) {
    if (kept === undefined) t.throws(() => readPassword(text), { code: 'password.unfit' }, text);
    else t.equal(readPassword(text), kept, text);
  }
});

t.test('a password is the same however its letters were typed', async (t) => {
  const [composed, decomposed] = ['caf\u00e9 au lait 12', 'cafe\u0301 au lait 12'];
  t.equal(readPassword(composed), readPassword(decomposed));
  t.equal(typedPassword(decomposed), composed);
});

t.test('what cannot have been set is not worth the work of comparing', async (t) => {
  t.equal(typedPassword(''), undefined);
  t.equal(typedPassword('x'.repeat(201)), undefined);
  t.equal(typedPassword('short'), 'short');
});
