import fc from 'fast-check';
import t from 'tap';
import { gathering } from '../../../src/database/gathering.ts';

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

t.test('what comes while a write is under way is written together', async (t) => {
  const writes: string[] = [];
  let finish = () => {};
  const gather = gathering<number, void>((key, items) => {
    writes.push(`${key}:${items.join('+')}`);
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  const first = gather('a', 1);
  await soon();
  const others = [gather('a', 2), gather('a', 3)];
  await soon();
  t.strictSame(writes, ['a:1'], 'one at a time');
  finish();
  await first;
  await soon();
  t.strictSame(writes, ['a:1', 'a:2+3']);
  finish();
  await Promise.all(others);
});

t.test(
  'what several connections ask in one turn of the event loop is written together',
  async (t) => {
    const writes: string[] = [];
    const gather = gathering<number, void>(async (key, items) => {
      writes.push(`${key}:${items.join('+')}`);
    });
    const first = gather('a', 1);
    // What is read from one connection is worked on before the next one is read.
    for (let step = 0; step < 10; step++) await Promise.resolve();
    await Promise.all([first, gather('a', 2), gather('b', 3)]);
    t.strictSame(writes, ['a:1+2', 'b:3']);
  },
);

t.test('a write that fails concerns its own items only', async (t) => {
  const gather = gathering<number, void>(async (_key, items) => {
    await soon();
    if (items.includes(1)) throw new Error('full disk');
  });
  const first = gather('a', 1);
  await soon();
  const second = gather('a', 2);
  await t.rejects(first, { message: 'full disk' });
  await t.resolves(second);
});

t.test('every item is written once, in order, and one write of a key at a time', async (t) => {
  const calls = fc.array(fc.record({ key: fc.constantFrom('a', 'b'), pause: fc.boolean() }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(calls, async (asked) => {
      const written = new Map<string, number[]>([
        ['a', []],
        ['b', []],
      ]);
      const busy = new Set<string>();
      const gather = gathering<number, void>(async (key, items) => {
        if (busy.has(key)) throw new Error('two writes of one key');
        busy.add(key);
        await soon();
        written.get(key)?.push(...items);
        busy.delete(key);
      });
      const all: Promise<void>[] = [];
      for (const [index, { key, pause }] of asked.entries()) {
        all.push(gather(key, index));
        if (pause) await soon();
      }
      await Promise.all(all);
      for (const [key, items] of written) {
        const wanted = [...asked.keys()].filter((index) => asked[index]?.key === key);
        t.strictSame(items, wanted);
      }
    }),
    { numRuns: 50 },
  );
});

t.test('an answer is never older than the question', async (t) => {
  const steps = fc.array(fc.constantFrom('ask', 'change', 'pause'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      let state = 0;
      const ask = gathering<undefined, number>(async () => {
        const seen = state;
        await soon();
        return seen;
      });
      const answers: Promise<boolean>[] = [];
      for (const step of taken) {
        const asked = state;
        if (step === 'change') state++;
        else if (step === 'pause') await soon();
        else answers.push(ask('a', undefined).then((seen) => seen >= asked));
      }
      return (await Promise.all(answers)).every(Boolean);
    }),
  );
  t.end();
});
