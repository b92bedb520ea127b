import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { shareIn, urnIn } from '../../../src/workings/line.ts';
import { daysOf, pounds } from '../lines/given.ts';
import { storedLine } from './given.ts';

const parts = ['900001', '900002'].map((urn) => ({
  schoolId: `id of ${urn}`,
  urn,
  name: urn,
  weight: decimal(30),
  days: daysOf('2025-09-16..2025-09-30'),
  net: pounds('100.75'),
  vat: pounds('20.15'),
  recoveryRate: decimal('0.9'),
}));

t.test('a share has the inputs that are stored with its line (P4)', async (t) => {
  const direct = shareIn(storedLine(), [], 'id of 900001');
  t.match(direct, {
    weight: null,
    totalWeight: null,
    net: pounds('201.50'),
    days: daysOf('2025-09-01..2025-09-30'),
  });
  const joint = shareIn(storedLine({ schoolId: null, urn: null }), parts, 'id of 900002');
  t.match(joint, { net: pounds('100.75'), days: daysOf('2025-09-16..2025-09-30'), periodDays: 30 });
  t.strictSame([joint.totalWeight, joint.recoveryRate].map(String), ['60', '0.9']);
  t.equal(String(shareIn(storedLine({ quantity: null }), [], '').quantity), '0');
  t.throws(() => shareIn(storedLine({ lineClass: 'reversal' }), [], ''), /has no shares/);
});

t.test('a school by its number, in a joint line as well', async (t) => {
  t.equal(urnIn(storedLine(), [], 'id of 900001'), '900001');
  t.equal(urnIn(storedLine({ urn: null }), parts, 'id of 900002'), '900002');
  t.equal(urnIn(storedLine({ urn: null }), [], 'id of 900002'), '');
});
