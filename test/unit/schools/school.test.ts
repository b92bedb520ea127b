import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { firstDay, lastDay } from '../../../src/calendar/local-date.ts';
import { decimal, formatDecimal } from '../../../src/money/decimal.ts';
import {
  type Driver,
  driverOn,
  type Identifier,
  type School,
  schoolDirectory,
  schoolsAlike,
  schoolsNamed,
  urnsOf,
  vatRecoveryOn,
} from '../../../src/schools/school.ts';

const day = (text: string) => text as LocalDate;

function identifier(
  kind: Identifier['kind'],
  value: string,
  from = '2025-04-01',
  to: string = lastDay,
): Identifier {
  return { kind, value, valid: { from: day(from), to: day(to) } };
}

function school(urn: string, facts: Partial<School> = {}): School {
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

const directory = schoolDirectory([
  school('900001', {
    identifiers: [
      identifier('alias', 'North Hub', '2025-04-01', '2025-12-31'),
      identifier('alias', 'Site 7'),
      identifier('alias', 'Shared'),
      identifier('laestab', '3301001'),
      identifier('ukprn', '10001001'),
      identifier('alias', 'Twice', '2025-04-01', '2025-12-31'),
      identifier('alias', 'Twice', '2025-10-01'),
    ],
  }),
  school('900002', {
    identifiers: [
      identifier('alias', 'North Hub', '2026-01-01'),
      identifier('alias', 'Shared', '2026-01-01'),
      identifier('alias', '900001'),
      identifier('alias', '3301001'),
      identifier('alias', '10001001'),
    ],
  }),
]);

t.test('a school is found by URN, then LAESTAB, then dated alias', async (t) => {
  const examples: [text: string, on: string, urns: string[], why: string][] = [
    ['900001', '2025-09-01', ['900001'], 'a URN comes before an alias of another school'],
    ['3301001', '2025-09-01', ['900001'], 'a LAESTAB comes before an alias of another school'],
    ['10001001', '2025-09-01', ['900002'], 'a UKPRN is no name that suppliers use'],
    ['Site 7', '2025-04-01', ['900001'], 'an alias counts from its first day'],
    ['Site 7', '2025-03-31', [], 'and not before'],
    ['Site 7', '2099-01-01', ['900001'], 'one without an end goes on'],
    ['North Hub', '2025-12-31', ['900001'], 'the last day of an alias counts in'],
    ['North Hub', '2026-01-01', ['900002'], 'the next day it is another school'],
    ['Shared', '2025-12-31', ['900001'], 'one name, one school'],
    ['Shared', '2026-01-01', ['900001', '900002'], 'one name, two schools: a person decides'],
    ['Twice', '2025-11-01', ['900001'], 'two rows for one school are one school'],
    ['site 7', '2025-09-01', [], 'case counts'],
    ['Site', '2025-09-01', [], 'a part of a name is no name'],
    ['', '2025-09-01', [], 'nothing names no school'],
  ];
  for (const [text, on, urns, why] of examples) {
    const found = schoolsNamed(directory, text, day(on));
    t.strictSame(
      found.map(({ urn }) => urn),
      urns,
      `${text} on ${on}: ${why}`,
    );
  }
});

t.test('the VAT that a school recovers is dated, and all of it if nothing is said', async (t) => {
  const terms = [
    ['2025-09-01', '0.9'],
    ['0001-01-01', '1'],
    ['2026-04-01', '0'],
  ].map(([from = '', rate = '']) => ({
    validFrom: day(from),
    status: 'academy' as const,
    yearStartsMonth: 9,
    vatRecoveryRate: decimal(rate),
  }));
  const examples: [on: string, rate: string][] = [
    ['2025-08-31', '1'],
    ['2025-09-01', '0.9'],
    ['2026-03-31', '0.9'],
    ['2026-04-01', '0'],
    ['2030-01-01', '0'],
  ];
  for (const [on, rate] of examples) {
    t.equal(formatDecimal(vatRecoveryOn(school('900001', { terms }), day(on))), rate, on);
  }
  t.equal(formatDecimal(vatRecoveryOn(school('900001'), day('2025-09-01'))), '1');
});

t.test('a driver value counts from its day until the next', async (t) => {
  const value = (driver: Driver, effectiveFrom: string, size: string) => {
    return { driver, effectiveFrom: day(effectiveFrom), value: decimal(size), source: 'census' };
  };
  const sized = school('900001', {
    drivers: [
      value('pupils', '2026-01-01', '130'),
      value('pupils', '2025-04-01', '126'),
      value('payslips', '2025-04-01', '0'),
    ],
  });
  const examples: [driver: Driver, on: string, size: string | undefined][] = [
    ['pupils', '2025-03-31', undefined],
    ['pupils', '2025-04-01', '126'],
    ['pupils', '2025-12-31', '126'],
    ['pupils', '2026-01-01', '130'],
    ['payslips', '2026-01-01', '0'],
    ['floor_area', '2026-01-01', undefined],
    ['equal', '1990-01-01', '1'],
  ];
  for (const [driver, on, size] of examples) {
    const found = driverOn(sized, driver, day(on));
    t.equal(found && formatDecimal(found), size, `${driver} on ${on}`);
  }
});

t.test('a name alike is found for a hint, whatever its case, signs and days', async (t) => {
  const school = (name: string, alias: string) =>
    ({
      ...{ id: name, urn: name, name, phase: 'primary', memberships: [], terms: [], drivers: [] },
      identifiers: [
        { kind: 'alias', value: alias, valid: { from: '2025-01-01', to: '2025-02-01' } },
      ],
    }) as unknown as School;
  const directory = schoolDirectory([school('St Piran’s', 'SP 1'), school('Tŷ Coch', 'TC-1')]);
  const found = (text: string) => schoolsAlike(directory, text).map(({ name }) => name);
  t.strictSame(found('ST. PIRANS'), ['St Piran’s']);
  t.strictSame(found('sp1'), ['St Piran’s']);
  t.strictSame(found('Tŷ  coch'), ['Tŷ Coch']);
  t.strictSame(found('St Piran'), [], 'and never by a part');
  t.strictSame(found('Elm'), []);
});

t.test('N14: every number that a school ever had means it, on any day', async (t) => {
  const later = (value: string, from: string) => {
    return { kind: 'urn' as const, value, valid: { from: from as LocalDate, to: lastDay } };
  };
  // Not in their order: what counts is the day.
  const identifiers = [later('900301', '2027-01-01'), later('900201', '2025-09-01')];
  const ash = school('900001', { identifiers });
  t.strictSame(urnsOf(ash), [
    { urn: '900001', valid: { from: firstDay, to: '2025-08-31' }, predecessor: null },
    { urn: '900201', valid: { from: '2025-09-01', to: '2026-12-31' }, predecessor: '900001' },
    { urn: '900301', valid: { from: '2027-01-01', to: lastDay }, predecessor: '900201' },
  ]);
  const directory = schoolDirectory([ash, school('900002')]);
  for (const urn of ['900001', '900201', '900301']) {
    for (const day of ['2025-03-01', '2026-03-01', '2027-03-01']) {
      t.strictSame(schoolsNamed(directory, urn, day as LocalDate), [ash], `${urn} on ${day}`);
    }
  }
});
