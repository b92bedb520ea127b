import type { ImportResult, SchoolEffect } from '../confirmations/result.ts';
import type { ImportRecord, StoppedRow } from '../imports/import.ts';
import { type ProblemGroup, type Problems, toldTogether } from '../imports/problem-groups.ts';
import type { FeeCheck } from '../lines/fee-check.ts';
import type { PriceCheck } from '../lines/price-check.ts';
import { formatDecimal } from '../money/decimal.ts';
import { displayMoney, pence, subtract } from '../money/money.ts';
import { counted } from './terminal.ts';

/** What a business manager reads after a file: counts, pounds, problems, and who gains or loses. */
export function summaryOf(result: ImportResult, isConfirmed: boolean): string[] {
  return [
    '',
    headingOf(result, isConfirmed),
    ...(result.sameFileAs ? [] : tallyLines(result.record, isConfirmed)),
    ...(result.sameFileAs ? [] : [contentsLine(result)]),
    ...result.warnings.map((warning) => `  ! ${warning}`),
    ...claimLines(result.prices),
    ...feeLines(result.fees),
    ...stoppedLines(result.problems),
    ...result.effect.map(effectLine),
  ];
}

function headingOf(
  { record: { file }, supplier, sameFileAs, journal, newlyPosted }: ImportResult,
  isConfirmed: boolean,
): string {
  if (!sameFileAs) {
    const what = isConfirmed ? `posted as journal ${journal}` : 'checked, nothing saved';
    return `${file} (${supplier}): ${what}`;
  }
  const same = `${file}: this is the same file as ${sameFileAs}, which is posted. Nothing is counted twice.`;
  if (newlyPosted.rows === 0) return same;
  const rows = `${counted(newlyPosted.rows, 'row')} of it that waited, ${displayMoney(newlyPosted.net)} net,`;
  const verb = newlyPosted.rows === 1 ? 'is' : 'are';
  return isConfirmed
    ? `${same} ${rows} ${verb} now posted as journal ${journal}.`
    : `${same} ${rows} would be posted; nothing is saved.`;
}

function tallyLines({ rows, net }: ImportRecord, isConfirmed: boolean): string[] {
  const words = {
    read: 'read',
    posted: isConfirmed ? 'posted' : 'would post',
    already: 'already posted',
    held: 'held',
    refused: 'refused',
  };
  const keys = Object.keys(words) as (keyof typeof words)[];
  const shown = keys.filter((key) => key === 'read' || key === 'posted' || rows[key] > 0);
  return shown.map((key) => {
    const count = counted(rows[key], 'row')
      .padEnd(5 + 8)
      .padStart(18);
    return `  ${words[key].padEnd(15)}${count}  ${displayMoney(net[key]).padStart(16)} net`;
  });
}

/** Where a row stands, what became of it, and why. */
export function stoppedLine({ row, column, message, remedy }: StoppedRow, outcome: string): string {
  const place = column ? `row ${row}, ${column}` : `row ${row}`;
  return `${place} (${outcome}): ${message}${remedy ? ` ${remedy}` : ''}`;
}

/** What the lines say in all, and on which days the service was. */
function contentsLine({ contents, record }: ImportResult): string {
  const { lines, documents, net, vat, gross, firstDay, lastDay } = contents;
  const amounts = `${displayMoney(net)} net + ${displayMoney(vat)} VAT = ${displayMoney(gross)}`;
  const days = firstDay && lastDay ? `, service from ${firstDay} to ${lastDay}` : '';
  const what = lines === record.rows.read ? 'in' : `${counted(lines, 'line')} in`;
  return `  ${what} ${counted(documents, 'document')}: ${amounts}${days}`;
}

function stoppedLines(problems: Problems): string[] {
  const shown = problems.apart.slice(0, 20).map((row) => `  ${stoppedLine(row, row.state)}`);
  const rest = problems.apart.length - shown.length;
  const more = rest > 0 ? [`  and ${counted(rest, 'more row')}; --copy writes them all`] : [];
  return [...toldTogether(problems).map(groupLine), ...shown, ...more];
}

/** Many rows with one fault in one column, which nobody wants to read one by one. */
function groupLine(group: ProblemGroup): string {
  const { rows, net, column, state, firstRows, values, valueCount, message, remedy } = group;
  const place = column ? `, ${column}` : '';
  const places = `rows ${firstRows.slice(0, 3).join(', ')} …`;
  const others =
    valueCount > 1
      ? ` Found: ${values.map((value) => `'${value}'`).join(', ')}${valueCount > values.length ? ' …' : ''}.`
      : '';
  return `  ${counted(rows, 'row')}${place} (${state}, ${displayMoney(net)}; ${places}): ${message}${others}${remedy ? ` ${remedy}` : ''}`;
}

/** What a supplier could be asked to pay back, line by line. */
function claimLines({ overcharged, undercharged, differences, notKnown }: PriceCheck): string[] {
  const dear = differences.filter(({ net, agreedNet }) => net > agreedNet);
  const shown = dear.slice(0, 10).map(({ row, documentNumber, item, quantity, ...line }) => {
    const units = `${formatDecimal(quantity)} × £${formatDecimal(line.agreedPrice)}`;
    const sum = `${units} = ${displayMoney(line.agreedNet)}, charged ${displayMoney(line.net)}`;
    const why = line.why === null ? '' : `. ${line.why}`;
    return `    row ${row}, ${documentNumber}, ${item}: ${sum}${why}`;
  });
  const rest = overcharged.rows - shown.length;
  return [
    ...(overcharged.rows > 0
      ? [
          `  £ ${counted(overcharged.rows, 'row')} above the contract's price: ${displayMoney(overcharged.net)} to claim back`,
        ]
      : []),
    ...shown,
    ...(rest > 0 ? [`    and ${counted(rest, 'more row')}; --json lists them`] : []),
    ...(undercharged.rows > 0
      ? [
          `  £ ${counted(undercharged.rows, 'row')} below the contract's price, ${displayMoney(undercharged.net)} in all`,
        ]
      : []),
    ...notKnown.map(
      ({ rows, net, why }) =>
        `  ? ${counted(rows, 'row')}, ${displayMoney(net)}, not checked yet. ${why}`,
    ),
  ];
}

/** What the supplier keeps above the caps of its fees, and what could not be tested. */
function feeLines({ rows, excess, untested }: FeeCheck): string[] {
  const above = `  £ ${counted(rows, 'row')} above the cap of the supplier's fee: ${displayMoney(excess)} to recover; --json lists them`;
  const silent = `  ! ${counted(untested, 'row')} of a capped item without the supplier's fee: ask for a breakdown of the charges.`;
  return [...(rows > 0 ? [above] : []), ...(untested > 0 ? [silent] : [])];
}

/** What an act changes for one school. */
export function effectLine(effect: SchoolEffect): string {
  const { urn, name, netSaving, netSavingAfter, avoidance } = effect;
  const amount = displayMoney(pence(Math.abs(netSaving)));
  const direction = netSaving > 0 ? `${amount} better off` : `${amount} worse off`;
  const apart = avoidance === 0 ? '' : `, avoidance ${displayMoney(avoidance)}`;
  const before = displayMoney(subtract(netSavingAfter, netSaving));
  const moves = `${direction}, net saving from ${before} to ${displayMoney(netSavingAfter)}`;
  return `  ${urn} ${name}: ${netSaving === 0 ? 'no change in the net saving' : moves}${apart}`;
}
