import t from 'tap';
import { writeExplanation, writePlace, writeWorking } from '../../../src/workings/answer.ts';
import { belowOf, workingOf } from '../../../src/workings/figure.ts';
import { hrefOf, type Target } from '../../../src/workings/place.ts';
import { cellOf, pounds } from '../lines/given.ts';
import { names } from './given.ts';

const link = (target: Target) => hrefOf('T', 4, target);

t.test(
  'text and terms of an answer are of one figure, each number with its address (N6)',
  async (t) => {
    const asked = {
      place: {},
      measure: 'cost',
      names,
      cells: [cellOf({ cost: pounds('25.00') })],
    } as const;
    const working = workingOf(asked, belowOf(asked));
    const known = { ...asked, ...working, journal: 4, ruleVersion: '2026-11', basis: 'net' };
    const answer = writeWorking(known, link);
    t.match(answer, {
      trust: 'Northfield Trust',
      journal: 4,
      rule_version: '2026-11',
      unit: 'pounds',
      value: '25.00',
      sum: '£25.00 = £25.00',
    });
    t.equal(
      answer.below.terms[0]?.href,
      '/v1/trusts/T/workings?urn=900001&measure=cost&as_known_at=4',
    );
    t.strictSame(answer.figure, writeExplanation(working.main, link));
  },
);

t.test('a place says who it is, by the name of that time', async (t) => {
  t.strictSame(writePlace({ urn: '900002' }, names), {
    urn: '900002',
    name: 'Beech',
    contract: null,
    item: null,
    month: null,
    from: null,
    to: null,
  });
});
