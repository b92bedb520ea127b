import fc from 'fast-check';
import t from 'tap';
import {
  type Cancellable,
  cancellation,
  cancellationProblem,
} from '../../../src/lines/cancellation.ts';
import { negate } from '../../../src/money/money.ts';
import { describe } from '../../../src/problem.ts';
import { readTable } from '../../support/table.ts';
import { anyAmount, creditOf, day, pounds, rangeOf, sumOf } from './given.ts';

const invoice = (facts: Partial<Cancellable> = {}): Cancellable => ({
  invoiceId: 'id of BPB10206',
  net: pounds('1234.50'),
  vat: pounds('246.90'),
  isReversed: false,
  ...facts,
});

const cancelling = (net: string, vat: string, row = 7) =>
  creditOf({ row, creditKind: 'reversal', quantity: null, net: pounds(net), vat: pounds(vat) });

t.test('a cancellation takes back exactly what is posted, in net and in VAT', async (t) => {
  const examples = readTable(`
    lines of the note                posted net  posted vat  held because    why
    -1234.50/-246.90                 1234.50     246.90      -               the whole of it
    -1000.00/-200.00 -234.50/-46.90  1234.50     246.90      -               in two lines
    -1234.50/0.00 0.00/-246.90       1234.50     246.90      -               net and VAT on a line each
    -1234.49/-246.90                 1234.50     246.90      reversal.unfit  a penny of net is missing
    -1234.50/-246.89                 1234.50     246.90      reversal.unfit  a penny of VAT is missing
    -1234.49/-246.91                 1234.50     246.90      reversal.unfit  net and VAT do not make up for each other
    -1234.51/-246.90                 1234.50     246.90      reversal.unfit  a penny too much
    -600.00/-120.00                  1234.50     246.90      reversal.unfit  a part of it
    0.00/0.00                        0.00        0.00        -               an invoice of nothing
  `);
  for (const row of examples) {
    const note = (row['lines of the note'] ?? '').split(' ').map((part, index) => {
      const [net = '', vat = ''] = part.split('/');
      return cancelling(net, vat, 7 + index);
    });
    const posted = invoice({ net: pounds(row['posted net']), vat: pounds(row['posted vat']) });
    for (const line of note) {
      const problem = cancellationProblem(note, posted)(line);
      t.equal(problem?.code ?? '-', row['held because'], `${row.why}`);
      if (problem) t.equal(problem.row, line.row, 'each line is held in its own row');
    }
  }
});

t.test('what a person reads about a cancellation that is held', async (t) => {
  const line = cancelling('-1000.00', '-200.00');
  const told = (posted: Cancellable | undefined, note = [line]) => {
    const problem = cancellationProblem(note, posted)(line);
    return problem && `${problem.code} | ${describe(problem)}`;
  };
  t.equal(
    told(invoice()),
    'reversal.unfit | row 7: CN77 takes back £1,000.00 and VAT of £200.00, but £1,234.50 and VAT of £246.90 are posted of BPB10206. Put right the rows of that invoice that are held; if there are none, ask the supplier to credit the whole of it, or to say what was returned.',
  );
  t.equal(
    told(invoice({ net: pounds('1000.00'), vat: pounds('200.00'), isReversed: true })),
    'reversal.unfit | row 7: BPB10206 is cancelled already. Ask the supplier why it was cancelled twice.',
    'a second one that would fit',
  );
  t.equal(
    told(undefined),
    'credit.waiting | row 7: Waits for BPB10206, which has not come yet. Nothing is to do: it counts as soon as that document is posted.',
  );
});

t.test('what is wrong with one line holds the whole note', async (t) => {
  const good = cancelling('-1240.00', '-250.00', 7);
  const above = cancelling('5.50', '3.10', 8);
  for (const line of [good, above]) {
    t.match(cancellationProblem([good, above], invoice())(line), {
      code: 'credit.above-zero',
      row: line.row,
    });
  }
  const nameless = { ...cancelling('-1234.50', '-246.90'), originalNumber: '' };
  t.match(cancellationProblem([nameless], undefined)(nameless), {
    code: 'credit.original-unknown',
  });
});

t.test('whatever was posted, only its exact opposite cancels it', async (t) => {
  const rule = fc.property(
    fc.array(fc.tuple(anyAmount, anyAmount), { minLength: 1, maxLength: 5 }),
    fc.constantFrom(-1, 0, 1),
    fc.constantFrom(-1, 0, 1),
    (amounts, netOff, vatOff) => {
      const note = amounts.map(([net, vat]) =>
        creditOf({
          creditKind: 'reversal',
          quantity: null,
          net: negate(Math.abs(net) as typeof net),
          vat,
        }),
      );
      const posted = invoice({
        net: (-sumOf(note.map(({ net }) => net)) + netOff) as Cancellable['net'],
        vat: (-sumOf(note.map(({ vat }) => vat)) + vatOff) as Cancellable['vat'],
      });
      const fits = netOff === 0 && vatOff === 0;
      return note.every((line) => (cancellationProblem(note, posted)(line) === undefined) === fits);
    },
  );
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('a cancelling line has no shares: it stands for what it takes back', async (t) => {
  t.strictSame(cancellation(cancelling('-1', '0'), 'PAY'), {
    lineClass: 'reversal',
    quantityBasis: 'consumed',
    priceId: null,
    contractId: 'PAY',
    service: rangeOf('2025-09-01..2025-09-30'),
    periodDays: 30,
    shares: [],
  });
  const dateless = creditOf({
    creditKind: 'reversal',
    serviceFrom: null,
    serviceTo: null,
    documentDate: day('2025-11-05'),
  });
  const { service, periodDays } = cancellation(dateless, 'PAY');
  t.strictSame(service, rangeOf('2025-11-05..2025-11-05'));
  t.equal(periodDays, 1);
});
