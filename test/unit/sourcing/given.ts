// Small areas of sourcing that the tests start from; each test changes what it is about.
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { noMoney } from '../../../src/money/money.ts';
import type { Area, AreaCost } from '../../../src/sourcing/area.ts';
import type { CurrentCost, Quote } from '../../../src/sourcing/comparison.ts';
import { pounds } from '../lines/given.ts';

/** `900001 REAM 2.50 120`, and where they differ VAT rate and kind, as what a school pays now. */
export function costOf(text: string): CurrentCost {
  const [urn = '', item = '', price = '', quantity = '', vat = '0.2', kind = 'previous_contract'] =
    text.split(' ');
  return {
    ...{ urn, item },
    kind: kind as CurrentCost['kind'],
    unitPrice: decimal(price),
    vatRate: decimal(vat),
    quantity: decimal(quantity),
    ...{ from: 'stated', source: 'contract.pdf', because: null },
  };
}

/** `900001 REAM 2.40`, and where they differ VAT rate, what is paid once and the volume, as a quote. */
export function quoteOf(text: string): Quote {
  const [urn = '', item = '', price = '', vat = '0.2', once, volume] = text.split(' ');
  return {
    ...{ urn, item },
    unitPrice: decimal(price),
    vatRate: decimal(vat),
    annualQuantity: volume === undefined ? null : decimal(volume),
    oneOff: once === undefined ? noMoney : pounds(once),
  };
}

export function areaOf(facts: Partial<Area> = {}): Area {
  return {
    id: 'area',
    reference: 'NEXT-PAPER',
    title: 'Paper',
    category: 'paper',
    cfrCode: 'E19',
    driver: 'pupils',
    startsOn: '2026-09-01' as LocalDate,
    endsOn: '2028-08-31' as LocalDate,
    noticeMonths: 3,
    yearFrom: '2025-01' as Month,
    items: [{ item: 'REAM', description: 'Ream', unit: 'each', quantityBasis: 'consumed' }],
    costs: [],
    options: [],
    chosen: null,
    ...facts,
  };
}

/** What is written down of a school's cost before anything is worked out. */
export function writtenCost(facts: Partial<AreaCost> = {}): AreaCost {
  return {
    urn: '900001',
    schoolId: 'ash',
    item: 'REAM',
    ofContract: null,
    ofContractId: null,
    ofItem: null,
    lines: 'recurring',
    without: [],
    kind: 'previous_contract',
    unitPrice: decimal('2.5'),
    vatRate: decimal('0.2'),
    annualQuantity: decimal('120'),
    source: 'contract.pdf',
    ...facts,
  };
}

export const choice = {
  option: 'Mill direct',
  forecast: 1,
  reason: 'Best for most',
  by: 'A. Manager',
  at: '2026-01-20T10:00:00.000Z',
};
