import type { JournalKind } from '../ledger/chain.ts';

/** One entry of a chain that began with an entry and takes it back, brings it back, and so on. */
export interface ChainEntry {
  readonly id: string;
  readonly depth: number;
  readonly reversesEntryId: string | null;
  readonly causedByLineId: string | null;
  readonly journal: number;
  readonly kind: JournalKind;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly reason: string;
}

/** What happened to an entry, in the journal that did it. */
export interface Happening extends ChainEntry {
  readonly what: 'made' | 'taken back' | 'brought back';
  readonly sentence: string;
}

/** From the entry that a chain began with to the last that is known (P11). */
export function historyOf(entries: readonly ChainEntry[], id: string): Happening[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const after = new Map(entries.map((entry) => [entry.reversesEntryId, entry]));
  let root = byId.get(id);
  while (root?.reversesEntryId) root = byId.get(root.reversesEntryId);
  const chain: ChainEntry[] = [];
  for (let at = root; at; at = after.get(at.id)) chain.push(at);
  return chain.map((entry) => ({ ...entry, what: whatOf(entry), sentence: tell(entry) }));
}

function whatOf({ depth }: ChainEntry): Happening['what'] {
  if (depth === 0) return 'made';
  return depth % 2 === 1 ? 'taken back' : 'brought back';
}

function tell(entry: ChainEntry): string {
  const { journal, recordedBy, recordedAt, reason, causedByLineId } = entry;
  const what = { made: 'Posted', 'taken back': 'Taken back', 'brought back': 'Brought back' }[
    whatOf(entry)
  ];
  const by = causedByLineId ? ' by a credit note that cancels the invoice' : '';
  return `${what}${by} in journal ${journal} of ${recordedAt.slice(0, 10)} by ${recordedBy}: ${reason}`;
}
