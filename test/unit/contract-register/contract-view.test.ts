import t from 'tap';
import { type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import type { Month } from '../../../src/calendar/period.ts';
import {
  type ToldContract,
  wholeContractView,
} from '../../../src/contract-register/contract-view.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { pence } from '../../../src/money/money.ts';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import type { School } from '../../../src/schools/school.ts';

const day = (text: string) => text as LocalDate;
const today = day('2026-01-10');
const contract: Contract = {
  ...{ id: 'c', reference: 'P1', title: 'Paper', supplierId: 's', category: 'office_paper' },
  ...{ cfrCode: 'E20', noticeMonths: 3, procurementRoute: '', driver: 'equal' },
  term: { from: day('2025-09-01'), to: day('2026-08-31') },
  participations: [{ schoolId: '1', days: { from: day('2025-09-01'), to: lastDay } }],
  prices: [
    {
      ...{ id: 'p', item: 'PAY', description: '', unit: 'pounds_of_pay', lineClass: 'recurring' },
      ...{ quantityBasis: 'consumed', unitPrice: decimal('1.22'), feeCap: null },
      valid: { from: day('2025-09-01'), to: lastDay },
    },
  ],
};
const known = { terms: new Map(), decisions: new Map(), calendar: { meetings: [], holidays: [] } };
const told: ToldContract = {
  ...{ today, contract, supplier: 'Mill', entry: null, duties: null },
  renewal: renewalOf(contract, known, today),
  schools: new Map([['1', { id: '1', urn: '100001', name: 'Ash' } as School]]),
  example: {
    month: '2026-01' as Month,
    withoutValue: [],
    shares: [{ urn: '100001', name: 'Ash', weight: '31', percent: '100', amount: pence(10_000) }],
  },
  savings: { rows: [], total: {} },
};
const rows = (table: { rows: readonly { cells: readonly { text: string }[] }[] }) =>
  table.rows.map(({ cells }) => cells.map(({ text }) => text));

t.test('dates, prices and shares in words', async (t) => {
  const view = wholeContractView(told, '/savings');
  const facts = Object.fromEntries(view.facts.map(({ key, value }) => [key, value]));
  t.match(facts, {
    'What is bought': 'office paper, CFR E20',
    'Notice by': '29 May 2026',
    'How the supplier was chosen': 'not written down',
  });
  t.match(rows(view.prices), [['PAY', 'a mark-up of 22%', 'pounds of pay', 'recurring']]);
  t.strictSame(rows(view.participants), [
    ['Ash', '1 September 2025 to 31 August 2026', '100%', '100.00'],
  ]);
  t.match(view.participants.total, { cells: [{ text: 'Together' }, {}, {}, { text: '100.00' }] });
});

t.test('what was saved is never told without how much is measured', async (t) => {
  t.match(wholeContractView(told, '/savings').saving, { text: 'Nothing was bought by it yet.' });
  const total = { net_saving: '-5.00', cost: '100.00', coverage_percent: '80.0' };
  const { saving } = wholeContractView({ ...told, savings: { rows: [total], total } }, '/savings');
  t.match(saving, { text: 'So far: £5 worse off, of £100 paid.', coverage: /^80\.0% / });
});

t.test('a school without a size is named in place of shares', async (t) => {
  const example = { ...told.example, shares: [], withoutValue: ['Ash'] };
  t.match(wholeContractView({ ...told, example }, '').example, /cannot be shared.*Ash/);
});
