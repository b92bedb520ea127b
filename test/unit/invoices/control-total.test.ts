import t from 'tap';
import { controlTotal } from '../../../src/invoices/control-total.ts';
import type { ReadRow } from '../../../src/invoices/invoice-reader.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import { lineOf, pounds } from '../lines/given.ts';

/** `line 9.00`, `refused 9.00` and `total 9.00` as rows from row 2 on. */
function rowsOf(text = ''): ReadRow[] {
  return text.split(', ').flatMap((part, index): ReadRow[] => {
    const [kind, amount] = part.split(' ');
    const row = index + 2;
    const net = amount === undefined ? undefined : pounds(amount);
    if (kind === 'total') return [{ kind, row, net }];
    if (kind === 'line') return [{ kind, line: lineOf({ row, net: net ?? pounds('0.00') }) }];
    const problem = { code: 'date.unreadable', message: 'The cell is empty.' } as const;
    return kind === 'refused' ? [{ kind, row, net: net ?? pounds('0.00'), problem }] : [];
  });
}

t.test('rows and pounds are counted, and a total of the file is held against them', async (t) => {
  const examples = readTable(`
    rows                                              count  net     warning  why
    line 9.00, line 1.50                              2      10.50   none     no total in the file
    line 9.00, line 1.50, total 10.50                 2      10.50   none     the total fits
    line 9.00, refused 1.50, total 10.50              2      10.50   none     a refused row counts, too
    line 9.00, total 10.50                            1      9.00    row 3    a row is missing
    line 9.00, line -1.50, total 7.50                 2      7.50    none     a credit counts below zero
    line 9.00, line -1.50, total 10.50                2      7.50    none     the supplier adds credits as printed
    line 9.00, line -1.50, total 9.00                 2      7.50    row 4    neither
    line 9.00, total                                  1      9.00    row 3    a total that cannot be read
    line 9.00, total 5.00, line 1.50, total 6.00      2      10.50   none     of several, some are of parts
    line 9.00, total 5.00, total                      1      9.00    row 3    one of two can be read
    total 0.00                                        0      0.00    none     nothing of nothing
    none                                              0      0.00    none     no rows
  `);
  for (const { rows, count, net, warning, why = '' } of examples) {
    const control = controlTotal();
    for (const row of rowsOf(rows)) control.count(row);
    t.equal(String(control.rows()), count, why);
    t.equal(formatMoney(control.net()), net, why);
    const [sentence] = control.warnings();
    t.equal(/row \d/.exec(sentence ?? '')?.[0] ?? 'none', warning, why);
  }
});

t.test('the warning says where, what is there, and what to do', async (t) => {
  const control = controlTotal();
  for (const row of rowsOf('line 1060.00, line -212.00, total 1250.00')) control.count(row);
  t.strictSame(control.warnings(), [
    'The total in row 4 is £1,250.00, but the rows add up to £848.00. Ask the supplier whether a row is missing.',
  ]);
});
