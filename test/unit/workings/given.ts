// Entries and cells that the tests of workings start from.
import fc from 'fast-check';
import type { Month } from '../../../src/calendar/period.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import { decimal } from '../../../src/money/decimal.ts';
import type { LineEntry } from '../../../src/workings/entry-answer.ts';
import type { StoredLine } from '../../../src/workings/line.ts';
import type { Names } from '../../../src/workings/words.ts';
import { anyAmount, day, entryOf, pounds, rangeOf } from '../lines/given.ts';

export const names: Names = {
  trustName: 'Northfield Trust',
  schools: new Map([
    ['900001', 'Ash: infants (1st)'],
    ['900002', 'Beech'],
    ['900003', 'Cedar − East'],
  ]),
};

const classes = ['recurring', 'one_off', 'off_contract', 'excluded', 'rebate'] as const;
const kinds = ['previous_contract', 'historic_spend', 'quote', 'budget', null] as const;

/** An entry of any class and kind, of three schools, two items and three months. */
export const anyEntry: fc.Arbitrary<LedgerEntry> = fc
  .record({
    school: fc.constantFrom('900001', '900002', '900003'),
    item: fc.constantFrom('PAYSLIP', 'P45'),
    month: fc.constantFrom('2025-09', '2025-10', '2026-09') as fc.Arbitrary<Month>,
    isLate: fc.boolean(),
    entryClass: fc.constantFrom(...classes),
    kind: fc.constantFrom(...kinds),
    cost: anyAmount,
    before: anyAmount,
  })
  .map(({ school, item, month, isLate, entryClass, kind, cost, before }) => {
    const baselineKind = entryClass === 'recurring' ? kind : null;
    return entryOf({
      schoolId: `id of ${school}`,
      item,
      serviceMonth: month,
      bookedMonth: isLate ? ('2026-10' as Month) : month,
      entryClass,
      baselineKind,
      baselineId: baselineKind && `baseline of ${baselineKind}`,
      baselineCost: baselineKind && before,
      cost,
      isSustained: month === '2026-09',
    });
  });

/** A direct line of payslips, posted in journal 1. */
export function storedLine(facts: Partial<StoredLine> = {}): StoredLine {
  return {
    id: 'line 1',
    journal: 1,
    importId: 'import 1',
    fileId: 'file 1',
    profileId: 'profile 1',
    row: 7,
    document: { number: 'A1', kind: 'invoice' },
    original: null,
    supplier: 'Brightwater',
    contractId: 'id of PAY-2025',
    contract: 'PAY-2025',
    driver: 'pupils',
    schoolId: 'id of 900001',
    urn: '900001',
    schoolText: '900001',
    item: 'PAYSLIP',
    description: 'Payslips',
    documentDate: day('2025-10-02'),
    creditKind: null,
    service: rangeOf('2025-09-01..2025-09-30'),
    quantity: decimal(62),
    unit: 'payslip',
    unitPrice: decimal('3.25'),
    net: pounds('201.50'),
    vat: pounds('40.30'),
    lineClass: 'recurring',
    quantityBasis: 'consumed',
    recoveryRate: decimal(1),
    periodDays: 30,
    withdrawnIn: null,
    file: {
      name: 'september.csv',
      sha256: 'a'.repeat(64),
      keptSha256: 'b'.repeat(64),
      byteCount: 1000,
      encoding: 'utf-8',
      header: ['Invoice', 'Net'],
      receivedAt: '2026-01-06T10:00:00.000Z',
      receivedBy: 'C. Manager',
    },
    ...facts,
  };
}

/** An entry of that line with its journal. */
export function lineEntry(facts: Partial<LineEntry> = {}): LineEntry {
  return {
    ...entryOf(),
    journal: 1,
    kind: 'import',
    recordedAt: '2026-01-06T10:00:00.000Z',
    recordedBy: 'C. Manager',
    reason: 'september.csv',
    ...facts,
  };
}
