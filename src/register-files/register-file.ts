import { boardMeetingFile, contractTermsFile, schoolHolidayFile } from '../trusts/renewal-file.ts';
import { headingsOf } from '../trusts/table.ts';
import {
  aliasFile,
  contractFile,
  driverFile,
  participantFile,
  priceFile,
  schoolFile,
  supplierFile,
} from '../trusts/trust-file.ts';

/** A file of the register that a page takes: what it is called, what it holds, and its columns. */
export interface RegisterFile {
  readonly file: string;
  readonly title: string;
  readonly headings: readonly string[];
}

/**
 * The files that are loaded from a page, in the order in which a new trust needs them. Baselines are none of
 * them: they count only when a second person has approved each.
 */
export const registerFiles: readonly RegisterFile[] = [
  { title: 'Schools', table: schoolFile },
  { title: 'Sizes of schools', table: driverFile },
  { title: 'Other names of schools', table: aliasFile },
  { title: 'Suppliers', table: supplierFile },
  { title: 'Contracts', table: contractFile },
  { title: 'Who takes part in contracts', table: participantFile },
  { title: 'Prices of contracts', table: priceFile },
  { title: 'How contracts end', table: contractTermsFile },
  { title: 'Board meetings', table: boardMeetingFile },
  { title: 'School holidays', table: schoolHolidayFile },
].map(({ title, table }) => ({
  file: table.file,
  title,
  headings: headingsOf(table as typeof schoolFile),
}));
