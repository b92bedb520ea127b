import { type Money, negate, noMoney } from '../money/money.ts';
import type { ProblemDetail } from '../problem.ts';
import { readMoney } from './cell.ts';
import { type FileForms, formsOfProfile } from './file-forms.ts';
import { type InvoiceLine, normaliseNumber } from './invoice.ts';
import { isTotalRow, type KeptRow } from './kept-rows.ts';
import {
  dateOf,
  decimalOf,
  type RowCells,
  readAmounts,
  readOrProblem,
  readService,
  stop,
} from './row-cells.ts';
import type { DocumentKind, LineField, SupplierProfile } from './supplier-profile.ts';

/** What became of a row: a line, a total of the supplier's own, or a refusal with its reason. */
export type ReadRow =
  | { readonly kind: 'line'; readonly line: InvoiceLine }
  | { readonly kind: 'total'; readonly row: number; readonly net: Money | undefined }
  | {
      readonly kind: 'refused';
      readonly row: number;
      readonly net: Money;
      readonly problem: ProblemDetail;
    };

/** A reader of kept rows for one profile, header, and the forms that were settled for the file. */
export function invoiceReader(
  profile: SupplierProfile,
  headers: readonly string[],
  settled: FileForms | undefined,
): (row: KeptRow) => ReadRow {
  const forms = settled ?? formsOfProfile(profile);
  const position = new Map(
    Object.entries(profile.columns).map(([field, header]) => [field, headers.indexOf(header)]),
  );
  return (kept) => {
    if ('fault' in kept) return refused(kept.row, noMoney, rowFault(kept.row, kept.fault));
    const cell = (field: LineField) => kept.cells[position.get(field) ?? -1] ?? '';
    const cells: RowCells = { profile, forms, row: kept.row, cell };
    if (isTotalRow(kept.cells, headers, profile)) {
      return { kind: 'total', row: kept.row, net: readMoney(cell('net'), forms) };
    }
    const read = readOrProblem(() => readLine(cells));
    return 'value' in read
      ? { kind: 'line', line: read.value }
      : refused(kept.row, netIfReadable(cells), read.problem);
  };
}

function refused(row: number, net: Money, problem: ProblemDetail): ReadRow {
  return { kind: 'refused', row, net, problem };
}

function rowFault(row: number, message: string): ProblemDetail {
  return { code: 'row.unreadable', row, message, remedy: 'Compare the row with the one above it.' };
}

function readLine(cells: RowCells): InvoiceLine {
  const { profile, cell, row } = cells;
  const documentNumber = readNumber(cells);
  refuseOtherSupplier(cells);
  const documentKind = readKind(cells);
  const documentDate =
    dateOf(cells, 'document_date') ??
    stop(cells, 'document_date', {
      code: 'date.unreadable',
      what: 'is empty',
      remedy: 'Fill in the date of the document.',
    });
  const service = readService(cells);
  const quantity = decimalOf(cells, 'quantity');
  const unitPrice = decimalOf(cells, 'unit_price');
  const fee = decimalOf(cells, 'fee');
  const amounts = readAmounts(cells);
  const itemWord = cell('item');
  const item = wordOf(profile.words.item, itemWord) ?? itemWord;
  const isCredit = documentKind === 'credit_note';
  const isNegated = isCredit && profile.credit_sign === 'positive';
  const creditWord = isCredit ? cell('credit_kind') : '';
  const schoolText = profile.school ?? cell('school');
  return {
    row,
    documentNumber,
    documentKind,
    documentDate,
    creditKind: (isCredit && wordOf(profile.words.credit_kind, creditWord)) || null,
    creditWord,
    originalNumber: isCredit ? normaliseNumber(cell('original_document')) : '',
    contract: contractOf(cells, item, itemWord),
    ...service,
    schoolText,
    isJoint: profile.words.whole_trust.includes(schoolText),
    item,
    description: cell('description'),
    quantity: quantity && isNegated ? quantity.negated() : quantity,
    unitPrice,
    fee,
    net: isNegated ? negate(amounts.net) : amounts.net,
    vat: isNegated ? negate(amounts.vat) : amounts.vat,
  };
}

function wordOf<T>(words: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return words && Object.hasOwn(words, word) ? words[word] : undefined;
}

function contractOf({ profile, cell }: RowCells, item: string, itemWord: string): string {
  if (profile.columns.contract) return cell('contract');
  const byItem = wordOf(profile.words.contract, item) ?? wordOf(profile.words.contract, itemWord);
  return byItem ?? profile.contract ?? '';
}

/** What a spreadsheet shows where a formula fails. */
const formulaError = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/;

function readNumber(cells: RowCells): string {
  const printed = cells.cell('document_number');
  const number = formulaError.test(printed) ? '' : normaliseNumber(printed);
  if (number) return number;
  return stop(cells, 'document_number', {
    code: 'document.unreadable',
    what: printed ? 'is a formula that failed, and no document number' : 'is empty',
    remedy: 'Fill in the document number.',
  });
}

/** A finance system's file holds the bills of many; only those of its own supplier are taken. */
function refuseOtherSupplier(cells: RowCells): void {
  const { profile, cell } = cells;
  if (!profile.columns.supplier) return;
  const names = [profile.supplier, ...(profile.words.supplier ?? [])];
  if (names.includes(cell('supplier'))) return;
  stop(cells, 'supplier', {
    code: 'supplier.other',
    what: `is not ${profile.supplier}, whose file this is taken for`,
    remedy: `If it is, add the name to "words.supplier" in the profile; else import the file for that supplier too.`,
  });
}

function readKind(cells: RowCells): DocumentKind {
  const { profile, cell } = cells;
  if (!profile.columns.document_kind) return 'invoice';
  const words = profile.words.document_kind ?? {};
  return (
    wordOf(words, cell('document_kind')) ??
    stop(cells, 'document_kind', {
      code: 'word.unknown',
      what: 'is neither an invoice nor a credit note',
      remedy: `Use one of: ${Object.keys(words).join(', ')}; or teach the profile the word, and its files are read again.`,
    })
  );
}

/** The net of a row that is refused for something else, so that its pounds are still counted (P13). */
function netIfReadable(cells: RowCells): Money {
  const { profile, forms, cell } = cells;
  const amounts = readOrProblem(() => readAmounts(cells));
  const net = 'value' in amounts ? amounts.value.net : readMoney(cell('net'), forms);
  const kind = readOrProblem(() => readKind(cells));
  const isCredit = 'value' in kind && kind.value === 'credit_note';
  return isCredit && profile.credit_sign === 'positive' ? negate(net ?? noMoney) : (net ?? noMoney);
}
