import type { ReadRow } from '../invoices/invoice-reader.ts';
import type { CreditKind } from '../invoices/supplier-profile.ts';

/**
 * What a person decided of the version of a document that a row belongs to (P12). `taken`: it counts
 * in place of the other; `beside`: both are right; `declined`: the other stays; `replaced`: it gave
 * way to another; `open`: what it gave way to has gone, so that nothing is decided any more.
 */
export const verdicts = ['taken', 'beside', 'declined', 'replaced', 'open'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a person says of a credit where its row does not: its kind, and what it credits (P9). */
export interface CreditTyping {
  readonly kind: CreditKind;
  /** The document that it credits; empty where the row itself names it, or none is needed. */
  readonly originalNumber: string;
}

/** What was decided of one row, and by whom. Rows are known by their file's bytes and their number. */
export type Decision = {
  readonly row: number;
  /** The journal from which on it holds: what was posted before was posted without it. */
  readonly knownFrom: number;
  readonly by: string;
  readonly at: string;
} & (
  | ({ readonly about: 'credit' } & CreditTyping)
  | {
      readonly about: 'dismissal';
      readonly verdict: 'dismissed' | 'restored';
      /** Why the row does not count, in the person's words. */
      readonly reason: string;
    }
  | {
      readonly about: 'version';
      readonly verdict: Verdict;
      /** The file with the version that counts instead. */
      readonly otherFile: string;
    }
);

export type CreditDecision = Extract<Decision, { about: 'credit' }>;
export type VersionDecision = Extract<Decision, { about: 'version' }>;
export type Dismissal = Extract<Decision, { about: 'dismissal' }>;

/** The latest decision of each kind about one row. */
export interface Ruling {
  readonly credit?: CreditDecision;
  readonly version?: VersionDecision;
  readonly dismissal?: Dismissal;
}

/** All that was decided about the rows of a file, in the order in which it was decided. */
export type Decisions = ReadonlyMap<number, readonly Decision[]>;

/** What is decided of a row as known at a journal; today, if none is named. */
export function rulingOn(decisions: Decisions, row: number, knownAt = Infinity): Ruling {
  const known = (decisions.get(row) ?? []).filter(({ knownFrom }) => knownFrom <= knownAt);
  const credit = known.findLast((each) => each.about === 'credit');
  const version = known.findLast((each) => each.about === 'version');
  const dismissal = known.findLast((each) => each.about === 'dismissal');
  return {
    ...(credit && { credit }),
    ...(version && { version }),
    ...(dismissal && { dismissal }),
  };
}

/** Whether a row does not count because another version of its document does (P12). */
export function isPassedOver(decisions: Decisions, row: number): boolean {
  const { version } = rulingOn(decisions, row);
  return version?.verdict === 'declined' || version?.verdict === 'replaced';
}

/**
 * What holds of a row when what it gave way to has gone: that it stands beside another, where a
 * person once said so, and nothing otherwise.
 */
export function verdictAnew(decisions: Decisions, row: number): Verdict {
  const history = decisions.get(row) ?? [];
  const wasBeside = history.some((each) => each.about === 'version' && each.verdict === 'beside');
  return wasBeside ? 'beside' : 'open';
}

/**
 * A row as it counts with what a person decided of it. A typed credit stays known by what is
 * printed, so that the same line in another file is the same line (P12).
 */
export function decided(read: ReadRow, { credit, version, dismissal }: Ruling): ReadRow {
  if (dismissal?.verdict === 'dismissed' && read.kind !== 'total')
    return dismissed(read, dismissal);
  if (read.kind !== 'line') return read;
  const { line } = read;
  if (version?.verdict === 'declined' || version?.verdict === 'replaced') {
    const problem = passedOver(line.documentNumber, version);
    return {
      kind: 'refused',
      row: line.row,
      net: line.net,
      problem: { ...problem, row: line.row },
    };
  }
  if (!credit || line.documentKind !== 'credit_note') return read;
  const { creditKind, originalNumber } = line;
  return {
    kind: 'line',
    line: {
      ...line,
      creditKind: credit.kind,
      originalNumber: credit.originalNumber || originalNumber,
      printed: { creditKind, originalNumber },
    },
  };
}

function dismissed(
  read: Extract<ReadRow, { kind: 'line' | 'refused' }>,
  { by, at, reason }: Dismissal,
): ReadRow {
  const { row, net } = read.kind === 'line' ? read.line : read;
  const problem = {
    code: 'row.dismissed',
    row,
    message: `${by} decided on ${at.slice(0, 10)} that this row does not count (${reason}).`,
    remedy: 'Nothing is to do; restore the row if that was wrong.',
  } as const;
  return { kind: 'refused', row, net, problem };
}

function passedOver(number: string, { verdict, otherFile, by, at }: VersionDecision) {
  const day = at.slice(0, 10);
  return verdict === 'declined'
    ? ({
        code: 'document.declined',
        found: number,
        message: `${by} decided on ${day} that what was posted of ${number} before stays, and this row does not count.`,
        remedy: 'Nothing is to do; take this version after all if that was wrong.',
      } as const)
    : ({
        code: 'document.replaced',
        found: number,
        message: `${by} decided on ${day} that ${number} counts as it is in ${otherFile}, in place of this row.`,
        remedy: 'Nothing is to do; take this version again if that was wrong.',
      } as const);
}

/**
 * The rows that are not held for naming another school than before (P12): a person said that both
 * lines are right, or takes this version in the journal that is being written.
 */
export function notMoved(decisions: Decisions, openJournal: number): number[] {
  return [...decisions.keys()].filter((row) => {
    const { version } = rulingOn(decisions, row);
    const isBeingTaken = version?.verdict === 'taken' && version.knownFrom === openJournal;
    return version?.verdict === 'beside' || isBeingTaken;
  });
}
