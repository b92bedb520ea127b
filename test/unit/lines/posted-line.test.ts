import fc from 'fast-check';
import t from 'tap';
import type { Share } from '../../../src/allocation/allocation.ts';
import { lastDay, nextDay } from '../../../src/calendar/local-date.ts';
import { type DateRange, union } from '../../../src/calendar/period.ts';
import {
  type Assessment,
  canonicalAllocation,
  canonicalLine,
  directRecovery,
  type PostedLine,
  parseDays,
  writeDays,
} from '../../../src/lines/posted-line.ts';
import { decimal, fraction } from '../../../src/money/decimal.ts';
import { anyRange, creditOf, day, daysOf, lineOf, pounds, rangeOf, spell } from './given.ts';

const share: Share = {
  schoolId: 'id of 900001',
  weight: decimal('13020'),
  days: daysOf('2025-09-01..2025-09-10 2025-09-20..2025-09-30'),
  net: pounds('201.50'),
  vat: pounds('40.30'),
  recoveryRate: decimal('0.9'),
  quantity: fraction(decimal(62)),
};

const assessment: Assessment = {
  lineClass: 'recurring',
  quantityBasis: 'consumed',
  priceId: 'price of PAYSLIP',
  contractId: 'id of PAY-2025',
  service: rangeOf('2025-09-01..2025-09-30'),
  periodDays: 30,
  shares: [share],
};

function postedOf(facts: Partial<PostedLine> = {}): PostedLine {
  return {
    id: 'line 1',
    importId: 'import 1',
    invoiceId: 'invoice 1',
    originalInvoiceId: null,
    schoolId: 'id of 900001',
    contentHash: Buffer.from('abcd', 'hex'),
    line: lineOf(),
    assessment,
    ...facts,
  };
}

t.test('the canonical form of a line is fixed', async (t) => {
  // The texts below are a promise: sealed journals carry their hashes for good.
  t.equal(
    JSON.stringify(canonicalLine(postedOf())),
    '["line 1","import 1",7,"invoice 1",null,"id of PAY-2025","id of 900001","900001","PAYSLIP","Payslips","2025-10-02",null,"2025-09-01","2025-09-30","62.000000","3.250000",20150,4030,"abcd","recurring","consumed","price of PAYSLIP","0.900000",30]',
    'a direct line',
  );
  t.equal(
    JSON.stringify(
      canonicalLine(
        postedOf({
          schoolId: null,
          originalInvoiceId: 'invoice 0',
          line: creditOf({ creditKind: 'price', quantity: null, unitPrice: null }),
          assessment: { ...assessment, priceId: null },
        }),
      ),
    ),
    '["line 1","import 1",7,"invoice 1","invoice 0","id of PAY-2025",null,"900001","PAYSLIP","Payslips","2025-10-02","price","2025-09-01","2025-09-30",null,null,-650,-130,"abcd","recurring","consumed",null,null,30]',
    'a joint credit',
  );
});

t.test('every input of the figures of a line is in its canonical form', async (t) => {
  const text = (posted: PostedLine) => JSON.stringify(canonicalLine(posted));
  const { line } = postedOf();
  const changes: Record<string, PostedLine> = {
    id: postedOf({ id: 'another' }),
    importId: postedOf({ importId: 'another' }),
    invoiceId: postedOf({ invoiceId: 'another' }),
    originalInvoiceId: postedOf({ originalInvoiceId: 'another' }),
    schoolId: postedOf({ schoolId: 'another' }),
    joint: postedOf({ schoolId: null }),
    contentHash: postedOf({ contentHash: Buffer.from('abce', 'hex') }),
    row: postedOf({ line: { ...line, row: 8 } }),
    schoolText: postedOf({ line: { ...line, schoolText: 'Ash' } }),
    item: postedOf({ line: { ...line, item: 'PLATFORM' } }),
    description: postedOf({ line: { ...line, description: 'Other' } }),
    documentDate: postedOf({ line: { ...line, documentDate: day('2025-10-03') } }),
    creditKind: postedOf({ line: { ...line, creditKind: 'price' } }),
    quantity: postedOf({ line: { ...line, quantity: decimal('62.000001') } }),
    unitPrice: postedOf({ line: { ...line, unitPrice: decimal('3.26') } }),
    net: postedOf({ line: { ...line, net: pounds('201.51') } }),
    vat: postedOf({ line: { ...line, vat: pounds('40.31') } }),
  };
  const assessments: Record<string, Partial<Assessment>> = {
    lineClass: { lineClass: 'one_off' },
    quantityBasis: { quantityBasis: 'whole_service' },
    priceId: { priceId: null },
    contractId: { contractId: 'another' },
    serviceFrom: { service: rangeOf('2025-09-02..2025-09-30') },
    serviceTo: { service: rangeOf('2025-09-01..2025-09-29') },
    periodDays: { periodDays: 31 },
    recoveryRate: { shares: [{ ...share, recoveryRate: decimal('0.8') }] },
  };
  for (const [name, facts] of Object.entries(assessments)) {
    changes[name] = postedOf({ assessment: { ...assessment, ...facts } });
  }
  for (const [name, posted] of Object.entries(changes)) t.not(text(posted), text(postedOf()), name);
  t.equal(new Set(Object.values(changes).map(text)).size, Object.keys(changes).length);
  const same = postedOf({ line: { ...line, quantity: decimal('62.00') } });
  t.equal(text(same), text(postedOf()), '62.00 is 62');
});

