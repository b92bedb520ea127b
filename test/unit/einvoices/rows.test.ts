import t from 'tap';
import { columns, eInvoiceDialect } from '../../../src/einvoices/columns.ts';
import { readDocument } from '../../../src/einvoices/document.ts';
import { rowsOf } from '../../../src/einvoices/rows.ts';
import { ublName } from '../../../src/einvoices/ubl-element.ts';
import { vatOfRows } from '../../../src/einvoices/vat-shares.ts';
import { readXml } from '../../../src/einvoices/xml.ts';
import { cellsAre, sampleInvoice } from '../../support/einvoices.ts';

t.test('a row is cut to the columns, with what is not there left empty', async (t) => {
  const text = sampleInvoice([
    { kind: 'line', pence: 50_00, code: 'S', rate: 20 },
    { kind: 'allowance', pence: 1_00, code: 'S', rate: 20 },
  ]);
  const invoice = readDocument(readXml(text, ublName));
  const [header, line, allowance, ...more] = rowsOf(invoice, vatOfRows(invoice));
  const named = (row: typeof header) =>
    row && 'cells' in row
      ? Object.fromEntries(columns.map((name, at) => [name, row.cells[at]]))
      : {};
  t.strictSame(header, { row: 1, cells: columns });
  t.equal(line?.row, 2);
  cellsAre(t, named(line), { Line: '1', Quantity: '1', Net: '50.00', VAT: '10.00', Buyer: '' });
  t.equal(allowance?.row, 3);
  cellsAre(t, named(allowance), { Line: 'allowance 1', Quantity: '', Net: '-1.00', VAT: '-0.20' });
  t.strictSame(more, []);
});

t.test('every field is read from a column that is there', async (t) => {
  const names: readonly string[] = columns;
  for (const column of Object.values(eInvoiceDialect.columns)) t.ok(names.includes(column), column);
  t.equal(new Set(columns).size, columns.length);
});
