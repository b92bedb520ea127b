import type { Charge } from '../charges/charge.ts';
import { chargesByMonth } from '../charges/charge.ts';
import { type ChargeRow, chargeFile } from './charge-file.ts';
import { inOrder } from './register-rows.ts';
import { keyOf } from './table.ts';

/**
 * The rows of `central_charges.csv`: of each school the records that count for a month at least, in the
 * order of recording, so that loaded elsewhere they count alike.
 */
export function chargeRows(charges: readonly Charge[]): ChargeRow[] {
  const urns = [...new Set(charges.map(({ urn }) => urn))];
  const counting = urns.flatMap((urn) => {
    const months = chargesByMonth(charges.filter((charge) => charge.urn === urn));
    const records = new Set(months.map(({ charge }) => charge));
    return [...records].sort((a, b) => a.number - b.number);
  });
  return inOrder(counting, ({ urn }) => [urn]).map(rowOf);
}

/**
 * What of a folder's rows is to be recorded. A row that says what the latest record of its school and
 * window says is known; what is recorded anew takes the later rows of the same months with it, so that
 * they still stand above it. The same folder again records nothing.
 */
export function newCharges(rows: readonly ChargeRow[], charges: readonly Charge[]): ChargeRow[] {
  const known = new Map<string, ChargeRow>();
  const inOrderOfRecording = [...charges].sort((a, b) => a.number - b.number).map(rowOf);
  for (const row of inOrderOfRecording) known.set(keyOf(chargeFile, row), row);
  const added: ChargeRow[] = [];
  for (const row of rows) {
    const latest = known.get(keyOf(chargeFile, row));
    const isSame = latest?.amount === row.amount && latest.source === row.source;
    if (!isSame || added.some((other) => shareMonths(other, row))) added.push(row);
  }
  return added;
}

function rowOf({ urn, window, amount, source }: Charge): ChargeRow {
  return { urn, ...window, amount, source };
}

function shareMonths(a: ChargeRow, b: ChargeRow): boolean {
  return a.urn === b.urn && a.from <= b.to && b.from <= a.to;
}
