// Small facts that the tests of figures start from; each test changes what it is about.

import fc from 'fast-check';
import type { Weight } from '../../../src/allocation/weights.ts';
import { type Baseline, isCashReleasing } from '../../../src/baselines/baseline.ts';
import { firstDay, type LocalDate, lastDay, localDate } from '../../../src/calendar/local-date.ts';
import { countAllDays, type DateRange, type Month } from '../../../src/calendar/period.ts';
import type { Contract } from '../../../src/contracts/contract.ts';
import type { Price } from '../../../src/contracts/price-schedule.ts';
import type { Register } from '../../../src/documents/register.ts';
import type { InvoiceLine } from '../../../src/invoices/invoice.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { add, type Money, noMoney, parseMoney, subtract } from '../../../src/money/money.ts';
import type { Cell } from '../../../src/reports/report.ts';
import {
  type Driver,
  type DriverValue,
  type School,
  type SchoolTerms,
  schoolDirectory,
} from '../../../src/schools/school.ts';

export const day = (text = '') => text as LocalDate;

/** `2025-09-01..2026-03-31` as days, and several with a space between; one without an end goes on. */
export function daysOf(text = ''): DateRange[] {
  return text.split(' ').map((part) => {
    const [from = '', to = ''] = part.split('..');
    return { from: day(from), to: day(to || lastDay) };
  });
}

export function spell(days: readonly DateRange[]): string {
  return days.map(({ from, to }) => `${from}..${to}`).join(' ');
}

/** The first range of a text, where only one is meant. */
export function rangeOf(text = ''): DateRange {
  const [range] = daysOf(text);
  if (!range) throw new Error(`'${text}' is no range of days`);
  return range;
}

export function pounds(text = ''): Money {
  const amount = parseMoney(text.replaceAll(',', ''));
  if (amount === undefined) throw new Error(`'${text}' is not an amount`);
  return amount;
}

/** A cell of a table in which a dash stands for nothing. */
export const orNull = (text = '-') => (text === '-' ? null : text);

/** What a school gets back of its VAT from a day on. */
export function recovers(rate: string, from: string = firstDay): SchoolTerms {
  return {
    validFrom: day(from),
    status: 'academy',
    yearStartsMonth: 9,
    vatRecoveryRate: decimal(rate),
  };
}

export function sized(driver: Driver, value: string, from: string = firstDay): DriverValue {
  return { driver, effectiveFrom: day(from), value: decimal(value), source: 'census' };
}

export function schoolOf(urn: string, facts: Partial<School> = {}): School {
  return {
    id: `id of ${urn}`,
    urn,
    name: `School ${urn}`,
    phase: 'primary',
    memberships: [],
    terms: [],
    drivers: [],
    identifiers: [],
    ...facts,
  };
}

export function priceOf(item: string, facts: Partial<Price> = {}): Price {
  return {
    id: `price of ${item}`,
    item,
    description: item,
    unit: 'each',
    quantityBasis: 'consumed',
    lineClass: 'recurring',
    unitPrice: decimal('3.25'),
    feeCap: null,
    valid: rangeOf('2025-09-01..2028-08-31'),
    ...facts,
  };
}

/** A contract of three years; each school's days behind its URN, as `2025-09-01..2026-08-31`. */
export function contractOf(
  takesPart: readonly (readonly [urn: string, days: string])[],
  facts: Partial<Contract> = {},
): Contract {
  return {
    id: 'id of PAY-2025',
    reference: 'PAY-2025',
    title: 'Joint payroll service',
    supplierId: 'Brightwater',
    category: 'payroll',
    cfrCode: 'E28a',
    term: rangeOf('2025-09-01..2028-08-31'),
    noticeMonths: 6,
    procurementRoute: 'three quotes',
    driver: 'pupils',
    participations: takesPart.flatMap(([urn, text]) =>
      daysOf(text).map((days) => ({ schoolId: `id of ${urn}`, days })),
    ),
    prices: [priceOf('PAYSLIP')],
    ...facts,
  };
}

/** A line of an invoice to one school. */
export function lineOf(facts: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    row: 7,
    documentNumber: 'BPB10206',
    documentKind: 'invoice',
    documentDate: day('2025-10-02'),
    creditKind: null,
    creditWord: '',
    originalNumber: '',
    contract: 'PAY-2025',
    serviceFrom: day('2025-09-01'),
    serviceTo: day('2025-09-30'),
    schoolText: '900001',
    isJoint: false,
    item: 'PAYSLIP',
    description: 'Payslips',
    quantity: decimal(62),
    unitPrice: decimal('3.25'),
    fee: null,
    net: pounds('201.50'),
    vat: pounds('40.30'),
    ...facts,
  };
}

/** A line of a credit note against that invoice. */
export function creditOf(facts: Partial<InvoiceLine> = {}): InvoiceLine {
  return lineOf({
    documentNumber: 'CN77',
    documentKind: 'credit_note',
    creditKind: 'quantity',
    creditWord: 'Returned',
    originalNumber: 'BPB10206',
    quantity: decimal(-2),
    net: pounds('-6.50'),
    vat: pounds('-1.30'),
    ...facts,
  });
}

export function baselineOf(unitPrice: string, facts: Partial<Baseline> = {}): Baseline {
  return {
    id: `baseline at ${unitPrice}`,
    contractId: 'id of PAY-2025',
    schoolId: 'id of 900001',
    item: 'PAYSLIP',
    version: 1,
    kind: 'previous_contract',
    unitPrice: decimal(unitPrice),
    vatRate: decimal('0.2'),
    valid: rangeOf('2020-01-01..'),
    evidence: 'invoice.pdf',
    preparedBy: 'R. Preparer',
    approvedBy: 'S. Approver',
    approvedAt: '2025-08-12T10:00:00Z',
    withdrawnAt: null,
    index: null,
    ...facts,
  };
}

