import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import {
  type HistoricShare,
  linesIn,
  netOf,
  partsWithin,
} from '../../../src/derivations/history.ts';
import { decimal, fraction, round } from '../../../src/money/decimal.ts';
import { formatMoney } from '../../../src/money/money.ts';
import { daysOf, pounds } from '../lines/given.ts';

const share = (days: string, net: string, quantity: string): HistoricShare => ({
  lineId: days,
  days: daysOf(days),
  net: pounds(net),
  vat: pounds('0'),
  quantity: fraction(decimal(quantity)),
  unit: 'hour',
  isCredit: false,
});

t.test('a line over the edge of the period counts by its days (P5)', async (t) => {
  const shares = [
    share('2025-08-17..2025-09-15', '300.00', '30'),
    share('2025-10-01..2025-10-31', '9.00', '1'),
  ];
  const parts = partsWithin(shares, new Set(['2025-09'] as Month[]));
  t.strictSame(
    parts.map(({ month, net, quantity }) => [month, formatMoney(net), round(quantity, 6)]),
    [['2025-09', '150.00', '15.000000']],
  );
  const both = partsWithin(shares, new Set(['2025-08', '2025-09', '2025-10'] as Month[]));
  t.equal(formatMoney(netOf(both)), '309.00');
  t.strictSame([both.length, linesIn(both)], [3, 2]);
});
