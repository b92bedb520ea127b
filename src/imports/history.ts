import type { ShownRow, ShownTable, ShownTag } from '../charts/table.ts';
import { formatMoney } from '../money/money.ts';
import type { ImportRecord, ImportState } from './import.ts';

/** What became of a file, in two or three words. */
export const stateTags: Readonly<Record<ImportState, ShownTag>> = {
  received: { text: 'To be confirmed', colour: 'yellow' },
  posted: { text: 'Posted', colour: 'green' },
  recognised: { text: 'Same as another', colour: 'grey' },
  undone: { text: 'Taken back', colour: 'grey' },
};

/** The files that came, the newest first, each leading to its page. */
export function historyTable(
  records: readonly ImportRecord[],
  { suppliers, base }: { suppliers: ReadonlyMap<string, string>; base: string },
): ShownTable {
  return {
    id: 'imports',
    caption: 'Files that came, the newest first',
    columns: [
      { key: 'file', heading: 'File', kind: 'text' },
      { key: 'supplier', heading: 'Supplier', kind: 'text' },
      { key: 'came', heading: 'Came', kind: 'text' },
      { key: 'by', heading: 'By', kind: 'text' },
      { key: 'rows', heading: 'Rows', kind: 'count' },
      { key: 'posted', heading: 'Posted', kind: 'count' },
      { key: 'waiting', heading: 'Not posted', kind: 'count' },
      { key: 'net', heading: 'Net posted, £', kind: 'pounds' },
      { key: 'journal', heading: 'Journal', kind: 'count' },
    ],
    rows: records.map((record) => rowOf(record, suppliers, base)),
    total: null,
  };
}

function rowOf(
  record: ImportRecord,
  suppliers: ReadonlyMap<string, string>,
  base: string,
): ShownRow {
  const { id, file, state, profileId, receivedAt, receivedBy, rows, net, journalNumber } = record;
  const isCounted = state === 'posted';
  return {
    href: `${base}/${id}`,
    tags: [stateTags[state]],
    values: {
      file,
      supplier: suppliers.get(profileId) ?? '',
      came: receivedAt.slice(0, 16).replace('T', ' '),
      by: receivedBy,
      rows: isCounted ? String(rows.read) : null,
      posted: isCounted ? String(rows.posted) : null,
      waiting: isCounted ? String(rows.held + rows.refused) : null,
      net: isCounted ? formatMoney(net.posted) : null,
      journal: journalNumber === null ? null : String(journalNumber),
    },
  };
}
