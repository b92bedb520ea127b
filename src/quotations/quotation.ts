import type { ProblemDetail } from '../problem.ts';
import {
  type AreaRow,
  areaFile,
  type CostRow,
  costFile,
  type QuoteRow,
  quoteFile,
} from '../sourcing/sourcing-file.ts';
import { readTable, type Table, type TableRows } from '../trusts/table.ts';
import type { FolderContent } from '../trusts/trust-folder.ts';

/** What somebody brings of areas of sourcing; a file that is not there says nothing. */
export interface QuotationRows {
  readonly areas: TableRows<AreaRow>;
  readonly costs: TableRows<CostRow>;
  readonly quotes: TableRows<QuoteRow>;
  readonly problems: readonly ProblemDetail[];
}

/** Reads the files of sourcing, or rows that come another way. */
export function readQuotation({
  tables,
  problems,
}: Omit<FolderContent, 'profiles'>): QuotationRows {
  const read = <Row>(table: Table<Row>) => {
    const rows = tables.get(table.file);
    const isPresent = tables.has(table.file);
    if (rows) return readTable(table, rows);
    const nothing = { rows: [], damaged: [], problems: [], typed: () => '' };
    return { isPresent, isReadable: !isPresent, ...nothing };
  };
  return { areas: read(areaFile), costs: read(costFile), quotes: read(quoteFile), problems };
}
