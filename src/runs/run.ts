import { type Progress, secondsLeft, type WorkPhase } from '../documents/progress.ts';
import type { Money } from '../money/money.ts';
import { Problem, type ProblemDetail } from '../problem.ts';

/** What can be done with a received file in the background. */
export const works = ['check', 'confirm'] as const;
export type Work = (typeof works)[number];

/**
 * `queued`: its turn has not come; `running`: it is worked on; `done`: it has a result; `failed`:
 * problems stopped it; `cancelled`: a person did. Only a confirmation that is done changes figures.
 */
export const runStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

/** What a person wants done with an import. */
export interface Wish {
  readonly importId: string;
  readonly work: Work;
  readonly allOrNothing: boolean;
  readonly controlTotal: Money | undefined;
  /** Who asks, by the id of a key or person; null of runs from before that was kept. */
  readonly askerId: string | null;
  /** The mark of the asker's limit: the work is done within it, and is shown within it alone. */
  readonly limitMark: string | null;
}

/** Work on an import that goes on in the background, how far it is, and what came of it. */
export interface Run extends Wish {
  readonly id: string;
  readonly state: RunState;
  /** Whether it is to stop; one that is still at work does so within a moment. */
  readonly isCancelled: boolean;
  readonly askedAt: string;
  readonly askedBy: string;
  /** How often it was begun: again, from its start, when the process at it had ended. */
  readonly attempt: number;
  readonly startedAt: string | null;
  /** When it last came further. */
  readonly notedAt: string | null;
  readonly finishedAt: string | null;
  readonly phase: WorkPhase | null;
  /** Rows of the file below its header; null before they are known. */
  readonly rowsInAll: number | null;
  readonly rowsRead: number;
  readonly rowsSettled: number;
  readonly netRead: Money;
}

/** A file of so many rows or more is checked and posted in the background when a page sends it. */
export const largeFileRows = 5000;

/** So often is a run begun; what breaks off as often would break off for ever. */
export const attemptsMax = 3;

/** Whether a run is over, and will never change again. */
export function isFinished({ state }: Pick<Run, 'state'>): boolean {
  return state !== 'queued' && state !== 'running';
}

/** The seconds that a run will still take; null until that can be told, and when it is over. */
export function runSecondsLeft(run: Run, now: string): number | null {
  const { state, phase, rowsInAll, rowsRead, rowsSettled, netRead, startedAt, notedAt } = run;
  if (state !== 'running' || !phase || rowsInAll === null || !startedAt || !notedAt) return null;
  const progress: Progress = { phase, rowsInAll, rowsRead, rowsSettled, netRead };
  const left = secondsLeft(progress, (Date.parse(notedAt) - Date.parse(startedAt)) / 1000);
  if (left === null) return null;
  const since = Math.floor((Date.parse(now) - Date.parse(notedAt)) / 1000);
  return Math.max(left - Math.max(since, 0), 0);
}

/** Refuses a wish while the same work is under way in another way than is wished. */
export function refuseOtherWish(open: Run, wish: Wish): void {
  const isSame = open.allOrNothing === wish.allOrNothing && open.controlTotal === wish.controlTotal;
  const words = { check: 'check', confirm: 'confirmation' };
  if (open.limitMark !== wish.limitMark) {
    throw new Problem({
      code: 'run.underway',
      message: `The ${words[open.work]} is under way already, asked for with another key.`,
      remedy: 'Ask again when that is done.',
    });
  }
  if (isSame && !open.isCancelled) return;
  throw new Problem({
    code: 'run.underway',
    found: open.id,
    message: open.isCancelled
      ? `The ${words[open.work]} that is under way is being cancelled.`
      : `The ${words[open.work]} is under way with another control total or another choice of all or nothing.`,
    remedy: open.isCancelled
      ? 'Ask again in a moment.'
      : 'Wait for that run, or cancel it; then ask again.',
  });
}

/** What is said of work that ended with its process as often as it was begun. */
export function brokenOff(file: string): ProblemDetail {
  return {
    code: 'run.broken-off',
    file,
    message: `The work on ${file} broke off ${attemptsMax} times, and nothing of it was saved.`,
    remedy: 'Check that the service has memory and disk enough, then ask again.',
  };
}

/** What is said of work that a defect of the product stopped. */
export function failedWithin(file: string, reference: string): ProblemDetail {
  return {
    code: 'run.broken-off',
    file,
    message: `The service failed at its work on ${file}, and nothing of it was saved.`,
    remedy: `Ask again, and report the reference ${reference} if it lasts.`,
  };
}
