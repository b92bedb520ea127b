import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import type { ImportRecord } from '../imports/import.ts';
import type { Contents } from '../invoices/contents.ts';

/** What a person should look at twice before he confirms a file; nothing of it stops a row. */
export function warningsOf(
  record: Pick<ImportRecord, 'rows' | 'receivedAt'>,
  contents: Pick<Contents, 'firstDay' | 'lastDay'>,
  supplier: string,
): string[] {
  return [...stoppedWarning(record, supplier), ...dayWarnings(record, contents)];
}

/** Most of a supplier's own file posts; where it does not, the file is read by the wrong rules. */
function stoppedWarning({ rows }: Pick<ImportRecord, 'rows'>, supplier: string): string[] {
  const stopped = rows.held + rows.refused;
  if (rows.read < 4 || stopped * 2 <= rows.read) return [];
  return [
    `${stopped} of ${rows.read} rows cannot be posted. Check that this is a file of ${supplier}, and that its profile says how it writes dates, amounts and schools.`,
  ];
}

const monthsAhead = 12;
const monthsBack = 120;

/** A century or a month that somebody mistyped is a day far away. */
function dayWarnings(
  { receivedAt }: Pick<ImportRecord, 'receivedAt'>,
  { firstDay, lastDay }: Pick<Contents, 'firstDay' | 'lastDay'>,
): string[] {
  const today = receivedAt.slice(0, 10) as LocalDate;
  const isAhead = lastDay !== null && lastDay > addMonths(today, monthsAhead);
  const isPast = firstDay !== null && firstDay < addMonths(today, -monthsBack);
  return [
    ...(isAhead ? [`A row names ${lastDay} as a day of service, more than a year ahead.`] : []),
    ...(isPast ? [`A row names ${firstDay} as a day of service, more than ten years ago.`] : []),
  ];
}
