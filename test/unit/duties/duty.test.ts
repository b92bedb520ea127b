import t from 'tap';
import {
  type Condition,
  cannotBeKnown,
  doesNotApply,
  dutyOf,
  type Rule,
} from '../../../src/duties/duty.ts';
import { pa2023 } from '../../../src/duties/law.ts';
import { day, factsOf } from './given.ts';

const of = (...conditions: Condition[]) => {
  const rule: Rule = {
    duty: 'd',
    title: 'Do it',
    law: pa2023('50'),
    conditions,
    because: () => 'It is so.',
  };
  return dutyOf(rule, factsOf(), day('2026-11-26'));
};
const unknown = (field: string) => () => cannotBeKnown('Not known.', field);

t.test('what is known to spare a contract goes before what is not known', async (t) => {
  t.match(
    of(unknown('a'), () => doesNotApply('Spared.')),
    { reason: 'Spared.', missing: [] },
  );
  t.match(of(unknown('a'), unknown('b')), { reason: 'Not known.', missing: ['a', 'b'] });
  t.match(
    of(() => undefined),
    { outcome: 'applies', reason: 'It is so.', timing: null },
  );
});
