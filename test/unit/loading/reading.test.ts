import t from 'tap';
import { formsInWords, mappingForm, type Reading } from '../../../src/loading/reading.ts';

const reading: Reading = {
  name: 'paper-mill',
  profile: {
    supplier: 'Paper Mill',
    files: [],
    encoding: 'utf-8',
    delimiter: ',',
    skip_rows: 0,
    total_rows: null,
    amounts: 'net',
    credit_sign: 'negative',
    personal: [],
    columns: { document_date: 'Day', service_from: 'From' },
    words: { whole_trust: [] },
  },
  isRemembered: false,
  template: null,
  header: ['Day', 'From', 'Note'],
  newColumns: ['Note'],
  rows: [
    ['26/06/2026', '2026-06-01', 'x'.repeat(60)],
    ['27/06/2026', '2026-06-01', ''],
  ],
  encoding: 'windows-1252',
  forms: {
    dates: { document_date: 'dd/mm/yyyy', service_from: 'yyyy-mm-dd', service_to: 'dd/mm/yyyy' },
    decimal: ',',
    thousands: '.',
  },
  contracts: [{ reference: 'P1', title: 'Paper' }],
};

t.test('the text, the order of dates and the decimals are said in words', async (t) => {
  t.strictSame(formsInWords(reading), [
    'The file is text in the letters of Windows (Windows-1252).',
    'Its dates are read as day, month, year, as 30/11/2025; and year, month, day, as 2025-11-30.',
    'Pence stand after a comma.',
  ]);
  const [, doubt] = formsInWords({ ...reading, forms: undefined });
  t.match(doubt, /do not tell/);
});

t.test('a form shows what stands in each column, and what was said of it', async (t) => {
  const form = mappingForm(reading, {
    'column-0': 'document_date',
    contract: 'P1',
    dates: 'dd/mm/yy',
  });
  t.match(form.columns, [
    { id: 'column-0', column: 'Day', isNew: false, found: ['26/06/2026', '27/06/2026'] },
    { id: 'column-1', found: ['2026-06-01'] },
    { id: 'column-2', isNew: true, found: [`${'x'.repeat(40)}…`] },
  ]);
  const chosen = (choices: readonly { value: string; selected: boolean }[] = []) =>
    choices.filter(({ selected }) => selected).map(({ value }) => value);
  t.strictSame(chosen(form.columns[0]?.choices), ['document_date']);
  t.strictSame(chosen(form.columns[2]?.choices), ['']);
  t.strictSame(chosen(form.contracts), ['P1']);
  t.strictSame(chosen(form.dates), ['dd/mm/yy']);
});
