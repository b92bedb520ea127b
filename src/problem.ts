/**
 * What a person can put right: which rule stopped what, where it stands, what was found there and
 * what to do about it. Messages are whole sentences for a school business manager.
 */
export interface ProblemDetail {
  readonly code: ProblemCode;
  readonly message: string;
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly found?: string;
  readonly remedy?: string;
}

/** Every kind of problem that the product can name; CONTRIBUTING.md lists the same codes. */
export const problemCodes = {
  'access.denied': 'The key is missing, unknown or revoked, or does not open what was asked for.',
  'amount.unreadable': 'A cell that should hold an amount of money does not.',
  'amount.disagrees': 'Net, VAT and gross of a row do not agree.',
  'baseline.history':
    'What was imported does not make a price: months, units or volume are missing.',
  'baseline.self-approved': 'A baseline is approved by the person who prepared it.',
  'baseline.settled': 'A baseline version that is not in a state for what was asked.',
  'baseline.unknown': 'A baseline version that is not there.',
  'cell.unreadable': 'A cell of a set-up file does not hold what its column needs.',
  'claim.twice': 'A saving is claimed that somebody has claimed already.',
  'claim.unknown': 'A claim that is not there, or was withdrawn.',
  'column.missing': 'A file lacks a column that it must have.',
  'column.unknown': 'A file has a column that the product does not know.',
  'contract.signed': 'Signed terms would be changed without an amendment.',
  'contract.unknown': 'A contract that is not in the register.',
  'credit.kind-unknown': 'A credit note does not say which of the four kinds it is.',
  'credit.original-unknown': 'A credit note does not say which document it credits.',
  'credit.waiting': 'A credit note came before the document that it credits.',
  'credit.quantity': 'The quantity of a credit note does not fit its kind.',
  'credit.above-zero': 'A credit note adds cost instead of taking it away.',
  'credit.days-unclear': 'The service dates of a credit note cannot be told.',
  'credit.weights-unclear': 'How the original of a joint credit was shared cannot be told.',
  'date.order': 'A column of dates whose order of day and month cannot be told.',
  'date.unreadable': 'A cell that should hold a date does not.',
  'database.unavailable': 'The database does not answer.',
  'database.version': 'The database is at another version than the program.',
  'document.conflict': 'A document came before with other content.',
  'document.damaged': 'A kept document is not what it was when it was kept.',
  'document.declined': 'A person decided that an earlier version of the document stays.',
  'document.moved': 'A line of a known document now names another school.',
  'document.replaced': 'A person decided that another version of the document counts.',
  'document.reversed': 'A document that was cancelled takes no further lines.',
  'document.unknown': 'A document of a contract that is not there.',
  'document.unreadable': 'A row does not say which document it belongs to.',
  'driver.missing': 'A school has no value of the driver that shares a joint line.',
  'einvoice.amount': 'An amount, quantity or rate of an e-invoice is missing or unreadable.',
  'einvoice.currency': 'An e-invoice, or an amount in it, is not in pounds.',
  'einvoice.kind': 'A file of XML is no invoice or credit note that can be read.',
  'einvoice.total': 'The sums of an e-invoice do not add up.',
  'einvoice.unreadable': 'An e-invoice is damaged, incomplete or not safe to open.',
  'entry.unknown': 'An entry of the ledger that is not there.',
  'file.empty': 'A file has no rows.',
  'file.too-large': 'An upload has more bytes than the service takes.',
  'file.unreadable': 'A file is not a text table, or cannot be opened.',
  'file.total': "A file's own total differs from the sum of its rows.",
  'forecast.twice': 'A saving is forecast that another forecast counts already.',
  'forecast.unknown': 'A forecast that is not there, or was dropped.',
  'import.unknown': 'An import that is not there, or not in a state for what was asked.',
  'import.all-or-nothing': 'All or nothing was asked for, and some rows cannot be posted.',
  'import.control-total': 'The typed control total differs from the file.',
  'index.frozen': 'A published index level that figures may rest on is not changed.',
  'index.unknown': 'An index level that is not known.',
  'invoice.below-zero': 'An invoice line below zero does not say which credit it is.',
  'invoice.quantity': 'A recurring line has an amount but no quantity.',
  'journal.unknown': 'A journal that is not there.',
  'line.unknown': 'A posted line that is not there.',
  'link.ended': 'A link to set a password that was used, or is too old.',
  'key.reused': 'An idempotency key came before with another request.',
  'key.running': 'A request with the same idempotency key is still at work.',
  'mapping.unreadable':
    'How a list of contracts is read lacks something or holds something unknown.',
  'number.form': 'Numbers of a file that can be read in two ways, or in none.',
  'password.unfit': 'A password that is too short, too long, or one character over and over.',
  'period.closed': 'A month that is closed, or not closed, for what was asked.',
  'period.same-person': 'A month is reopened by the person who closed it.',
  'person.unknown': 'A role or person that is not there.',
  'profile.missing': 'No profile tells how to read a file.',
  'profile.unreadable': 'A supplier profile lacks something or holds something unknown.',
  'quantity.unreadable': 'A cell that should hold a quantity or price does not.',
  'register.conflict': 'Two rows of the register contradict each other.',
  'request.too-many':
    'Requests come faster than the service takes them from one caller or address.',
  'renewal.unfit': 'A decision that does not fit the days or the terms of a contract.',
  'request.unreadable': 'A request does not have the form that the API documents.',
  'reversal.unfit': 'A cancellation is not the whole of an invoice, or comes twice.',
  'row.dismissed': 'A person decided that a row does not count.',
  'row.unreadable': 'A row does not have the columns of its header.',
  'run.broken-off': 'Work in the background ended before it was done, and nothing of it was saved.',
  'run.finished': 'A run that is over cannot be cancelled.',
  'run.underway': 'The same work is under way with other conditions, or is being cancelled.',
  'run.unknown': 'A run that is not there.',
  'scenario.too-large': 'A scenario would have to count more lines again than one answer may.',
  'scenario.unfit': 'A change of a scenario does not fit the register as it is.',
  'school.not-participating': 'A school takes no part in the contract on the days of a line.',
  'school.not-yours': 'A school, or a row of one, for which whoever asks is not let in.',
  'school.unknown': 'A school that is not in the register, or two that answer to one name.',
  'search.wordless': 'A search names no word that tells anything.',
  'seal.unknown': 'A sealed report that is not there.',
  'service.unreadable': 'The service dates of a row do not make a period.',
  'settlement.unfit': 'A way out of the queue that does not fit the row it was asked for.',
  'sheet.missing': 'A workbook has no sheet of that name, or no sheet with rows at all.',
  'signin.refused': 'A sign-in that did not prove who somebody is.',
  'signin.too-many': 'So many tries failed that one has to wait.',
  'sourcing.unfit': 'A step of sourcing that does not fit how it stands with its area.',
  'sourcing.unknown': 'An area of sourcing, or an option of one, that is not there.',
  'supplier.other': 'A row of a file is of another supplier than the file is taken for.',
  'supplier.unfit': 'What is to be said of a supplier does not fit what was said before.',
  'supplier.unknown': 'A supplier that is not in the register.',
  'trust.unknown': 'A trust that is not there, or more than one to choose from.',
  'validation.author': 'A figure is validated by one of its authors.',
  'window.unreadable': 'A report was asked for days instead of whole months.',
  'word.unknown': 'A word that the supplier profile does not explain.',
  'workbook.too-large': 'A workbook holds more than a supplier file can, or unpacks to far more.',
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** A refusal that a person can put right; everything else that is thrown is a defect. */
export class Problem extends Error {
  readonly details: readonly ProblemDetail[];

  constructor(details: ProblemDetail | readonly ProblemDetail[]) {
    const list = 'code' in details ? [details] : details;
    super(list.map(describe).join('\n'));
    this.details = list;
  }

  get code(): ProblemCode {
    return this.details[0]?.code ?? 'request.unreadable';
  }
}

/** One line for a terminal: place, what is wrong, what to do. */
export function describe(problem: ProblemDetail): string {
  const place = [
    problem.file,
    problem.row === undefined ? undefined : `row ${problem.row}`,
    problem.column,
  ].filter((part) => part !== undefined);
  const where = place.length > 0 ? `${place.join(', ')}: ` : '';
  return `${where}${problem.message}${problem.remedy ? ` ${problem.remedy}` : ''}`;
}
