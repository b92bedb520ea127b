import type { CsvCell } from '../csv/csv-writer.ts';
import type { RegisterEntry } from './register-entry.ts';

type Cell = (entry: RegisterEntry, trust: string) => CsvCell;

/**
 * What the Local Government Transparency Code 2015 asks of each contract, in its order and words. What
 * the register does not know is empty, never none and never zero.
 */
const columns: readonly (readonly [heading: string, cell: Cell])[] = [
  ['Reference number', ({ contract }) => contract.reference],
  ['Title of agreement', ({ contract }) => contract.title],
  ['Department responsible', (_, trust) => trust],
  ['Description of the goods or services', ({ contract }) => contract.category],
  ['Supplier name', ({ supplier }) => supplier.name],
  ['Supplier company number', ({ supplier }) => supplier.companyNumber],
  ['Sum to be paid over the length of the contract or estimated annual spending (£)', unknown],
  ['VAT that cannot be recovered (£)', unknown],
  ['Start date', ({ contract }) => contract.term.from],
  ['End date', ({ renewal }) => renewal.current.endsOn],
  ['Review date', ({ renewal }) => renewal.deadline.decideBy],
  [
    'Invitation to quote or published invitation to tender',
    ({ contract }) => contract.procurementRoute,
  ],
  ['Small or medium-sized enterprise', unknown],
  ['Voluntary or community sector organisation', unknown],
  ['Registration number of such an organisation', unknown],
];

function unknown(): CsvCell {
  return null;
}

/** The headings of the register for the public, in their order. */
export const transparencyHeadings = columns.map(([heading]) => heading);

/** A contract as a row of it; the department is the trust. */
export function transparencyRow(entry: RegisterEntry, trust: string): CsvCell[] {
  return columns.map(([, cell]) => cell(entry, trust));
}
