import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { together } from '../../../src/database/together.ts';
import { Problem } from '../../../src/problem.ts';

const refusal = new Problem({
  code: 'journal.unknown',
  message: 'No.',
  remedy: 'Ask for another.',
});

t.test('parts that are asked for together are told in their order', async (t) => {
  t.strictSame(await together([delay(5, 'late'), 2, Promise.resolve('soon')]), ['late', 2, 'soon']);
});

t.test('a refusal is heard once the other parts have ended', async (t) => {
  const asked: string[] = [];
  const other = async () => {
    asked.push('first');
    await delay(10);
    asked.push('second');
  };
  await t.rejects(together([other(), Promise.reject(refusal)]), refusal);
  t.strictSame(asked, ['first', 'second']);
});

t.test('a part that is never answered does not keep back another failure', async (t) => {
  const gone = new Error('the connection is gone');
  await t.rejects(together([new Promise(() => {}), Promise.reject(gone)]), gone);
});
