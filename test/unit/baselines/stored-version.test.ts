import t from 'tap';
import { versionOf } from '../../../src/baselines/stored-version.ts';

const stored = {
  id: 'id',
  kind: 'budget',
  unitPrice: '4.100000',
  vatRate: '0.200000',
  validFrom: '2025-09-01',
  validTo: null,
  indexSeries: 'D7BT',
  indexBaseMonth: '2025-01-01',
};

t.test('a stored version is read exactly, and without an end it goes on', async (t) => {
  const { unitPrice, vatRate, ...version } = versionOf(stored);
  t.strictSame([unitPrice.toFixed(), vatRate.toFixed()], ['4.1', '0.2']);
  t.strictSame(version, {
    id: 'id',
    kind: 'budget',
    valid: { from: '2025-09-01', to: '9999-12-31' },
  });
  t.equal(versionOf({ ...stored, validTo: '2026-08-31' }).valid.to, '2026-08-31');
});
