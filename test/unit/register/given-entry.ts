import { type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import type { Price } from '../../../src/contracts/price-schedule.ts';
import { decimal } from '../../../src/money/decimal.ts';
import type { RegisterEntry } from '../../../src/register/register-entry.ts';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import type { RenewalTerms } from '../../../src/renewals/term.ts';
import type { School, Trust } from '../../../src/schools/school.ts';
import { day } from '../lines/given.ts';
import { termsOf } from '../renewals/given.ts';

export const trust: Trust = {
  id: 'trust-1',
  name: 'Ash Trust',
  kind: 'multi_academy_trust',
  companyNumber: '01234567',
  ukprn: '10012345',
  yearStartsMonth: 9,
};

export const schoolNamed = (name: string, urn: string): School => ({
  ...{ id: name, name, urn, phase: 'primary', memberships: [], terms: [], drivers: [] },
  identifiers: [],
});

const price = (item: string, unitPrice: string, facts: Partial<Price> = {}): Price => ({
  id: item,
  item,
  description: '',
  unit: 'each',
  quantityBasis: 'consumed',
  lineClass: 'recurring',
  unitPrice: decimal(unitPrice),
  feeCap: null,
  valid: { from: day('2025-09-01'), to: lastDay },
  ...facts,
});

const contract: Contract = {
  id: 'contract-1',
  reference: 'PAPER',
  title: 'Paper',
  supplierId: 'supplier-2',
  category: 'paper',
  cfrCode: 'E19',
  term: { from: day('2025-09-01'), to: day('2026-08-31') },
  noticeMonths: 3,
  procurementRoute: 'three quotes',
  driver: 'pupils',
  participations: [],
  prices: [
    price('REAM', '2.5', { valid: { from: day('2025-09-01'), to: day('2025-12-31') } }),
    price('REAM', '2.75', { valid: { from: day('2026-01-01'), to: lastDay }, description: 'Ream' }),
    price('PAY', '1.22', { unit: 'pounds_of_pay' }),
    price('DEPOSIT', '9', { lineClass: 'excluded' }),
  ],
};

/** A contract with a price of each sort, two options to extend by a year, and two schools. */
export function entryOn(
  today: LocalDate,
  { terms = {}, ...facts }: Partial<RegisterEntry> & { terms?: Partial<RenewalTerms> } = {},
): RegisterEntry {
  const written = termsOf({ extension: { months: 12, count: 2 }, ...terms });
  const known = {
    terms: new Map([[contract.id, written]]),
    decisions: new Map(),
    calendar: { meetings: [], holidays: [] },
  };
  return {
    contract,
    supplier: { id: 'supplier-1', name: 'Paper Mill', companyNumber: 'SC000099', vatNumber: null },
    schools: [schoolNamed('Ash', '100001'), schoolNamed('Beech', '100002')],
    renewal: renewalOf(contract, known, today),
    published: null,
    ...facts,
  };
}
