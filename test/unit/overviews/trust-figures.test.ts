import t from 'tap';
import { pence } from '../../../src/money/money.ts';
import { trustFigures } from '../../../src/overviews/trust-figures.ts';

const complete = { expected_invoices: '2', missing_invoices: '1', complete_percent: '50.0' };
const report = (
  rows: Record<string, string | null>[],
  total: Record<string, string | null> = {},
) => ({
  rows,
  closings: [],
  total,
  adjustments: [],
  completeness: rows.map(() => complete),
  totalCompleteness: complete,
  names: new Map([['100001', 'Ash']]),
});

const total = {
  net_saving: '90.00',
  cash_saving: '100.00',
  one_off: '20.00',
  rebate: '10.00',
  avoidance: '5.00',
  new_cash_saving: '100.00',
  sustained_cash_saving: null,
};
const schools = report([{ urn: '100001', ...total }], total);
const reports = {
  schools,
  contracts: report([{ contract: 'P1', ...total }], total),
  months: report([]),
  places: report([{ urn: '100001', contract: 'P1', net_saving: '-310.00' }]),
  forecast: null,
  titles: new Map([['P1', 'Paper']]),
};
const links = {
  working: (place: object, measure: string) => `/why/${measure}/${Object.values(place).join('/')}`,
  school: (urn: string) => `/schools/${urn}`,
  contract: (reference: string) => `/contracts/${reference}`,
};

t.test('cash, avoidance and forecast stand apart, each leading to its working', async (t) => {
  const found = trustFigures(reports, links, 'pounds');
  t.strictSame(
    found.realised.map(({ value, href }) => [value, href]),
    [
      ['£90', '/why/net_saving/'],
      ['£100', '/why/new_cash_saving/'],
      ['–', null],
    ],
  );
  t.match(found.realised[0]?.tags, [{ text: '1 invoice missing' }]);
  t.match(found.avoided, { value: '£5', href: '/why/avoidance/' });
  t.equal(found.forecast, null, 'who sees some schools only is told no forecast');
  const forecast = { amount: pence(1234) };
  t.match(trustFigures({ ...reports, forecast }, links, 'pence').forecast, { value: '£12.34' });
});

t.test('a school that is worse off on a contract is named, whatever its total', async (t) => {
  t.strictSame(trustFigures(reports, links, 'pounds').worse, [
    { text: 'Ash: £310 worse off on Paper', href: '/why/net_saving/100001/P1' },
  ]);
});

t.test('rows lead to their pages', async (t) => {
  const [first, second] = trustFigures(reports, links, 'pounds').figures;
  t.match(first?.table.rows[0], { href: '/schools/100001', values: { name: 'Ash' } });
  t.match(second?.table.rows[0], { href: '/contracts/P1', values: { name: 'Paper (P1)' } });
});
