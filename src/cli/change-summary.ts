import type { Change, FileChange, LeftBehind } from '../changes/change.ts';
import { writeChange } from '../changes/routes.ts';
import { displayMoney } from '../money/money.ts';
import { effectLine, stoppedLine } from './import-summary.ts';
import { type Arguments, counted, type Terminal } from './terminal.ts';

const shownRows = 20;

/** Tells what an act changed, or would change, as text or as JSON. */
export function tellChange(
  terminal: Terminal,
  args: Arguments,
  change: Change,
  { trust, what }: { trust: string; what: string },
): void {
  const isConfirmed = args.isSet('confirm');
  if (args.isSet('json')) {
    const told = { trust, confirmed: isConfirmed, ...writeChange(change, isConfirmed) };
    terminal.print(JSON.stringify(told));
    return;
  }
  for (const line of summaryOfChange(change, what, isConfirmed)) terminal.print(line);
}

/** What a business manager reads of an act: what it does to files, to whom, and what still waits. */
function summaryOfChange(
  { journal, files, effect, waiting, leftBehind }: Change,
  what: string,
  isConfirmed: boolean,
): string[] {
  const outcome = journal === null ? 'done, no figure changes' : `done as journal ${journal}`;
  const rest = waiting.length - shownRows;
  return [
    `${what}: ${isConfirmed ? outcome : 'checked, nothing saved; --confirm does it'}`,
    ...files.flatMap(fileLines),
    ...waiting.slice(0, shownRows).map((row) => `  ${row.file}, ${stoppedLine(row, row.state)}`),
    ...(rest > 0 ? [`  and ${counted(rest, 'more row')}; --json lists them all`] : []),
    ...leftBehind.map(leftLine),
    ...effect.map(effectLine),
  ];
}

function leftLine({ record: { file }, rows, net }: LeftBehind): string {
  const count = `${counted(rows, 'row')}, ${displayMoney(net)} net`;
  return `  ${file}: ${count}, had come before with what is undone and count nowhere then; import ${file} again to post them`;
}

function fileLines({ record, rows, net }: FileChange): string[] {
  const words = { posted: 'posted', held: 'held', refused: 'refused', already: 'already posted' };
  const kinds = Object.keys(words) as (keyof typeof words)[];
  return kinds
    .filter((kind) => rows[kind] !== 0 || net[kind] !== 0)
    .map((kind) => {
      const count = counted(Math.abs(rows[kind]), 'row');
      const sign = rows[kind] < 0 ? '−' : '+';
      return `  ${record.file}: ${words[kind]} ${sign}${count}, ${displayMoney(net[kind])} net`;
    });
}
