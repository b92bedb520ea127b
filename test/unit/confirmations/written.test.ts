import t from 'tap';
import type { ImportResult } from '../../../src/confirmations/result.ts';
import { writeEffect, writeFindings } from '../../../src/confirmations/written.ts';
import type { StoppedRow } from '../../../src/imports/import.ts';
import { problemCounter } from '../../../src/imports/problem-groups.ts';
import { pounds } from '../lines/given.ts';

const stopped: StoppedRow = {
  row: 3,
  state: 'held',
  net: pounds('50.00'),
  code: 'school.unknown',
  message: "'Elm' is not known as a school on 2025-09-01.",
  column: null,
  found: 'Elm',
  remedy: 'Name it.',
  waitsFor: null,
  schoolId: null,
};
const effect = {
  urn: '100001',
  name: 'Ash',
  cost: pounds('25.00'),
  cashSaving: pounds('6.00'),
  avoidance: pounds('0.00'),
  netSaving: pounds('-6.50'),
  netSavingAfter: pounds('93.50'),
};
const none = { rows: 0, net: pounds('0.00') };

t.test('what was found travels with its amounts as text', async (t) => {
  const problems = problemCounter();
  problems.count(stopped);
  const result: Omit<ImportResult, 'record'> = {
    encoding: 'utf-8',
    supplier: 'Paper Mill',
    profileVersion: 2,
    sameFileAs: null,
    journal: 4,
    newlyPosted: { rows: 1, net: pounds('25.00') },
    contents: {
      lines: 2,
      documents: 1,
      net: pounds('75.00'),
      vat: pounds('15.00'),
      gross: pounds('90.00'),
      firstDay: null,
      lastDay: null,
    },
    unmatched: {
      schools: [{ text: 'Elm', rows: 1, net: pounds('50.00') }],
      contracts: [],
      items: [],
    },
    problems: problems.end(),
    effect: [effect],
    warnings: ['A word.'],
    prices: { overcharged: none, undercharged: none, differences: [], notKnown: [] },
    fees: { rows: 1, excess: pounds('15.00'), untested: 2, differences: [] },
  };
  t.match(writeFindings(result as ImportResult), {
    supplier: 'Paper Mill',
    profile_version: 2,
    newly_posted: { rows: 1, net: '25.00' },
    contents: { lines: 2, documents: 1, net: '75.00', vat: '15.00', gross: '90.00' },
    unmatched: { schools: [{ text: 'Elm', rows: 1, net: '50.00' }], contracts: [], items: [] },
    problem_groups: [{ code: 'school.unknown', rows: 1, net: '50.00', first_rows: [3] }],
    problems: [{ row: 3, net: '50.00' }],
    effect: [{ net_saving: '-6.50', net_saving_before: '100.00', net_saving_after: '93.50' }],
    warnings: ['A word.'],
    price_check: { overcharged: { rows: 0, net: '0.00' } },
    fee_check: { rows: 1, excess: '15.00', untested: 2 },
  });
  t.strictSame(Object.keys(writeEffect(effect)), [
    'urn',
    'cost',
    'cash_saving',
    'avoidance',
    'net_saving',
    'net_saving_before',
    'net_saving_after',
  ]);
});
