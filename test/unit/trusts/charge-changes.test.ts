import fc from 'fast-check';
import t from 'tap';
import { chargesByMonth } from '../../../src/charges/charge.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { chargeRows, newCharges } from '../../../src/trusts/charge-changes.ts';
import type { ChargeRow } from '../../../src/trusts/charge-file.ts';
import { anyCharges, chargeOf } from '../charges/given.ts';

const told = (rows: readonly ChargeRow[]) =>
  rows.map(({ urn, from, to, amount }) => `${urn} ${from}..${to} ${formatMoney(amount)}`);
const year = chargeOf(1, '900002', '2025-09..2026-08', '6000.00');
const quarter = chargeOf(2, '900002', '2025-09..2025-11', '900.00');
const other = chargeOf(3, '900001', '2025-09..2026-08', '5000.00');
const again = chargeOf(4, '900002', '2025-09..2026-08', '6600.00');

t.test('the file has the records that still count, in the order of recording', async (t) => {
  t.strictSame(told(chargeRows([year, quarter, other])), [
    '900001 2025-09..2026-08 5000.00',
    '900002 2025-09..2026-08 6000.00',
    '900002 2025-09..2025-11 900.00',
  ]);
  t.strictSame(
    told(chargeRows([year, quarter, again])),
    ['900002 2025-09..2026-08 6600.00'],
    'the whole year was recorded again',
  );
  t.strictSame(chargeRows([]), []);
});

t.test('a folder records what is new, and what has to stand above it', async (t) => {
  const rows = chargeRows([year, quarter, other]);
  t.strictSame(told(newCharges(rows, [])), told(rows));
  t.strictSame(newCharges(rows, [year, quarter, other]), []);
  t.strictSame(told(newCharges(rows, [year, quarter, other, again])), [
    '900002 2025-09..2026-08 6000.00',
    '900002 2025-09..2025-11 900.00',
  ]);
  const [first, ...rest] = rows;
  const reason = [{ ...(first as ChargeRow), source: 'Letter' }, ...rest];
  t.strictSame(told(newCharges(reason, [year, quarter, other])), [
    '900001 2025-09..2026-08 5000.00',
  ]);
});

t.test('saved and loaded, charges count as before; loaded twice, nothing is new', async (t) => {
  const counts = (charges: Parameters<typeof chargesByMonth>[0]) =>
    ['900001', '900002'].map((urn) =>
      chargesByMonth(charges.filter((charge) => charge.urn === urn)).map(
        ({ month, amount }) => `${month} ${amount}`,
      ),
    );
  const recordedAfter = (rows: readonly ChargeRow[], before: number) =>
    rows.map(({ urn, from, to, amount }, index) =>
      chargeOf(before + index + 1, urn, `${from}..${to}`, formatMoney(amount)),
    );
  const same = fc.property(anyCharges, anyCharges, (here, there) => {
    const rows = chargeRows(here);
    const fresh = recordedAfter(newCharges(rows, []), 0);
    const all = [...there, ...recordedAfter(newCharges(rows, there), there.length)];
    return (
      JSON.stringify(counts(fresh)) === JSON.stringify(counts(here)) &&
      newCharges(rows, fresh).length === 0 &&
      newCharges(rows, here).length === 0 &&
      newCharges(rows, all).length === 0
    );
  });
  t.doesNotThrow(() => fc.assert(same));
});
