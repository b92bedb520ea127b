import t from 'tap';
import { newId, newIdAfter } from '../../../src/database/new-id.ts';

/** An id of a process whose clock is ahead by so many milliseconds. */
const idAhead = (by: number) => {
  const moment = (Date.now() + by).toString(16).padStart(12, '0');
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7fff-bfff-ffffffffffff`;
};

t.test('an id sorts after the one that it is to follow, whatever the clocks say', (t) => {
  for (const by of [-3_600_000, -1, 0, 1, 5_000, 3_600_000]) {
    const last = idAhead(by);
    const ids = [newIdAfter(last), newId(), newIdAfter(undefined), newId()];
    t.ok(ids.every((id) => id > last) || by < 0, `${by} ms`);
    t.strictSame([...ids].sort(), ids, 'and those of this process stay in order');
    t.equal(new Set(ids).size, ids.length);
  }
  t.end();
});
