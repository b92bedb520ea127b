// Small forecasts that the tests of stages start from.
import type { Month } from '../../../src/calendar/period.ts';
import type { Forecast } from '../../../src/forecasts/forecast.ts';
import type { Cell } from '../../../src/reports/report.ts';
import { windowOf } from '../charges/given.ts';
import { cellOf, pounds } from '../lines/given.ts';

/** `900001=1200.00 900002=-60.00` as what each school is expected to save. */
export function schoolsOf(text: string): Forecast['schools'] {
  return text.split(' ').map((part) => {
    const [urn = '', amount = ''] = part.split('=');
    return { urn, amount: pounds(amount) };
  });
}

export function forecastOf(
  number: number,
  window: string,
  schools: string,
  facts: Partial<Forecast> = {},
): Forecast {
  const contract = facts.contract ?? null;
  return {
    number,
    version: 1,
    stage: contract === null ? 'identified' : 'contracted',
    area: 'Energy',
    contract,
    window: windowOf(window),
    schools: schoolsOf(schools),
    basis: 'Three quotes',
    reason: null,
    by: 'C. Manager',
    at: '2026-01-06T10:00:00.000Z',
    atJournal: 0,
    ...facts,
  };
}

/** What a contract saved at a school in a month. */
export const saved = (month: string, amount: string, urn = '900001'): Cell =>
  cellOf({
    urn,
    contract: 'E-2025',
    month: month as Month,
    measuredEntries: 1,
    cashBaselineCost: pounds(amount),
    baselineCost: pounds(amount),
  });
