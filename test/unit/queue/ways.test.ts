import t from 'tap';
import { type ProblemCode, problemCodes } from '../../../src/problem.ts';
import { settledCodes, waysOut } from '../../../src/queue/ways.ts';
import { misfit, versionWays, type Way } from '../../../src/settlements/fit.ts';

t.test('every reason has a way out', async (t) => {
  for (const code of Object.keys(problemCodes) as ProblemCode[]) {
    t.ok(waysOut(code).length > 0, code);
  }
  t.strictSame(waysOut('date.unreadable'), ['mend-file', 'dismiss']);
  t.strictSame(waysOut('school.unknown'), ['name-school', 'teach-word', 'dismiss']);
});

t.test('a decision is offered where it fits, and nowhere else', async (t) => {
  const line = { documentKind: 'credit_note', creditKind: null, originalNumber: '' } as never;
  const fits = (code: ProblemCode, way: Way) =>
    misfit({ file: 'a.csv', line, code, ruling: {} }, way) === undefined;
  for (const code of Object.keys(problemCodes) as ProblemCode[]) {
    if (settledCodes.includes(code)) continue;
    for (const way of versionWays) {
      t.equal(waysOut(code).includes(way), fits(code, { way }), `${code} ${way}`);
    }
    const typed = { way: 'credit', kind: 'price', originalNumber: 'A' } as const;
    t.equal(waysOut(code).includes('type-credit'), fits(code, typed), `${code} as a credit`);
  }
});
