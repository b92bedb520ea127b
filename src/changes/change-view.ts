import { type ShownTable, showAmount, tableView } from '../charts/table.ts';
import { effectView } from '../confirmations/effect-table.ts';
import { formatMoney } from '../money/money.ts';
import type { Change } from './change.ts';

const shownRows = 50;

/** What an act changes, or would change, as the macro of the pages takes it. */
export function changeView({ effect, files, waiting, leftBehind }: Change) {
  return {
    effect: effectView(effect),
    files: files.length === 0 ? null : tableView(filesTable(files), 'pence'),
    waiting: waiting
      .slice(0, shownRows)
      .map(({ file, row, message }) => `Row ${row} of ${file}: ${message}`),
    waitingCount: waiting.length,
    leftBehind: leftBehind.map(({ record, rows, net }) => {
      const amount = showAmount(formatMoney(net), 'pence');
      return `${record.file}: ${rows === 1 ? 'one row' : `${rows} rows`}, ${amount} net, that had come before with this file. Send that file again to post them.`;
    }),
  };
}

function filesTable(files: Change['files']): ShownTable {
  const signed = (count: number) => (count > 0 ? `+${count}` : String(count).replace('-', '−'));
  return {
    id: 'files',
    caption: 'Rows of files',
    columns: [
      { key: 'file', heading: 'File', kind: 'text' },
      { key: 'posted', heading: 'Posted', kind: 'count' },
      { key: 'held', heading: 'That wait', kind: 'count' },
      { key: 'refused', heading: 'Refused', kind: 'count' },
      { key: 'net', heading: 'Net posted, £', kind: 'pounds' },
    ],
    rows: files.map(({ record, rows, net }) => ({
      values: {
        file: record.file,
        posted: signed(rows.posted),
        held: signed(rows.held),
        refused: signed(rows.refused),
        net: formatMoney(net.posted),
      },
    })),
    total: null,
  };
}
