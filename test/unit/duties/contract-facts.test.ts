import t from 'tap';
import { type ContractRecord, recordOf } from '../../../src/amendments/record.ts';
import type { ContractVersion } from '../../../src/amendments/version.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import { contractFacts } from '../../../src/duties/contract-facts.ts';
import { termsFrom } from '../../../src/renewals/term.ts';
import { day, pounds } from './given.ts';

const contract: Contract = {
  id: 'p1',
  reference: 'P1',
  title: 'Paper',
  supplierId: 'mill',
  category: 'paper',
  cfrCode: 'E19',
  term: { from: day('2026-09-01'), to: day('2028-08-31') },
  noticeMonths: 3,
  procurementRoute: '',
  driver: 'pupils',
  participations: [],
  prices: [],
};
const extension = { months: 12, count: 1 };
const terms = { ...termsFrom(undefined, 3), extension };
const current = {
  endsOn: day('2029-08-31'),
  extensionsUsed: 1,
  monthsGoneOn: 0,
  renewed: null,
  decision: null,
  snooze: null,
};

function version(
  number: number,
  record: Partial<ContractRecord>,
  rest: { signedOn?: string; amendment?: string; until?: string } = {},
): ContractVersion {
  const longestUntil = day(rest.until ?? '2029-08-31');
  return {
    version: number,
    record: recordOf({ estimatedOptions: pounds('0'), ...record }),
    signedOn: rest.signedOn ? day(rest.signedOn) : null,
    amendment: rest.amendment ?? null,
    terms: {
      title: 'Paper',
      supplier: 'Paper Mill',
      startsOn: day('2026-09-01'),
      endsOn: day('2028-08-31'),
      longestUntil,
      notice: '3 months',
      renewalMonths: null,
      penalties: null,
      prices: [],
    },
    by: 'office',
    at: '2026-06-01T09:00:00.000Z',
  };
}
const of = (...versions: ContractVersion[]) =>
  contractFacts(contract, { terms, current }, versions, 'federation');

t.test('a contract of which nothing is written has its days only', async (t) => {
  t.match(of(), {
    signedOn: null,
    longestUntil: '2029-08-31',
    endsOn: '2029-08-31',
    modification: null,
    record: { buyer: null },
  });
  const trust = contractFacts(contract, { terms, current }, [], 'multi_academy_trust');
  t.equal(trust.record.buyer, 'academy_trust');
});

t.test('amendments are measured against what was signed first', async (t) => {
  const first = version(1, { estimatedFirstTerm: pounds('300') }, { signedOn: '2026-06-01' });
  const amended = version(
    2,
    { estimatedFirstTerm: pounds('350') },
    { signedOn: '2027-01-04', amendment: 'more paper', until: '2029-09-30' },
  );
  t.match(of(version(0, {}), first), { signedOn: '2026-06-01', modification: null });
  t.strictSame(of(first, amended).modification, {
    on: '2027-01-04',
    valueChange: pounds('50'),
    termChangeDays: 30,
  });
  t.equal(of(first, amended).signedOn, '2026-06-01');
  const open = version(3, {}, { amendment: 'less paper' });
  t.match(of(first, open).modification, { on: null, valueChange: null });
});