export function registerOf(
  schools: readonly School[],
  contract: Contract,
  facts: Partial<Register> = {},
): Register {
  return {
    schools: new Map(schools.map((school) => [school.id, school])),
    directory: schoolDirectory(schools),
    contracts: new Map([[contract.reference, contract]]),
    contractsById: new Map([[contract.id, contract]]),
    baselines: new Map(),
    closedMonths: new Set(),
    ...facts,
  };
}

export function weightOf(urn: string, value: string, days: string, facts: Partial<School> = {}) {
  const ranges = daysOf(days);
  const weight = decimal(value).times(countAllDays(ranges));
  return { school: schoolOf(urn, facts), weight, days: ranges } satisfies Weight;
}

/** An entry of a month of payslips against a baseline. */
export function entryOf(facts: Partial<LedgerEntry> = {}): LedgerEntry {
  const serviceMonth = facts.serviceMonth ?? ('2025-09' as Month);
  return {
    id: '01980000-0000-7000-8000-000000000001',
    lineId: 'line 1',
    schoolId: 'id of 900001',
    contractId: 'id of PAY-2025',
    item: 'PAYSLIP',
    entryClass: 'recurring',
    serviceMonth,
    bookedMonth: serviceMonth,
    daysInMonth: 30,
    baselineId: 'baseline at 4.10',
    baselineKind: 'previous_contract',
    quantity: '62.000000',
    cost: pounds('201.50'),
    baselineCost: pounds('254.20'),
    indexedCost: null,
    indexPublishedOn: null,
    indexBasePublishedOn: null,
    isSustained: false,
    depth: 0,
    reversesEntryId: null,
    causedByLineId: null,
    ...facts,
  };
}

const noSums = {
  entries: 0,
  measuredEntries: 0,
  cost: noMoney,
  measuredCost: noMoney,
  cashCost: noMoney,
  baselineCost: noMoney,
  cashBaselineCost: noMoney,
  oneOff: noMoney,
  rebate: noMoney,
  offContractCost: noMoney,
  excluded: noMoney,
  indexedCost: noMoney,
  indexedBaselineCost: noMoney,
  indexedMeasuredCost: noMoney,
};

export function cellOf(facts: Partial<Cell> = {}): Cell {
  const month = facts.month ?? ('2025-09' as Month);
  return {
    ...noSums,
    urn: '900001',
    contract: 'PAY-2025',
    item: 'PAYSLIP',
    month,
    bookedMonth: month,
    quantity: '0.000000',
    isSustained: false,
    ...facts,
  };
}

/** Entries added up into cells, each kind of entry where P6 to P9 count it. */
export function cellsFrom(entries: readonly LedgerEntry[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const entry of entries) {
    const place = {
      urn: entry.schoolId.replace('id of ', ''),
      item: entry.item,
      month: entry.serviceMonth,
      bookedMonth: entry.bookedMonth,
      isSustained: entry.isSustained,
    };
    const key = JSON.stringify(place);
    cells.set(key, withEntry(cells.get(key) ?? cellOf(place), entry));
  }
  return [...cells.values()];
}

function withEntry(cell: Cell, entry: LedgerEntry): Cell {
  const { entryClass, cost, baselineKind, baselineCost, indexedCost } = entry;
  const isCash = baselineKind !== null && isCashReleasing(baselineKind);
  const when = (condition: boolean, amount: Money | null) => (condition && amount) || noMoney;
  return {
    ...cell,
    entries: cell.entries + 1,
    measuredEntries: cell.measuredEntries + (entry.baselineId ? 1 : 0),
    cost: add(cell.cost, when(entryClass === 'recurring', cost)),
    measuredCost: add(cell.measuredCost, when(entry.baselineId !== null, cost)),
    cashCost: add(cell.cashCost, when(isCash, cost)),
    baselineCost: add(cell.baselineCost, when(true, baselineCost)),
    cashBaselineCost: add(cell.cashBaselineCost, when(isCash, baselineCost)),
    oneOff: add(cell.oneOff, when(entryClass === 'one_off', cost)),
    rebate: subtract(cell.rebate, when(entryClass === 'rebate', cost)),
    offContractCost: add(cell.offContractCost, when(entryClass === 'off_contract', cost)),
    excluded: add(cell.excluded, when(entryClass === 'excluded', cost)),
    indexedCost: add(cell.indexedCost, when(true, indexedCost)),
    indexedBaselineCost: add(cell.indexedBaselineCost, when(indexedCost !== null, baselineCost)),
    indexedMeasuredCost: add(cell.indexedMeasuredCost, when(indexedCost !== null, cost)),
  };
}

/** Any day of three years, a leap year among them. */
export const anyDay = fc
  .tuple(fc.integer({ min: 2027, max: 2029 }), fc.integer({ min: 1, max: 12 }))
  .chain(([year, month]) =>
    fc.integer({ min: 1, max: 31 }).map((number) => localDate(year, month, number)),
  )
  .filter((it) => it !== undefined);

export const anyRange = fc
  .tuple(anyDay, anyDay)
  .map(([a, b]): DateRange => (a < b ? { from: a, to: b } : { from: b, to: a }));

export const anyAmount = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((n) => n as Money);

/** A decimal of at most six places from a whole number of millionths. */
export const millionths = (count: number) => decimal(count).div(1_000_000);

/** Amounts added up, an unknown one as nothing. */
export const sumOf = (amounts: readonly (Money | null)[]): number =>
  amounts.reduce<number>((sum, amount) => sum + (amount ?? noMoney), 0);
