import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import {
  contentHash,
  documentId,
  documentKey,
  type InvoiceLine,
  normaliseNumber,
} from '../../../src/invoices/invoice.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { readTable } from '../../support/table.ts';
import { creditOf, day, lineOf, pounds } from '../lines/given.ts';

const digest = (facts: Partial<InvoiceLine> = {}) => contentHash(lineOf(facts)).toString('hex');

t.test('the number of a document is the same however it is printed', async (t) => {
  const examples = readTable(`
    printed          number
    BPB10206         BPB10206
    bpb 10206        BPB10206
    _BPB_10206_      BPB10206
    BPB~10_2~06      BPB10206
    nst-004101/a     NST-004101/A
    000123           000123
    #12              #12
  `);
  for (const { printed = '', number } of examples) {
    const cell = printed.replaceAll('_', ' \t').replaceAll('~', '\u00a0');
    t.equal(normaliseNumber(cell), number, printed);
  }
  t.equal(normaliseNumber(' \t\u00a0'), '', 'only white space is no number');
});

t.test('lines that say the same have the same digest', async (t) => {
  const same: [facts: Partial<InvoiceLine>, why: string][] = [
    [{ quantity: decimal('62.00'), unitPrice: decimal('3.250') }, '1.50 is 1.5'],
    [{ row: 99 }, 'in another row'],
    [{ schoolText: '900002', isJoint: true }, 'the school is compared by itself'],
    [{ documentNumber: 'BPB1', documentKind: 'credit_note' }, 'and so is the document'],
    [{ contract: 'PAY-2028' }, 'the contract is said by the profile, not by the line'],
  ];
  for (const [facts, why] of same) t.equal(digest(facts), digest(), why);
  t.equal(digest({ quantity: decimal('-0') }), digest({ quantity: decimal(0) }), 'nothing, twice');
});

t.test('lines that say something else have another', async (t) => {
  const others: Partial<InvoiceLine>[] = [
    {},
    { documentDate: day('2025-10-03') },
    { creditKind: 'price' },
    { creditWord: 'Goodwill' },
    { originalNumber: 'BPB10205' },
    { serviceFrom: day('2025-09-02') },
    { serviceTo: day('2025-09-29') },
    { serviceFrom: null, serviceTo: null },
    { item: 'PLATFORM' },
    { description: 'payslips' },
    { quantity: decimal(63) },
    { quantity: null },
    { quantity: decimal(0) },
    { unitPrice: decimal('3.26') },
    { unitPrice: null },
    { net: pounds('201.51') },
    { vat: pounds('40.31') },
    { net: pounds('40.30'), vat: pounds('201.50') },
    { item: 'Payslips', description: 'PAYSLIP' },
  ];
  t.equal(new Set(others.map(digest)).size, others.length);
});

t.test('the digest of a line never changes, for it is stored', async (t) => {
  const written = (...content: unknown[]) =>
    createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const service = ['2025-09-01', '2025-09-30', 'PAYSLIP', 'Payslips'];
  t.equal(digest(), written('2025-10-02', '', '', ...service, '62', '3.25', 20150, 4030));
  t.equal(
    contentHash(creditOf()).toString('hex'),
    written('2025-10-02', 'quantity', 'BPB10206', ...service, '-2', '3.25', -650, -130),
  );
  t.equal(digest(), 'c929a9ce8a039f569547f4727e185758665d90d4c56924a4a7dfc7a241f6a84e');
});

t.test('one digit more or less is another line', async (t) => {
  const count = fc.integer({ min: -999_999, max: 999_999 });
  const rule = fc.property(count, count, (a, b) => {
    const isSame = digest({ quantity: decimal(a) }) === digest({ quantity: decimal(b) });
    return isSame === (a === b);
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('a document is its supplier, its kind and its number', async (t) => {
  t.equal(documentKey(lineOf()), 'invoice BPB10206');
  t.equal(documentKey(creditOf()), 'credit_note CN77');
  const line = lineOf();
  const id = documentId('trust', 'supplier', line);
  t.equal(id, '93b298fa-3621-8e7e-b47f-4dec84a0b23a', 'a UUID, the same for ever');
  t.equal(documentId('trust', 'supplier', lineOf({ row: 99, item: 'PLATFORM' })), id);
  const others = [
    documentId('another trust', 'supplier', line),
    documentId('trust', 'another supplier', line),
    documentId('trust', 'supplier', lineOf({ documentNumber: 'BPB10207' })),
    documentId('trust', 'supplier', lineOf({ documentKind: 'credit_note' })),
  ];
  t.equal(new Set([id, ...others]).size, 5);
});
