import t from 'tap';
import { hashFlow, isUnderWay, stateOf } from '../../../src/openid/flow.ts';

t.test('a flow is of one browser and one provider', async (t) => {
  const hashes = [hashFlow('a', 'x'), hashFlow('b', 'x'), hashFlow('a', 'y')];
  t.equal(new Set(hashes.map(String)).size, 3);
  t.notMatch(stateOf('x'), 'x'.repeat(2));
  t.not(stateOf('x'), stateOf('y'));
  t.match(stateOf('x'), /^[\w-]{43}$/);
});

t.test('it can be finished for ten minutes', async (t) => {
  const begun = '2026-01-05T08:00:00.000Z';
  t.ok(isUnderWay(begun, '2026-01-05T08:09:59.999Z'));
  t.notOk(isUnderWay(begun, '2026-01-05T08:10:00.000Z'));
});
