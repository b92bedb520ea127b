import t from 'tap';
import { isWithin, severalSchools } from '../../../src/limits/limit.ts';

t.test('a limit lets its own schools through, and what is of no known school', async (t) => {
  const limit = { holderId: 'key', schoolIds: new Set(['ash', 'beech']) };
  const examples = [
    [limit, 'ash', true, 'its own'],
    [limit, 'beech', true, 'its other one'],
    [limit, 'cedar', false, 'a school of somebody else'],
    [limit, severalSchools, false, 'a joint row, its own schools among others'],
    [limit, null, true, 'a row that names no known school tells what stands in the file'],
    [{ ...limit, schoolIds: new Set<string>() }, 'ash', false, 'no schools are no schools'],
    [undefined, 'cedar', true, 'without a limit it is the whole trust'],
    [undefined, severalSchools, true, 'joint rows too'],
  ] as const;
  for (const [held, schoolId, isIn, why] of examples) t.equal(isWithin(held, schoolId), isIn, why);
});
