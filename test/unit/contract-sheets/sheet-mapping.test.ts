import t from 'tap';
import { recordFieldNames } from '../../../src/amendments/record.ts';
import { fieldName } from '../../../src/amendments/version.ts';
import {
  fieldsOf,
  problemsOfMapping,
  sheetFields,
  sheetParts,
} from '../../../src/contract-sheets/sheet-mapping.ts';
import { mapping } from './given.ts';

t.test('the fields are those of the files of a folder', async (t) => {
  for (const field of ['reference', 'driver', 'lead_weeks', 'supplier_company_number']) {
    t.ok(sheetFields.includes(field), field);
  }
  for (const name of recordFieldNames.map(fieldName)) t.ok(sheetFields.includes(name), name);
  t.equal(new Set(sheetFields).size, sheetFields.length, 'each once');
  t.strictSame(fieldsOf(sheetParts.supplier), [
    ['company_number', 'supplier_company_number'],
    ['vat_number', 'supplier_vat_number'],
  ]);
});

t.test('a mapping is refused key by key', async (t) => {
  t.strictSame(problemsOfMapping(mapping, 'm.json'), []);
  const whole = { ...mapping, delimiter: ';', sheet: 'Contracts', skip_rows: 2 };
  t.strictSame(problemsOfMapping(whole, 'm.json'), []);
  const wrong: [change: object, message: RegExp][] = [
    [{ columns: { reference: 'Ref' } }, /"reference" and "supplier" at least/],
    [{ columns: { ...mapping.columns, price: 'P' } }, /without "price": the fields are reference/],
    [{ columns: { ...mapping.columns, title: 1 } }, /a text that is not empty at "title"/],
    [{ ignored: 'Comments' }, /a list of headers/],
    [{ dates: 'dd-mm' }, /one of dd\/mm\/yyyy/],
    [{ words: { category: { A: 1 } } }, /an object of texts at "category"/],
    [{ otherwise: { driver: '' } }, /not empty at "driver"/],
    [{ delimiter: '/' }, /or a tab/],
    [{ skip_rows: -1 }, /whole number of rows/],
    [{ date: 'x' }, /"date" is not a key/],
  ];
  for (const [change, message] of wrong) {
    const problems = problemsOfMapping({ ...mapping, ...change }, 'm.json');
    t.equal(problems.length, 1);
    t.match(problems, [{ code: 'mapping.unreadable', file: 'm.json', message }]);
  }
  t.match(problemsOfMapping([], 'm.json'), [{ message: 'A mapping is one JSON object.' }]);
});
