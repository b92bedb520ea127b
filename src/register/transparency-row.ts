import type { LocalDate } from '../calendar/local-date.ts';
import type { CsvCell } from '../csv/csv-writer.ts';
import { one } from '../money/decimal.ts';
import { formatMoney, noMoney } from '../money/money.ts';
import { vatRecoveryOn } from '../schools/school.ts';
import { procurementInWords } from './procedure.ts';
import { type RegisterEntry, termOf, worthOf } from './register-entry.ts';

type Cell = (entry: RegisterEntry, trust: string, today: LocalDate) => CsvCell;

/**
 * What the Local Government Transparency Code 2015 asks of each contract, in its order and words. What
 * the register does not know is empty, never none and never zero.
 */
const columns: readonly (readonly [heading: string, cell: Cell])[] = [
  ['Reference number', ({ contract }) => contract.reference],
  ['Title of agreement', ({ contract }) => contract.title],
  ['Department responsible', (_, trust) => trust],
  [
    'Description of the goods or services',
    ({ contract, published }) => published?.record.description ?? contract.category,
  ],
  ['Supplier name', ({ supplier }) => supplier.name],
  ['Supplier company number', ({ supplier }) => supplier.companyNumber],
  ['Sum to be paid over the length of the contract or estimated annual spending (£)', sumToBePaid],
  ['VAT that cannot be recovered (£)', lostVat],
  ['Start date', ({ contract }) => contract.term.from],
  ['End date', (entry) => termOf(entry).to],
  [
    'Review date',
    ({ renewal, published }) => published?.record.reviewOn ?? renewal.deadline.decideBy,
  ],
  [
    'Invitation to quote or published invitation to tender',
    ({ contract, published }) =>
      procurementInWords(published?.record ?? null, contract.procurementRoute),
  ],
  ['Small or medium-sized enterprise', ({ published }) => yesOrNo(published?.record.smallSupplier)],
  [
    'Voluntary or community sector organisation',
    ({ published }) => yesOrNo(published?.record.voluntarySupplier),
  ],
  ['Registration number of such an organisation', unknown],
];

function unknown(): CsvCell {
  return null;
}

const yesOrNo = (is: boolean | null | undefined) => (is == null ? null : is ? 'yes' : 'no');

/** Net; a year of it where it has no end. */
function sumToBePaid(entry: RegisterEntry): CsvCell {
  const sum = worthOf(entry) ?? entry.published?.annualValue ?? null;
  return sum === null ? null : { amount: formatMoney(sum) };
}

/** None where every school that takes part gets back all VAT; else it depends on who buys what. */
function lostVat({ schools }: RegisterEntry, _: string, today: LocalDate): CsvCell {
  const isRecovered = schools.every((school) => vatRecoveryOn(school, today).eq(one));
  return schools.length > 0 && isRecovered ? { amount: formatMoney(noMoney) } : null;
}

/** The headings of the register for the public, in their order. */
export const transparencyHeadings = columns.map(([heading]) => heading);

/** A contract as a row of it as of a day; the department is the trust. */
export function transparencyRow(entry: RegisterEntry, trust: string, today: LocalDate): CsvCell[] {
  return columns.map(([, cell]) => cell(entry, trust, today));
}
