import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { canonicalEntry } from '../../../src/ledger/chain.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import {
  canonicalAllocation,
  canonicalLine,
  type PostedLine,
} from '../../../src/lines/posted-line.ts';
import { decimal, fraction } from '../../../src/money/decimal.ts';
import { pence } from '../../../src/money/money.ts';
import {
  canonicalOfAllocation,
  canonicalOfEntry,
  canonicalOfLine,
  orUnreadable,
  type StoredLine,
} from '../../../src/verification/stored-record.ts';

const day = (text: string) => text as LocalDate;

const stored: StoredLine = {
  id: 'line',
  importId: 'import',
  row: 7,
  invoiceId: 'invoice',
  originalInvoiceId: null,
  contractId: 'contract',
  schoolId: 'school',
  schoolText: 'Ash Primary',
  item: 'REAM',
  description: 'white',
  documentDate: day('2025-09-30'),
  creditKind: null,
  serviceFrom: day('2025-09-01'),
  serviceTo: day('2025-09-30'),
  quantity: '1.500000',
  unitPrice: '2.500000',
  net: pence(375),
  vat: pence(75),
  contentHash: Buffer.from('ab', 'hex'),
  lineClass: 'recurring',
  quantityBasis: 'consumed',
  priceId: 'price',
  recoveryRate: '0.900000',
  periodDays: 30,
};

const share = {
  schoolId: 'school',
  weight: null,
  days: [{ from: day('2025-09-01'), to: day('2025-09-30') }],
  net: pence(375),
  vat: pence(75),
  recoveryRate: decimal('0.9'),
  quantity: fraction(decimal('1.5')),
};

const posted: PostedLine = {
  id: 'line',
  importId: 'import',
  invoiceId: 'invoice',
  originalInvoiceId: null,
  schoolId: 'school',
  contentHash: Buffer.from('ab', 'hex'),
  line: {
    row: 7,
    documentNumber: 'A1',
    documentKind: 'invoice',
    documentDate: day('2025-09-30'),
    creditKind: null,
    creditWord: '',
    originalNumber: '',
    contract: 'P1',
    serviceFrom: day('2025-09-01'),
    serviceTo: day('2025-09-30'),
    schoolText: 'Ash Primary',
    isJoint: false,
    item: 'REAM',
    description: 'white',
    quantity: decimal('1.5'),
    unitPrice: decimal('2.5'),
    fee: null,
    net: pence(375),
    vat: pence(75),
  },
  assessment: {
    lineClass: 'recurring',
    quantityBasis: 'consumed',
    priceId: 'price',
    contractId: 'contract',
    service: { from: day('2025-09-01'), to: day('2025-09-30') },
    periodDays: 30,
    shares: [share],
  },
};

t.test('a stored line hashes as the posted one did', async (t) => {
  t.strictSame(canonicalOfLine(stored), canonicalLine(posted));
  const joint = { ...posted, schoolId: null };
  t.strictSame(
    canonicalOfLine({ ...stored, schoolId: null, recoveryRate: null }),
    canonicalLine(joint),
    'a joint line has its recovery rates with its shares',
  );
  t.notSame(canonicalOfLine({ ...stored, net: pence(376) }), canonicalLine(posted));
});

t.test('a stored allocation hashes as the share did, its days with their last one', async (t) => {
  const days = [
    { from: day('2025-09-01'), to: day('2025-09-12') },
    { from: day('2025-12-20'), to: day('2025-12-31') },
  ];
  const weight = decimal('126');
  t.strictSame(
    canonicalOfAllocation({
      lineId: 'line',
      schoolId: 'school',
      weight: '126.000000',
      days: '{[2025-09-01,2025-09-13),[2025-12-20,2026-01-01)}',
      net: pence(375),
      vat: pence(75),
      recoveryRate: '0.900000',
    }),
    canonicalAllocation('line', { ...share, days, weight }),
  );
});

t.test('a stored entry hashes as the posted one did, its months without a day', async (t) => {
  const entry = {
    id: 'entry',
    lineId: 'line',
    schoolId: 'school',
    contractId: 'contract',
    item: 'REAM',
    entryClass: 'recurring',
    serviceMonth: '2025-09',
    bookedMonth: '2025-10',
    daysInMonth: 30,
    baselineId: null,
    baselineKind: null,
    quantity: '1.500000',
    cost: pence(383),
    baselineCost: null,
    indexedCost: null,
    indexPublishedOn: null,
    indexBasePublishedOn: null,
    isSustained: false,
    depth: 0,
    reversesEntryId: null,
    causedByLineId: null,
  } as LedgerEntry;
  const months = { serviceMonth: day('2025-09-01'), bookedMonth: day('2025-10-01') };
  t.strictSame(canonicalOfEntry({ ...entry, ...months }), canonicalEntry(entry));
});

t.test(
  'a figure that could never be written is marked, and any other failure is one',
  async (t) => {
    const beyond = { ...stored, quantity: '123456789012345678.123456' };
    t.strictSame(orUnreadable(canonicalOfLine)(beyond), ['unreadable']);
    t.strictSame(orUnreadable(canonicalOfLine)(stored), canonicalOfLine(stored));
    const fails = orUnreadable(() => {
      throw new TypeError('a defect');
    });
    t.throws(() => fails(stored), { message: 'a defect' });
  },
);
