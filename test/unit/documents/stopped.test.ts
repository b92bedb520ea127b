import t from 'tap';
import { stoppedBy } from '../../../src/documents/stopped.ts';
import { pounds } from '../lines/given.ts';

t.test('a row that goes no further keeps its reason and its pounds', async (t) => {
  const bare = { code: 'credit.waiting', message: 'The original has not come.' } as const;
  t.strictSame(stoppedBy({ ...bare, row: 14 }, { net: pounds('-6.50'), schoolId: null }), {
    row: 14,
    state: 'held',
    net: -650,
    code: 'credit.waiting',
    message: 'The original has not come.',
    column: null,
    found: null,
    remedy: null,
    waitsFor: null,
    schoolId: null,
  });
  const whole = { ...bare, row: 14, column: 'Against', found: 'NST-1', remedy: 'Wait for it.' };
  const place = { net: pounds('0.00'), schoolId: 'id of 900001' };
  t.strictSame(stoppedBy(whole, { ...place, state: 'refused', waitsFor: 'NST-1' }), {
    row: 14,
    state: 'refused',
    net: 0,
    code: 'credit.waiting',
    message: 'The original has not come.',
    column: 'Against',
    found: 'NST-1',
    remedy: 'Wait for it.',
    waitsFor: 'NST-1',
    schoolId: 'id of 900001',
  });
  t.equal(stoppedBy(bare, place).row, 0, 'a problem of the whole file has no row');
  t.equal(stoppedBy({ ...bare, found: '' }, place).found, '', 'an empty cell was found');
});
