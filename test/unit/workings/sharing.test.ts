import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { type SharePart, sharingOf, weightSource } from '../../../src/workings/sharing.ts';
import { isRight } from '../../support/recompute.ts';
import { daysOf, pounds, schoolOf, sized } from '../lines/given.ts';

const part = (urn: string, weight: string): SharePart => ({
  schoolId: `id of ${urn}`,
  urn,
  name: `School ${urn}`,
  weight: decimal(weight),
  days: daysOf('2025-09-01..2025-09-30'),
  net: pounds('0.00'),
  vat: pounds('0.00'),
  recoveryRate: decimal(1),
});

// 182.25 at 98/2 must give 178.61 and 3.64 (section 5 of the peers, vector 1).
const shared = {
  net: pounds('182.25'),
  vat: pounds('36.45'),
  quantityBasis: 'consumed' as const,
  parts: [part('900001', '98'), part('900002', '2')],
};

t.test('N1: a share names its weight and who got the odd penny', async (t) => {
  const [net, vat] = sharingOf(shared, 'id of 900001');
  t.equal(net?.value, '178.61');
  t.equal(
    net?.sentence,
    'School 900001 has of the net: £182.25 × 98 ÷ 100 = £178.60 rounded down + £0.01 left over = £178.61. The penny that was left over went to the largest remainder, of two alike to the lower URN: School 900001.',
  );
  t.ok(vat?.sum && isRight(vat.sum));
  t.equal(sharingOf(shared, 'id of 900002')[0]?.value, '3.64');
  t.equal(
    sharingOf({ ...shared, vat: pounds('0.00') }, 'id of 900002').length,
    1,
    'no VAT, no step',
  );
  t.strictSame(
    sharingOf({ ...shared, parts: [] }, 'id of 900002'),
    [],
    'a direct line is not shared',
  );
});

t.test(
  'N1: the driver is named with source and date, and what the register says today',
  async (t) => {
    const school = schoolOf('900001', {
      drivers: [sized('pupils', '7', '2024-10-01'), sized('pupils', '9', '2025-10-01')],
    });
    const source = weightSource(part('900001', '210'), 'pupils', school);
    t.match(source, {
      value: '7',
      days: 30,
      weight: '210',
      source: 'census',
      effectiveFrom: '2024-10-01',
      valueToday: '7',
    });
    t.equal(
      source.sentence,
      'School 900001 weighs 210: 7 pupils (census, from 2024-10-01) × 30 days.',
    );
    const changed = weightSource(part('900001', '240'), 'pupils', school);
    t.equal(
      changed.sentence,
      'School 900001 weighs 240: 8 pupils × 30 days. The register says 7 today, which changes no posted line.',
    );
    t.equal(weightSource(part('900001', '30'), 'equal', school).valueToday, '1');
  },
);
