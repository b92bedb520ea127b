import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import {
  type Decision,
  decided,
  isPassedOver,
  notMoved,
  rulingOn,
  type Verdict,
  verdictAnew,
} from '../../../src/decisions/decision.ts';
import { contentHash, type InvoiceLine } from '../../../src/invoices/invoice.ts';
import { pence } from '../../../src/money/money.ts';

const made = { by: 'K. Manager', at: '2026-01-07T10:00:00.000Z' };
const version = (row: number, knownFrom: number, verdict: Verdict): Decision => {
  return { row, knownFrom, about: 'version', verdict, otherFile: 'new.csv', ...made };
};
const dismissal = (knownFrom: number, verdict: 'dismissed' | 'restored'): Decision => {
  return { row: 4, knownFrom, about: 'dismissal', verdict, reason: 'A pro forma', ...made };
};
const credit = (row: number, knownFrom: number, kind: 'price' | 'rebate'): Decision => {
  return { row, knownFrom, about: 'credit', kind, originalNumber: 'A', ...made };
};

const line: InvoiceLine = {
  row: 4,
  documentNumber: 'C1',
  documentKind: 'credit_note',
  documentDate: '2025-09-30' as LocalDate,
  creditKind: null,
  creditWord: 'refund',
  originalNumber: '',
  contract: 'P1',
  serviceFrom: null,
  serviceTo: null,
  schoolText: 'Ash',
  isJoint: false,
  item: 'REAM',
  description: '',
  quantity: null,
  unitPrice: null,
  fee: null,
  net: pence(-500),
  vat: pence(0),
};
const row = { kind: 'line', line } as const;

t.test('the latest decision of each kind holds, as known at a journal', async (t) => {
  const history = new Map([
    [4, [credit(4, 2, 'price'), version(4, 3, 'declined'), credit(4, 5, 'rebate')]],
  ]);
  t.strictSame(rulingOn(history, 5), {});
  t.strictSame(rulingOn(history, 4, 1), {});
  t.match(rulingOn(history, 4, 2), { credit: { kind: 'price' } });
  t.match(rulingOn(history, 4, 4), { credit: { kind: 'price' }, version: { verdict: 'declined' } });
  t.match(rulingOn(history, 4), { credit: { kind: 'rebate' }, version: { verdict: 'declined' } });
});

t.test('a typed credit counts as typed and is known by what is printed', async (t) => {
  const ruling = rulingOn(new Map([[4, [credit(4, 1, 'price')]]]), 4);
  const typed = decided(row, ruling);
  t.match(typed, { kind: 'line', line: { creditKind: 'price', originalNumber: 'A' } });
  t.ok(typed.kind === 'line' && contentHash(typed.line).equals(contentHash(line)));
  const named = { ...line, originalNumber: 'B' };
  const kept = decided(
    { kind: 'line', line: named },
    { credit: { ...ruling.credit, originalNumber: '' } as never },
  );
  t.match(kept, { line: { originalNumber: 'B' } }, 'what is printed stays where nothing is said');
  const invoice = { kind: 'line', line: { ...line, documentKind: 'invoice' } } as const;
  t.equal(decided(invoice, ruling), invoice);
});

t.test('a version that was passed over is refused with its pounds, by whom and when', async (t) => {
  const cases: [Verdict, unknown][] = [
    ['taken', row],
    ['beside', row],
    ['open', row],
    ['declined', { kind: 'refused', row: 4, net: -500, problem: { code: 'document.declined' } }],
    ['replaced', { kind: 'refused', net: -500, problem: { code: 'document.replaced', row: 4 } }],
  ];
  for (const [verdict, expected] of cases) {
    const found = decided(row, rulingOn(new Map([[4, [version(4, 1, verdict)]]]), 4));
    t.match(found, expected as object, verdict);
  }
  const replaced = decided(row, rulingOn(new Map([[4, [version(4, 1, 'replaced')]]]), 4));
  t.match(replaced, {
    problem: { message: 'K. Manager decided on 2026-01-07 that C1 counts as it is in new.csv' },
  });
  const unread = { kind: 'refused', row: 4, net: pence(0), problem: {} } as never;
  t.equal(decided(unread, { version: version(4, 1, 'declined') as never }), unread);
});

t.test('a line may name another school: for good, or in the journal that takes it', async (t) => {
  const decisions = new Map([
    [1, [version(1, 3, 'beside')]],
    [2, [version(2, 3, 'taken')]],
    [3, [version(3, 2, 'taken')]],
    [4, [version(4, 2, 'beside'), version(4, 3, 'declined')]],
    [5, [credit(5, 3, 'price')]],
  ]);
  t.strictSame(notMoved(decisions, 3), [1, 2]);
});

t.test('a version that was passed over, and what holds of it when it no longer is', async (t) => {
  const examples: [verdicts: Verdict[], passedOver: boolean, anew: Verdict][] = [
    [[], false, 'open'],
    [['taken'], false, 'open'],
    [['declined'], true, 'open'],
    [['taken', 'replaced'], true, 'open'],
    [['replaced', 'open'], false, 'open'],
    [['beside', 'replaced'], true, 'beside'],
  ];
  for (const [verdicts, passedOver, anew] of examples) {
    const history = new Map([[4, verdicts.map((verdict) => version(4, 1, verdict))]]);
    t.equal(isPassedOver(history, 4), passedOver);
    t.equal(verdictAnew(history, 4), anew);
  }
});

t.test('a dismissed row does not count, whatever it says, until it is restored', async (t) => {
  const history = new Map([[4, [dismissal(3, 'dismissed'), dismissal(6, 'restored')]]]);
  const refused = { kind: 'refused', row: 4, net: pence(700) } as const;
  const unread = { ...refused, problem: { code: 'date.unreadable', message: 'No date.' } } as const;
  const message = 'K. Manager decided on 2026-01-07 that this row does not count (A pro forma).';
  t.match(decided(row, rulingOn(history, 4, 5)), {
    ...{ kind: 'refused', row: 4, net: -500 },
    problem: { code: 'row.dismissed', message, row: 4 },
  });
  t.match(decided(unread, rulingOn(history, 4, 5)), {
    net: 700,
    problem: { code: 'row.dismissed' },
  });
  t.equal(decided(row, rulingOn(history, 4, 2)), row, 'as known before');
  t.equal(decided(row, rulingOn(history, 4)), row);
  const total = { kind: 'total', row: 4, net: undefined } as const;
  t.equal(decided(total, rulingOn(history, 4, 5)), total);
});
