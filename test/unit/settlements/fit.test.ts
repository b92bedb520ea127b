import t from 'tap';
import type { InvoiceLine } from '../../../src/invoices/invoice.ts';
import {
  type AskedRow,
  inWords,
  isDecided,
  isSameNote,
  misfit,
  type Way,
} from '../../../src/settlements/fit.ts';

const note = {
  row: 4,
  documentNumber: 'C1',
  documentKind: 'credit_note',
  creditKind: null,
  creditWord: 'refund',
  originalNumber: '',
} as InvoiceLine;
const asked = (facts: Partial<AskedRow> = {}): AskedRow => {
  return { file: 'c.csv', line: note, code: 'credit.kind-unknown', ruling: {}, ...facts };
};
const typed = (kind: 'price' | 'rebate', originalNumber = ''): Way => {
  return { way: 'credit', kind, originalNumber };
};
const typing = { credit: { kind: 'price', originalNumber: 'A' } } as AskedRow['ruling'];

t.test('which decision fits which row', async (t) => {
  const examples: [row: AskedRow, way: Way, why: RegExp | undefined][] = [
    [asked(), typed('rebate'), undefined],
    [asked(), typed('price', 'A'), undefined],
    [asked(), typed('price'), /needs the document that it credits/],
    [asked(), typed('rebate', 'A'), /credits no document/],
    [asked({ line: { ...note, originalNumber: 'B' } }), typed('price'), undefined],
    [asked({ line: { ...note, creditKind: 'quantity' } }), typed('price', 'A'), /kind quantity/],
    [asked({ line: { ...note, creditKind: 'price' } }), typed('price', 'A'), undefined],
    [asked({ line: { ...note, documentKind: 'invoice' } }), typed('price', 'A'), /an invoice/],
    [asked({ code: undefined }), typed('price', 'A'), /It is not held/],
    [asked({ code: undefined, ruling: typing }), typed('rebate'), undefined],
    [asked({ code: 'credit.waiting' }), typed('price', 'A'), undefined],
    [
      asked({ code: 'driver.missing' }),
      typed('price', 'A'),
      /another reason: A school has no value/,
    ],
    [asked({ code: 'document.conflict' }), { way: 'take-new' }, undefined],
    [asked({ code: 'document.replaced' }), { way: 'take-new' }, undefined],
    [asked({ code: 'document.replaced' }), { way: 'keep-old' }, /another reason/],
    [asked({ code: 'document.conflict' }), { way: 'keep-both' }, /another reason/],
    [asked({ code: 'document.moved' }), { way: 'keep-both' }, undefined],
    [asked({ code: undefined }), { way: 'keep-old' }, /It is not held/],
  ];
  for (const [row, way, why] of examples) {
    const found = misfit(row, way);
    if (why) t.match(found, { code: 'settlement.unfit', file: 'c.csv', row: 4, message: why });
    else t.equal(found, undefined, `${row.code} ${inWords(way)}`);
  }
});

t.test('a decision that holds is recognised', async (t) => {
  t.ok(isDecided(typing, undefined, typed('price', 'A')));
  t.notOk(isDecided(typing, undefined, typed('price', 'B')));
  t.notOk(isDecided({}, undefined, typed('price', 'A')));
  const declined = { version: { verdict: 'declined' } } as AskedRow['ruling'];
  t.ok(isDecided(declined, undefined, { way: 'keep-old' }));
  t.notOk(isDecided(declined, undefined, { way: 'take-new' }));
  t.ok(isDecided(declined, 'document.declined', { way: 'keep-old' }));
  t.notOk(isDecided(declined, 'document.conflict', { way: 'keep-old' }), 'it waits again');
});

t.test('rows of one note that say the same are typed together', async (t) => {
  t.ok(isSameNote(note, { ...note, row: 5 }));
  const printed = { creditKind: null, originalNumber: '' };
  t.ok(isSameNote({ ...note, creditKind: 'price', originalNumber: 'A', printed }, note));
  t.notOk(isSameNote(note, { ...note, creditWord: 'return' }));
  t.notOk(isSameNote(note, { ...note, documentNumber: 'C2' }));
  t.notOk(isSameNote(note, { ...note, originalNumber: 'A' }));
});

t.test('a decision is told in words', async (t) => {
  t.equal(inWords(typed('price', 'A')), 'a credit of the kind price against A');
  t.equal(inWords({ way: 'keep-old' }), 'what was posted of the document stays');
});
