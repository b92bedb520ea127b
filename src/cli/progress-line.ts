import type { Progress } from '../documents/progress.ts';
import { displayMoney } from '../money/money.ts';
import { counted } from './terminal.ts';

/** How far some work is, as the line that a person watches. */
export function progressLine(progress: Progress, secondsLeft: number | null): string {
  const { phase, rowsInAll, rowsRead, rowsSettled, netRead } = progress;
  const ofAll = (rows: number) =>
    `${rows.toLocaleString('en-GB')} of ${counted(rowsInAll, 'row')}, ${displayMoney(netRead)} net`;
  const words = {
    reading: `reading, ${ofAll(rowsRead)}`,
    recognising: `comparing with what is posted, ${ofAll(rowsRead)}`,
    posting: `posting, ${ofAll(rowsSettled)}`,
    sealing: 'adding up and sealing',
  };
  return secondsLeft === null ? words[phase] : `${words[phase]}, ${timeLeft(secondsLeft)}`;
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `about ${counted(seconds, 'second')} left`;
  return `about ${counted(Math.round(seconds / 60), 'minute')} left`;
}