t.test('the canonical form of a share is fixed', async (t) => {
  t.equal(
    JSON.stringify(canonicalAllocation('line 1', share)),
    '["line 1","id of 900001","13020.000000","{[2025-09-01,2025-09-10],[2025-09-20,2025-09-30]}",20150,4030,"0.900000"]',
  );
});

t.test('every input of the figures of a share is in its canonical form', async (t) => {
  const text = (one: Share) => JSON.stringify(canonicalAllocation('line 1', one));
  const changes: Share[] = [
    { ...share, schoolId: 'another' },
    { ...share, weight: decimal('13020.000001') },
    { ...share, days: daysOf('2025-09-01..2025-09-30') },
    { ...share, net: pounds('201.51') },
    { ...share, vat: pounds('40.31') },
    { ...share, recoveryRate: decimal(1) },
  ];
  t.equal(new Set([share, ...changes].map(text)).size, changes.length + 1);
  t.not(JSON.stringify(canonicalAllocation('line 2', share)), text(share));
  const direct = { ...share, weight: null };
  t.match(canonicalAllocation('line 1', direct)[2], null, 'no weight');
});

t.test(
  'the recovery rate stands with a direct line, and with each share of a joint one',
  async (t) => {
    t.equal(directRecovery(postedOf())?.toFixed(), '0.9');
    t.equal(directRecovery(postedOf({ schoolId: null })), null);
    const cancelling = { ...assessment, lineClass: 'reversal' as const, shares: [] };
    t.equal(
      directRecovery(postedOf({ assessment: cancelling })),
      null,
      'nor with a cancelling one',
    );
  },
);

/** How the database gives days back: the day after the last one ends a range. */
const asGivenBack = (days: readonly DateRange[]) =>
  `{${days.map(({ from, to }) => `[${from},${to === lastDay ? '10000-01-01' : nextDay(to)})`).join(',')}}`;

t.test('days as text', async (t) => {
  const examples: [days: string, written: string, givenBack: string][] = [
    ['2025-09-01..2025-09-30', '{[2025-09-01,2025-09-30]}', '{[2025-09-01,2025-10-01)}'],
    ['2028-02-29..2028-02-29', '{[2028-02-29,2028-02-29]}', '{[2028-02-29,2028-03-01)}'],
    [
      '2025-09-01..2025-12-31 2026-02-01..9999-12-31',
      '{[2025-09-01,2025-12-31],[2026-02-01,9999-12-31]}',
      '{[2025-09-01,2026-01-01),[2026-02-01,10000-01-01)}',
    ],
  ];
  for (const [days, written, givenBack] of examples) {
    t.equal(writeDays(daysOf(days)), written);
    t.equal(asGivenBack(daysOf(days)), givenBack);
    t.equal(spell(parseDays(givenBack)), days);
  }
  t.equal(writeDays([]), '{}');
  t.strictSame(parseDays('{}'), []);
});

t.test('whatever the days, they come back from the database as they were', async (t) => {
  const rule = fc.property(fc.array(anyRange, { maxLength: 5 }), (ranges) => {
    const days = union(ranges);
    return spell(parseDays(asGivenBack(days))) === spell(days);
  });
  t.doesNotThrow(() => fc.assert(rule));
});
