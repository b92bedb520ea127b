import t from 'tap';
import {
  fieldWords,
  isPersonal,
  kindWords,
  plainWords,
} from '../../../src/invoices/column-words.ts';
import { lineFields } from '../../../src/invoices/supplier-profile.ts';
import { readTable } from '../../support/table.ts';

t.test('a header as it is compared', async (t) => {
  const examples = readTable(`
    printed         plain
    Net £           net
    *InvoiceNumber  invoicenumber
    Doc. No         doc no
    INVOICE DATE    invoice date
    Nominal A/C     nominal a c
  `);
  for (const { printed = '', plain } of examples) t.equal(plainWords(printed), plain, printed);
});

t.test('columns that hold something about a person', async (t) => {
  const examples = readTable(`
    header             personal
    Candidate          yes
    Worker             yes
    E-mail             yes
    Email              yes
    Home address       yes
    Address Line 2     yes
    Postcode           yes
    NI Number          yes
    User Name          yes
    Teacher forename   yes
    Supplier name      no
    School             no
    Item               no
    Staffing category  no
    Net                no
  `);
  for (const { header = '', personal } of examples) {
    t.equal(isPersonal(header) ? 'yes' : 'no', personal, header);
  }
});

t.test('every word is written as it is compared, and means one field', async (t) => {
  const seen = new Set<string>();
  for (const [field, words] of fieldWords) {
    t.ok(lineFields.includes(field), field);
    for (const word of words) {
      t.equal(plainWords(word), word);
      t.notOk(seen.has(word), `${word} once`);
      seen.add(word);
    }
  }
  for (const word of Object.keys(kindWords)) t.equal(plainWords(word), word);
});
