import type { BaselineEffect } from '../approvals/commands.ts';
import { writeBaselineEffect } from '../approvals/routes.ts';
import type { ListedBaseline } from '../baselines/store.ts';
import { lastDay } from '../calendar/local-date.ts';
import type { MonthEffect } from '../changes/month-effect.ts';
import { formatDecimal } from '../money/decimal.ts';
import { displayMoney, type Money } from '../money/money.ts';
import { effectLine } from './import-summary.ts';
import type { Arguments, Terminal } from './terminal.ts';

/** A version in one line: where, at what price, since when, and whether it counts. */
export function baselineLine(version: ListedBaseline): string {
  const { contract, urn, item, kind, valid, index } = version;
  const price = `£${formatDecimal(version.unitPrice)} net (${kind.replaceAll('_', ' ')})`;
  const to = valid.to === lastDay ? 'on' : `to ${valid.to}`;
  const moves = index ? `, moved by ${index.series} from ${index.baseMonth}` : '';
  return `${version.id}  ${contract} ${urn} ${item} version ${version.version}: ${price}${moves} from ${valid.from} ${to}, ${stateOf(version)}`;
}

/** The working of a version, line by line; none of a version whose price was stated. */
export function workingLines({ working }: ListedBaseline): string[] {
  if (!working) return [];
  const { formula, contract, item, lines, knownAtJournal, vatRate, vat } = working;
  return [
    `  ${formula}`,
    ...working.months.map(
      ({ month, spend, quantity }) => `  ${month}  £${spend} net  ${quantity} units`,
    ),
    `  from ${lines} lines of ${item} of ${contract} as known at journal ${knownAtJournal}; VAT £${vat}, rate ${vatRate}`,
  ];
}

function stateOf({ preparedBy, approvedBy, withdrawnBy, withdrawnAt, approvedAt }: ListedBaseline) {
  if (withdrawnAt) return `withdrawn by ${withdrawnBy}`;
  if (approvedAt) return `approved by ${approvedBy}`;
  return `prepared by ${preparedBy}, waits for somebody else's approval`;
}

/** Tells what approving or withdrawing a version changes, as text or as JSON. */
export function tellBaselineEffect(
  terminal: Terminal,
  args: Arguments,
  effect: BaselineEffect,
  { trust, what }: { trust: string; what: string },
): void {
  const isConfirmed = args.isSet('confirm');
  if (args.isSet('json')) {
    const told = { trust, confirmed: isConfirmed, ...writeBaselineEffect(effect, isConfirmed) };
    terminal.print(JSON.stringify(told));
    return;
  }
  const { baseline, change, months } = effect;
  const { version, urn, item, contract } = baseline;
  const done = change.journal === null ? 'done' : `done as journal ${change.journal}`;
  const outcome = isConfirmed ? done : 'checked, nothing saved; --confirm does it';
  terminal.print(`${what} of version ${version} of ${urn} for ${item} of ${contract}: ${outcome}`);
  if (months.length === 0) terminal.print('  No posted figure changes.');
  for (const month of months) terminal.print(monthLine(month));
  for (const school of change.effect) terminal.print(effectLine(school));
}

/** What one month gains or loses; a figure that was never measured is said to be so. */
export function monthLine({ urn, item, month, bookedMonth, entries, before, after }: MonthEffect) {
  const books = bookedMonth === month ? '' : `, in the books of ${bookedMonth}`;
  const cash = moved('cash saving', before.cashSaving, after.cashSaving);
  const avoided = moved('avoidance', before.avoidance, after.avoidance);
  const figures = [cash, avoided].filter(Boolean).join(', ') || 'no saving moves';
  const count = entries === 1 ? '1 new entry' : `${entries.toLocaleString('en-GB')} new entries`;
  return `  ${urn} ${item} ${month}: ${figures} (${count}${books})`;
}

function moved(what: string, before: Money | null, after: Money | null): string {
  if (before === after) return '';
  const shown = (amount: Money | null) => (amount === null ? 'not measured' : displayMoney(amount));
  return `${what} from ${shown(before)} to ${shown(after)}`;
}
