import t from 'tap';
import { problemsOfProfile } from '../../../src/invoices/profile-check.ts';
import {
  differInWordsOnly,
  fieldOf,
  type Lesson,
  meaningIn,
  profileOutgrown,
  taught,
  untaught,
} from '../../../src/teachings/word.ts';
import { profileOf } from '../invoices/given.ts';

const profile = profileOf();
const items = new Set(['TEACHER', 'COVER']);
const lessons: Lesson[] = [
  { kind: 'document_kind', word: 'SI', meaning: 'invoice' },
  { kind: 'credit_kind', word: 'Not worked', meaning: 'quantity' },
  { kind: 'school', word: 'All sites', meaning: 'whole_trust' },
  { kind: 'item', word: 'Cover day', meaning: 'COVER' },
  { kind: 'contract', word: 'Cover day', meaning: 'SUPPLY-2025' },
];

t.test('a profile learns a word and keeps all others', async (t) => {
  for (const lesson of lessons) {
    t.equal(untaught(profile, lesson, items), undefined, lesson.kind);
    t.equal(meaningIn(profile, lesson), undefined);
    const learnt = taught(profile, lesson);
    t.equal(meaningIn(learnt, lesson), lesson.meaning, lesson.kind);
    t.equal(taught(learnt, lesson), learnt, 'a word that it knows changes nothing');
    t.match(learnt.words, profile.words);
    t.strictSame(problemsOfProfile(learnt, 'a.json'), []);
  }
  const cover = { kind: 'item', word: 'Teacher', meaning: 'COVER' } as const;
  t.equal(meaningIn(taught(profile, cover), cover), 'COVER', 'a wrong meaning is put right');
  const odd = { kind: 'item', word: 'toString', meaning: 'COVER' } as const;
  t.equal(meaningIn(profile, odd), undefined);
});

t.test('where each word stands', async (t) => {
  t.strictSame(
    lessons.map(({ kind }) => fieldOf(kind)),
    ['document_kind', 'credit_kind', 'school', 'item', 'item'],
  );
});

t.test('what a profile cannot be taught', async (t) => {
  const byColumn = profileOf({ columns: { ...profile.columns, contract: 'Contract' } as never });
  const { credit_kind: _, ...columns } = profile.columns;
  const silent = profileOf({ columns });
  const examples: [of: typeof profile, lesson: Lesson, why: RegExp][] = [
    [profile, { kind: 'item', word: '', meaning: 'COVER' }, /empty cell/],
    [profile, { kind: 'item', word: 'Pie', meaning: 'PIE' }, /items are: TEACHER, COVER\./],
    [profile, { kind: 'school', word: 'Elm', meaning: '100001' }, /only as whole_trust/],
    [silent, { kind: 'credit_kind', word: 'X', meaning: 'price' }, /no column for credit kind/],
    [byColumn, { kind: 'contract', word: 'X', meaning: 'P' }, /column of their own/],
  ];
  for (const [of, lesson, message] of examples) {
    t.match(untaught(of, lesson, items), { code: 'settlement.unfit', message });
  }
});

t.test('versions that differ in their words only, whatever the order of their keys', async (t) => {
  const { columns, words, ...rest } = profile;
  const reordered = {
    words,
    columns: Object.fromEntries(Object.entries(columns).reverse()),
    ...rest,
  };
  t.ok(differInWordsOnly(profile, { ...reordered, words: { whole_trust: ['X'] } }));
  t.notOk(differInWordsOnly(profile, { ...profile, columns: { ...columns, vat: 'Tax' } }));
  t.notOk(differInWordsOnly(profile, { ...profile, amounts: 'gross' }));
  t.match(profileOutgrown('paper'), {
    code: 'settlement.unfit',
    message: /^The profile paper has/,
  });
});
