import t from 'tap';
import type { Agreement } from '../../../src/agreements/agreement.ts';
import type { Claim } from '../../../src/claims/claim.ts';
import { answerParts } from '../../../src/packs/answers.ts';
import { guardOf } from '../../../src/packs/scope.ts';
import type { Validation } from '../../../src/validations/validation.ts';
import { pounds, schoolOf } from '../lines/given.ts';
import { rowsOf, scopeOf } from './given.ts';

const ash = schoolOf('900001', { name: 'Ash' });
const beech = schoolOf('900002', { name: 'Beech' });
const window = { from: '2025-09', to: '2026-08' } as never;
const figure = { cashSaving: pounds('5.00'), avoidance: null, netSaving: pounds('4.00') };
const told = { window, words: 'fine', by: 'H. Head', at: 'then' };
const agreed = (urn: string, journal = 1): Agreement => ({
  ...{ id: urn, urn, journal, answer: 'agreed' },
  ...figure,
  ...told,
});
const signed: Validation = { id: 'v', contract: 'PAY', journal: 1, ...figure, ...told };
const claimed = (urn: string): Claim => ({
  ...{ id: urn, contract: 'PAY', urn, claimant: 'Broker', withdrawn: null },
  ...told,
});

const of = (scope: ReturnType<typeof scopeOf>) =>
  rowsOf(
    answerParts(
      {
        scope,
        agreements: [agreed('900001'), agreed('900002'), agreed('900001', 9)],
        validations: [signed],
        claims: [
          claimed('900001'),
          { ...claimed('900002'), withdrawn: { reason: 'Beech', by: 'T', at: 'later' } },
        ],
      },
      guardOf([ash, beech], scope.school),
    ),
  );

t.test('who agrees, signed and claims, as far as the journal of the pack goes', async (t) => {
  const answers = '2025-09,2026-08,1,5.00,,4.00';
  t.strictSame(await of(scopeOf(undefined)), {
    'agreements.csv': [
      `900001,${answers},agreed,fine,H. Head,then`,
      `900002,${answers},agreed,fine,H. Head,then`,
    ],
    'validations.csv': [`PAY,${answers},fine,H. Head,then`],
    'claims.csv': [
      'PAY,900001,2025-09,2026-08,Broker,fine,H. Head,then,,,',
      'PAY,900002,2025-09,2026-08,Broker,fine,H. Head,then,T,later,Beech',
    ],
  });
});

t.test("a school's pack has its own, and of a figure of all schools who signed it", async (t) => {
  const own = await of(scopeOf(ash));
  t.notMatch(JSON.stringify(own), /900002|Beech/);
  t.strictSame(own['validations.csv'], ['PAY,2025-09,2026-08,1,,,,fine,H. Head,then']);
  const other = await of(scopeOf(ash, { contract: 'OTHER' }));
  t.strictSame(Object.values(other), [[], [], []]);
});
