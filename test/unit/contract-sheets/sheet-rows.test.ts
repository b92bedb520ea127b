import t from 'tap';
import { filesOf, meaningOf, readSheet } from '../../../src/contract-sheets/sheet-rows.ts';
import { header, mapping, nothingKnown, row } from './given.ts';

t.test('every column and every row that is filled is accounted for', async (t) => {
  const read = (...rows: Parameters<typeof readSheet>[0]) => readSheet(rows, mapping, 'a.csv');
  const sheet = read(header, row(2, '', ' '), row(3, 'C1', 'Meals', 'Cook'), row(4, 'C2'));
  t.match(sheet, { headerRow: 1, problems: [], rows: [{ row: 3 }, { row: 4 }] });
  t.match(sheet.rows[0]?.cells, {
    reference: 'C1',
    title: 'Meals',
    supplier: 'Cook',
    category: '',
  });
  const strange = row(1, ...header.cells.slice(1), 'Ref', 'Value', 'Area');
  t.match(read(strange, row(2, 'x')), {
    rows: [],
    problems: [
      { code: 'column.unknown', column: 'Value', file: 'a.csv', row: 1 },
      { code: 'column.unknown', column: 'Area', message: 'There are two columns "Area".' },
    ],
  });
  t.match(read(row(1, 'Ref')).problems[0], { code: 'column.missing', column: 'Contract' });
  t.match(read(header, { row: 2, fault: 'torn' }, row(3, ...header.cells, 'more')), {
    rows: [{ row: 3 }],
    problems: [
      { code: 'row.unreadable', row: 2, message: 'torn' },
      { code: 'row.unreadable', row: 3 },
    ],
  });
  t.match(read().problems, [{ code: 'file.empty' }]);
  t.match(read({ row: 1, fault: 'torn' }).problems, [{ message: 'torn' }]);
  const skipping = { ...mapping, skip_rows: 1 };
  t.equal(
    readSheet([row(1, 'Our contracts'), { ...header, row: 2 }], skipping, 'a.csv').headerRow,
    2,
  );
});

t.test('a cell is a word of the mapping, a day of its form, or itself', async (t) => {
  const examples: [field: string, cell: string, meaning: string][] = [
    ['category', 'Catering', 'catering'],
    ['category', 'catering', 'catering'],
    ['category', 'toString', 'toString'],
    ['starts_on', '03/08/2026', '2026-08-03'],
    ['starts_on', '31/02/2026', '31/02/2026'], // refused later, as it was typed
    ['title', '03/08/2026', '03/08/2026'],
    ['annual_value', '£12,000.50', '12000.50'],
    ['annual_value', '£ 900', '900'],
    ['annual_value', '1,234,567', '1234567'],
    ['annual_value', '12,50', '12,50'], // thousands or pence: refused later
    ['annual_value', '12k', '12k'],
    ['title', '£12,000', '£12,000'],
  ];
  for (const [field, cell, meaning] of examples) t.equal(meaningOf(field, cell, mapping), meaning);
});

t.test(
  'what a sheet does not say stays, and a new contract has what the mapping gives',
  async (t) => {
    const cells = { reference: 'C1', title: 'Meals', supplier: 'Cook', starts_on: '01/09/2026' };
    const fresh = filesOf(
      { row: 2, cells },
      { mapping, known: nothingKnown, supplier: 'Cook Ltd' },
    );
    t.match(fresh, {
      contract: {
        reference: 'C1',
        supplier: 'Cook Ltd',
        driver: 'pupils',
        starts_on: '2026-09-01',
      },
      supplier: { name: 'Cook Ltd', company_number: '' },
    });
    t.notOk(fresh.terms, 'nothing is said of its end');
    const known = {
      contract: new Map([
        ['C1', { reference: 'C1', title: 'Food', driver: 'equal', ends_on: '2027-01-01' }],
      ]),
      terms: new Map([['C1', { contract: 'C1', lead_weeks: '4', renewal_months: '6' }]]),
      record: new Map([['C1', { contract: 'C1', signed_on: '2026-01-01', tupe: 'yes' }]]),
      supplier: new Map([['Cook Ltd', { name: 'Cook Ltd', vat_number: 'GB1' }]]),
    };
    const said = { ...cells, renewal_months: 'yearly', annual_value: '£1,000' };
    const changed = filesOf({ row: 2, cells: said }, { mapping, known, supplier: 'Cook Ltd' });
    t.match(changed, {
      contract: { title: 'Meals', driver: 'equal', ends_on: '2027-01-01', notice_months: '' },
      terms: { contract: 'C1', lead_weeks: '4', renewal_months: '12' },
      record: { contract: 'C1', signed_on: '2026-01-01', tupe: 'yes', annual_value: '1000' },
    });
    t.notOk(changed.supplier, 'nothing is said of its supplier');
  },
);
