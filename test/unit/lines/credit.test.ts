import t from 'tap';
import type { CreditKind } from '../../../src/invoices/supplier-profile.ts';
import { creditProblem, namesOriginal, type Original, waiting } from '../../../src/lines/credit.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { describe } from '../../../src/problem.ts';
import { readTable } from '../../support/table.ts';
import { creditOf, orNull, pounds } from './given.ts';

const posted: Original = {
  invoiceId: 'BPB10206',
  services: [],
  joint: undefined,
};
const notYet: Original = { ...posted, invoiceId: undefined };

/** A credit line from a row of a table. */
const creditFrom = (row: Record<string, string>) => {
  const quantity = orNull(row.quantity);
  return creditOf({
    creditKind: orNull(row.kind) as CreditKind | null,
    creditWord: orNull(row.word) ?? '',
    net: pounds(row.net),
    quantity: quantity === null ? null : decimal(quantity),
    originalNumber: orNull(row.original) ?? '',
  });
};

t.test('whether a credit can count', async (t) => {
  const examples = readTable(`
    kind      word      net     quantity   original  known  held because             why
    quantity  Returned  -6.50   -2         BPB10206  yes    -                        units returned
    quantity  Returned  -6.50   -0.000001  BPB10206  yes    -                        however few
    quantity  Returned  -6.50   -          BPB10206  yes    credit.quantity          how many?
    quantity  Returned  -6.50   0          BPB10206  yes    credit.quantity          none is not some
    quantity  Returned  -6.50   -0         BPB10206  yes    credit.quantity          nor is a zero whose sign was turned
    quantity  Returned  -6.50   2          BPB10206  yes    credit.quantity          units are taken back, not bought
    quantity  Returned  6.50    -2         BPB10206  yes    credit.above-zero        money is given back, not charged
    quantity  Returned  -6.50   -2         -         yes    credit.original-unknown  of which document?
    quantity  Returned  -6.50   -2         BPB10206  no     credit.waiting           the document has not come
    price     Price     -50.00  -          BPB10206  yes    -                        a price was too high
    price     Price     -50.00  0.000      BPB10206  yes    -                        no units are returned
    price     Price     -50.00  -1         BPB10206  yes    credit.quantity          units or price?
    price     Price     -50.00  1          BPB10206  yes    credit.quantity          units or price?
    price     Price     50.00   -          BPB10206  yes    credit.above-zero        a credit note that charges
    price     Price     -50.00  -          -         yes    credit.original-unknown  of which document?
    price     Price     -50.00  -          BPB10206  no     credit.waiting           the document has not come
    rebate    Rebate    -50.00  -          -         yes    -                        needs no original
    rebate    Rebate    50.00   -          -         yes    credit.above-zero        paid by the school?
    rebate    Rebate    0.00    -          -         yes    -                        nothing is nothing
    reversal  Cancel    -50.00  -          BPB10206  yes    -                        judged with its whole document
    reversal  Cancel    -50.00  -          -         yes    credit.original-unknown  which document?
    reversal  Cancel    0.01    -          BPB10206  yes    credit.above-zero        adds cost
    -         Goodwill  -50.00  -          BPB10206  yes    credit.kind-unknown      a word that no profile explains
    -         -         -50.00  -          BPB10206  yes    credit.kind-unknown      no word at all
    -         -         50.00   -          -         no     credit.kind-unknown      the kind comes first
  `);
  for (const row of examples) {
    const problem = creditProblem(creditFrom(row), row.known === 'yes' ? posted : notYet);
    t.equal(problem?.code ?? '-', row['held because'], `${row.kind} ${row.net}: ${row.why}`);
  }
});

t.test('what a person reads about a credit that is held', async (t) => {
  const examples: [facts: Parameters<typeof creditOf>[0], told: string][] = [
    [
      { creditKind: null, creditWord: 'Goodwill' },
      "row 7: 'Goodwill' does not say which kind of credit this is. Teach the profile the word, as quantity, price, rebate or reversal; or settle the row with its kind.",
    ],
    [
      { creditKind: null, creditWord: '' },
      'row 7: The credit note does not say which kind of credit it is. Ask the supplier whether units were returned, a price was wrong, a rebate was paid or an invoice was cancelled; then settle the row with that kind.',
    ],
    [
      { net: pounds('6.50') },
      'row 7: This credit note adds cost instead of taking it away. Check how the profile reads the sign of credit notes.',
    ],
    [
      { quantity: null },
      'row 7: A credit for units returned has to say how many, as a number below zero. Ask the supplier for the quantity, or check how the profile reads the sign of credit notes.',
    ],
    [
      { creditKind: 'price' },
      'row 7: A correction of the price cannot return units. Ask the supplier whether units were returned or the price was wrong.',
    ],
    [
      { originalNumber: '' },
      'row 7: The credit note does not say which document it credits. Ask the supplier for the number of the invoice, then settle the row with it.',
    ],
  ];
  for (const [facts, told] of examples) {
    const problem = creditProblem(creditOf(facts), posted);
    t.equal(problem && describe(problem), told);
  }
  t.equal(
    describe(waiting(creditOf())),
    'row 7: Waits for BPB10206, which has not come yet. Nothing is to do: it counts as soon as that document is posted.',
  );
});

t.test('all credits but rebates name a document', async (t) => {
  for (const kind of ['quantity', 'price', 'reversal'] as const) {
    t.equal(namesOriginal(creditOf({ creditKind: kind })), true, kind);
  }
  t.equal(namesOriginal(creditOf({ creditKind: 'rebate' })), false);
  t.equal(namesOriginal(creditOf({ creditKind: null })), false);
});
