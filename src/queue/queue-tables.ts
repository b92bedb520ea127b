import type { ShownTable } from '../charts/table.ts';
import { formatMoney } from '../money/money.ts';
import type { UnpricedItem, WaitingGroup } from './ways.ts';

const filesInWords = (files: WaitingGroup['files']) =>
  files.length === 1 ? (files[0]?.file ?? '') : `${files.length} files`;

/** What waits, each reason and printed text once; its first row leads to the decision. */
export function queueTable(groups: readonly WaitingGroup[], base: string): ShownTable {
  return {
    id: 'queue',
    caption: 'Why rows wait',
    columns: [
      { key: 'message', heading: 'What is wrong', kind: 'text' },
      { key: 'rows', heading: 'Rows', kind: 'count' },
      { key: 'net', heading: 'Net, £', kind: 'pounds' },
      { key: 'files', heading: 'In', kind: 'text' },
      { key: 'first', heading: 'First row', kind: 'count' },
    ],
    rows: groups.map(({ message, rows, net, files, first }) => ({
      values: {
        message,
        rows: String(rows),
        net: formatMoney(net),
        files: filesInWords(files),
        first: String(first.row),
      },
      href: `${base}/${first.importId}/${first.row}`,
    })),
    total: null,
  };
}

/** Items without a price in their contract, each leading to where its word is explained. */
export function unpricedTable(items: readonly UnpricedItem[], base: string): ShownTable {
  return {
    id: 'items',
    caption: 'Items without a price in the contract',
    columns: [
      { key: 'item', heading: 'Item, as printed', kind: 'text' },
      { key: 'contract', heading: 'Contract', kind: 'text' },
      { key: 'rows', heading: 'Rows', kind: 'count' },
      { key: 'net', heading: 'Net, £', kind: 'pounds' },
      { key: 'file', heading: 'File', kind: 'text' },
    ],
    rows: items.map(({ importId, file, item, contract, rows, net }) => ({
      values: {
        item: item || '(none)',
        contract,
        rows: String(rows),
        net: formatMoney(net),
        file,
      },
      href: item
        ? `${base}/${importId}/items?${new URLSearchParams({ item, contract })}`
        : undefined,
    })),
    total: null,
  };
}
