import type { JournalKind } from '../ledger/chain.ts';

/** Why a figure is another than it was, in the order in which a report tells it (N8). */
export const causes = [
  'invoices',
  'credits',
  'undone_imports',
  'register',
  'baselines',
  'decisions',
] as const;
export type Cause = (typeof causes)[number];

/** Each cause in the words of a person who has to explain it. */
export const causeWords: Readonly<Record<Cause, string>> = {
  invoices: 'Invoices that came',
  credits: 'Credit notes that came',
  undone_imports: 'Imports that were undone',
  register: 'Imports made again by a changed register',
  baselines: 'Baselines that were approved or withdrawn',
  decisions: 'Decisions about rows that waited',
};

const byKind: Readonly<Record<JournalKind, Cause>> = {
  import: 'invoices',
  retry: 'invoices',
  undo: 'undone_imports',
  repost: 'register',
  settlement: 'decisions',
  baseline_changed: 'baselines',
};

/** Why a journal of this kind changed figures; of a file, its credit notes are a cause apart. */
export function causeOf(kind: JournalKind): Cause {
  return byKind[kind];
}
