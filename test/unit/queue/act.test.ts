import t from 'tap';
import type { Problem } from '../../../src/problem.ts';
import { type Offer, readAct, type TypedAct } from '../../../src/queue/act.ts';

const offer = {
  ways: ['name-school', 'teach-word', 'type-credit', 'take-new', 'keep-both', 'dismiss'] as const,
  word: { kind: 'school' as const, word: 'Elm' },
};

t.test('what was decided of a row is read from its form', async (t) => {
  const table: [TypedAct, object][] = [
    [
      { way: 'name-school', urn: '100001' },
      { way: 'name-school', urn: '100001', from: undefined },
    ],
    [{ way: 'name-school', urn: '100001', from: ' 2025-09-01 ' }, { from: '2025-09-01' }],
    [
      { way: 'teach-word', meaning: 'whole_trust' },
      { way: 'teach-word', lesson: { kind: 'school', word: 'Elm', meaning: 'whole_trust' } },
    ],
    [
      { way: 'type-credit', kind: 'price', original: 'bpb 1' },
      { way: 'credit', kind: 'price', originalNumber: 'BPB1' },
    ],
    [{ way: 'take-new' }, { way: 'take-new' }],
    [{ way: 'keep-both', reason: 'not asked' }, { way: 'keep-both' }],
    [
      { way: 'dismiss', reason: ' pro forma ' },
      { way: 'dismiss', reason: 'pro forma' },
    ],
  ];
  for (const [typed, act] of table) t.match(readAct(typed, offer), act);
  t.strictSame(readAct({ way: 'restore' }, { ways: ['restore'], word: undefined }), {
    way: 'restore',
  });
});

function faultyField(typed: TypedAct, offered: Offer): string | undefined {
  try {
    readAct(typed, offered);
    return undefined;
  } catch (problem) {
    return (problem as Problem).details[0]?.column;
  }
}

t.test('what is missing is told at its field', async (t) => {
  const table: [TypedAct, string][] = [
    [{}, 'way'],
    [{ way: 'keep-old' }, 'way'],
    [{ way: 'restore' }, 'way'],
    [{ way: 'name-school' }, 'urn'],
    [{ way: 'name-school', urn: '1', from: 'soon' }, 'from'],
    [{ way: 'teach-word' }, 'meaning'],
    [{ way: 'type-credit', kind: 'gift' }, 'kind'],
    [{ way: 'dismiss', reason: ' ' }, 'reason'],
  ];
  for (const [typed, column] of table) {
    t.equal(faultyField(typed, offer), column, JSON.stringify(typed));
  }
  const wordless = { ...offer, word: undefined };
  t.equal(faultyField({ way: 'teach-word', meaning: 'price' }, wordless), 'way');
});
