import t from 'tap';
import { formsOfProfile } from '../../../src/invoices/file-forms.ts';
import {
  dateOf,
  decimalOf,
  type RowCells,
  readAmounts,
  readOrProblem,
  readService,
  stop,
} from '../../../src/invoices/row-cells.ts';
import type { LineField, SupplierProfile } from '../../../src/invoices/supplier-profile.ts';
import { formatDecimal } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { describe } from '../../../src/problem.ts';
import { readTable } from '../../support/table.ts';
import { orNull } from '../lines/given.ts';
import { profileOf } from './given.ts';

/** A row with some cells filled; in a table, a dash is an empty one. */
function rowOf(
  filled: Partial<Record<LineField, string>>,
  facts: Partial<SupplierProfile> = {},
): RowCells {
  const cell = (field: LineField) => orNull(filled[field]) ?? '';
  const profile = profileOf(facts);
  return { profile, forms: formsOfProfile(profile), row: 14, cell };
}

/** What a reading gives, as text, or its problem as a person reads it. */
function told<T>(read: () => T, write: (value: T) => string): string {
  const found = readOrProblem(read);
  return 'value' in found ? write(found.value) : describe(found.problem);
}

t.test('two of net, VAT and gross are enough', async (t) => {
  const examples = readTable(`
    net       vat      gross     becomes                 why
    1060.00   212.00   1272.00   net 1060.00 vat 212.00  all three
    1060.00   212.00   -         net 1060.00 vat 212.00  no gross
    1060.00   -        1272.00   net 1060.00 vat 212.00  no VAT
    -         212.00   1272.00   net 1060.00 vat 212.00  no net
    1060.00   -        -         net 1060.00 vat 0.00    a missing VAT alone is zero
    -         -        1272.00   net 1272.00 vat 0.00    whichever of the two is given
    1060.00   0.00     1060.00   net 1060.00 vat 0.00    no VAT on it
    -1060.00  -212.00  -1272.00  net -1060.00 vat -212.00  a credit
    (10.00)   (2.00)   12.00-    net -10.00 vat -2.00    in mixed forms
    10.00     -2.00    8.00      net 10.00 vat -2.00     VAT of another sign is not judged here
    0.00      0.00     0.00      net 0.00 vat 0.00       nothing to pay
    0.00      -        -         net 0.00 vat 0.00       zero is not empty
  `);
  for (const { becomes, why = '', ...amounts } of examples) {
    const found = told(
      () => readAmounts(rowOf(amounts)),
      ({ net, vat }) => `net ${formatMoney(net)} vat ${formatMoney(vat)}`,
    );
    t.equal(found, becomes, why);
  }
});

t.test('an amount that cannot be told stops its row with a whole sentence', async (t) => {
  const remedy = 'Use digits and at most two decimals, for example 1200.00.';
  const limits = 'is not an amount in pounds and pence below £1,000,000,000.';
  const examples: [amounts: Partial<Record<LineField, string>>, sentence: string][] = [
    [{ vat: '212.00' }, 'row 14, Net: The cell is empty. Fill in the amount, for example 1200.00.'],
    [{}, 'row 14, Net: The cell is empty. Fill in the amount, for example 1200.00.'],
    [{ net: '1,2O0.00' }, `row 14, Net: '1,2O0.00' ${limits} ${remedy}`],
    [{ net: '1.005', gross: '1.01' }, `row 14, Net: '1.005' ${limits} ${remedy}`],
    [{ net: '1.00', vat: 'exempt' }, `row 14, VAT: 'exempt' ${limits} ${remedy}`],
    [{ net: '1.00', gross: '£' }, `row 14, Gross: '£' ${limits} ${remedy}`],
    [{ net: '5012345678900' }, `row 14, Net: '5012345678900' ${limits} ${remedy}`],
    [
      { net: '1060.00', vat: '212.00', gross: '1273.00' },
      "row 14, Gross: '1273.00' is not the sum of net £1,060.00 and VAT £212.00. Ask the supplier which of the three is right.",
    ],
    [
      { net: '-10.00', vat: '-2.00', gross: '12.00' },
      "row 14, Gross: '12.00' is not the sum of net −£10.00 and VAT −£2.00. Ask the supplier which of the three is right.",
    ],
  ];
  for (const [amounts, sentence] of examples) {
    t.equal(
      told(() => readAmounts(rowOf(amounts)), String),
      sentence,
    );
  }
  const { net: _, ...columns } = profileOf().columns;
  t.equal(
    told(() => readAmounts(rowOf({}, { columns, decimal: ',', thousands: '.' })), String),
    'row 14, Gross: The cell is empty. Fill in the amount, for example 1200,00.',
    'the column that the file has, in the form that it has',
  );
});

