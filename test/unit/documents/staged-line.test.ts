import fc from 'fast-check';
import t from 'tap';
import {
  phaseOf,
  phases,
  readLine,
  whoseRow,
  writeLine,
} from '../../../src/documents/staged-line.ts';
import type { InvoiceLine } from '../../../src/invoices/invoice.ts';
import { creditKinds, documentKinds } from '../../../src/invoices/supplier-profile.ts';
import { severalSchools } from '../../../src/limits/limit.ts';
import { readTable } from '../../support/table.ts';
import { anyAmount, anyDay, creditOf, lineOf, millionths, orNull } from '../lines/given.ts';

t.test('own lines are posted first, then credits on them, then cancellations', async (t) => {
  t.strictSame(phases, ['own', 'credit', 'reversal']);
  const examples = readTable(`
    document     credit    phase     why
    invoice      -         own       an invoice stands by itself
    credit_note  rebate    own       a rebate needs no original
    credit_note  -         own       an unknown kind is held, and waits for nothing
    credit_note  quantity  credit    needs its original
    credit_note  price     credit    needs its original
    credit_note  reversal  reversal  cancels what stands then
    invoice      reversal  own       an invoice is no credit
  `);
  for (const { document, credit, phase, why = '' } of examples) {
    const line = lineOf({
      documentKind: document as InvoiceLine['documentKind'],
      creditKind: orNull(credit) as InvoiceLine['creditKind'],
    });
    t.equal(phaseOf(line), phase, why);
  }
});

t.test("a row is one school's alone, unless it is joint or cancels a document", async (t) => {
  const whose = (line: InvoiceLine, schoolId: string | null) => whoseRow({ line, schoolId });
  t.equal(whose(lineOf(), 'ash'), 'ash');
  t.equal(whose(lineOf(), null), severalSchools);
  t.equal(whose(creditOf({ creditKind: 'price' }), 'ash'), 'ash');
  t.equal(whose(creditOf({ creditKind: 'reversal' }), 'ash'), severalSchools);
});

/** A line as values that can be compared, with its decimals as digits. */
const comparable = (line: InvoiceLine) => ({
  ...line,
  quantity: line.quantity?.toFixed() ?? null,
  unitPrice: line.unitPrice?.toFixed() ?? null,
  fee: line.fee?.toFixed() ?? null,
});

t.test('a line is written as text and read back', async (t) => {
  const { quantity, unitPrice, ...rest } = JSON.parse(writeLine(lineOf()));
  t.strictSame([quantity, unitPrice], ['62', '3.25'], 'decimals are digits, never numbers');
  t.match(rest, { documentNumber: 'BPB10206', net: 20150, isJoint: false });
  for (const line of [lineOf(), creditOf(), lineOf({ quantity: null, unitPrice: null })]) {
    t.strictSame(comparable(readLine(writeLine(line))), comparable(line));
  }
});

t.test('any line comes back as it was', async (t) => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
  const number = fc.integer({ min: -999_999_999, max: 999_999_999 }).map(millionths);
  const lines: fc.Arbitrary<InvoiceLine> = fc.record({
    row: fc.nat(),
    documentNumber: text,
    documentKind: fc.constantFrom(...documentKinds),
    documentDate: anyDay,
    creditKind: maybe(fc.constantFrom(...creditKinds)),
    creditWord: text,
    originalNumber: text,
    contract: text,
    serviceFrom: maybe(anyDay),
    serviceTo: maybe(anyDay),
    schoolText: text,
    isJoint: fc.boolean(),
    item: text,
    description: text,
    quantity: maybe(number),
    unitPrice: maybe(number),
    fee: maybe(number),
    net: anyAmount,
    vat: anyAmount,
  });
  const rule = fc.property(lines, (line) => {
    const read = readLine(writeLine(line));
    return (
      JSON.stringify(Object.entries(comparable(read)).sort()) ===
        JSON.stringify(Object.entries(comparable(line)).sort()) && !writeLine(line).includes('\n')
    );
  });
  t.doesNotThrow(() => fc.assert(rule));
});
