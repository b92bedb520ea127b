import t from 'tap';
import { isLoss, penceOf, shownRow, tagsOf } from '../../../src/overviews/rows.ts';

t.test('what a reader has to know stands beside the figure', async (t) => {
  const tags = (row: Record<string, string | null>) => tagsOf(row).map(({ text }) => text);
  t.strictSame(tags({ net_saving: '-0.01' }), ['Worse off']);
  t.strictSame(tags({ coverage_percent: '89.9' }), ['Only 89.9% measured']);
  t.strictSame(tags({ coverage_percent: '90.0', missing_invoices: '0', net_saving: '0.00' }), []);
  t.strictSame(tags({ missing_invoices: '1' }), ['1 invoice missing']);
  t.strictSame(tags({ missing_invoices: '5', coverage_percent: null }), ['5 invoices missing']);
});

t.test('a figure leads to its working, and what is not known to none', async (t) => {
  const row = { net_saving: '1.00', cash_saving: null, avoidance: '0.00' };
  const shown = shownRow(row, { name: 'Ash' }, { href: '/a', working: (measure) => `/${measure}` });
  t.strictSame(shown.workings, { net_saving: '/net_saving', avoidance: '/avoidance' });
  t.match(shown, { href: '/a', values: { name: 'Ash', net_saving: '1.00' } });
});

t.test('amounts as numbers', async (t) => {
  t.equal(penceOf('-1.05'), -105);
  t.equal(penceOf(null), 0);
  t.equal(isLoss('-1.05'), true);
  t.equal(isLoss(null), false);
});
