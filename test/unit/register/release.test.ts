import t from 'tap';
import { pence } from '../../../src/money/money.ts';
import { publishedTerms } from '../../../src/register/published-terms.ts';
import { ocidPrefix, releaseOf } from '../../../src/register/release.ts';
import { day } from '../lines/given.ts';
import { entryOn, schoolNamed, trust } from './given-entry.ts';
import { versionsOf } from './given-versions.ts';

const on = (date: string, prefix: string | null = null) => ({
  ...{ trust, prefix },
  at: `${date}T09:00:00.000Z`,
});

t.test(
  'a contract is released with its parties, its term and what can be bought of it',
  async (t) => {
    const release = releaseOf(entryOn(day('2026-02-11')), on('2026-02-11', 'ocds-a1b2c3'));
    t.match(release, {
      ocid: 'ocds-a1b2c3-contract-1',
      tag: ['award', 'contract'],
      parties: [
        { id: 'GB-COH-01234567', roles: ['procuringEntity'] },
        { id: 'GB-EDU-100001', roles: ['buyer', 'payer'] },
        { id: 'GB-EDU-100002', roles: ['buyer', 'payer'] },
        { id: 'GB-COH-SC000099', name: 'Paper Mill', roles: ['supplier'] },
      ],
      tender: { procurementMethodDetails: 'three quotes' },
      awards: [{ suppliers: [{ id: 'GB-COH-SC000099', name: 'Paper Mill' }] }],
    });
    t.notOk('buyer' in release, 'two buyers have no place of their own');
    t.strictSame(release.contracts, [
      {
        id: 'contract-1',
        awardID: 'contract-1-award',
        title: 'Paper',
        description: 'PAPER: Paper',
        status: 'active',
        period: {
          startDate: '2025-09-01T00:00:00Z',
          endDate: '2026-08-31T23:59:59Z',
          maxExtentDate: '2028-08-31T23:59:59Z',
          durationInDays: 365,
        },
        items: [
          {
            id: 'REAM',
            description: 'Ream',
            unit: { name: 'each', value: { amount: 2.75, currency: 'GBP' } },
          },
          {
            id: 'PAY',
            description: 'PAY',
            unit: { name: 'pounds of pay', value: { amount: 1.22, currency: 'GBP' } },
          },
        ],
        milestones: [
          {
            id: 'contract-1-notice',
            title: 'Last working day to give notice',
            dueDate: '2026-05-29T23:59:59Z',
            status: 'scheduled',
          },
        ],
      },
    ]);
  },
);

t.test('what a contract is follows from the day', async (t) => {
  const statusOn = (date: string) => {
    const { tag, contracts } = releaseOf(entryOn(day(date)), on(date));
    return [contracts[0]?.status, contracts[0]?.items?.[0]?.unit.value.amount, tag.length];
  };
  t.strictSame(statusOn('2025-08-31'), ['pending', 2.5, 2]);
  t.strictSame(statusOn('2025-09-01'), ['active', 2.5, 2]);
  t.strictSame(statusOn('2026-08-31'), ['active', 2.75, 2]);
  t.strictSame(statusOn('2026-09-01'), ['terminated', 2.75, 3]);
  const after = releaseOf(entryOn(day('2026-05-30')), on('2026-05-30'));
  t.notOk(after.contracts[0]?.milestones, 'a day for notice that is over is no milestone');
});

t.test('one buyer is named, and a party of two roles is one party', async (t) => {
  const today = day('2026-02-11');
  const schools = [schoolNamed('Ash', '100001')];
  t.match(releaseOf(entryOn(today, { schools }), on('2026-02-11')), {
    ocid: 'contract-1',
    buyer: { id: 'GB-EDU-100001', name: 'Ash' },
  });
  const own = { id: 's', name: 'Ash Trust', companyNumber: '01234567', vatNumber: null };
  const { parties } = releaseOf(entryOn(today, { supplier: own }), on('2026-02-11'));
  t.strictSame(parties[0]?.roles, ['procuringEntity', 'supplier']);
  t.equal(parties.length, 3);
});

t.test('a prefix is one that is given out', async (t) => {
  for (const prefix of ['ocds-a1b2c3', 'ocds-213czf']) t.match(prefix, ocidPrefix);
  for (const prefix of ['', 'ocds-', 'ocds-A1B2C3', 'ocds-a1b2c34', 'xocds-a1b2c3']) {
    t.notMatch(prefix, ocidPrefix);
  }
});

const signed = { signedOn: day('2025-07-01') };
const agreed = {
  ...{ annualValue: pence(1200_00), route: 'quotes' as const, kind: 'goods' as const },
  ...{ framework: 'RM1', description: 'Paper of all sizes' },
};

t.test('values, procedure and signed amendments are released as they are written', async (t) => {
  const published = publishedTerms(
    versionsOf(
      { record: agreed, ...signed },
      {
        record: { ...agreed, annualValue: pence(1500_00) },
        signedOn: day('2026-01-15'),
        amendment: 'Dearer',
      },
    ),
  );
  const release = releaseOf(entryOn(day('2026-02-11'), { published }), on('2026-02-11'));
  const pounds = (amount: number) => ({ amount, currency: 'GBP' });
  t.match(release, {
    tag: ['award', 'contract', 'contractAmendment'],
    tender: {
      procurementMethod: 'limited',
      procurementMethodDetails: 'three quotes',
      mainProcurementCategory: 'goods',
      value: pounds(3600),
    },
    awards: [{ value: pounds(2400) }],
    contracts: [
      {
        description: 'PAPER: Paper of all sizes',
        value: pounds(1500),
        dateSigned: '2025-07-01T00:00:00Z',
        amendments: [
          {
            id: 'contract-1-amendment-1',
            date: '2026-01-15T00:00:00Z',
            rationale: 'Dearer',
            description: 'annual_value 1500.00 instead of 1200.00.',
          },
        ],
      },
    ],
    relatedProcesses: [{ relationship: ['framework'], title: 'RM1' }],
  });
});

t.test('a contract that was ended early is over, and an earlier ocid is kept', async (t) => {
  const record = { ...agreed, endedOn: day('2026-01-31'), ocid: 'ocds-h6vhtk-012345' };
  const published = publishedTerms(versionsOf({ record, ...signed }));
  const release = releaseOf(
    entryOn(day('2026-02-11'), { published }),
    on('2026-02-11', 'ocds-a1b2c3'),
  );
  t.match(release, {
    ocid: 'ocds-h6vhtk-012345',
    tag: ['award', 'contract', 'contractTermination'],
    contracts: [{ status: 'terminated', period: { endDate: '2026-01-31T23:59:59Z' } }],
  });
  t.notOk(release.contracts[0]?.milestones);
});
