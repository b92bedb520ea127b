import { type Cause, causes } from './cause.ts';
import {
  addMoves,
  type Figures,
  figureKeys,
  figuresOf,
  isStill,
  type Moves,
  movesBetween,
  noMoves,
} from './figures.ts';
import { type JournalCell, mergeCells, placeOf } from './journal-cells.ts';

/** What a journal added for one cause; the steps of a restatement come in the order of posting. */
export interface Step {
  readonly journal: number;
  readonly cause: Cause;
  readonly cells: readonly JournalCell[];
}

/** Figures before and after, and why they are others: the causes add up to the change exactly. */
export interface Restated {
  readonly before: Figures;
  readonly after: Figures;
  readonly change: Moves;
  readonly causes: readonly { readonly cause: Cause; readonly change: Moves }[];
}

/** What one journal did for one cause. */
export interface JournalMove {
  readonly journal: number;
  readonly change: Moves;
}

export interface Restatement {
  readonly total: Restated;
  /** The schools by URN, those included whose figures are the same. */
  readonly schools: readonly (Restated & { readonly urn: string })[];
  readonly journals: readonly {
    readonly cause: Cause;
    readonly journals: readonly JournalMove[];
  }[];
}

/**
 * Why figures changed between two points of knowledge (N8). Each step moves a figure by what it is
 * after the step less what it was before, so that avoidance under an index, which is worked out per
 * cell and not per entry (P7), adds up as well. Refuses steps that do not lead from the one state to
 * the other: an explanation that is a penny short explains nothing. Of the states only what each school
 * adds up to counts; the cells that steps touch have to be there as they were, one by one.
 */
export function restate(
  before: readonly JournalCell[],
  after: readonly JournalCell[],
  steps: readonly Step[],
  touched = before,
): Restatement {
  const moves = movesOf(touched, steps);
  const [old, now, moved] = [bySchool(before), bySchool(after), bySchool(moves)];
  const urns = [...new Set([...old.keys(), ...now.keys()])].sort();
  return {
    total: explained(figuresOf(before), figuresOf(after), moves),
    schools: urns.map((urn) => {
      const [was, is] = [figuresOf(old.get(urn) ?? []), figuresOf(now.get(urn) ?? [])];
      return { urn, ...explained(was, is, moved.get(urn) ?? []) };
    }),
    journals: causes.flatMap((cause) => {
      const journals = byJournal(moves.filter((move) => move.cause === cause));
      return journals.length > 0 ? [{ cause, journals }] : [];
    }),
  };
}

function bySchool<Item extends { readonly urn: string }>(
  items: readonly Item[],
): Map<string, Item[]> {
  const schools = new Map<string, Item[]>();
  for (const item of items) {
    const known = schools.get(item.urn);
    if (known) known.push(item);
    else schools.set(item.urn, [item]);
  }
  return schools;
}

interface SchoolMove {
  readonly journal: number;
  readonly cause: Cause;
  readonly urn: string;
  readonly change: Moves;
}

function movesOf(before: readonly JournalCell[], steps: readonly Step[]): SchoolMove[] {
  const state = byPlace(before);
  return steps.flatMap(({ journal, cause, cells }) => {
    const ofSchool = new Map<string, Moves[]>();
    for (const [place, added] of byPlace(cells)) {
      const old = mergeCells(state.get(place) ?? []);
      const now = mergeCells([...old, ...added]);
      state.set(place, now);
      const urn = now[0]?.urn ?? '';
      const move = movesBetween(figuresOf(old), figuresOf(now));
      ofSchool.set(urn, [...(ofSchool.get(urn) ?? []), move]);
    }
    return [...ofSchool].map(([urn, all]) => ({ journal, cause, urn, change: addMoves(all) }));
  });
}

function byPlace(cells: readonly JournalCell[]): Map<string, JournalCell[]> {
  const places = new Map<string, JournalCell[]>();
  for (const cell of cells) {
    const place = placeOf(cell);
    const known = places.get(place);
    if (known) known.push(cell);
    else places.set(place, [cell]);
  }
  return places;
}

function explained(before: Figures, after: Figures, moves: readonly SchoolMove[]): Restated {
  const change = movesBetween(before, after);
  const all = addMoves(moves.map((move) => move.change));
  if (figureKeys.some((key) => all[key] !== change[key])) {
    throw new RangeError(
      'the journals between two points of knowledge do not add up to the change',
    );
  }
  const present = causes.filter((cause) => moves.some((move) => move.cause === cause));
  const sum = (cause: Cause) =>
    addMoves(moves.filter((move) => move.cause === cause).map((move) => move.change));
  return { before, after, change, causes: present.map((cause) => ({ cause, change: sum(cause) })) };
}

/** What each journal did in all schools; one that moved no figure of the window is left out. */
function byJournal(moves: readonly SchoolMove[]): JournalMove[] {
  const sums = new Map<number, Moves>();
  for (const { journal, change } of moves) {
    sums.set(journal, addMoves([sums.get(journal) ?? noMoves, change]));
  }
  return [...sums]
    .filter(([journal, change]) => {
      const parts = moves.filter((move) => move.journal === journal);
      return !isStill(change) || parts.some((part) => !isStill(part.change));
    })
    .map(([journal, change]) => ({ journal, change }));
}