t.test('a service period is whole, in order and no longer than a contract', async (t) => {
  const examples = readTable(`
    service_from  service_to  period
    01/09/2025    05/09/2025  2025-09-01..2025-09-05
    01/09/2025    01/09/2025  2025-09-01..2025-09-01
    -             -           none
    01/09/2025    18/10/2035  2025-09-01..2035-10-18
  `);
  for (const { period, ...dates } of examples) {
    const found = told(
      () => readService(rowOf(dates)),
      ({ serviceFrom, serviceTo }) => (serviceFrom ? `${serviceFrom}..${serviceTo}` : 'none'),
    );
    t.equal(found, period);
  }
  const both = 'Fill in both service dates, or neither.';
  const refused: [from: string, to: string, sentence: string][] = [
    [
      '01/09/2025',
      '',
      `row 14, To: The cell is empty while the other service date is not. ${both}`,
    ],
    [
      '',
      '01/09/2025',
      `row 14, From: The cell is empty while the other service date is not. ${both}`,
    ],
    [
      '05/09/2025',
      '04/09/2025',
      "row 14, To: '04/09/2025' is before the first day of service. Swap the two dates, or mend the wrong one.",
    ],
    [
      '01/09/2025',
      '19/10/2035',
      "row 14, To: '19/10/2035' is more than ten years after the first day of service. Mend the wrong year.",
    ],
    [
      '01/09/2025',
      '31/09/2025',
      "row 14, To: '31/09/2025' is not a date from 1990 to 2099, written day/month/year. Write it like 30/11/2025.",
    ],
  ];
  for (const [service_from, service_to, sentence] of refused) {
    t.equal(
      told(() => readService(rowOf({ service_from, service_to })), String),
      sentence,
    );
  }
});

t.test('quantities, prices and dates may be empty, but not wrong', async (t) => {
  const quantity = (text: string, facts: Partial<SupplierProfile> = {}) =>
    told(
      () => decimalOf(rowOf({ quantity: text }, facts), 'quantity'),
      (value) => (value ? formatDecimal(value) : 'none'),
    );
  t.equal(quantity(''), 'none');
  t.equal(quantity('0'), '0');
  t.equal(quantity('4.50'), '4.5');
  t.equal(
    quantity('4½'),
    "row 14, Days: '4½' is not a number below 1,000,000,000 with at most six decimals. Use digits, for example 4.5.",
  );
  t.equal(
    quantity('4.5', { decimal: ',', thousands: '' }),
    "row 14, Days: '4.5' is not a number below 1,000,000,000 with at most six decimals. Use digits, for example 4,5.",
  );
  const date = (text: string, facts: Partial<SupplierProfile> = {}) =>
    told(() => dateOf(rowOf({ document_date: text }, facts), 'document_date'), String);
  t.equal(date(''), 'null');
  t.equal(date('30/11/2025'), '2025-11-30');
  t.equal(
    date('31/02/2026'),
    "row 14, Date: '31/02/2026' is not a date from 1990 to 2099, written day/month/year. Write it like 30/11/2025.",
  );
  t.equal(
    date('30/11/2025', { dates: 'yyyy-mm-dd' }),
    "row 14, Date: '30/11/2025' is not a date from 1990 to 2099, written year-month-day. Write it like 2025-11-30.",
  );
});

t.test('a problem says where and what, and only its own kind is caught', async (t) => {
  const reason = { code: 'word.unknown', what: 'is no item', remedy: 'Ask.' } as const;
  const named = readOrProblem(() => stop(rowOf({ item: 'Tutor' }), 'item', reason));
  t.strictSame(named, {
    problem: {
      code: 'word.unknown',
      row: 14,
      column: 'Item',
      found: 'Tutor',
      message: "'Tutor' is no item.",
      remedy: 'Ask.',
    },
  });
  const { item: _, ...columns } = profileOf().columns;
  const nameless = readOrProblem(() => stop(rowOf({}, { columns }), 'item', reason));
  t.match(nameless, { problem: { column: 'item', message: 'The cell is no item.' } });
  const defect = new TypeError('a defect');
  t.throws(() => {
    readOrProblem(() => {
      throw defect;
    });
  }, defect);
});
