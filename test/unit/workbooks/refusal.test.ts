import t from 'tap';
import { Problem } from '../../../src/problem.ts';
import { damaged, otherFormat, tooLarge } from '../../../src/workbooks/refusal.ts';

t.test('a refusal says what is wrong, and what its owner can do', async (t) => {
  const found = [damaged('row 3 stands below row 7'), tooLarge('x'), otherFormat('This is a PDF.')];
  for (const problem of found) t.type(problem, Problem);
  t.strictSame(
    found.map(({ code, message }) => `${code} | ${message}`),
    [
      'file.unreadable | The workbook is damaged: row 3 stands below row 7. Open it in a spreadsheet and save it as .xlsx again, or ask the supplier for it again.',
      'workbook.too-large | The workbook is too large to read: x. Copy the rows that count into a new workbook and send that, or save them as CSV.',
      'file.unreadable | This is a PDF. Open it in a spreadsheet, save it as .xlsx or as CSV, and send that.',
    ],
  );
});
