import { Problem } from '../problem.ts';

/** A refusal of a workbook that does not hold together, in whichever way. */
export function damaged(how: string): Problem {
  return new Problem({
    code: 'file.unreadable',
    message: `The workbook is damaged: ${how}.`,
    remedy:
      'Open it in a spreadsheet and save it as .xlsx again, or ask the supplier for it again.',
  });
}

/** A refusal of a workbook that nobody would make of invoices, whatever its bytes are for. */
export function tooLarge(how: string): Problem {
  return new Problem({
    code: 'workbook.too-large',
    message: `The workbook is too large to read: ${how}.`,
    remedy: 'Copy the rows that count into a new workbook and send that, or save them as CSV.',
  });
}

/** A refusal of a spreadsheet in a form that is not read, which its owner can save in another. */
export function otherFormat(message: string): Problem {
  const remedy = 'Open it in a spreadsheet, save it as .xlsx or as CSV, and send that.';
  return new Problem({ code: 'file.unreadable', message, remedy });
}
