import { type Money, noMoney } from '../money/money.ts';

/** What is done with a file, in this order; a check does the same, and takes it back at the end. */
export const workPhases = ['reading', 'recognising', 'posting', 'sealing'] as const;
export type WorkPhase = (typeof workPhases)[number];

/** One step of the work on an import: the row of the file that it came to, and the pounds so far. */
export interface Step {
  readonly importId: string;
  readonly phase: WorkPhase;
  readonly row?: number;
  readonly net?: Money;
  /** While the file is read: how many of the rows so far are settled already. */
  readonly settled?: number;
}

/** Where the rows of a file stand: below its header, to the last that holds something. */
export interface Extent {
  readonly firstRow: number;
  readonly lastRow: number;
}

/** How far the work on a file is. Every row is read once and then settled: posted, held or refused. */
export interface Progress {
  readonly phase: WorkPhase;
  readonly rowsInAll: number;
  readonly rowsRead: number;
  readonly rowsSettled: number;
  readonly netRead: Money;
}

/** Turns the steps of some work into how far it is. */
export interface ProgressMeter {
  note(step: Step): void;
  progress(): Progress;
}

/** A meter for the work on one file; it never goes back, though rows may be read again (P12). */
export function progressMeter({ firstRow, lastRow }: Extent): ProgressMeter {
  const rowsInAll = Math.max(lastRow - firstRow + 1, 0);
  let importId: string | undefined;
  let progress: Progress = {
    phase: 'reading',
    rowsInAll,
    rowsRead: 0,
    rowsSettled: 0,
    netRead: noMoney,
  };
  const place = (row: number) => Math.min(Math.max(row - firstRow + 1, 0), rowsInAll);
  return {
    note(step) {
      // The first file that is told of is the one that was asked for; what it stirs up elsewhere,
      // such as credits that waited for it, is not counted here.
      importId ??= step.importId;
      const { phase, row, net, settled = 0 } = step;
      if (step.importId !== importId || isBefore(phase, progress.phase)) return;
      const rowsRead = phase === 'reading' ? place(row ?? 0) : rowsInAll;
      const rowsSettled =
        phase === 'sealing' ? rowsInAll : phase === 'posting' ? place(row ?? 0) : settled;
      progress = {
        phase,
        rowsInAll,
        rowsRead: Math.max(progress.rowsRead, rowsRead),
        rowsSettled: Math.max(progress.rowsSettled, rowsSettled),
        netRead: net ?? progress.netRead,
      };
    },
    progress: () => progress,
  };
}

function isBefore(phase: WorkPhase, other: WorkPhase): boolean {
  return workPhases.indexOf(phase) < workPhases.indexOf(other);
}

/** Of 100 parts of the work, so many go into reading and settling; the rest is written at the end. */
const parts = { reading: 25, settling: 45 };
const secondsToJudge = 2;

/** How many seconds the work will still take at the rate so far; null until that can be told. */
export function secondsLeft(progress: Progress, secondsSoFar: number): number | null {
  const { rowsInAll, rowsRead, rowsSettled } = progress;
  if (rowsInAll === 0 || secondsSoFar < secondsToJudge) return null;
  const done = (parts.reading * rowsRead + parts.settling * rowsSettled) / rowsInAll;
  if (done < 1) return null;
  return Math.ceil((secondsSoFar * (100 - done)) / done);
}
