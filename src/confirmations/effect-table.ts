import { type ShownTable, tableView } from '../charts/table.ts';
import type { SchoolEffect } from './result.ts';
import { writeEffect } from './written.ts';

/** What an act changes for one school, as it travels. */
export type WrittenEffect = ReturnType<typeof writeEffect>;

/** What an act changes for each school, and where that leaves the school over all months. */
export function effectTable(
  effects: readonly WrittenEffect[],
  names: ReadonlyMap<string, string>,
): ShownTable {
  return {
    id: 'effect',
    caption: 'What it changes for each school',
    columns: [
      { key: 'school', heading: 'School', kind: 'text' },
      { key: 'cost', heading: 'Cost, £', kind: 'pounds' },
      { key: 'cash_saving', heading: 'Cash saving, £', kind: 'saving' },
      { key: 'avoidance', heading: 'Avoided, £', kind: 'saving' },
      { key: 'net_saving', heading: 'Net saving, £', kind: 'saving' },
      { key: 'net_saving_before', heading: 'In all before, £', kind: 'saving' },
      { key: 'net_saving_after', heading: 'In all after, £', kind: 'saving' },
    ],
    rows: effects.map(({ urn, ...amounts }) => ({
      values: { ...amounts, school: names.get(urn) || urn },
    })),
    total: null,
  };
}

/** The same as the macros of the pages take it; nothing where no figure of a school changes. */
export function effectView(effects: readonly SchoolEffect[]) {
  const names = new Map(effects.map(({ urn, name }) => [urn, name]));
  const table = effectTable(effects.map(writeEffect), names);
  return effects.length === 0 ? null : tableView(table, 'pence');
}
