import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { areaNamed, comparedYear, decidedProblem, stageOf } from '../../../src/sourcing/area.ts';
import { areaOf, choice } from './given.ts';

const options = [{ name: 'A', supplier: 'Mill', document: 'quote.pdf', quotes: [] }];

t.test('an area is explored, negotiated, contracted', async (t) => {
  t.equal(stageOf(areaOf()), 'explored');
  t.equal(stageOf(areaOf({ options })), 'negotiated');
  t.equal(stageOf(areaOf({ options, chosen: choice })), 'contracted');
});

t.test('twelve whole months are compared', async (t) => {
  t.strictSame(comparedYear(areaOf()), { from: '2025-01', to: '2025-12' });
  const inAutumn = comparedYear({ yearFrom: '2025-09' as Month });
  t.strictSame(inAutumn, { from: '2025-09', to: '2026-08' });
});

t.test('an area is known by its reference', async (t) => {
  const area = areaOf();
  t.equal(areaNamed([area], 'NEXT-PAPER'), area);
  const message = /There is no area of sourcing "INK"/;
  t.throws(() => areaNamed([area], 'INK'), { code: 'sourcing.unknown', message });
  t.throws(() => areaNamed([area], 'INK'), { message: /Name one of NEXT-PAPER/ });
  t.throws(() => areaNamed([], 'INK'), { message: /Write one down first/ });
});

t.test('once an option is chosen, nothing changes any more', async (t) => {
  t.equal(decidedProblem(areaOf()), undefined);
  t.match(decidedProblem(areaOf({ chosen: choice })), {
    code: 'sourcing.unfit',
    message:
      'A. Manager chose Mill direct for NEXT-PAPER on 2026-01-20, and NEXT-PAPER is a contract now.',
  });
});
