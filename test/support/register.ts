import { firstDay, type LocalDate, lastDay } from '../../src/calendar/local-date.ts';
import type { Contract, Supplier } from '../../src/contracts/contract.ts';
import { decimal, one } from '../../src/money/decimal.ts';
import type { School } from '../../src/schools/school.ts';
import type { Register } from '../../src/trusts/register-rows.ts';

const day = (text: string) => text as LocalDate;

/** A small register: one school of everything that a school can have. */
export const school: School = {
  id: 'school-1',
  urn: '900001',
  name: 'St Elfrith, C of E',
  phase: 'primary',
  memberships: [
    { from: day('2025-04-01'), to: day('2026-03-31') },
    { from: day('2026-09-01'), to: lastDay },
  ],
  terms: [
    { validFrom: firstDay, status: 'maintained', yearStartsMonth: 4, vatRecoveryRate: one },
    {
      validFrom: day('2026-01-01'),
      status: 'academy',
      yearStartsMonth: 9,
      vatRecoveryRate: decimal('0.90'),
    },
  ],
  drivers: [
    { driver: 'pupils', effectiveFrom: day('2026-01-01'), value: decimal(130), source: 'census' },
    {
      driver: 'pupils',
      effectiveFrom: day('2025-04-01'),
      value: decimal('126.0'),
      source: 'census',
    },
    { driver: 'equal', effectiveFrom: day('2025-04-01'), value: one, source: 'agreed' },
  ],
  identifiers: [
    { kind: 'alias', value: 'Site 7', valid: { from: day('2025-04-01'), to: lastDay } },
    { kind: 'alias', value: 'Site', valid: { from: day('2025-04-01'), to: day('2025-12-31') } },
    { kind: 'laestab', value: '3301001', valid: { from: day('2025-04-01'), to: lastDay } },
  ],
};

/** Its supplier. */
export const supplier: Supplier = {
  id: 'supplier-1',
  name: 'Brightwater',
  companyNumber: null,
  vatNumber: 'GB1',
};

/** Its contract. */
export const contract: Contract = {
  id: 'contract-1',
  reference: 'PAY',
  title: 'Joint payroll service',
  supplierId: supplier.id,
  category: 'payroll',
  cfrCode: 'E28a',
  term: { from: day('2025-09-01'), to: day('2028-08-31') },
  noticeMonths: 6,
  procurementRoute: '',
  driver: 'payslips',
  participations: [
    { schoolId: school.id, days: { from: day('2026-09-01'), to: lastDay } },
    { schoolId: school.id, days: { from: day('2025-09-01'), to: day('2026-03-31') } },
  ],
  prices: [
    {
      id: 'price-1',
      item: 'PAYSLIP',
      description: 'Payslip',
      unit: 'payslip',
      quantityBasis: 'consumed',
      lineClass: 'recurring',
      unitPrice: decimal('3.250'),
      feeCap: decimal('0.5'),
      valid: { from: day('2025-09-01'), to: lastDay },
    },
  ],
};

/** The register of the three, or of others. */
export function registerOf(facts: Partial<Register> = {}): Register {
  return {
    schools: [school],
    suppliers: [supplier],
    contracts: [contract],
    baselines: [],
    volumeTerms: { tiers: [], clauses: [] },
    priceReviews: [],
    ...facts,
  };
}
