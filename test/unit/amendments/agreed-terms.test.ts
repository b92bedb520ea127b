import t from 'tap';
import { agreedTerms } from '../../../src/amendments/agreed-terms.ts';
import { lastDay } from '../../../src/calendar/local-date.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { day } from './given.ts';

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
  prices: [
    {
      id: 'r',
      item: 'REAM',
      description: '',
      unit: 'each',
      quantityBasis: 'consumed',
      lineClass: 'recurring',
      unitPrice: decimal('2.5'),
      feeCap: decimal('0.25'),
      valid: { from: day('2026-09-01'), to: lastDay },
    },
  ],
};

t.test('terms are those of the register, with the end that all options lead to', async (t) => {
  const written = {
    extension: { months: 12, count: 2 },
    renewalMonths: null,
    notice: { length: 6, unit: 'weeks' as const },
    leadWeeks: 12,
    penalties: 'three months of fees',
  };
  t.match(agreedTerms(contract, 'Paper Mill', written), {
    supplier: 'Paper Mill',
    endsOn: '2028-08-31',
    longestUntil: '2030-08-31',
    notice: '6 weeks',
    prices: ['REAM £2.5 a each, fee cap £0.25, 2026-09-01 to 9999-12-31'],
  });
  t.match(agreedTerms(contract, 'Paper Mill', undefined), {
    longestUntil: '2028-08-31',
    notice: '3 months',
    penalties: null,
  });
});
